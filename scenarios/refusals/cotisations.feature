# language: fr
Fonctionnalité: Ce que les cotisations refusent

  Contexte:
    Soit le 1er janvier 2026, une caisse alimentaire est fondée avec 3 membres
    Et le 5 janvier 2026, la trésorerie appelle janvier 2026 à payer le 31 janvier 2026

  Scénario: un mois déjà appelé
    Quand le 6 janvier 2026, la trésorerie appelle janvier 2026 à payer le 31 janvier 2026
    Alors refusé : a déjà été fait pour tous les membres

  Scénario: une échéance avant le mois
    Quand le 6 janvier 2026, la trésorerie appelle février 2026 à payer le 31 janvier 2026
    Alors refusé : précède le mois appelé

  Scénario: un mois sans règle
    Quand le 6 janvier 2026, la trésorerie appelle janvier 2023 à payer le 31 janvier 2026
    Alors refusé : aucune règle « cotisation » n'est en vigueur le 1er janvier 2023

  Scénario: de qui l'on ne connaît pas
    Quand le 6 janvier 2026, la trésorerie encaisse 10,00 € de M9 en espèces
    Alors refusé : aucun membre ne porte le numéro M9

  Scénario: zéro euro
    Quand le 6 janvier 2026, la trésorerie encaisse 0,00 € de M1 en espèces
    Alors refusé : un montant positif et raisonnable est attendu

  Scénario: une ligne de relevé inconnue
    Quand le 6 janvier 2026, la trésorerie encaisse 10,00 € de M1 par la ligne B1
    Alors refusé : aucune ligne de relevé ne porte le numéro B1

  Scénario: un autre montant que la ligne
    Soit le 6 janvier 2026, la trésorerie importe un relevé : 10,00 €
    Quand le 6 janvier 2026, la trésorerie encaisse 12,00 € de M1 par la ligne B1
    Alors refusé : ils doivent être égaux

  Scénario: une ligne déjà rapprochée
    Soit le 6 janvier 2026, la trésorerie importe un relevé : 10,00 €
    Et le 6 janvier 2026, la trésorerie encaisse 10,00 € de M1 par la ligne B1
    Quand le 7 janvier 2026, la trésorerie encaisse 10,00 € de M2 par la ligne B1
    Alors refusé : la ligne B1 est déjà rapprochée

  Scénario: une date dans un mois clos
    Soit le 2 février 2026, la trésorerie clôt janvier 2026
    Quand le 2 février 2026, l'assemblée décide « Remise »
    Et le 2 février 2026, la trésorerie clôt janvier 2026
    Alors refusé : janvier 2026 est clôturé

  Scénario: une remise plus grande que ce qui reste
    Quand le 6 janvier 2026, la trésorerie remet 11,00 € sur C1 par D1 : erreur
    Alors refusé : il reste 10,00 € à payer sur C1

  Scénario: une remise sans motif
    Quand le 6 janvier 2026, la trésorerie remet 10,00 € sur C1 par D1 : rien
    Alors refusé : un motif de 1 à 500 caractères est nécessaire

  Scénario: une cotisation inconnue
    Quand le 6 janvier 2026, la trésorerie remet 10,00 € sur C9 par D1 : erreur
    Alors refusé : aucune cotisation ne porte le numéro C9

  Scénario: des échéances qui ne font pas le compte
    Quand le 6 janvier 2026, la trésorerie étale C1 : 4,00 € le 10 mars 2026 puis 5,00 € le 10 avril 2026
    Alors refusé : doivent se suivre et faire ensemble 10,00 €

  Scénario: rien à rappeler
    Soit le 6 janvier 2026, la trésorerie encaisse 10,00 € de M1 en espèces
    Quand le 7 janvier 2026, la trésorerie relance C1
    Alors refusé : C1 est soldée

  Scénario: une référence de mandat prise
    Soit le 6 janvier 2026, la trésorerie enregistre le mandat « RUM-1 » de M1
    Quand le 6 janvier 2026, la trésorerie enregistre le mandat « RUM-1 » de M2
    Alors refusé : ne servir qu'une fois

  Scénario: un second mandat
    Soit le 6 janvier 2026, la trésorerie enregistre le mandat « RUM-1 » de M1
    Quand le 6 janvier 2026, la trésorerie enregistre le mandat « RUM-2 » de M1
    Alors refusé : un mandat valide existe déjà (T1)

  Scénario: un mandat inconnu
    Quand le 6 janvier 2026, la trésorerie révoque le mandat T4
    Alors refusé : n'existe pas ou est révoqué

  Scénario: rien à prélever
    Quand le 6 janvier 2026, la trésorerie prépare le prélèvement du 15 janvier 2026
    Alors refusé : aucune cotisation ouverte n'a de mandat

  Scénario: une remise de prélèvements inconnue
    Soit le 6 janvier 2026, la trésorerie importe un relevé : 10,00 €
    Quand le 6 janvier 2026, la trésorerie constate les premiers prélèvements de V1 sur la ligne B1
    Alors refusé : n'existe pas, a été encaissée ou a été abandonnée

  Scénario: un encaissement inconnu ne se rejette pas
    Soit le 6 janvier 2026, la trésorerie importe un relevé : -10,00 €
    Quand le 6 janvier 2026, la trésorerie constate le rejet de R1 sur la ligne B1 pour AM04
    Alors refusé : aucun encaissement ne porte le numéro R1

  Scénario: un encaissement ne se rejette qu'une fois
    Soit le 6 janvier 2026, la trésorerie importe un relevé : 10,00 € puis -10,00 € puis -10,00 €
    Et le 6 janvier 2026, la trésorerie encaisse 10,00 € de M1 par la ligne B1
    Et le 6 janvier 2026, la trésorerie constate le rejet de R1 sur la ligne B2 pour AM04
    Quand le 6 janvier 2026, la trésorerie constate le rejet de R1 sur la ligne B3 pour AM04
    Alors refusé : R1 a déjà été rejeté par la banque
