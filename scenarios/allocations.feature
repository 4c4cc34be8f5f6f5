# language: fr
Fonctionnalité: Demandes, allocations, pénurie, paiements à deux signatures

  Contexte:
    Soit le 1er janvier 2026, une caisse alimentaire est fondée avec 4 membres
    Et le 2 janvier 2026, la trésorerie importe un relevé : 1 000,00 €
    Et le 2 janvier 2026, la trésorerie encaisse 1 000,00 € de M4 par la ligne B1

  Scénario: une demande est accordée selon la règle, signée par deux personnes, payée
    Quand le 5 janvier 2026, M3 demande 150,00 € au titre de « allocation »
    Et le 6 janvier 2026, la trésorerie accorde Q1
    Alors l'allocation A1 est de 150,00 €
    Et la caisse dispose de 850,00 €
    Quand le 7 janvier 2026, la trésorerie prépare le paiement de A1
    Et le 7 janvier 2026, M1 signe P1
    Et le 7 janvier 2026, M2 signe P1
    Alors le paiement P1 est signé
    Quand le 9 janvier 2026, la trésorerie importe un relevé : -150,00 €
    Et le 9 janvier 2026, la trésorerie constate le paiement de P1 sur la ligne B2
    Alors l'allocation A1 est payée
    Et le compte 512 est à 850,00 €
    Et le compte 468 est à 0,00 €
    Et les comptes s'équilibrent

  Scénario: une allocation n'est pas payée deux fois
    Soit le 5 janvier 2026, M3 demande 150,00 € au titre de « allocation »
    Et le 6 janvier 2026, la trésorerie accorde Q1
    Et le 7 janvier 2026, la trésorerie prépare le paiement de A1
    Et le 7 janvier 2026, M1 signe P1
    Et le 7 janvier 2026, M2 signe P1
    Et le 9 janvier 2026, la trésorerie importe un relevé : -150,00 €
    Et le 9 janvier 2026, la trésorerie constate le paiement de P1 sur la ligne B2
    Quand le 10 janvier 2026, la trésorerie prépare le paiement de A1
    Alors refusé : A1 a déjà été payée le 9 janvier 2026

  Scénario: un refus, un appel, puis un accord
    Quand le 5 janvier 2026, M3 demande 150,00 € au titre de « allocation »
    Et le 6 janvier 2026, la trésorerie refuse Q1 : pièce manquante
    Alors la demande Q1 est refusée
    Quand le 7 janvier 2026, M3 fait appel pour Q1 : la pièce est jointe
    Et le 8 janvier 2026, la trésorerie accorde Q1
    Alors l'allocation A1 est réservée

  Scénario: on accorde moins que la règle par décision
    Quand le 5 janvier 2026, M3 demande 150,00 € au titre de « allocation »
    Et le 6 janvier 2026, la trésorerie accorde 100,00 € sur Q1 par D1
    Alors l'allocation A1 est de 100,00 €

  Scénario: une allocation annulée rend son argent à la caisse
    Soit le 5 janvier 2026, M3 demande 150,00 € au titre de « allocation »
    Et le 6 janvier 2026, la trésorerie accorde Q1
    Quand le 7 janvier 2026, la trésorerie annule A1 : partie
    Alors l'allocation A1 est annulée
    Et la caisse dispose de 1 000,00 €
    Et les comptes s'équilibrent

  Scénario: une allocation que personne ne vient chercher échoit
    Soit le 5 janvier 2026, M3 demande 150,00 € au titre de « allocation »
    Et le 6 janvier 2026, la trésorerie accorde Q1 jusqu'au 31 janvier 2026
    Quand le 1er février 2026, la trésorerie constate les allocations échues
    Alors l'allocation A1 est échue
    Et la caisse dispose de 1 000,00 €

  Scénario: l'allocation du mois va à tous ceux qui y ont droit
    Quand le 6 janvier 2026, la trésorerie accorde l'allocation « allocation » de janvier 2026
    Alors l'allocation A4 est de 150,00 €
    Et la caisse dispose de 400,00 €
    Et les comptes s'équilibrent

  Scénario: un paiement abandonné laisse les allocations réservées
    Soit le 6 janvier 2026, la trésorerie accorde l'allocation « allocation » de janvier 2026
    Et le 7 janvier 2026, la trésorerie prépare le paiement de A3 et A4
    Quand le 8 janvier 2026, la trésorerie abandonne P1 : mauvais compte
    Alors l'allocation A3 est réservée
    Et les comptes s'équilibrent

  Plan du Scénario: quand la caisse est courte, elle partage comme l'assemblée l'a voté
    Soit le 3 janvier 2026, la trésorerie inscrit un foyer de 3 personnes
    Quand le 6 février 2026, la trésorerie accorde l'allocation « allocation » de février 2026 avec 600,00 € à partager <comment>
    Alors l'allocation A1 est de <seule>
    Et l'allocation A5 est de <foyer>
    Et les comptes s'équilibrent

    Exemples:
      | comment         | seule    | foyer    |
      | en proportion   | 100,00 € | 200,00 € |
      | à gains égaux   | 120,00 € | 120,00 € |
      | à pertes égales | 90,00 €  | 240,00 € |

  Scénario: un ordre tient compte de ceux que la banque n'a pas encore exécutés
    Soit le 6 janvier 2026, la trésorerie accorde l'allocation « allocation » de janvier 2026
    Et le 7 janvier 2026, la trésorerie importe un relevé : -600,00 €
    Et le 7 janvier 2026, la trésorerie met la ligne B2 en attente
    Et le 7 janvier 2026, la trésorerie prépare le paiement de A1 et A2
    Quand le 8 janvier 2026, la trésorerie prépare le paiement de A3
    Alors refusé : la banque a 400,00 €, dont 300,00 € déjà ordonnés
    Quand le 8 janvier 2026, la trésorerie abandonne P1 : en deux fois
    Et le 8 janvier 2026, la trésorerie prépare le paiement de A3
    Alors les comptes s'équilibrent

  Scénario: une ligne prise pour le paiement d'un ordre par erreur est rendue
    Quand le 5 janvier 2026, M3 demande 150,00 € au titre de « allocation »
    Et le 6 janvier 2026, la trésorerie accorde Q1
    Et le 7 janvier 2026, la trésorerie prépare le paiement de A1
    Et le 7 janvier 2026, M1 signe P1
    Et le 7 janvier 2026, M2 signe P1
    Et le 9 janvier 2026, la trésorerie importe un relevé : -150,00 €
    Et le 9 janvier 2026, la trésorerie défait P1 : pas encore
    Alors refusé : P1 n'est pas exécuté
    Quand le 9 janvier 2026, la trésorerie constate le paiement de P1 sur la ligne B2
    Et le 10 janvier 2026, la trésorerie défait P1 : c'était le loyer
    Alors le paiement P1 est signé
    Et 1 lignes de relevé attendent
    Et le compte 512 est à 1 000,00 €
    Et les comptes s'équilibrent
    Quand le 12 janvier 2026, la trésorerie paie par la ligne B2 la dépense loyer (compte 6132) par D1
    Et le 13 janvier 2026, la trésorerie importe un relevé : -150,00 €
    Et le 13 janvier 2026, la trésorerie constate le paiement de P1 sur la ligne B3
    Alors l'allocation A1 est payée
    Et les comptes s'équilibrent

  Scénario: l'allocation de chaque mois va aux personnes, non à une coopérative membre
    Quand le 5 janvier 2026, la trésorerie inscrit une coopérative
    Et le 5 janvier 2026, la trésorerie accorde l'allocation « allocation » de janvier 2026
    Alors la caisse dispose de 400,00 €
    Et les comptes s'équilibrent
