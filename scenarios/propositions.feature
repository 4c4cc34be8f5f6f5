# language: fr
Fonctionnalité: Proposer, soutenir, amender

  Contexte:
    Soit le 1er janvier 2026, une caisse alimentaire est fondée avec 5 membres
    Et le 2 janvier 2026, la trésorerie importe un relevé : 10 000,00 €
    Et le 2 janvier 2026, la trésorerie encaisse 10 000,00 € de M4 par la ligne B1

  Scénario: un changement de règle se lit en une phrase
    Quand le 10 janvier 2026, M3 propose une cotisation plancher de 12,00 € dès mars 2026
    Alors la proposition PR1 est ouverte
    Et PR1 change ceci : Cotisation plancher : 10,00 € devient 12,00 €, à partir du 1er mars 2026

  Scénario: une abrogation se lit aussi
    Quand le 10 janvier 2026, M3 propose d'abroger « mois_de_la_caisse » dès mars 2026
    Alors PR1 change ceci : la règle cesse d'être en vigueur, à partir du 1er mars 2026

  Scénario: un brouillon se réécrit, s'ouvre, se retire
    Quand le 10 janvier 2026, M3 rédige « Une fête »
    Alors la proposition PR1 est un brouillon
    Quand le 11 janvier 2026, M3 réécrit PR1 en « Une fête en juin »
    Alors la proposition PR1 s'intitule « Une fête en juin »
    Quand le 12 janvier 2026, M3 ouvre PR1 au soutien
    Et le 13 janvier 2026, M4 soutient PR1
    Alors la proposition PR1 est ouverte
    Quand le 14 janvier 2026, M3 retire PR1 : pas de salle
    Alors la proposition PR1 est retirée

  Scénario: l'auteur accepte un amendement
    Quand le 10 janvier 2026, M3 propose la résolution « Une fête »
    Et le 11 janvier 2026, M4 amende PR1 en « Une fête en juin »
    Et le 12 janvier 2026, M3 accepte l'amendement 1 de PR1
    Alors la proposition PR1 s'intitule « Une fête en juin »

  Scénario: un amendement décliné laisse la proposition comme elle est
    Quand le 10 janvier 2026, M3 propose la résolution « Une fête »
    Et le 11 janvier 2026, M4 amende PR1 en « Deux fêtes »
    Et le 12 janvier 2026, M3 décline l'amendement 1 de PR1
    Alors la proposition PR1 s'intitule « Une fête »
    Et la proposition PR1 est ouverte

  Scénario: une règle adoptée vaut de sa date, par la décision du vote
    Soit le 5 janvier 2026, l'assemblée adopte ses statuts
    Et le 10 janvier 2026, M3 propose une cotisation plancher de 12,00 € dès mars 2026
    Quand le 20 janvier 2026, l'assemblée adopte PR1
    Alors la proposition PR1 est adoptée
    Quand le 5 mars 2026, la trésorerie appelle février 2026 à payer le 31 mars 2026
    Et le 5 mars 2026, la trésorerie appelle mars 2026 à payer le 31 mars 2026
    Alors la cotisation C1 est de 10,00 €
    Et la cotisation C6 est de 12,00 €

  Scénario: une règle rejetée reste au registre et ne change rien
    Soit le 5 janvier 2026, l'assemblée adopte ses statuts
    Et le 10 janvier 2026, M3 propose une cotisation plancher de 12,00 € dès mars 2026
    Quand le 20 janvier 2026, l'assemblée rejette PR1
    Alors la proposition PR1 est rejetée
    Quand le 5 mars 2026, la trésorerie appelle mars 2026 à payer le 31 mars 2026
    Alors la cotisation C1 est de 10,00 €

  Scénario: une règle dont le mois est appelé pendant le vote reste sans effet, la décision demeure
    Soit le 5 janvier 2026, l'assemblée adopte ses statuts
    Et le 10 janvier 2026, M3 propose une cotisation plancher de 12,00 € dès mars 2026
    Et le 20 janvier 2026, l'assemblée ouvre le vote sur PR1
    Et le 20 janvier 2026, la trésorerie appelle mars 2026 à payer le 31 mars 2026
    Quand le 20 janvier 2026, l'assemblée clôt le vote : oui
    Alors la proposition PR1 est sans effet

  Scénario: un amendement décliné se vote avant la proposition
    Soit le 5 janvier 2026, l'assemblée adopte ses statuts
    Et le 10 janvier 2026, M3 propose la résolution « Une fête »
    Et le 11 janvier 2026, M4 amende PR1 en « Deux fêtes »
    Et le 12 janvier 2026, M3 décline l'amendement 1 de PR1
    Quand le 20 janvier 2026, l'assemblée adopte l'amendement 1 de PR1
    Alors la proposition PR1 s'intitule « Deux fêtes »
    Et la proposition PR1 est ouverte
    Quand le 21 janvier 2026, l'assemblée adopte PR1
    Alors la proposition PR1 est adoptée

  Scénario: une règle abrogée cesse à sa date
    Soit le 5 janvier 2026, l'assemblée adopte ses statuts
    Et le 10 janvier 2026, M3 propose d'abroger « mois_de_la_caisse » dès mars 2026
    Et le 20 janvier 2026, l'assemblée adopte PR1
    Quand le 21 janvier 2026, M3 propose d'abroger « mois_de_la_caisse » dès avril 2026
    Alors refusé : aucune règle « mois_de_la_caisse » n'est en vigueur le 1er avril 2026

  Scénario: une élue exerce sa fonction de son premier jour à son dernier, avec son mandat
    Soit le 5 janvier 2026, l'assemblée adopte ses statuts
    Et le 10 janvier 2026, M3 propose d'élire M4 à la trésorerie dès le 1er février 2026 jusqu'au 31 décembre 2026
    Et le 20 janvier 2026, l'assemblée adopte PR1
    Quand le 1er février 2026, M3 propose la résolution « Merci »
    Alors M4 exerce la trésorerie
    Et M1 exerce la trésorerie
    Et le mandat de O3 est « Rendre compte chaque trimestre. »

  Scénario: une fonction est révoquée par un vote
    Soit le 5 janvier 2026, l'assemblée adopte ses statuts
    Et le 10 janvier 2026, M3 propose d'élire M4 à la trésorerie dès le 1er février 2026 jusqu'au 31 décembre 2026
    Et le 20 janvier 2026, l'assemblée adopte PR1
    Et le 21 janvier 2026, M3 propose de révoquer O2 dès le 1er février 2026
    Et le 22 janvier 2026, l'assemblée adopte PR2
    Quand le 1er février 2026, la trésorerie importe un relevé : 10,00 €
    Alors refusé : cet acte demande la fonction « trésorerie »

  Scénario: un budget est voté
    Soit le 5 janvier 2026, l'assemblée adopte ses statuts
    Et le 10 janvier 2026, M3 propose un budget 2026 de 500,00 € au compte 6063
    Quand le 20 janvier 2026, l'assemblée adopte PR1
    Alors la proposition PR1 est adoptée

  Scénario: une convention vaut jusqu'à son terme, et ses crédits se comptent
    Soit le 5 janvier 2026, l'assemblée adopte ses statuts
    Et le 6 janvier 2026, la trésorerie inscrit une coopérative
    Et le 10 janvier 2026, M3 propose la convention de M6 à 30 % du 1er février 2026 au 31 décembre 2026
    Et le 20 janvier 2026, l'assemblée adopte PR1
    Quand le 1er mars 2026, la trésorerie note 120,00 € de crédits dépensés en février 2026 sous CV1 par la pièce 12
    Alors la convention CV1 a reçu 120,00 € de crédits

  Scénario: un domaine se cède à une fédération et se reprend avec préavis
    Soit le 5 janvier 2026, l'assemblée adopte ses statuts
    Et le 10 janvier 2026, M3 propose de céder « taux » à « la fédération » dès le 1er février 2026
    Et le 20 janvier 2026, l'assemblée adopte PR1
    Quand le 1er février 2026, M3 propose de reprendre MF1 dès le 1er juin 2026
    Alors « taux » est cédé
    Quand le 2 février 2026, l'assemblée adopte PR2
    Et le 1er juin 2026, M3 propose la résolution « Nous revoilà »
    Alors « taux » n'est pas cédé

  Scénario: les statuts se changent par une proposition
    Soit le 5 janvier 2026, l'assemblée adopte ses statuts
    Et le 10 janvier 2026, M3 propose d'autres statuts
    Quand le 12 janvier 2026, l'assemblée adopte PR1
    Alors la proposition PR1 est adoptée
