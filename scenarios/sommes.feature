# language: fr
Fonctionnalité: Les sommes que les statuts laissent à un vote ou à une fonction

  Contexte:
    Soit le 1er janvier 2026, une caisse alimentaire est fondée avec 5 membres
    Et le 2 janvier 2026, la trésorerie importe un relevé : 10 000,00 €
    Et le 2 janvier 2026, la trésorerie encaisse 10 000,00 € de M4 par la ligne B1

  Scénario: au-delà de la somme des statuts, une allocation demande un vote
    Soit le 3 janvier 2026, l'assemblée adopte ses statuts : un vote dès 150,00 €
    Et le 5 janvier 2026, M3 demande 150,00 € au titre de « allocation »
    Quand le 6 janvier 2026, la trésorerie accorde Q1
    Alors refusé : les statuts demandent un vote à partir de 150,00 €
    Quand le 6 janvier 2026, la trésorerie accorde 150,00 € sur Q1 par D1
    Alors refusé : D1 ne vient d'aucun scrutin
    Soit le 7 janvier 2026, M3 propose la résolution « Aider M3 »
    Et le 8 janvier 2026, l'assemblée adopte PR1
    Quand le 9 janvier 2026, la trésorerie accorde 150,00 € sur Q1 par D2
    Alors l'allocation A1 est de 150,00 €

  Scénario: au-dessous, la règle suffit
    Soit le 3 janvier 2026, l'assemblée adopte ses statuts : un vote dès 150,01 €
    Et le 5 janvier 2026, M3 demande 150,00 € au titre de « allocation »
    Quand le 6 janvier 2026, la trésorerie accorde Q1
    Alors l'allocation A1 est de 150,00 €

  Scénario: une dépense au-delà de la somme demande un vote
    Soit le 3 janvier 2026, l'assemblée adopte ses statuts : un vote dès 500,00 €
    Et le 5 janvier 2026, la trésorerie importe un relevé : -499,99 € puis -500,00 €
    Et le 5 janvier 2026, la trésorerie paie par la ligne B2 la dépense assurance (compte 616) par D1
    Quand le 5 janvier 2026, la trésorerie paie par la ligne B3 la dépense loyer (compte 616) par D1
    Alors refusé : pour 500,00 €, D1 ne vient d'aucun scrutin
    Soit le 6 janvier 2026, M3 propose la résolution « Louer la salle »
    Et le 7 janvier 2026, l'assemblée adopte PR1
    Quand le 7 janvier 2026, la trésorerie paie par la ligne B3 la dépense loyer (compte 616) par D2
    Alors le compte 616 est à 999,99 €

  Scénario: un projet dont le crédit est voté n'attend pas un autre vote
    Soit le 3 janvier 2026, l'assemblée adopte ses statuts : un vote dès 100,00 €
    Et le 6 janvier 2026, M3 ouvre le projet « Des sièges » de 1 000,00 €
    Et le 7 janvier 2026, M3 propose de financer PJ1 de 1 000,00 €, compte rendu le 1er mars 2026
    Et le 8 janvier 2026, l'assemblée adopte PR1
    Quand le 10 janvier 2026, la trésorerie accepte la facture 21 de 600,00 € pour PJ1
    Alors il reste 400,00 € au projet PJ1

  Scénario: au-delà de la somme des statuts, la trésorerie signe aussi
    Soit le 3 janvier 2026, l'assemblée adopte ses statuts : la trésorerie dès 150,00 €
    Et le 4 janvier 2026, M3 propose d'élire M4 à la cosignature dès le 6 janvier 2026 jusqu'au 31 décembre 2026
    Et le 5 janvier 2026, l'assemblée adopte PR1
    Et le 6 janvier 2026, M3 demande 150,00 € au titre de « allocation »
    Et le 6 janvier 2026, la trésorerie accorde Q1
    Et le 7 janvier 2026, la trésorerie prépare le paiement de A1
    Et le 7 janvier 2026, M2 signe P1
    Quand le 7 janvier 2026, M4 signe P1
    Alors refusé : les statuts demandent une signature de la fonction « trésorerie » ; P1 attend la sienne
    Quand le 7 janvier 2026, M1 signe P1
    Alors le paiement P1 est signé
