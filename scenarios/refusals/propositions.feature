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
