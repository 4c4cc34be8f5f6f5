# language: fr
Fonctionnalité: Ce que refusent les règles d'une caisse de secteur

  Contexte:
    Soit le 1er janvier 2026, une caisse de secteur est fondée avec 4 membres
    Et le 2 janvier 2026, la trésorerie reçoit 10 000,00 € en espèces de dons par D1 : don de départ

  Scénario: la règle ne donne plus rien
    Soit le 5 janvier 2026, M3 demande 3 000,00 € au titre de « prise_en_charge_formation »
    Et le 6 janvier 2026, la trésorerie accorde Q1
    Et le 7 janvier 2026, M3 demande 1 000,00 € au titre de « prise_en_charge_formation »
    Quand le 8 janvier 2026, la trésorerie accorde Q2
    Alors refusé : « prise_en_charge_formation »

  Scénario: une situation n'est pas déclarée
    Quand le 5 janvier 2026, la trésorerie appelle janvier 2026 à payer le 31 janvier 2026
    Alors refusé : M1
