# language: fr
Fonctionnalité: Ce que les allocations et les paiements refusent

  Contexte:
    Soit le 1er janvier 2026, une caisse alimentaire est fondée avec 4 membres
    Et le 2 janvier 2026, la trésorerie importe un relevé : 400,00 €
    Et le 2 janvier 2026, la trésorerie encaisse 400,00 € de M4 par la ligne B1
    Et le 5 janvier 2026, M3 demande 150,00 € au titre de « allocation »

  Scénario: au titre d'une règle qui n'existe pas
    Quand le 6 janvier 2026, M3 demande 150,00 € au titre de « vacances »
    Alors refusé : aucune règle « vacances » n'est en vigueur

  Scénario: une demande de zéro euro
    Quand le 6 janvier 2026, M3 demande 0,00 € au titre de « allocation »
    Alors refusé : un montant positif et raisonnable est attendu

  Scénario: qui est suspendu ne demande rien de nouveau
    Soit le 6 janvier 2026, la trésorerie suspend M3 : congé
    Quand le 7 janvier 2026, M3 demande 150,00 € au titre de « allocation »
    Alors refusé : M3 n'est pas membre en règle

  Scénario: une demande inconnue
    Quand le 6 janvier 2026, la trésorerie accorde Q9
    Alors refusé : aucune demande ne porte le numéro Q9

  Scénario: une demande déjà tranchée
    Soit le 6 janvier 2026, la trésorerie accorde Q1
    Quand le 6 janvier 2026, la trésorerie accorde Q1
    Alors refusé : Q1 est déjà tranchée

  Scénario: plus que la règle
    Quand le 6 janvier 2026, la trésorerie accorde 151,00 € sur Q1 par D1
    Alors refusé : la règle donne 150,00 €

  Scénario: moins que la règle sans décision
    Quand le 6 janvier 2026, la trésorerie accorde 100,00 € sur Q1
    Alors refusé : demande une décision enregistrée

  Scénario: un refus dit pourquoi
    Quand le 6 janvier 2026, la trésorerie refuse Q1 : rien
    Alors refusé : un motif de 1 à 500 caractères est nécessaire

  Scénario: on ne fait appel que d'un refus
    Quand le 6 janvier 2026, M3 fait appel pour Q1 : trop long
    Alors refusé : il n'y a pas lieu de faire appel

  Scénario: la caisse est trop courte et aucun partage n'est dit
    Quand le 6 janvier 2026, la trésorerie accorde l'allocation « allocation » de janvier 2026
    Alors refusé : il faudrait 600,00 €, la caisse dispose de 400,00 €

  Scénario: l'allocation du mois est déjà accordée
    Soit le 6 janvier 2026, la trésorerie accorde l'allocation « allocation » de janvier 2026 avec 400,00 € à partager en proportion
    Quand le 7 janvier 2026, la trésorerie accorde l'allocation « allocation » de janvier 2026
    Alors refusé : ou elle est déjà accordée à toutes et tous

  Scénario: une allocation inconnue ne s'annule pas
    Quand le 6 janvier 2026, la trésorerie annule A7 : erreur
    Alors refusé : aucune allocation ne porte le numéro A7

  Scénario: une allocation ordonnée ne s'annule plus
    Soit le 6 janvier 2026, la trésorerie accorde Q1
    Et le 6 janvier 2026, la trésorerie prépare le paiement de A1
    Quand le 6 janvier 2026, la trésorerie annule A1 : erreur
    Alors refusé : A1 n'est plus seulement réservée

  Scénario: rien n'est échu
    Quand le 6 janvier 2026, la trésorerie constate les allocations échues
    Alors refusé : aucune allocation réservée n'est échue

  Scénario: un ordre vide
    Quand le 6 janvier 2026, la trésorerie prépare le paiement de rien
    Alors refusé : l'ordre de paiement est vide

  Scénario: deux fois la même allocation dans un ordre
    Soit le 6 janvier 2026, la trésorerie accorde Q1
    Quand le 6 janvier 2026, la trésorerie prépare le paiement de A1 et A1
    Alors refusé : A1 figure deux fois

  Scénario: payer plus que ce qui est réservé
    Soit le 6 janvier 2026, la trésorerie accorde Q1
    Quand le 6 janvier 2026, la trésorerie prépare le paiement de A1 pour 160,00 €
    Alors refusé : 150,00 € sont réservés pour A1, on ne peut en payer 160,00 €

  Scénario: une allocation déjà dans un ordre
    Soit le 6 janvier 2026, la trésorerie accorde Q1
    Et le 6 janvier 2026, la trésorerie prépare le paiement de A1
    Quand le 6 janvier 2026, la trésorerie prépare le paiement de A1
    Alors refusé : A1 est déjà dans l'ordre P1

  Scénario: un niveau à qui rien n'est dû
    Quand le 6 janvier 2026, la trésorerie prépare le paiement de L1 pour 5,00 €
    Alors refusé : L1

  Scénario: la même personne ne signe pas deux fois
    Soit le 6 janvier 2026, la trésorerie accorde Q1
    Et le 6 janvier 2026, la trésorerie prépare le paiement de A1
    Et le 6 janvier 2026, M1 signe P1
    Quand le 6 janvier 2026, M1 signe P1
    Alors refusé : M1 a déjà signé P1

  Scénario: personne ne signe un paiement pour soi
    Soit le 6 janvier 2026, M2 demande 150,00 € au titre de « allocation »
    Et le 6 janvier 2026, la trésorerie accorde Q2
    Et le 6 janvier 2026, la trésorerie prépare le paiement de A1
    Quand le 6 janvier 2026, M2 signe P1
    Alors refusé : M2

  Scénario: qui n'a pas de fonction ne signe pas
    Soit le 6 janvier 2026, la trésorerie accorde Q1
    Et le 6 janvier 2026, la trésorerie prépare le paiement de A1
    Quand le 6 janvier 2026, M4 signe P1
    Alors refusé : demande la fonction « trésorerie ou cosignature »

  Scénario: une seule signature ne suffit pas
    Soit le 6 janvier 2026, la trésorerie accorde Q1
    Et le 6 janvier 2026, la trésorerie prépare le paiement de A1
    Et le 6 janvier 2026, M1 signe P1
    Et le 7 janvier 2026, la trésorerie importe un relevé : -150,00 €
    Quand le 7 janvier 2026, la trésorerie constate le paiement de P1 sur la ligne B2
    Alors refusé : il en faut deux

  Scénario: la ligne de la banque a un autre montant
    Soit le 6 janvier 2026, la trésorerie accorde Q1
    Et le 6 janvier 2026, la trésorerie prépare le paiement de A1
    Et le 6 janvier 2026, M1 signe P1
    Et le 6 janvier 2026, M2 signe P1
    Et le 7 janvier 2026, la trésorerie importe un relevé : -149,00 €
    Quand le 7 janvier 2026, la trésorerie constate le paiement de P1 sur la ligne B2
    Alors refusé : ils doivent être égaux

  Scénario: un ordre abandonné l'est pour de bon
    Soit le 6 janvier 2026, la trésorerie accorde Q1
    Et le 6 janvier 2026, la trésorerie prépare le paiement de A1
    Et le 6 janvier 2026, la trésorerie abandonne P1 : erreur
    Quand le 6 janvier 2026, la trésorerie abandonne P1 : encore
    Alors refusé : P1

  Scénario: une pièce se désigne par son empreinte
    Quand le 6 janvier 2026, M3 demande 150,00 € au titre de « allocation » avec la pièce facture.pdf
    Alors refusé : chacune désignée par son empreinte

  Scénario: la banque n'a pas ce qui est en caisse
    Soit le 6 janvier 2026, la trésorerie encaisse 500,00 € de M4 en espèces
    Et le 6 janvier 2026, la trésorerie accorde l'allocation « allocation » de janvier 2026
    Quand le 6 janvier 2026, la trésorerie prépare le paiement de A1 et A2 et A3
    Alors refusé : la banque n'a que 400,00 €

  Scénario: un ordre abandonné ne se signe plus
    Soit le 6 janvier 2026, la trésorerie accorde Q1
    Et le 6 janvier 2026, la trésorerie prépare le paiement de A1
    Et le 6 janvier 2026, la trésorerie abandonne P1 : erreur
    Quand le 6 janvier 2026, M1 signe P1
    Alors refusé : P1 n'attend plus de signature

  Scénario: un abandon dit pourquoi
    Soit le 6 janvier 2026, la trésorerie accorde Q1
    Et le 6 janvier 2026, la trésorerie prépare le paiement de A1
    Quand le 6 janvier 2026, la trésorerie abandonne P1 : rien
    Alors refusé : un motif de 1 à 500 caractères est nécessaire

  Scénario: un ordre inconnu
    Quand le 6 janvier 2026, M1 signe P9
    Alors refusé : aucun ordre ne porte le numéro P9
