# language: fr
Fonctionnalité: Appel, encaissements, avances, remises, échéances

  Contexte:
    Soit le 1er janvier 2026, une caisse alimentaire est fondée avec 3 membres
    Et le 5 janvier 2026, la trésorerie appelle janvier 2026 à payer le 31 janvier 2026
    Et le 5 février 2026, la trésorerie appelle février 2026 à payer le 28 février 2026

  Scénario: un paiement solde d'abord la cotisation la plus ancienne
    Quand le 6 février 2026, la trésorerie encaisse 15,00 € de M1 en espèces
    Alors il reste 0,00 € à payer sur C1
    Et il reste 5,00 € à payer sur C4
    Et le compte 530 est à 15,00 €
    Et les comptes s'équilibrent

  Scénario: ce qui est payé de trop sert au prochain appel
    Quand le 6 février 2026, la trésorerie encaisse 25,00 € de M1 par le chèque 0012
    Alors M1 a 5,00 € d'avance
    Quand le 5 mars 2026, la trésorerie appelle mars 2026 à payer le 31 mars 2026
    Alors M1 a 0,00 € d'avance
    Et il reste 5,00 € à payer sur C7
    Et les comptes s'équilibrent

  Scénario: qui choisit de payer plus est appelé pour plus
    Quand le 6 février 2026, M2 choisit de cotiser 30,00 € dès mars 2026
    Et le 5 mars 2026, la trésorerie appelle mars 2026 à payer le 31 mars 2026
    Alors la cotisation C8 est de 30,00 €

  Scénario: l'assemblée remet une cotisation, avec un motif
    Quand le 6 février 2026, l'assemblée décide « Remise à M3, en grève »
    Et le 6 février 2026, la trésorerie remet 10,00 € sur C3 par D2 : grève
    Alors il reste 0,00 € à payer sur C3
    Et le compte 411 est à 50,00 €
    Et les comptes s'équilibrent

  Scénario: une cotisation étalée se prélève échéance par échéance
    Quand le 6 février 2026, la trésorerie étale C1 : 4,00 € le 10 mars 2026 puis 6,00 € le 10 avril 2026
    Et le 6 février 2026, la trésorerie encaisse 10,00 € de M2 en espèces
    Et le 6 février 2026, la trésorerie enregistre le mandat « RUM-1 » de M1
    Et le 15 février 2026, la trésorerie prépare le prélèvement du 15 mars 2026
    Alors le prélèvement V1 est de 14,00 €

  Scénario: la trésorerie relance une cotisation en retard
    Quand le 2 mars 2026, la trésorerie relance C1, C2
    Alors il reste 10,00 € à payer sur C1

  Scénario: des dons et un excédent entrent dans la caisse
    Quand le 6 février 2026, la trésorerie reçoit 200,00 € en espèces de dons par D1 : collecte du marché
    Et le 7 février 2026, la trésorerie reçoit 150,00 € en espèces de l'excédent d'une activité par D1 : bal
    Alors le compte 530 est à 350,00 €
    Et les comptes s'équilibrent

  Scénario: une échéance manquée est en retard sans attendre la dernière
    Quand le 6 février 2026, la trésorerie étale C1 : 4,00 € le 10 mars 2026 puis 6,00 € le 10 avril 2026
    Et le 11 mars 2026, la trésorerie appelle mars 2026 à payer le 31 mars 2026
    Alors 4,00 € sont en retard sur C1
    Quand le 12 mars 2026, la trésorerie relance C1
    Et le 12 mars 2026, la trésorerie encaisse 4,00 € de M1 en espèces
    Alors 0,00 € sont en retard sur C1
    Et il reste 6,00 € à payer sur C1
    Quand le 13 mars 2026, la trésorerie relance C1
    Alors refusé : rien n'est en retard sur C1
    Quand le 11 avril 2026, la trésorerie relance C1
    Alors 6,00 € sont en retard sur C1

  Scénario: une cotisation en cours de prélèvement n'est pas relancée
    Quand le 6 février 2026, la trésorerie enregistre le mandat « RUM-1 » de M1
    Et le 6 février 2026, la trésorerie prépare le prélèvement du 15 février 2026
    Et le 8 février 2026, la trésorerie relance C1
    Alors refusé : C1 est dans le prélèvement V1, qui est attendu
    Quand le 8 février 2026, la trésorerie relance C2
    Alors les comptes s'équilibrent

  Scénario: un foyer arrivé en cours de mois cotise pour toutes ses personnes
    Quand le 10 mars 2026, la trésorerie inscrit un foyer de 4 personnes
    Et le 31 mars 2026, la trésorerie appelle mars 2026 à payer le 15 avril 2026
    Alors la cotisation C10 est de 25,00 €

  Scénario: une coopérative membre n'est appelée que par une règle qui le dit
    Quand le 20 février 2026, la trésorerie inscrit une coopérative
    Et le 5 mars 2026, la trésorerie appelle mars 2026 à payer le 31 mars 2026
    Alors la cotisation C9 est de 10,00 €
    Quand le 10 mars 2026, l'assemblée fixe la cotisation à 10,00 € par personne et 50,00 € par organisation dès avril 2026
    Et le 5 avril 2026, la trésorerie appelle avril 2026 à payer le 30 avril 2026
    Alors la cotisation C10 est de 10,00 €
    Et la cotisation C13 est de 50,00 €
    Et les comptes s'équilibrent
