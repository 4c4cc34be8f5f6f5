# language: fr
Fonctionnalité: Ce qu'une assemblée refuse encore, et ce qu'elle dit

  Contexte:
    Soit le 1er janvier 2026, une caisse alimentaire est fondée avec 8 membres

  Scénario: une assemblée inconnue
    Soit le 1er janvier 2026, la trésorerie adopte les statuts
    Quand le 2 janvier 2026, la trésorerie convoque de nouveau AG9 pour le 1er février 2026
    Alors refusé : aucune assemblée ne porte le numéro AG9

  Scénario: ce qui se fait en personne
    Soit le 1er janvier 2026, la trésorerie adopte les statuts
    Quand le 2 janvier 2026, quelqu'un demande une assemblée : Et nos horaires ?
    Alors refusé : cela se fait en personne, par un membre

  Scénario: des statuts où les membres ne convoquent pas
    Soit le 1er janvier 2026, la trésorerie adopte des statuts où les membres ne convoquent pas
    Quand le 2 janvier 2026, M5 demande une assemblée : Et nos horaires ?
    Alors refusé : demandez-le aux fonctions qui le peuvent

  Scénario: qui n'a pas le droit de vote ne demande pas d'assemblée
    Soit le 1er janvier 2026, la trésorerie adopte des statuts où seuls les gens votent
    Et le 2 janvier 2026, la trésorerie inscrit une coopérative
    Quand le 2 janvier 2026, M9 demande une assemblée : Et nos prix ?
    Alors refusé : M9 n'a pas le droit de vote à cette date

  Scénario: une seconde convocation garde l'ordre du jour, et il n'y en a qu'une
    Soit le 1er janvier 2026, la trésorerie adopte les statuts
    Et le 2 janvier 2026, la trésorerie convoque une assemblée pour le 1er février 2026
    Et le 1er février 2026, la trésorerie note l'arrivée de M3 à 18:00
    Et le 1er février 2026, la trésorerie constate l'absence de quorum
    Quand le 2 février 2026, la trésorerie convoque de nouveau AG1 sur autre chose pour le 8 février 2026
    Alors refusé : une seconde convocation a l'ordre du jour de la première, AG1
    Soit le 2 février 2026, la trésorerie convoque de nouveau AG1 pour le 8 février 2026
    Quand le 2 février 2026, la trésorerie convoque de nouveau AG1 pour le 9 février 2026
    Alors refusé : elle a déjà été convoquée de nouveau : AG2

  Scénario: le quorum est là, l'assemblée s'ouvre
    Soit le 1er janvier 2026, la trésorerie adopte les statuts
    Et le 2 janvier 2026, la trésorerie convoque une assemblée pour le 1er février 2026
    Et le 1er février 2026, la trésorerie note l'arrivée de M1, M3, M4 et M5 à 18:00
    Quand le 1er février 2026, la trésorerie constate l'absence de quorum
    Alors refusé : le quorum est atteint

  Scénario: une procuration se donne une fois, à qui garde sa voix
    Soit le 1er janvier 2026, la trésorerie adopte les statuts
    Et le 2 janvier 2026, la trésorerie convoque une assemblée pour le 1er février 2026
    Et le 2 janvier 2026, M7 reçoit la procuration de M7 pour M5
    Quand le 3 janvier 2026, M7 reçoit la procuration de M7 pour M6
    Alors refusé : une procuration est déjà donnée à M5
    Quand le 3 janvier 2026, M8 reçoit la procuration de M8 pour M7
    Alors refusé : M7 a donné sa propre voix
    Quand le 3 janvier 2026, M8 reçoit la procuration de M6 pour M4
    Alors refusé : M8 ne peut agir pour M6
    Quand le 3 janvier 2026, M8 retire la procuration de M8
    Alors refusé : M8 n'a pas donné de procuration

  Scénario: une procuration reste dans le foyer
    Soit le 1er janvier 2026, la trésorerie adopte des statuts où une procuration reste dans le foyer
    Et le 2 janvier 2026, la trésorerie convoque une assemblée pour le 1er février 2026
    Quand le 3 janvier 2026, M7 reçoit la procuration de M7 pour M5
    Alors refusé : M5 est d'un autre foyer

  Scénario: une question est celle du point
    Soit le 1er janvier 2026, la trésorerie adopte les statuts
    Et le 2 janvier 2026, M3 propose la résolution « Une fête »
    Et le 2 janvier 2026, M4 propose la résolution « Deux fêtes »
    Et le 2 janvier 2026, la trésorerie convoque une assemblée sur PR1 pour le 1er février 2026
    Et le 2 janvier 2026, la trésorerie confie la présidence à M3 et le secrétariat à M4
    Et le 1er février 2026, la trésorerie note l'arrivée de M1, M3, M4 et M5 à 18:00
    Et le 1er février 2026, la trésorerie ouvre l'assemblée à 18:30
    Et le 1er février 2026, la trésorerie passe au point 1
    Quand le 1er février 2026, la trésorerie met PR2 aux voix
    Alors refusé : la question porte sur une autre proposition

  Scénario: la règle de vote d'une règle est celle des statuts
    Soit le 1er janvier 2026, la trésorerie adopte les statuts
    Et le 2 janvier 2026, M3 propose une cotisation plancher de 12,00 € dès mars 2026
    Et le 2 janvier 2026, la trésorerie convoque une assemblée sur PR1 pour le 1er février 2026
    Et le 2 janvier 2026, la trésorerie confie la présidence à M3 et le secrétariat à M4
    Et le 1er février 2026, la trésorerie note l'arrivée de M1, M3, M4 et M5 à 18:00
    Et le 1er février 2026, la trésorerie ouvre l'assemblée à 18:30
    Et le 1er février 2026, la trésorerie passe au point 1
    Quand le 1er février 2026, la trésorerie met PR1 aux voix par approbation
    Alors refusé : pour une règle, la règle est celle des statuts

  Scénario: ce que personne ne peut compter
    Soit le 1er janvier 2026, la trésorerie adopte des statuts où votent les délégués
    Et le 2 janvier 2026, la trésorerie importe un relevé : 10 000,00 €
    Et le 2 janvier 2026, la trésorerie encaisse 10 000,00 € de M4 par la ligne B1
    Et le 2 janvier 2026, la trésorerie note 430 mandats énormes pour M3
    Et le 2 janvier 2026, M3 propose une enveloppe de 900,00 € jusqu'au 1er juin 2026
    Et le 2 janvier 2026, la trésorerie convoque une assemblée sur PR1 pour le 1er février 2026
    Et le 2 janvier 2026, la trésorerie confie la présidence à M3 et le secrétariat à M4
    Et le 1er février 2026, la trésorerie note l'arrivée de M3 à 18:00
    Et le 1er février 2026, la trésorerie ouvre l'assemblée à 18:30
    Et le 1er février 2026, la trésorerie passe au point 1
    Et le 1er février 2026, la trésorerie met PR1 aux voix
    Et le 1er février 2026, M3 vote oui
    Et le 1er février 2026, la trésorerie clôt le scrutin
    Et le 1er février 2026, la trésorerie lève l'assemblée à 20:00
    Et le 2 février 2026, M3 ouvre le projet « Des sièges » de 100,00 €
    Et le 2 février 2026, M3 propose de choisir dans EV1 entre PJ1, compte rendu le 1er juin 2026
    Et le 2 février 2026, la trésorerie convoque une assemblée sur PR2 pour le 1er mars 2026
    Et le 2 février 2026, la trésorerie confie la présidence à M3 et le secrétariat à M4
    Et le 1er mars 2026, la trésorerie note l'arrivée de M3 à 18:00
    Et le 1er mars 2026, la trésorerie ouvre l'assemblée à 18:30
    Et le 1er mars 2026, la trésorerie passe au point 1
    Et le 1er mars 2026, la trésorerie met PR2 aux voix
    Et le 1er mars 2026, M3 approuve PJ1
    Quand le 1er mars 2026, la trésorerie clôt le scrutin
    Alors refusé : ce scrutin ne peut être compté
