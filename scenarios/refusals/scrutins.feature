# language: fr
Fonctionnalité: Ce qu'une assemblée ouverte et ses scrutins refusent

  Contexte:
    Soit le 1er janvier 2026, une caisse alimentaire est fondée avec 8 membres
    Et le 1er janvier 2026, la trésorerie adopte les statuts
    Et le 2 janvier 2026, la trésorerie convoque une assemblée pour le 1er février 2026
    Et le 2 janvier 2026, la trésorerie confie la présidence à M3 et le secrétariat à M4
    Et le 2 janvier 2026, M7 reçoit la procuration de M7 pour M5
    Et le 1er février 2026, la trésorerie note l'arrivée de M1, M3, M4 et M5 à 18:00
    Et le 1er février 2026, la trésorerie ouvre l'assemblée à 18:30
    Et le 1er février 2026, la trésorerie passe au point 1
    Et le 1er février 2026, la trésorerie met aux voix au point 1 : Ouvrir le samedi ?

  Scénario: qui n'est pas dans la salle n'y vote pas
    Quand le 1er février 2026, M8 vote oui
    Alors refusé : M8 n'est pas dans la salle

  Scénario: qui n'est pas sur la liste électorale ne vote pas
    Quand le 1er février 2026, M70 vote oui
    Alors refusé : M70 n'est pas sur la liste électorale

  Scénario: voter à distance sans prendre part à l'assemblée
    Quand le 1er février 2026, M8 vote oui à distance
    Alors refusé : M8 n'est pas là

  Scénario: voter pour qui n'a pas donné procuration
    Quand le 1er février 2026, M4 vote oui pour M7
    Alors refusé : M4 ne porte pas la procuration de M7

  Scénario: voter par procuration pour qui est arrivé
    Soit le 1er février 2026, la trésorerie note l'arrivée de M7 à 19:00
    Quand le 1er février 2026, M5 vote oui pour M7
    Alors refusé : M5 ne porte pas la procuration de M7

  Scénario: un porteur absent ne vote pour personne
    Soit le 1er février 2026, la trésorerie note le départ de M5 à 19:00
    Quand le 1er février 2026, M5 vote oui pour M7
    Alors refusé : M5 n'est pas dans la salle

  Scénario: voter après la clôture
    Soit le 1er février 2026, la trésorerie clôt le scrutin
    Quand le 1er février 2026, M3 vote oui
    Alors refusé : S1 est clos : il ne change plus

  Scénario: répartir plus de voix que son mandat
    Quand le 1er février 2026, M3 vote 1 oui et 1 non
    Alors refusé : M3 répartit 2 voix et n'en porte que 1

  Scénario: plus de voix sur papier que de bulletins distribués
    Soit le 1er février 2026, la trésorerie distribue des bulletins de papier à M3 et M4
    Quand le 1er février 2026, la trésorerie compte sur papier 3 oui
    Alors refusé : 3 voix comptées pour 2 distribuées

  Scénario: la même personne ne confirme pas son décompte
    Soit le 1er février 2026, la trésorerie distribue des bulletins de papier à M3 et M4
    Et le 1er février 2026, la trésorerie compte sur papier 2 oui
    Quand le 1er février 2026, la trésorerie confirme sur papier 2 oui
    Alors refusé : une autre personne le confirme

  Scénario: un second décompte différent
    Soit le 1er février 2026, la trésorerie distribue des bulletins de papier à M3 et M4
    Et le 1er février 2026, la trésorerie compte sur papier 2 oui
    Quand le 1er février 2026, M3 confirme sur papier 1 oui, 1 non
    Alors refusé : le second décompte diffère du premier

  Scénario: du papier qui n'est pas compté retient la clôture
    Soit le 1er février 2026, la trésorerie distribue des bulletins de papier à M3 et M4
    Quand le 1er février 2026, la trésorerie clôt le scrutin
    Alors refusé : 2 bulletins de papier sont distribués

  Scénario: qui a un bulletin de papier vote avec lui
    Soit le 1er février 2026, la trésorerie distribue des bulletins de papier à M3 et M4
    Quand le 1er février 2026, M3 vote oui
    Alors refusé : M3 a reçu un bulletin de papier

  Scénario: qui a voté ne reçoit pas de papier
    Soit le 1er février 2026, M3 vote oui
    Quand le 1er février 2026, la trésorerie distribue des bulletins de papier à M3
    Alors refusé : M3 a déjà voté

  Scénario: un décompte sans bulletins entrés
    Quand le 1er février 2026, M3 confirme sur papier 1 oui
    Alors refusé : aucun décompte des bulletins de papier

  Scénario: un point qui ne se vote pas
    Soit le 1er février 2026, la trésorerie passe au point 2
    Quand le 1er février 2026, la trésorerie met aux voix au point 2 : Et les comptes ?
    Alors refusé : ce point ne se vote pas

  Scénario: un budget n'est pas un débat
    Quand le 1er février 2026, la trésorerie met aux voix un budget au point 1 : Le budget ?
    Alors refusé : ce point ne se vote pas

  Scénario: une approbation demande des options
    Quand le 1er février 2026, la trésorerie met aux voix par approbation au point 1 : Laquelle ?
    Alors refusé : au moins deux

  Scénario: un autre point que celui où l'on est
    Quand le 1er février 2026, la trésorerie met aux voix au point 2 : Et les comptes ?
    Alors refusé : l'assemblée n'en est pas au point 2

  Scénario: un point qui n'existe pas
    Quand le 1er février 2026, la trésorerie passe au point 9
    Alors refusé : l'ordre du jour n'a pas de point 9

  Scénario: le quorum est perdu
    Soit le 1er février 2026, la trésorerie note le départ de M4 et M5 à 19:00
    Quand le 1er février 2026, la trésorerie met aux voix au point 1 : Encore ?
    Alors refusé : le quorum n'est pas atteint

  Scénario: le quorum manque à la clôture
    Soit le 1er février 2026, M3 vote oui
    Et le 1er février 2026, la trésorerie note le départ de M4 et M5 à 19:00
    Quand le 1er février 2026, la trésorerie clôt le scrutin
    Alors le scrutin S1 manque de quorum

  Scénario: une objection hors du consentement
    Quand le 1er février 2026, M3 objecte : trop tard
    Alors refusé : on n'objecte que dans un scrutin par consentement

  Scénario: une assemblée ne se lève pas sur un scrutin ouvert
    Quand le 1er février 2026, la trésorerie lève l'assemblée à 20:00
    Alors refusé : S1 est encore ouvert

  Scénario: arriver deux fois
    Quand le 1er février 2026, la trésorerie note l'arrivée de M3 à 19:00
    Alors refusé : M3 est déjà là

  Scénario: partir sans être venu
    Quand le 1er février 2026, la trésorerie note le départ de M8 à 19:00
    Alors refusé : M8 n'est pas là

  Scénario: parler sans avoir demandé la parole
    Quand le 1er février 2026, la trésorerie donne la parole à M4
    Alors refusé : M4 n'a pas demandé la parole

  Scénario: personne n'attend la parole
    Quand le 1er février 2026, la trésorerie donne la parole
    Alors refusé : personne n'attend la parole

  Scénario: deux personnes à la fois
    Soit le 1er février 2026, M4 demande la parole
    Et le 1er février 2026, M5 demande la parole
    Et le 1er février 2026, la trésorerie donne la parole
    Quand le 1er février 2026, la trésorerie donne la parole
    Alors refusé : M4 a la parole

  Scénario: demander deux fois la parole
    Soit le 1er février 2026, M4 demande la parole
    Quand le 1er février 2026, M4 demande la parole
    Alors refusé : M4 a déjà demandé la parole

  Scénario: une alternance demande des listes
    Quand le 1er février 2026, la trésorerie veut une alternance sans listes
    Alors refusé : deux listes au moins

  Scénario: une empreinte de procès-verbal
    Soit le 1er février 2026, la trésorerie clôt le scrutin
    Et le 1er février 2026, la trésorerie lève l'assemblée à 20:00
    Quand le 1er février 2026, la trésorerie scelle le procès-verbal par abc
    Alors refusé : 64 chiffres hexadécimaux

  Scénario: un procès-verbal se signe par la présidence et le secrétariat, puis ne change plus
    Soit le 1er février 2026, la trésorerie clôt le scrutin
    Et le 1er février 2026, la trésorerie lève l'assemblée à 20:00
    Et le 1er février 2026, la trésorerie scelle le procès-verbal
    Quand le 1er février 2026, M5 signe le procès-verbal
    Alors refusé : M5 ne signe pas
    Soit le 1er février 2026, M3 signe le procès-verbal
    Quand le 1er février 2026, M3 signe le procès-verbal
    Alors refusé : M3 a déjà signé
    Soit le 1er février 2026, M4 signe le procès-verbal
    Quand le 2 février 2026, M4 ajoute au procès-verbal : encore un mot
    Alors refusé : plus rien ne change
