# language: fr
Fonctionnalité: Une règle s'applique de sa date à sa date

  Scénario: l'assemblée change le plancher au 1er mars, février garde l'ancien
    Soit le 1er janvier 2026, une caisse alimentaire est fondée avec 2 membres
    Et le 10 janvier 2026, l'assemblée décide « Le plancher passe à 12 € »
    Et le 10 janvier 2026, l'assemblée porte la cotisation plancher à 12,00 € dès mars 2026 par D2
    Quand le 5 mars 2026, la trésorerie appelle février 2026 à payer le 31 mars 2026
    Et le 5 mars 2026, la trésorerie appelle mars 2026 à payer le 31 mars 2026
    Alors la cotisation C1 est de 10,00 €
    Et la cotisation C3 est de 12,00 €
