# language: fr
Fonctionnalité: Ce que les statuts refusent, et ce qu'une assemblée qui se prépare refuse

  Contexte:
    Soit le 1er janvier 2026, une caisse alimentaire est fondée avec 6 membres

  Scénario: sans statuts, pas d'assemblée
    Quand le 2 janvier 2026, la trésorerie convoque une assemblée pour le 1er février 2026
    Alors refusé : aucun statut n'est en vigueur

  Scénario: des statuts où personne ne convoque
    Quand le 2 janvier 2026, la trésorerie adopte des statuts où personne ne convoque
    Alors refusé : personne ne pourrait convoquer

  Scénario: des statuts dont le seuil n'est jamais atteint
    Quand le 2 janvier 2026, la trésorerie adopte des statuts où il faut plus que tout le monde
    Alors refusé : le seuil ne serait jamais atteint

  Scénario: des statuts où personne ne vote
    Quand le 2 janvier 2026, la trésorerie adopte des statuts où personne ne vote
    Alors refusé : personne n'aurait le droit de vote

  Scénario: des statuts qui partiraient du passé
    Quand le 2 janvier 2026, la trésorerie adopte pour le 1er janvier 2026 les statuts
    Alors refusé : ils peuvent partir du 2 janvier 2026

  Scénario: des statuts sans décision
    Quand le 2 janvier 2026, la trésorerie adopte les statuts par D9
    Alors refusé : aucune décision ne porte le numéro D9

  Scénario: des statuts ne se changent pas à la main
    Soit le 1er janvier 2026, la trésorerie adopte les statuts
    Quand le 2 janvier 2026, la trésorerie adopte les statuts
    Alors refusé : les statuts ne se changent pas à la main

  Scénario: sous les statuts, une décision vient d'un vote
    Soit le 1er janvier 2026, la trésorerie adopte les statuts
    Quand le 2 janvier 2026, l'assemblée décide « Une fête »
    Alors refusé : une décision ne s'enregistre pas à la main : déposez une proposition

  Scénario: sous les statuts, une fonction vient d'un vote
    Soit le 1er janvier 2026, la trésorerie adopte les statuts
    Quand le 2 janvier 2026, l'assemblée met fin à la fonction O1 par D1
    Alors refusé : déposez une élection ou une révocation

  Scénario: sous les statuts, une règle vient d'un vote
    Soit le 1er janvier 2026, la trésorerie adopte les statuts
    Quand le 2 janvier 2026, l'assemblée adopte une liste vide
    Alors refusé : déposez une proposition de règle

  Scénario: sous les statuts, un budget vient d'un vote
    Soit le 1er janvier 2026, la trésorerie adopte les statuts
    Quand le 2 janvier 2026, la trésorerie vote un budget de 10,00 € au compte 6064 par D1
    Alors refusé : déposez une proposition de budget

  Scénario: une convocation trop tardive
    Soit le 1er janvier 2026, la trésorerie adopte les statuts
    Quand le 2 janvier 2026, la trésorerie convoque une assemblée pour le 10 janvier 2026
    Alors refusé : les statuts demandent 14 jours ; choisissez le 16 janvier 2026

  Scénario: qui n'est pas du bureau ne convoque pas
    Soit le 1er janvier 2026, la trésorerie adopte les statuts
    Quand le 2 janvier 2026, M5 convoque une assemblée pour le 1er février 2026
    Alors refusé : M5 ne tient pas le bureau

  Scénario: une convocation a un ordre du jour
    Soit le 1er janvier 2026, la trésorerie adopte les statuts
    Quand le 2 janvier 2026, la trésorerie convoque une assemblée sans ordre du jour pour le 1er février 2026
    Alors refusé : un ordre du jour de 1 à 100 points

  Scénario: un point a un titre
    Soit le 1er janvier 2026, la trésorerie adopte les statuts
    Quand le 2 janvier 2026, la trésorerie convoque une assemblée avec un point sans titre pour le 1er février 2026
    Alors refusé : le point 1 de l'ordre du jour

  Scénario: une proposition inconnue ne va pas à l'ordre du jour
    Soit le 1er janvier 2026, la trésorerie adopte les statuts
    Quand le 2 janvier 2026, la trésorerie convoque une assemblée sur PR9 pour le 1er février 2026
    Alors refusé : PR9

  Scénario: trop peu de membres demandent une assemblée
    Soit le 1er janvier 2026, la trésorerie adopte les statuts
    Et le 2 janvier 2026, M5 demande une assemblée : Et nos horaires ?
    Quand le 2 janvier 2026, M5 convoque une assemblée pour le 1er février 2026 à la demande 1
    Alors refusé : 1 membres demandent cette assemblée ; il en faut 2

  Scénario: une demande d'assemblée se soutient une fois
    Soit le 1er janvier 2026, la trésorerie adopte les statuts
    Et le 2 janvier 2026, M5 demande une assemblée : Et nos horaires ?
    Quand le 2 janvier 2026, M5 soutient la demande d'assemblée 1
    Alors refusé : M5 soutient déjà cette demande

  Scénario: une demande d'assemblée inconnue
    Soit le 1er janvier 2026, la trésorerie adopte les statuts
    Quand le 2 janvier 2026, M5 soutient la demande d'assemblée 4
    Alors refusé : aucune demande d'assemblée ne porte le numéro 4

  Scénario: l'ordre du jour ne change plus
    Soit le 1er janvier 2026, la trésorerie adopte les statuts
    Et le 2 janvier 2026, la trésorerie convoque une assemblée pour le 1er février 2026
    Quand le 26 janvier 2026, la trésorerie raccourcit l'ordre du jour
    Alors refusé : l'ordre du jour ne change plus depuis le 26 janvier 2026

  Scénario: un document a une empreinte
    Soit le 1er janvier 2026, la trésorerie adopte les statuts
    Et le 2 janvier 2026, la trésorerie convoque une assemblée pour le 1er février 2026
    Quand le 2 janvier 2026, la trésorerie joint au point 1 le document d'empreinte abc
    Alors refusé : un document porte un nom

  Scénario: présidence et secrétariat sont deux personnes
    Soit le 1er janvier 2026, la trésorerie adopte les statuts
    Et le 2 janvier 2026, la trésorerie convoque une assemblée pour le 1er février 2026
    Quand le 2 janvier 2026, la trésorerie confie la présidence à M3 et le secrétariat à M3
    Alors refusé : présidence et secrétariat sont deux membres

  Scénario: un mandat porte des membres
    Soit le 1er janvier 2026, la trésorerie adopte les statuts
    Quand le 2 janvier 2026, la trésorerie note le mandat de M3 pour 0 membres
    Alors refusé : combien de membres il porte

  Scénario: un mandat inconnu ne finit pas
    Soit le 1er janvier 2026, la trésorerie adopte les statuts
    Quand le 2 janvier 2026, la trésorerie met fin au mandat 3 le 2 janvier 2026
    Alors refusé : aucun mandat en cours ne porte le numéro 3

  Scénario: on ne se donne pas procuration
    Soit le 1er janvier 2026, la trésorerie adopte les statuts
    Et le 2 janvier 2026, la trésorerie convoque une assemblée pour le 1er février 2026
    Quand le 2 janvier 2026, M5 reçoit la procuration de M5 pour M5
    Alors refusé : on ne se donne pas procuration à soi-même

  Scénario: qui porte autant de procurations que permis n'en reçoit plus
    Soit le 1er janvier 2026, la trésorerie adopte les statuts
    Et le 2 janvier 2026, la trésorerie convoque une assemblée pour le 1er février 2026
    Et le 2 janvier 2026, M5 reçoit la procuration de M5 pour M3
    Quand le 2 janvier 2026, M6 reçoit la procuration de M6 pour M3
    Alors refusé : M3 porte déjà 1 procuration(s)

  Scénario: des statuts sans procuration
    Soit le 1er janvier 2026, la trésorerie adopte des statuts où il n'y a pas de procuration
    Et le 2 janvier 2026, la trésorerie convoque une assemblée pour le 1er février 2026
    Quand le 2 janvier 2026, M5 reçoit la procuration de M5 pour M3
    Alors refusé : les statuts ne connaissent pas de procuration

  Scénario: une assemblée s'ouvre à son jour
    Soit le 1er janvier 2026, la trésorerie adopte les statuts
    Et le 2 janvier 2026, la trésorerie convoque une assemblée pour le 1er février 2026
    Quand le 3 janvier 2026, la trésorerie ouvre l'assemblée à 18:30
    Alors refusé : cette assemblée se tient le 1er février 2026

  Scénario: une assemblée a une présidence
    Soit le 1er janvier 2026, la trésorerie adopte les statuts
    Et le 2 janvier 2026, la trésorerie convoque une assemblée pour le 1er février 2026
    Quand le 1er février 2026, la trésorerie ouvre l'assemblée à 18:30
    Alors refusé : AG1 n'a pas encore de présidence

  Scénario: une seconde convocation suit un quorum manqué
    Soit le 1er janvier 2026, la trésorerie adopte les statuts
    Et le 2 janvier 2026, la trésorerie convoque une assemblée pour le 1er février 2026
    Quand le 2 janvier 2026, la trésorerie convoque de nouveau AG1 pour le 20 février 2026
    Alors refusé : AG1 n'a pas manqué de quorum
