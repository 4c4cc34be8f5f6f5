# language: fr
Fonctionnalité: Les bulletins, la parole et le sort refusent aussi

  Contexte:
    Soit le 1er janvier 2026, une caisse alimentaire est fondée avec 8 membres

  Plan du Scénario: en séance, <acte>
    Soit le 1er janvier 2026, la trésorerie adopte les statuts
    Et le 2 janvier 2026, la trésorerie convoque une assemblée pour le 1er février 2026
    Et le 2 janvier 2026, la trésorerie confie la présidence à M3 et le secrétariat à M4
    Et le 2 janvier 2026, M7 reçoit la procuration de M7 pour M5
    Et le 1er février 2026, la trésorerie note l'arrivée de M1, M3, M4 et M5 à 18:00
    Et le 1er février 2026, la trésorerie ouvre l'assemblée à 18:30
    Et le 1er février 2026, la trésorerie passe au point 1
    Et le 1er février 2026, la trésorerie met aux voix au point 1 : Ouvrir le samedi ?
    Et le 1er février 2026, M5 vote oui pour M7
    Quand le 1er février 2026, <acte>
    Alors refusé : <refus>

    Exemples:
      | acte | refus |
      | M3 approuve samedi | le bulletin de M3 ne répond pas à la question |
      | M3 reçoit la procuration de M3 pour M5 | M3 est là et vote en personne |
      | M7 retire la procuration de M7 | cette procuration a servi dans S1 |
      | la trésorerie note l'arrivée de personne à 19:00 | personne n'est nommé |
      | la trésorerie note l'arrivée de M6 et M6 à 19:00 | M6 est nommé deux fois |
      | la trésorerie note l'arrivée de M70 à 19:00 | M70 n'est pas membre en règle |
      | la trésorerie note le départ de M3 à 17:00 | 17 h 00 précède ce qui est noté à 18 h 00 |
      | la trésorerie ouvre l'assemblée à 19:00 | cela demande que AG1 soit convoquée |
      | la trésorerie note 30 secondes de parole | personne n'a la parole |
      | la trésorerie clôt le scrutin S9 | aucun scrutin ne porte le numéro S9 |
      | M4 ajoute au procès-verbal : rien | un texte de 1 à 5000 caractères |
      | la trésorerie met aux voix par points de 0 à 0 au point 1 : Lequel ? (un, deux) | cette règle de décision ne convient pas |
      | la trésorerie fixe un tirage de 1 parmi M3 et M4 d'après le loto | le point 1 n'est pas un tirage au sort |
      | la trésorerie tire au sort le tirage 4 : 1 2 3 | aucun tirage 4 n'attend |

  Scénario: un tour de parole dure moins d'un jour, et chacun a le sien
    Soit le 1er janvier 2026, la trésorerie adopte les statuts
    Et le 2 janvier 2026, la trésorerie convoque une assemblée pour le 1er février 2026
    Et le 2 janvier 2026, la trésorerie confie la présidence à M3 et le secrétariat à M4
    Et le 1er février 2026, la trésorerie note l'arrivée de M1, M3, M4 et M5 à 18:00
    Et le 1er février 2026, la trésorerie ouvre l'assemblée à 18:30
    Et le 1er février 2026, la trésorerie veut que qui n'a pas parlé passe en premier
    Et le 1er février 2026, M4 demande la parole
    Et le 1er février 2026, la trésorerie donne la parole
    Quand le 1er février 2026, la trésorerie note 90000 secondes de parole
    Alors refusé : un tour de parole dure moins d'un jour
    Soit le 1er février 2026, la trésorerie note 60 secondes de parole
    Et le 1er février 2026, M4 demande la parole
    Et le 1er février 2026, M1 demande la parole
    Quand le 1er février 2026, la trésorerie donne la parole à M4
    Alors refusé : c'est le tour de M1

  Scénario: un décompte de papier répond à la question, et ne change plus une fois confirmé
    Soit le 1er janvier 2026, la trésorerie adopte les statuts
    Et le 2 janvier 2026, la trésorerie convoque une assemblée pour le 1er février 2026
    Et le 2 janvier 2026, la trésorerie confie la présidence à M3 et le secrétariat à M4
    Et le 1er février 2026, la trésorerie note l'arrivée de M1, M3, M4 et M5 à 18:00
    Et le 1er février 2026, la trésorerie ouvre l'assemblée à 18:30
    Et le 1er février 2026, la trésorerie passe au point 1
    Et le 1er février 2026, la trésorerie met aux voix au point 1 : Ouvrir le samedi ?
    Et le 1er février 2026, la trésorerie distribue des bulletins de papier à M3 et M4
    Quand le 1er février 2026, la trésorerie compte sur papier 1 approbation
    Alors refusé : une réponse que le scrutin n'a pas
    Soit le 1er février 2026, la trésorerie compte sur papier 2 oui
    Et le 1er février 2026, M3 confirme sur papier 2 oui
    Quand le 1er février 2026, la trésorerie compte sur papier 1 oui, 1 non
    Alors refusé : le décompte des bulletins de papier est confirmé

  Scénario: un scrutin sans papier ni vote à distance
    Soit le 1er janvier 2026, la trésorerie adopte des statuts où une résolution se prend dans la salle
    Et le 2 janvier 2026, la trésorerie convoque une assemblée pour le 1er février 2026
    Et le 2 janvier 2026, la trésorerie confie la présidence à M3 et le secrétariat à M4
    Et le 1er février 2026, la trésorerie note l'arrivée de M1, M3, M4 et M5 à 18:00
    Et le 1er février 2026, la trésorerie ouvre l'assemblée à 18:30
    Et le 1er février 2026, la trésorerie passe au point 1
    Et le 1er février 2026, la trésorerie met aux voix au point 1 : Ouvrir le samedi ?
    Quand le 1er février 2026, la trésorerie distribue des bulletins de papier à M3
    Alors refusé : ce scrutin ne se vote pas sur papier
    Quand le 1er février 2026, M3 vote oui à distance
    Alors refusé : ce scrutin ne se vote pas à distance

  Scénario: une objection qui n'existe pas
    Soit le 1er janvier 2026, la trésorerie adopte des statuts où une résolution se prend par consentement
    Et le 2 janvier 2026, la trésorerie convoque une assemblée pour le 1er février 2026
    Et le 2 janvier 2026, la trésorerie confie la présidence à M3 et le secrétariat à M4
    Et le 1er février 2026, la trésorerie note l'arrivée de M1, M3, M4 et M5 à 18:00
    Et le 1er février 2026, la trésorerie ouvre l'assemblée à 18:30
    Et le 1er février 2026, la trésorerie passe au point 1
    Et le 1er février 2026, la trésorerie met aux voix au point 1 : Ouvrir le samedi ?
    Quand le 1er février 2026, M3 retire l'objection 4
    Alors refusé : aucune objection 4 n'est maintenue

  Scénario: un scrutin discret prend des bulletins scellés, et les ouvre tous
    Soit le 1er janvier 2026, la trésorerie adopte des statuts où une résolution est discrète
    Et le 2 janvier 2026, la trésorerie convoque une assemblée pour le 1er février 2026
    Et le 2 janvier 2026, la trésorerie confie la présidence à M3 et le secrétariat à M4
    Et le 1er février 2026, la trésorerie note l'arrivée de M1, M3, M4 et M5 à 18:00
    Et le 1er février 2026, la trésorerie ouvre l'assemblée à 18:30
    Et le 1er février 2026, la trésorerie passe au point 1
    Et le 1er février 2026, la trésorerie met aux voix au point 1 : Ouvrir le samedi ?
    Quand le 1er février 2026, M3 vote oui à découvert
    Alors refusé : un scrutin discret, des bulletins scellés
    Soit le 1er février 2026, M3 vote oui
    Quand le 1er février 2026, la trésorerie clôt le scrutin
    Alors refusé : 1 bulletins ont été votés, 0 sont ouverts

  Scénario: qui a voté de loin ne vote plus par procuration
    Soit le 1er janvier 2026, la trésorerie adopte des statuts où tout le monde vote de partout
    Et le 2 janvier 2026, la trésorerie convoque une assemblée pour le 1er février 2026
    Et le 2 janvier 2026, la trésorerie confie la présidence à M3 et le secrétariat à M4
    Et le 2 janvier 2026, M7 reçoit la procuration de M7 pour M5
    Et le 1er février 2026, la trésorerie note l'arrivée de M1, M3, M4 et M5 à 18:00
    Et le 1er février 2026, la trésorerie ouvre l'assemblée à 18:30
    Et le 1er février 2026, la trésorerie passe au point 1
    Et le 1er février 2026, la trésorerie met aux voix au point 1 : Ouvrir le samedi ?
    Et le 1er février 2026, M7 vote non à distance
    Quand le 1er février 2026, M5 vote oui pour M7
    Alors refusé : M7 a voté en personne : la procuration ne compte plus

  Scénario: un tirage a des sièges, des sources, et une valeur pour chacune
    Soit le 1er janvier 2026, la trésorerie adopte les statuts
    Et le 2 janvier 2026, la trésorerie convoque une assemblée avec un tirage au sort pour le 1er février 2026
    Quand le 3 janvier 2026, la trésorerie fixe un tirage de 0 parmi M3 et M4 d'après le loto
    Alors refusé : un tirage a un siège au moins
    Soit le 3 janvier 2026, la trésorerie fixe un tirage de 1 parmi M3, M4 et M5 d'après le loto du 31 janvier puis un dé
    Et le 3 janvier 2026, la trésorerie confie la présidence à M3 et le secrétariat à M4
    Et le 1er février 2026, la trésorerie note l'arrivée de M1, M3, M4 et M5 à 18:00
    Et le 1er février 2026, la trésorerie ouvre l'assemblée à 18:30
    Quand le 1er février 2026, la trésorerie tire au sort le tirage 1 : 2 5 8 10 12
    Alors refusé : 2 sources sont annoncées et 1 données
    Quand le 1er février 2026, la trésorerie tire au sort le tirage 1 : 2 5 8 10 12 puis …
    Alors refusé : le tirage est impossible
