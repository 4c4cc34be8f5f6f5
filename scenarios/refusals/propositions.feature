# language: fr
Fonctionnalité: Ce que les propositions refusent

  Contexte:
    Soit le 1er janvier 2026, une caisse alimentaire est fondée avec 5 membres
    Et le 2 janvier 2026, la trésorerie importe un relevé : 10 000,00 €
    Et le 2 janvier 2026, la trésorerie encaisse 10 000,00 € de M4 par la ligne B1

  Scénario: qui n'est pas membre en règle ne propose pas
    Soit le 5 janvier 2026, la trésorerie suspend M3 : congé
    Quand le 10 janvier 2026, M3 propose la résolution « Une fête »
    Alors refusé : M3 n'est pas membre en règle

  Scénario: personne ne propose en son absence
    Quand le 10 janvier 2026, quelqu'un propose la résolution « Une fête »
    Alors refusé : une proposition est portée par un·e membre

  Scénario: une proposition est à qui l'a faite
    Soit le 10 janvier 2026, M3 propose la résolution « Une fête »
    Quand le 11 janvier 2026, M4 retire PR1 : pas envie
    Alors refusé : elle est de M3

  Scénario: une proposition inconnue
    Quand le 10 janvier 2026, M3 soutient PR7
    Alors refusé : aucune proposition ne porte le numéro PR7

  Scénario: un brouillon ne se soutient pas
    Soit le 10 janvier 2026, M3 rédige « Une fête »
    Quand le 11 janvier 2026, M4 soutient PR1
    Alors refusé : PR1 est encore un brouillon

  Scénario: une proposition retirée ne revient pas
    Soit le 10 janvier 2026, M3 propose la résolution « Une fête »
    Et le 11 janvier 2026, M3 retire PR1 : pas de salle
    Quand le 12 janvier 2026, M4 soutient PR1
    Alors refusé : cela ne se peut plus, faites-en une nouvelle

  Scénario: un titre manque
    Quand le 10 janvier 2026, M3 rédige «  »
    Alors refusé : le titre : de 1 à 200 caractères

  Scénario: un lien ne mène nulle part
    Quand le 10 janvier 2026, M3 rédige « Une fête » liée au projet PJ9
    Alors refusé : le lien vers PJ9 ne mène nulle part

  Scénario: des conséquences se désignent par leur empreinte
    Soit le 10 janvier 2026, M3 propose la résolution « Une fête »
    Quand le 11 janvier 2026, M3 joint à PR1 les conséquences d'empreinte conséquences.pdf
    Alors refusé : un document se désigne par son empreinte SHA-256

  Scénario: une règle mal écrite est refusée avec toutes ses erreurs
    Quand le 10 janvier 2026, M3 propose dès mars 2026 une règle mal écrite
    Alors refusé : les règles ne peuvent être adoptées
    Quand le 10 janvier 2026, M3 propose dès mars 2026 une règle mal écrite
    Alors refusé : nulle_part

  Scénario: un effet dans un mois appelé est refusé, avec la première date possible
    Soit le 5 février 2026, la trésorerie appelle mars 2026 à payer le 31 mars 2026
    Quand le 10 février 2026, M3 propose une cotisation plancher de 12,00 € dès mars 2026
    Alors refusé : la première date possible est le 1er avril 2026

  Scénario: un effet dans le passé est refusé
    Quand le 10 février 2026, M3 propose la résolution « Une fête » pour le 9 février 2026
    Alors refusé : la première date possible est le 10 février 2026

  Scénario: la règle et la proposition disent la même date
    Quand le 10 janvier 2026, M3 propose pour le 1er février 2026 une cotisation plancher dès mars 2026
    Alors refusé : donnez la même date aux deux

  Scénario: une règle inconnue ne s'abroge pas
    Quand le 10 janvier 2026, M3 propose d'abroger « inconnue » dès mars 2026
    Alors refusé : aucune règle « inconnue » n'est en vigueur

  Scénario: un budget plus grand que la caisse
    Quand le 10 janvier 2026, M3 propose un budget 2026 de 10 000,01 € au compte 6063
    Alors refusé : le budget dépense 10 000,01 € ; la caisse dispose de 10 000,00 €

  Scénario: un budget d'un exercice passé
    Quand le 10 janvier 2026, M3 propose un budget 2025 de 10,00 € au compte 6063
    Alors refusé : l'exercice 2025 est passé

  Scénario: une élection sans candidature
    Quand le 10 janvier 2026, M3 propose d'élire personne à la trésorerie dès le 1er mars 2026 jusqu'au 31 décembre 2026
    Alors refusé : 0 candidature(s)

  Scénario: qui se présente deux fois
    Quand le 10 janvier 2026, M3 propose d'élire M4 ou M4 à la trésorerie dès le 1er mars 2026 jusqu'au 31 décembre 2026
    Alors refusé : M4 se présente deux fois

  Scénario: qui n'est pas membre ne se présente pas
    Quand le 10 janvier 2026, M3 propose d'élire M9 à la trésorerie dès le 1er mars 2026 jusqu'au 31 décembre 2026
    Alors refusé : M9 ne serait pas membre en règle

  Scénario: un mandat finit après son début
    Quand le 10 janvier 2026, M3 propose d'élire M4 à la trésorerie dès le 1er mars 2026 jusqu'au 1er février 2026
    Alors refusé : la fonction finirait avant de commencer

  Scénario: une fonction qui n'existe pas ne se révoque pas
    Quand le 10 janvier 2026, M3 propose de révoquer O9 dès le 1er mars 2026
    Alors refusé : la fonction O9 n'existe pas

  Scénario: on ne soutient qu'une fois
    Soit le 10 janvier 2026, M3 propose la résolution « Une fête »
    Quand le 11 janvier 2026, M3 soutient PR1
    Alors refusé : M3 soutient déjà PR1
    Quand le 11 janvier 2026, M4 ne soutient plus PR1
    Alors refusé : M4 ne soutient pas PR1

  Scénario: un amendement change quelque chose
    Soit le 10 janvier 2026, M3 propose la résolution « Une fête »
    Quand le 11 janvier 2026, M4 amende PR1 sans rien changer
    Alors refusé : cet amendement ne change rien à PR1

  Scénario: un amendement se tranche une fois, et seulement par l'auteur
    Soit le 10 janvier 2026, M3 propose la résolution « Une fête »
    Et le 11 janvier 2026, M4 amende PR1 en « Deux fêtes »
    Quand le 12 janvier 2026, M4 accepte l'amendement 1 de PR1
    Alors refusé : elle est de M3
    Quand le 12 janvier 2026, M3 accepte l'amendement 2 de PR1
    Alors refusé : PR1 a 1 amendement(s)
    Soit le 12 janvier 2026, M3 accepte l'amendement 1 de PR1
    Quand le 13 janvier 2026, M3 décline l'amendement 1 de PR1
    Alors refusé : est déjà tranché

  Scénario: une convention se fait avec une organisation membre
    Quand le 10 janvier 2026, M3 propose la convention de M4 à 30 % du 1er mars 2026 au 31 décembre 2026
    Alors refusé : M4 n'est pas une organisation membre

  Scénario: une convention inconnue
    Quand le 10 janvier 2026, M3 propose de finir CV3 dès le 1er mars 2026
    Alors refusé : aucune convention ne porte le numéro CV3

  Scénario: un domaine qui n'est pas cédé
    Quand le 10 janvier 2026, M3 propose de reprendre MF2 dès le 1er mars 2026
    Alors refusé : aucune cession de domaine ne porte le numéro MF2

  Scénario: une enveloppe inconnue
    Quand le 10 janvier 2026, M3 propose de choisir dans EV1 entre rien, compte rendu le 1er juin 2026
    Alors refusé : 0 projet(s) à départager

  Scénario: une enveloppe plus grande que la caisse
    Quand le 10 janvier 2026, M3 propose une enveloppe de 10 000,01 € jusqu'au 30 juin 2026
    Alors refusé : 10 000,01 € sont demandés, la caisse dispose de 10 000,00 €

  Scénario: plus de sièges que possible
    Quand le 10 janvier 2026, M3 propose d'élire M4 sur 0 à la trésorerie dès le 1er mars 2026 jusqu'au 31 décembre 2026
    Alors refusé : 0 siège(s)

  Scénario: une proposition qui attend l'issue d'une autre
    Soit le 5 janvier 2026, l'assemblée adopte ses statuts
    Et le 10 janvier 2026, M3 propose une cotisation plancher de 12,00 € dès mars 2026
    Et le 10 janvier 2026, M4 propose une cotisation plancher de 15,00 € dès mars 2026
    Et le 20 janvier 2026, l'assemblée ouvre le vote sur PR1
    Quand le 20 janvier 2026, l'assemblée met à l'ordre du jour PR2
    Alors refusé : PR2 décide la même chose à la même date que PR1

  Scénario: une proposition sans soutien n'est pas mise à l'ordre du jour
    Soit le 5 janvier 2026, l'assemblée adopte ses statuts
    Et le 10 janvier 2026, M3 propose la résolution « Une fête »
    Et le 10 janvier 2026, M3 ne soutient plus PR1
    Quand le 20 janvier 2026, l'assemblée met à l'ordre du jour PR1
    Alors refusé : PR1 a 0 soutien(s), il en faut 1

  Scénario: un amendement sans réponse retient le vote
    Soit le 5 janvier 2026, l'assemblée adopte ses statuts
    Et le 10 janvier 2026, M3 propose la résolution « Une fête »
    Et le 11 janvier 2026, M4 amende PR1 en « Deux fêtes »
    Quand le 20 janvier 2026, l'assemblée ouvre le vote sur PR1
    Alors refusé : l'amendement 1 de PR1 attend une réponse

  Scénario: le vote pose la question de la proposition
    Soit le 5 janvier 2026, l'assemblée adopte ses statuts
    Et le 10 janvier 2026, M3 propose la résolution « Une fête »
    Quand le 20 janvier 2026, l'assemblée pose une autre question que PR1
    Alors refusé : le vote ne pose pas la question de PR1

  Scénario: ce qui est voté ne change plus
    Soit le 5 janvier 2026, l'assemblée adopte ses statuts
    Et le 10 janvier 2026, M3 propose la résolution « Une fête »
    Et le 20 janvier 2026, l'assemblée rejette PR1
    Quand le 21 janvier 2026, M3 réécrit PR1 en « Deux fêtes »
    Alors refusé : PR1 est rejetée le 20 janvier 2026 ; cela ne se peut plus

  Scénario: des crédits se comptent dans leur terme, une fois, sur une pièce
    Soit le 5 janvier 2026, l'assemblée adopte ses statuts
    Et le 6 janvier 2026, la trésorerie inscrit une coopérative
    Et le 10 janvier 2026, M3 propose la convention de M6 à 30 % du 1er février 2026 au 31 décembre 2026
    Et le 20 janvier 2026, l'assemblée adopte PR1
    Quand le 1er mars 2026, la trésorerie note 0,00 € de crédits dépensés en février 2026 sous CV1 par la pièce 12
    Alors refusé : un montant dépensé est positif
    Quand le 1er mars 2026, la trésorerie note 10,00 € de crédits dépensés en février 2026 sous CV1 par la pièce ticket
    Alors refusé : la pièce se désigne par son empreinte
    Quand le 1er mars 2026, la trésorerie note 10,00 € de crédits dépensés en janvier 2026 sous CV1 par la pièce 12
    Alors refusé : la convention CV1 vaut du 1er février 2026
    Soit le 1er mars 2026, la trésorerie note 10,00 € de crédits dépensés en février 2026 sous CV1 par la pièce 12
    Quand le 2 mars 2026, la trésorerie note 10,00 € de crédits dépensés en février 2026 sous CV1 par la pièce 12
    Alors refusé : cette pièce est déjà comptée
    Quand le 2 mars 2026, M3 propose la convention de M6 à 30 % du 1er juin 2026 au 31 décembre 2027
    Alors refusé : la convention CV1 lie déjà M6

  Scénario: une convention dit ses critères, son taux et son terme
    Soit le 6 janvier 2026, la trésorerie inscrit une coopérative
    Quand le 10 janvier 2026, M3 propose la convention de M6 à 100 % du 1er février 2026 au 31 décembre 2026
    Alors refusé : une convention dit ses critères
    Quand le 10 janvier 2026, M3 propose la convention de M6 à 0 % du 1er février 2026 au 31 décembre 2026
    Alors refusé : le taux de 0 % n'est pas possible
    Quand le 10 janvier 2026, M3 propose la convention de M6 à 30 % du 1er février 2026 au 31 janvier 2026
    Alors refusé : elle finirait avant de commencer

  Scénario: un domaine se cède une fois, se nomme, et se reprend une fois
    Soit le 5 janvier 2026, l'assemblée adopte ses statuts
    Quand le 10 janvier 2026, M3 propose de céder «  » à « la fédération » dès le 1er février 2026
    Alors refusé : se nomment en 1 à 200 caractères
    Soit le 10 janvier 2026, M3 propose de céder « taux » à « la fédération » dès le 1er février 2026
    Et le 20 janvier 2026, l'assemblée adopte PR1
    Quand le 21 janvier 2026, M3 propose de céder « taux » à « une autre » dès le 1er mars 2026
    Alors refusé : ce domaine est déjà cédé par MF1
    Soit le 1er février 2026, M3 propose de reprendre MF1 dès le 1er juin 2026
    Et le 2 février 2026, l'assemblée adopte PR2
    Quand le 3 février 2026, M3 propose de reprendre MF1 dès le 1er juillet 2026
    Alors refusé : le domaine est déjà repris

  Scénario: une règle dont une autre a besoin ne s'abroge pas
    Quand le 10 janvier 2026, M3 propose d'abroger « allocation » dès mars 2026
    Alors refusé : se réfère à « allocation »

  Scénario: une règle qui doit encore changer s'abroge plus tard
    Soit le 5 janvier 2026, l'assemblée adopte ses statuts
    Et le 10 janvier 2026, M3 propose une cotisation plancher de 12,00 € dès avril 2026
    Et le 20 janvier 2026, l'assemblée adopte PR1
    Quand le 21 janvier 2026, M3 propose d'abroger « cotisation » dès mars 2026
    Alors refusé : une version de « cotisation » part du 1er avril 2026

  Scénario: trop de liens
    Quand le 10 janvier 2026, M3 rédige « Une fête » avec 201 liens
    Alors refusé : les liens : 200 au plus

  Scénario: une règle ne se rétablit pas sur une règle abrogée
    Soit le 5 janvier 2026, l'assemblée adopte ses statuts
    Et le 10 janvier 2026, M3 propose d'abroger « mois_de_la_caisse » dès mars 2026
    Et le 20 janvier 2026, l'assemblée adopte PR1
    Et le 21 janvier 2026, M3 propose d'abroger « allocation » dès mars 2026
    Et le 22 janvier 2026, l'assemblée adopte PR2
    Quand le 23 janvier 2026, M3 propose de rétablir « mois_de_la_caisse » dès avril 2026
    Alors refusé : « mois_de_la_caisse » se réfère à « allocation », qui est abrogée

  Scénario: les statuts disent combien de soutiens il faut
    Soit le 5 janvier 2026, l'assemblée adopte ses statuts où 2 soutiens sont demandés
    Et le 10 janvier 2026, M3 propose la résolution « Une fête »
    Quand le 11 janvier 2026, l'assemblée met à l'ordre du jour PR1
    Alors refusé : PR1 a 1 soutien(s), il en faut 2
    Soit le 11 janvier 2026, M4 soutient PR1
    Quand le 12 janvier 2026, l'assemblée adopte PR1
    Alors la proposition PR1 est adoptée

  Scénario: plus de soutiens que de membres ne se demande pas
    Quand le 5 janvier 2026, l'assemblée adopte ses statuts où 200 soutiens sont demandés
    Alors refusé : une proposition demanderait 200 soutiens
