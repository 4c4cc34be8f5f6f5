# language: fr
Fonctionnalité: Les parts de cotisations passent d'un niveau à l'autre, et la file se voit

  Contexte:
    Soit le 1er janvier 2026, à Rouen, un syndicat est fondé avec 3 membres
    Et le 1er janvier 2026, à Rouen, l'assemblée adopte ses statuts
    Et le 1er janvier 2026, à territorial, une caisse alimentaire est fondée avec 3 membres
    Et le 1er janvier 2026, à territorial, l'assemblée adopte ses statuts
    Et le 1er janvier 2026, à territorial, la trésorerie inscrit une coopérative
    Et le 1er janvier 2026, à territorial, la trésorerie reconnaît Rouen comme membre M4
    # Les clés du syndicat nomment ce niveau : c'est le même.
    Et le 1er janvier 2026, à Rouen, la trésorerie reconnaît territorial comme fédération
    Et le 2 janvier 2026, à Rouen, M1 propose de se lier à OL1 dès le 3 janvier 2026
    Et le 2 janvier 2026, à Rouen, l'assemblée adopte PR1
    Et le 2 janvier 2026, à territorial, M3 propose de se lier à OL1 dès le 3 janvier 2026
    Et le 2 janvier 2026, à territorial, l'assemblée adopte PR1
    Et le 3 janvier 2026, les organisations s'écoutent
    Et le 4 janvier 2026, à Rouen, M1 déclare un salaire net de 1 000,00 €
    Et le 4 janvier 2026, à Rouen, M2 déclare un salaire net de 1 000,00 €
    Et le 4 janvier 2026, à Rouen, M3 déclare un salaire net de 1 000,00 €
    Et le 5 janvier 2026, à Rouen, la trésorerie appelle janvier 2026 à payer le 31 janvier 2026
    Et le 8 janvier 2026, à Rouen, la trésorerie importe un relevé : 10,00 €
    Et le 8 janvier 2026, à Rouen, la trésorerie encaisse 10,00 € de M1 par la ligne B1

  Scénario: la part d'un mois clos s'annonce, se paie, et la file se vide des deux côtés
    Quand le 1er février 2026, à Rouen, la trésorerie annonce à OL1 ses parts de janvier 2026
    Alors refusé : closez le mois d'abord
    Quand le 3 février 2026, à Rouen, la trésorerie clôt janvier 2026
    Et le 3 février 2026, à Rouen, la trésorerie annonce à OL1 ses parts de janvier 2026
    Et le 4 février 2026, les organisations s'écoutent
    Alors à Rouen, la file de OL1 est de 2,70 € depuis janvier 2026
    Et à territorial, OL1 nous doit 2,70 €
    Et à territorial, OL1 a annoncé 2,70 € pour janvier 2026, dont 2,70 € à venir
    Quand le 5 février 2026, à Rouen, la trésorerie annonce à OL1 ses parts de janvier 2026
    Alors refusé : les parts de janvier 2026 sont déjà annoncées à OL1
    Quand le 6 février 2026, à Rouen, la trésorerie prépare le paiement de L2 pour 2,70 €
    Et le 6 février 2026, à Rouen, M1 signe P1
    Et le 6 février 2026, à Rouen, M2 signe P1
    Et le 9 février 2026, à Rouen, la trésorerie importe un relevé : -2,70 €
    Et le 9 février 2026, à Rouen, la trésorerie constate le paiement de P1 sur la ligne B2
    Alors à Rouen, nous devons 0,00 € à OL1
    Quand le 10 février 2026, à territorial, la trésorerie importe un relevé : 2,70 €
    Et le 10 février 2026, à territorial, la trésorerie note que la ligne B1 vient de OL1
    Alors à territorial, OL1 nous doit 0,00 €
    Et à territorial, OL1 a annoncé 2,70 € pour janvier 2026, dont 0,00 € à venir
    Et à territorial, rien n'attend d'être transmis
    Et à Rouen, les comptes s'équilibrent
    Et à territorial, les comptes s'équilibrent

  Scénario: un mois sans cotisation ne transmet rien
    Soit le 3 février 2026, à Rouen, la trésorerie clôt janvier 2026
    Et le 3 mars 2026, à Rouen, la trésorerie clôt février 2026
    Quand le 3 mars 2026, à Rouen, la trésorerie annonce à OL1 ses parts de février 2026
    Alors refusé : aucune part des cotisations de février 2026 n'est pour OL1

  Scénario: la part d'un mois reste due par qui est parti depuis
    Soit le 20 janvier 2026, à Rouen, M1 propose de quitter OL1 dès le 1er février 2026
    Et le 20 janvier 2026, à Rouen, l'assemblée adopte PR2
    Et le 21 janvier 2026, les organisations s'écoutent
    Et le 3 mars 2026, à Rouen, la trésorerie clôt janvier 2026
    Et le 3 mars 2026, à Rouen, la trésorerie annonce à OL1 ses parts de janvier 2026
    Quand le 4 mars 2026, les organisations s'écoutent
    Alors à territorial, OL1 n'est pas liée
    Et à territorial, OL1 nous doit 2,70 €
