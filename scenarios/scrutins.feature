# language: fr
Fonctionnalité: Chaque manière de voter, et ce qu'elle décide

  Contexte:
    Soit le 1er janvier 2026, une caisse alimentaire est fondée avec 6 membres

  Scénario: par consentement, une objection se lève en changeant le texte
    Soit le 1er janvier 2026, la trésorerie adopte des statuts où une résolution se prend par consentement
    Et le 2 janvier 2026, la trésorerie convoque une assemblée pour le 1er février 2026
    Et le 2 janvier 2026, la trésorerie confie la présidence à M3 et le secrétariat à M4
    Et le 1er février 2026, la trésorerie note l'arrivée de M1, M3 et M4 à 18:00
    Et le 1er février 2026, la trésorerie ouvre l'assemblée à 18:30
    Et le 1er février 2026, la trésorerie passe au point 1
    Et le 1er février 2026, la trésorerie met aux voix au point 1 : Ouvrir le samedi ?
    Et le 1er février 2026, M4 objecte : pas en août
    Et le 1er février 2026, M1 objecte : qui tient la caisse ?
    Et le 1er février 2026, la trésorerie intègre l'objection 1 : sauf en août
    Et le 1er février 2026, M1 retire l'objection 2
    Quand le 1er février 2026, la trésorerie clôt le scrutin
    Alors le scrutin S1 adopte

  Scénario: par consentement, une objection maintenue arrête
    Soit le 1er janvier 2026, la trésorerie adopte des statuts où une résolution se prend par consentement
    Et le 2 janvier 2026, la trésorerie convoque une assemblée pour le 1er février 2026
    Et le 2 janvier 2026, la trésorerie confie la présidence à M3 et le secrétariat à M4
    Et le 1er février 2026, la trésorerie note l'arrivée de M1, M3 et M4 à 18:00
    Et le 1er février 2026, la trésorerie ouvre l'assemblée à 18:30
    Et le 1er février 2026, la trésorerie passe au point 1
    Et le 1er février 2026, la trésorerie met aux voix au point 1 : Ouvrir le samedi ?
    Et le 1er février 2026, M4 objecte : pas en août
    Quand le 1er février 2026, la trésorerie clôt le scrutin
    Alors le scrutin S1 rejette

  Scénario: où les statuts le disent, une objection maintenue mène au vote
    Soit le 1er janvier 2026, la trésorerie adopte des statuts où une objection qui demeure mène au vote
    Et le 2 janvier 2026, la trésorerie convoque une assemblée pour le 1er février 2026
    Et le 2 janvier 2026, la trésorerie confie la présidence à M3 et le secrétariat à M4
    Et le 1er février 2026, la trésorerie note l'arrivée de M1, M3 et M4 à 18:00
    Et le 1er février 2026, la trésorerie ouvre l'assemblée à 18:30
    Et le 1er février 2026, la trésorerie passe au point 1
    Et le 1er février 2026, la trésorerie met aux voix au point 1 : Ouvrir le samedi ?
    Et le 1er février 2026, M4 objecte : pas en août
    Et le 1er février 2026, M1 vote oui
    Et le 1er février 2026, M3 vote oui
    Et le 1er février 2026, M4 vote non
    Quand le 1er février 2026, la trésorerie clôt le scrutin
    Alors le scrutin S1 adopte

  Scénario: deux collèges consentent, ou rien n'est décidé
    Soit le 1er janvier 2026, la trésorerie inscrit une coopérative qui produit
    Et le 1er janvier 2026, la trésorerie adopte des statuts où deux collèges doivent consentir
    Et le 2 janvier 2026, la trésorerie convoque une assemblée pour le 1er février 2026
    Et le 2 janvier 2026, la trésorerie confie la présidence à M3 et le secrétariat à M4
    Et le 1er février 2026, la trésorerie note l'arrivée de M1, M3, M4 et M7 à 18:00
    Et le 1er février 2026, la trésorerie ouvre l'assemblée à 18:30
    Et le 1er février 2026, la trésorerie passe au point 1
    Et le 1er février 2026, la trésorerie met aux voix au point 1 : Ouvrir le samedi ?
    Et le 1er février 2026, M1 vote oui
    Et le 1er février 2026, M3 vote oui
    Et le 1er février 2026, M7 vote non
    Quand le 1er février 2026, la trésorerie clôt le scrutin
    Alors le scrutin S1 rejette

  Scénario: une déléguée partage les voix de son mandat
    Soit le 1er janvier 2026, la trésorerie adopte des statuts où votent les délégués
    Et le 2 janvier 2026, la trésorerie note le mandat de M3 pour 67 membres
    Et le 2 janvier 2026, la trésorerie note le mandat de M4 pour 10 membres
    Et le 2 janvier 2026, la trésorerie convoque une assemblée pour le 1er février 2026
    Et le 2 janvier 2026, la trésorerie confie la présidence à M3 et le secrétariat à M4
    Et le 1er février 2026, la trésorerie note l'arrivée de M3 et M4 à 18:00
    Et le 1er février 2026, la trésorerie ouvre l'assemblée à 18:30
    Et le 1er février 2026, la trésorerie passe au point 1
    Et le 1er février 2026, la trésorerie met aux voix au point 1 : Ouvrir le samedi ?
    Et le 1er février 2026, M3 vote 40 oui et 27 non
    Et le 1er février 2026, M4 vote non
    Quand le 1er février 2026, la trésorerie clôt le scrutin
    Alors le scrutin S1 adopte

  Scénario: un scrutin discret s'ouvre d'un coup
    Soit le 1er janvier 2026, la trésorerie adopte des statuts où une résolution est discrète
    Et le 2 janvier 2026, la trésorerie convoque une assemblée pour le 1er février 2026
    Et le 2 janvier 2026, la trésorerie confie la présidence à M3 et le secrétariat à M4
    Et le 1er février 2026, la trésorerie note l'arrivée de M1, M3 et M4 à 18:00
    Et le 1er février 2026, la trésorerie ouvre l'assemblée à 18:30
    Et le 1er février 2026, la trésorerie passe au point 1
    Et le 1er février 2026, la trésorerie met aux voix au point 1 : Ouvrir le samedi ?
    Et le 1er février 2026, M1 vote oui
    Et le 1er février 2026, M3 vote oui
    Et le 1er février 2026, M4 vote non
    Quand le 1er février 2026, la trésorerie clôt le scrutin en ouvrant M1 oui et M3 oui et M4 non
    Alors le scrutin S1 adopte

  Plan du Scénario: <comment>, des options se départagent
    Soit le 1er janvier 2026, la trésorerie adopte les statuts
    Et le 2 janvier 2026, la trésorerie convoque une assemblée pour le 1er février 2026
    Et le 2 janvier 2026, la trésorerie confie la présidence à M3 et le secrétariat à M4
    Et le 1er février 2026, la trésorerie note l'arrivée de M1, M3, M4, M5 et M6 à 18:00
    Et le 1er février 2026, la trésorerie ouvre l'assemblée à 18:30
    Et le 1er février 2026, la trésorerie passe au point 1
    Et le 1er février 2026, la trésorerie met aux voix <comment> au point 1 : Quel jour ? (lundi, jeudi, samedi) <places>
    Et le 1er février 2026, M1 <un>
    Et le 1er février 2026, M3 <deux>
    Et le 1er février 2026, M4 <trois>
    Et le 1er février 2026, M5 <quatre>
    Et le 1er février 2026, M6 <cinq>
    Quand le 1er février 2026, la trésorerie clôt le scrutin
    Alors le scrutin S1 choisit <choix>

    Exemples:
      | comment | places | un | deux | trois | quatre | cinq | choix |
      | par approbation | | approuve lundi | approuve jeudi et lundi | approuve jeudi | approuve jeudi et samedi | approuve rien | jeudi |
      | par approbation | pour 2 places | approuve lundi | approuve jeudi et lundi | approuve jeudi | approuve jeudi et samedi | approuve rien | jeudi, lundi |
      | par points de 0 à 5 | | note 5, 3, 0 | note 5, 3, 0 | note 0, 4, 5 | note 0, 4, 2 | note 1, 3, 2 | jeudi |
      | par jugement à 4 mentions | | note 3, 2, 0 | note 3, 2, 1 | note 0, 2, 1 | note 0, 2, 3 | note 1, 2, - | jeudi |
      | par paires rangées | | classe lundi > jeudi > samedi | classe lundi > jeudi | classe samedi > jeudi > lundi | classe samedi > jeudi | classe jeudi > samedi = lundi | jeudi |
      | par élimination | | classe lundi > jeudi > samedi | classe lundi > jeudi | classe samedi > jeudi > lundi | classe samedi > jeudi | classe jeudi > samedi > lundi | samedi |
      | par report des voix | pour 2 places | classe lundi > jeudi > samedi | classe lundi > jeudi | classe lundi > jeudi | classe samedi > jeudi | classe jeudi > samedi > lundi | lundi, jeudi |
      | par classement | | classe lundi > jeudi > samedi | classe lundi > jeudi | classe samedi > jeudi > lundi | classe samedi > jeudi | classe jeudi > samedi = lundi | jeudi |

  Scénario: à égalité pour la dernière place, un autre vote départage
    Soit le 1er janvier 2026, la trésorerie adopte les statuts
    Et le 2 janvier 2026, la trésorerie convoque une assemblée pour le 1er février 2026
    Et le 2 janvier 2026, la trésorerie confie la présidence à M3 et le secrétariat à M4
    Et le 1er février 2026, la trésorerie note l'arrivée de M1, M3, M4 et M5 à 18:00
    Et le 1er février 2026, la trésorerie ouvre l'assemblée à 18:30
    Et le 1er février 2026, la trésorerie passe au point 1
    Et le 1er février 2026, la trésorerie met aux voix par approbation au point 1 : Quel jour ? (lundi, jeudi)
    Et le 1er février 2026, M1 approuve lundi
    Et le 1er février 2026, M3 approuve jeudi
    Quand le 1er février 2026, la trésorerie clôt le scrutin
    Alors le scrutin S1 rejette
    Soit le 1er février 2026, la trésorerie met aux voix par approbation au point 1 : Quel jour ? (lundi, jeudi)
    Et le 1er février 2026, M1 approuve lundi et jeudi
    Et le 1er février 2026, M3 approuve jeudi
    Quand le 1er février 2026, la trésorerie clôt le scrutin
    Alors le scrutin S2 choisit jeudi

  Scénario: une élection entre plus de gens que de sièges se vote par approbation
    Soit le 1er janvier 2026, la trésorerie adopte les statuts
    Et le 2 janvier 2026, M3 propose d'élire M4 ou M5 à l'animation dès le 1er mars 2026 jusqu'au 31 décembre 2026
    Et le 2 janvier 2026, la trésorerie convoque une assemblée sur PR1 pour le 1er février 2026
    Et le 2 janvier 2026, la trésorerie confie la présidence à M3 et le secrétariat à M4
    Et le 1er février 2026, la trésorerie note l'arrivée de M1, M3 et M4 à 18:00
    Et le 1er février 2026, la trésorerie ouvre l'assemblée à 18:30
    Et le 1er février 2026, la trésorerie passe au point 1
    Et le 1er février 2026, la trésorerie met PR1 aux voix
    Et le 1er février 2026, M1 approuve M5
    Et le 1er février 2026, M3 approuve M4 et M5
    Quand le 1er février 2026, la trésorerie clôt le scrutin
    Alors le scrutin S1 choisit M5
    Et la proposition PR1 est adoptée

  Scénario: des projets se partagent une enveloppe par parts égales
    Soit le 2 janvier 2026, la trésorerie importe un relevé : 10 000,00 €
    Et le 2 janvier 2026, la trésorerie encaisse 10 000,00 € de M4 par la ligne B1
    Et le 5 janvier 2026, l'assemblée adopte ses statuts
    Et le 6 janvier 2026, M3 propose une enveloppe de 900,00 € jusqu'au 1er juin 2026
    Et le 6 janvier 2026, M3 ouvre le projet « Des sièges » de 400,00 €
    Et le 6 janvier 2026, M4 ouvre le projet « Une étagère » de 300,00 €
    Et le 6 janvier 2026, M5 ouvre le projet « Un four » de 800,00 €
    Et le 7 janvier 2026, l'assemblée adopte PR1
    Et le 8 janvier 2026, M3 propose de choisir dans EV1 entre PJ1 et PJ2 et PJ3, compte rendu le 1er juin 2026
    Et le 9 janvier 2026, l'assemblée ouvre le vote sur PR2
    Et le 9 janvier 2026, M1 approuve PJ1 et PJ2
    Et le 9 janvier 2026, M3 approuve PJ1
    Et le 9 janvier 2026, M4 approuve PJ1
    Et le 9 janvier 2026, M5 approuve PJ2 et PJ3
    Quand le 9 janvier 2026, la trésorerie clôt le scrutin
    Alors le scrutin S2 choisit PJ1, PJ2
    Et le projet PJ1 est financé
    Et le projet PJ2 est financé
    Et il reste 200,00 € dans l'enveloppe EV1

  Scénario: où seul le sort départagerait, personne n'est choisi
    Soit le 1er janvier 2026, la trésorerie adopte les statuts
    Et le 2 janvier 2026, la trésorerie convoque une assemblée pour le 1er février 2026
    Et le 2 janvier 2026, la trésorerie confie la présidence à M3 et le secrétariat à M4
    Et le 1er février 2026, la trésorerie note l'arrivée de M1, M3, M4 et M5 à 18:00
    Et le 1er février 2026, la trésorerie ouvre l'assemblée à 18:30
    Et le 1er février 2026, la trésorerie passe au point 1
    Et le 1er février 2026, la trésorerie met aux voix par report des voix au point 1 : Quels jours ? (lundi, jeudi, samedi) pour 2 places
    Et le 1er février 2026, M1 classe lundi
    Et le 1er février 2026, M3 classe lundi
    Et le 1er février 2026, M4 classe jeudi
    Et le 1er février 2026, M5 classe samedi
    Quand le 1er février 2026, la trésorerie clôt le scrutin
    Alors le scrutin S1 choisit lundi
    Soit le 1er février 2026, la trésorerie met aux voix par élimination au point 1 : Quel jour ? (jeudi, samedi)
    Et le 1er février 2026, M4 classe jeudi
    Et le 1er février 2026, M5 classe samedi
    Quand le 1er février 2026, la trésorerie clôt le scrutin
    Alors le scrutin S2 rejette

  Scénario: les parts se relèvent tant qu'un projet soutenu y tient
    Soit le 2 janvier 2026, la trésorerie importe un relevé : 10 000,00 €
    Et le 2 janvier 2026, la trésorerie encaisse 10 000,00 € de M4 par la ligne B1
    Et le 5 janvier 2026, l'assemblée adopte ses statuts où les parts se relèvent de 5,00 €
    Et le 6 janvier 2026, M3 propose une enveloppe de 900,00 € jusqu'au 1er juin 2026
    Et le 6 janvier 2026, M3 ouvre le projet « Des sièges » de 500,00 €
    Et le 6 janvier 2026, M4 ouvre le projet « Une étagère » de 400,00 €
    Et le 7 janvier 2026, l'assemblée adopte PR1
    Et le 8 janvier 2026, M3 propose de choisir dans EV1 entre PJ1 et PJ2, compte rendu le 1er juin 2026
    Et le 9 janvier 2026, l'assemblée ouvre le vote sur PR2
    Et le 9 janvier 2026, M1 approuve PJ1
    Et le 9 janvier 2026, M3 approuve PJ1
    Et le 9 janvier 2026, M4 approuve PJ2
    Quand le 9 janvier 2026, la trésorerie clôt le scrutin
    Alors le scrutin S2 choisit PJ1, PJ2
    Et le projet PJ1 est financé
    Et le projet PJ2 est financé

  Scénario: une convention finit par un vote
    Soit le 5 janvier 2026, l'assemblée adopte ses statuts
    Et le 6 janvier 2026, la trésorerie inscrit une coopérative
    Et le 10 janvier 2026, M3 propose la convention de M7 à 30 % du 1er février 2026 au 31 décembre 2026
    Et le 20 janvier 2026, l'assemblée adopte PR1
    Et le 21 janvier 2026, M3 propose de finir CV1 dès le 1er juin 2026
    Quand le 22 janvier 2026, l'assemblée adopte PR2
    Alors la proposition PR2 est adoptée
    Quand le 2 juin 2026, la trésorerie note 120,00 € de crédits dépensés en juin 2026 sous CV1 par la pièce 12
    Alors refusé : CV1

  Scénario: le sort désigne, et chacun peut le refaire
    Soit le 1er janvier 2026, la trésorerie adopte les statuts
    Et le 2 janvier 2026, la trésorerie convoque une assemblée avec un tirage au sort pour le 1er février 2026
    Et le 2 janvier 2026, la trésorerie confie la présidence à M3 et le secrétariat à M4
    Et le 3 janvier 2026, la trésorerie fixe un tirage de 2 parmi M1, M3, M4, M5 et M6 d'après le loto du 31 janvier puis un dé
    Et le 1er février 2026, la trésorerie note l'arrivée de M1, M3, M4 et M5 à 18:00
    Et le 1er février 2026, la trésorerie ouvre l'assemblée à 18:30
    Quand le 1er février 2026, la trésorerie tire au sort le tirage 1 : 2 5 8 10 12 puis 4
    Alors le tirage 1 désigne M4, M5

  Scénario: chaque délégation a une voix, quel que soit le nombre de ses membres
    Soit le 1er janvier 2026, la trésorerie adopte des statuts où chaque délégation a une voix
    Et le 2 janvier 2026, la trésorerie note le mandat de M3 pour 67 membres
    Et le 2 janvier 2026, la trésorerie note le mandat de M4 pour 10 membres
    Et le 2 janvier 2026, la trésorerie note le mandat de M5 pour 10 membres
    Et le 2 janvier 2026, la trésorerie convoque une assemblée pour le 1er février 2026
    Et le 2 janvier 2026, la trésorerie confie la présidence à M3 et le secrétariat à M4
    Et le 1er février 2026, la trésorerie note l'arrivée de M3, M4 et M5 à 18:00
    Et le 1er février 2026, la trésorerie ouvre l'assemblée à 18:30
    Et le 1er février 2026, la trésorerie passe au point 1
    Et le 1er février 2026, la trésorerie met aux voix au point 1 : Ouvrir le samedi ?
    # Une voix contre deux.
    Et le 1er février 2026, M3 vote oui
    Et le 1er février 2026, M4 vote non
    Et le 1er février 2026, M5 vote non
    Quand le 1er février 2026, la trésorerie clôt le scrutin
    Alors le scrutin S1 rejette

  Scénario: aucune délégation ne décide seule
    Soit le 1er janvier 2026, la trésorerie adopte des statuts où aucune délégation ne dépasse 49 % des voix
    Et le 2 janvier 2026, la trésorerie note le mandat de M3 pour 67 membres
    Et le 2 janvier 2026, la trésorerie note le mandat de M4 pour 10 membres
    Et le 2 janvier 2026, la trésorerie note le mandat de M5 pour 10 membres
    Et le 2 janvier 2026, la trésorerie convoque une assemblée pour le 1er février 2026
    Et le 2 janvier 2026, la trésorerie confie la présidence à M3 et le secrétariat à M4
    Et le 1er février 2026, la trésorerie note l'arrivée de M3, M4 et M5 à 18:00
    Et le 1er février 2026, la trésorerie ouvre l'assemblée à 18:30
    Et le 1er février 2026, la trésorerie passe au point 1
    Et le 1er février 2026, la trésorerie met aux voix au point 1 : Ouvrir le samedi ?
    # Soixante-sept voix ramenées à dix-neuf, contre vingt.
    Et le 1er février 2026, M3 vote oui
    Et le 1er février 2026, M4 vote non
    Et le 1er février 2026, M5 vote non
    Quand le 1er février 2026, la trésorerie clôt le scrutin
    Alors le scrutin S1 rejette

  Scénario: les voix des délégués sont dégressives
    Soit le 1er janvier 2026, la trésorerie adopte des statuts où les voix des délégués sont dégressives
    Et le 2 janvier 2026, la trésorerie note le mandat de M3 pour 67 membres
    Et le 2 janvier 2026, la trésorerie note le mandat de M4 pour 10 membres
    Et le 2 janvier 2026, la trésorerie note le mandat de M5 pour 10 membres
    Et le 2 janvier 2026, la trésorerie convoque une assemblée pour le 1er février 2026
    Et le 2 janvier 2026, la trésorerie confie la présidence à M3 et le secrétariat à M4
    Et le 1er février 2026, la trésorerie note l'arrivée de M3, M4 et M5 à 18:00
    Et le 1er février 2026, la trésorerie ouvre l'assemblée à 18:30
    Et le 1er février 2026, la trésorerie passe au point 1
    Et le 1er février 2026, la trésorerie met aux voix au point 1 : Ouvrir le samedi ?
    # Huit voix contre trois et trois : racine carrée du nombre de membres.
    Et le 1er février 2026, M3 vote oui
    Et le 1er février 2026, M4 vote non
    Et le 1er février 2026, M5 vote non
    Quand le 1er février 2026, la trésorerie clôt le scrutin
    Alors le scrutin S1 adopte

  Scénario: la double majorité : beaucoup de voix d'une seule caisse ne suffisent pas
    Soit le 1er janvier 2026, la trésorerie inscrit la caisse de Bordeaux
    Et le 1er janvier 2026, la trésorerie inscrit la caisse de Bègles
    Et le 1er janvier 2026, la trésorerie inscrit la caisse de Langon
    Et le 1er janvier 2026, la trésorerie adopte des statuts où il faut la majorité des voix et celle des caisses
    Et le 2 janvier 2026, la trésorerie note le mandat de M7 pour 67 membres de Bordeaux
    Et le 2 janvier 2026, la trésorerie note le mandat de M8 pour 10 membres de Bègles
    Et le 2 janvier 2026, la trésorerie note le mandat de M9 pour 10 membres de Langon
    Et le 2 janvier 2026, la trésorerie convoque une assemblée pour le 1er février 2026
    Et le 2 janvier 2026, la trésorerie confie la présidence à M3 et le secrétariat à M4
    Et le 1er février 2026, la trésorerie note l'arrivée de M7, M8 et M9 à 18:00
    Et le 1er février 2026, la trésorerie ouvre l'assemblée à 18:30
    Et le 1er février 2026, la trésorerie passe au point 1
    Et le 1er février 2026, la trésorerie met aux voix au point 1 : Un taux commun ?
    Et le 1er février 2026, M7 vote oui
    Et le 1er février 2026, M8 vote non
    Et le 1er février 2026, M9 vote non
    Quand le 1er février 2026, la trésorerie clôt le scrutin
    Alors le scrutin S1 rejette

  Scénario: la double majorité : la majorité des voix et deux caisses sur trois
    Soit le 1er janvier 2026, la trésorerie inscrit la caisse de Bordeaux
    Et le 1er janvier 2026, la trésorerie inscrit la caisse de Bègles
    Et le 1er janvier 2026, la trésorerie inscrit la caisse de Langon
    Et le 1er janvier 2026, la trésorerie adopte des statuts où il faut la majorité des voix et celle des caisses
    Et le 2 janvier 2026, la trésorerie note le mandat de M7 pour 67 membres de Bordeaux
    Et le 2 janvier 2026, la trésorerie note le mandat de M8 pour 10 membres de Bègles
    Et le 2 janvier 2026, la trésorerie note le mandat de M9 pour 10 membres de Langon
    Et le 2 janvier 2026, la trésorerie convoque une assemblée pour le 1er février 2026
    Et le 2 janvier 2026, la trésorerie confie la présidence à M3 et le secrétariat à M4
    Et le 1er février 2026, la trésorerie note l'arrivée de M7, M8 et M9 à 18:00
    Et le 1er février 2026, la trésorerie ouvre l'assemblée à 18:30
    Et le 1er février 2026, la trésorerie passe au point 1
    Et le 1er février 2026, la trésorerie met aux voix au point 1 : Un taux commun ?
    Et le 1er février 2026, M7 vote oui
    Et le 1er février 2026, M8 vote non
    Et le 1er février 2026, M9 vote oui
    Quand le 1er février 2026, la trésorerie clôt le scrutin
    Alors le scrutin S1 adopte
