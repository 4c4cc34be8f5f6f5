# language: fr
Fonctionnalité: Des caisses fédérées

  Contexte:
    Soit le 1er janvier 2026, à Bordeaux, une caisse alimentaire est fondée avec 4 membres
    Et le 1er janvier 2026, à Bordeaux, l'assemblée adopte ses statuts
    Et le 1er janvier 2026, à Bègles, une caisse alimentaire est fondée avec 6 membres
    Et le 1er janvier 2026, à Bègles, l'assemblée adopte ses statuts
    Et le 1er janvier 2026, à Langon, une caisse alimentaire est fondée avec 2 membres
    Et le 1er janvier 2026, à Langon, l'assemblée adopte ses statuts
    Et le 1er janvier 2026, à la Fédération, une caisse alimentaire est fondée avec 3 membres
    Et le 1er janvier 2026, à la Fédération, l'assemblée adopte ses statuts
    Et le 1er janvier 2026, à la Fédération, la trésorerie inscrit une coopérative
    Et le 1er janvier 2026, à la Fédération, la trésorerie inscrit une coopérative
    Et le 1er janvier 2026, à la Fédération, la trésorerie inscrit une coopérative
    Et le 1er janvier 2026, à la Fédération, la trésorerie reconnaît Bordeaux comme membre M4
    Et le 1er janvier 2026, à la Fédération, la trésorerie reconnaît Bègles comme membre M5
    Et le 1er janvier 2026, à la Fédération, la trésorerie reconnaît Langon comme membre M6
    Et le 1er janvier 2026, à Bordeaux, la trésorerie reconnaît la Fédération comme fédération
    Et le 1er janvier 2026, à Bègles, la trésorerie reconnaît la Fédération comme fédération
    Et le 1er janvier 2026, à Langon, la trésorerie reconnaît la Fédération comme fédération
    Et le 2 janvier 2026, à Bordeaux, M3 propose de se lier à OL1 en lui cédant « salaires » dès le 3 janvier 2026
    Et le 2 janvier 2026, à Bordeaux, l'assemblée adopte PR1
    Et le 2 janvier 2026, à Bègles, M3 propose de se lier à OL1 en lui cédant « salaires » dès le 3 janvier 2026
    Et le 2 janvier 2026, à Bègles, l'assemblée adopte PR1
    Et le 2 janvier 2026, à Langon, M2 propose de se lier à OL1 dès le 3 janvier 2026
    Et le 2 janvier 2026, à Langon, l'assemblée adopte PR1
    Et le 2 janvier 2026, à la Fédération, M3 propose de se lier à OL1 dès le 3 janvier 2026
    Et le 2 janvier 2026, à la Fédération, l'assemblée adopte PR1
    Et le 2 janvier 2026, à la Fédération, M3 propose de se lier à OL2 dès le 3 janvier 2026
    Et le 2 janvier 2026, à la Fédération, l'assemblée adopte PR2
    Et le 2 janvier 2026, à la Fédération, M3 propose de se lier à OL3 dès le 3 janvier 2026
    Et le 2 janvier 2026, à la Fédération, l'assemblée adopte PR3

  Scénario: deux assemblées décident, et le lien tient quand elles se sont entendues
    Quand le 3 janvier 2026, à Bordeaux, M1 propose la résolution « Une fête »
    Alors à Bordeaux, OL1 n'est pas liée
    Quand le 3 janvier 2026, les organisations s'écoutent
    Alors à Bordeaux, OL1 est liée
    Et à la Fédération, OL1 est liée
    Et à la Fédération, OL3 est liée
    Et à Bordeaux, « salaires » est cédé
    Et à Langon, « salaires » n'est pas cédé

  Scénario: une règle commune vaut d'elle-même où le domaine est cédé, et s'offre ailleurs
    Soit le 3 janvier 2026, les organisations s'écoutent
    Et le 10 janvier 2026, à la Fédération, M3 propose pour toutes, domaine « salaires », que « salaire_commun » vaille 2000,00 € dès mars 2026
    Et le 12 janvier 2026, à la Fédération, l'assemblée adopte PR4
    Quand le 13 janvier 2026, les organisations s'écoutent
    Et le 1er mars 2026, à Bordeaux, M1 propose la résolution « Une fête »
    Alors à Bordeaux, « salaire_commun » est en vigueur
    Et à Bordeaux, « salaire_commun » est fixée par OL1
    Et à Langon, « salaire_commun » n'est pas en vigueur
    Et à Langon, OL1 offre 1 règles : n'est pas cédé à la Fédération
    Quand le 1er mars 2026, à Bordeaux, M3 propose ici que « salaire_commun » vaille 1500,00 € dès mai 2026
    Alors refusé : relève de « salaires », cédé à la Fédération
    Quand le 1er mars 2026, à Langon, M2 propose ici que « salaire_commun » vaille 1500,00 € dès mai 2026
    Alors à Langon, la proposition PR2 est ouverte

  Scénario: une caisse qui part n'est plus tenue par la règle commune
    Soit le 3 janvier 2026, les organisations s'écoutent
    Et le 10 janvier 2026, à la Fédération, M3 propose pour toutes, domaine « salaires », que « salaire_commun » vaille 2000,00 € dès mars 2026
    Et le 12 janvier 2026, à la Fédération, l'assemblée adopte PR4
    Et le 13 janvier 2026, les organisations s'écoutent
    Quand le 20 juin 2026, à Bègles, M3 propose de quitter OL1 dès le 1er juillet 2026
    Et le 21 juin 2026, à Bègles, l'assemblée adopte PR2
    Et le 22 juin 2026, les organisations s'écoutent
    Alors à la Fédération, OL2 est liée
    Quand le 1er juillet 2026, à Bègles, M3 propose ici que « salaire_commun » vaille 1900,00 € dès août 2026
    Alors à Bègles, OL1 n'est pas liée
    Et à Bègles, la proposition PR3 est ouverte
    Et à la Fédération, OL2 n'est pas liée

  Scénario: la péréquation d'un mois passe au centime dans tous les comptes
    Soit le 3 janvier 2026, les organisations s'écoutent
    Et le 4 janvier 2026, à la Fédération, M3 propose la péréquation par tête dès le 5 janvier 2026
    Et le 4 janvier 2026, à la Fédération, l'assemblée adopte PR4
    Et le 5 janvier 2026, à Bordeaux, la trésorerie reçoit 10 000,00 € en espèces de dons par D1 : don de départ
    Et le 5 février 2026, à Bordeaux, la trésorerie clôt janvier 2026
    Et le 5 février 2026, à Bègles, la trésorerie clôt janvier 2026
    Et le 5 février 2026, à Langon, la trésorerie clôt janvier 2026
    Et le 5 février 2026, à Bordeaux, la trésorerie publie le relevé de janvier 2026 sur une assiette de 100 000,00 €
    Et le 5 février 2026, à Bègles, la trésorerie publie le relevé de janvier 2026 sur une assiette de 0,00 €
    Et le 6 février 2026, les organisations s'écoutent
    Alors à la Fédération, OL1 a publié 4 membres et une assiette de 100 000,00 € en janvier 2026
    Quand le 7 février 2026, à la Fédération, la trésorerie péréque janvier 2026 par « perequation_par_tete »
    Alors refusé : il manque le relevé de janvier 2026 de : OL3
    Quand le 8 février 2026, à Langon, la trésorerie publie le relevé de janvier 2026 sur une assiette de 0,00 €
    Et le 8 février 2026, les organisations s'écoutent
    Et le 9 février 2026, à la Fédération, la trésorerie péréque janvier 2026 par « perequation_par_tete »
    Et le 9 février 2026, les organisations s'écoutent
    # 1 500,00 € mis au pot, 125,00 € par tête : quatre têtes, six et deux.
    Alors à Bordeaux, nous devons 1 000,00 € à OL1
    Et à la Fédération, OL1 nous doit 1 000,00 €
    Et à Bègles, OL1 nous doit 750,00 €
    Et à la Fédération, nous devons 750,00 € à OL2
    Et à Langon, OL1 nous doit 250,00 €
    Et à la Fédération, nous devons 250,00 € à OL3
    Et à Bordeaux, les comptes s'équilibrent
    Et à la Fédération, les comptes s'équilibrent
    Quand le 10 février 2026, à la Fédération, la trésorerie péréque janvier 2026 par « perequation_par_tete »
    Alors refusé : a déjà été péréqué
    Quand le 11 février 2026, à la Fédération, la trésorerie importe un relevé : 1 000,00 €
    Et le 11 février 2026, à la Fédération, la trésorerie note que la ligne B1 vient de OL1
    Alors à la Fédération, OL1 nous doit 0,00 €

  Scénario: une caisse suspendue n'est pas péréquée
    Soit le 3 janvier 2026, les organisations s'écoutent
    Et le 4 janvier 2026, à la Fédération, M3 propose la péréquation par tête dès le 5 janvier 2026
    Et le 4 janvier 2026, à la Fédération, l'assemblée adopte PR4
    Et le 15 janvier 2026, à la Fédération, la trésorerie suspend M6 : impayés
    Et le 5 février 2026, à Bordeaux, la trésorerie clôt janvier 2026
    Et le 5 février 2026, à Bègles, la trésorerie clôt janvier 2026
    Et le 5 février 2026, à Bordeaux, la trésorerie publie le relevé de janvier 2026 sur une assiette de 0,00 €
    Et le 5 février 2026, à Bègles, la trésorerie publie le relevé de janvier 2026 sur une assiette de 0,00 €
    Et le 6 février 2026, les organisations s'écoutent
    Quand le 7 février 2026, à la Fédération, la trésorerie péréque janvier 2026 par « perequation_par_tete »
    Alors à la Fédération, nous devons 0,00 € à OL3

  Scénario: deux fédérations ne fixent pas le même domaine
    Soit le 3 janvier 2026, les organisations s'écoutent
    Et le 4 janvier 2026, à Bordeaux, la trésorerie reconnaît Lyon comme fédération
    Quand le 5 janvier 2026, à Bordeaux, M3 propose de se lier à OL2 en lui cédant « salaires » dès le 6 janvier 2026
    Alors refusé : ce domaine est déjà cédé par MF1

  Scénario: les membres mandatent, et le mandat arrive à la fédération
    Soit le 3 janvier 2026, les organisations s'écoutent
    Et le 4 janvier 2026, à la Fédération, M3 propose la résolution « Une centrale d'achat »
    Et le 5 janvier 2026, à la Fédération, la trésorerie convoque une assemblée sur PR4 pour le 1er février 2026
    Et le 5 janvier 2026, à la Fédération, la trésorerie annonce AG4 aux caisses membres
    Et le 6 janvier 2026, les organisations s'écoutent
    Et le 7 janvier 2026, à Bègles, M3 propose la résolution « Mandat sur la centrale d'achat »
    Et le 10 janvier 2026, à Bègles, l'assemblée adopte PR2
    Quand le 11 janvier 2026, à Bègles, la trésorerie mandate pour OL1 au point 1 de AG4 selon S2 : avec un bilan à un an
    Et le 12 janvier 2026, les organisations s'écoutent
    Alors à la Fédération, OL2 mandate 6 pour et 0 contre au point 1 de AG4

  Scénario: une clé perdue est remplacée par décision, et la preuve reste
    Soit le 3 janvier 2026, les organisations s'écoutent
    Et le 4 janvier 2026, à Bordeaux, la trésorerie annonce la clé « bordeaux+11111111+BAUG »
    Et le 5 janvier 2026, les organisations s'écoutent
    Alors à la Fédération, la clé de OL1 est « bordeaux+11111111+BAUG »
    Quand le 6 janvier 2026, à la Fédération, la trésorerie garde la preuve que OL1 s'est contredite : deux messages 2
    Et le 7 janvier 2026, à Bordeaux, la trésorerie annonce l'adresse « https://bordeaux.example »
    Et le 8 janvier 2026, les organisations s'écoutent
    Alors refusé : s'est contredite sous sa propre signature
    Quand le 9 janvier 2026, à la Fédération, la trésorerie reconnaît la clé « bordeaux+22222222+BAUG » de OL1 par D1
    Et le 9 janvier 2026, les organisations s'écoutent
    Alors à la Fédération, la clé de OL1 est « bordeaux+22222222+BAUG »

  Scénario: un message qui dépasse toute mesure compte, et n'a pas d'effet
    Soit le 3 janvier 2026, les organisations s'écoutent
    Quand le 4 janvier 2026, à la Fédération, la trésorerie prend de OL1 une clé illisible
    Alors à la Fédération, le dernier message de OL1 est ignoré
    Et à la Fédération, la clé de OL1 est « bordeaux+0a0b0c0d+AQID »
