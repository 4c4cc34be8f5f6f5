# language: fr
Fonctionnalité: Ce qui ne se défait pas ainsi, et les exercices qui ne s'ouvrent pas

  Contexte:
    Soit le 1er janvier 2026, une caisse alimentaire est fondée avec 4 membres
    Et le 2 janvier 2026, la trésorerie importe un relevé : 400,00 €
    Et le 2 janvier 2026, la trésorerie encaisse 400,00 € de M4 par la ligne B1
    Et le 5 janvier 2026, M3 demande 150,00 € au titre de « allocation »
    Et le 6 janvier 2026, la trésorerie accorde Q1

  Scénario: l'écriture d'une allocation
    Quand le 7 janvier 2026, la trésorerie contre-passe E2 : erreur
    Alors refusé : E2 se défait là où elle a été faite

  Scénario: l'écriture d'un paiement
    Soit le 7 janvier 2026, la trésorerie prépare le paiement de A1
    Et le 7 janvier 2026, M1 signe P1
    Et le 7 janvier 2026, M2 signe P1
    Et le 9 janvier 2026, la trésorerie importe un relevé : -150,00 €
    Et le 9 janvier 2026, la trésorerie constate le paiement de P1 sur la ligne B2
    Quand le 10 janvier 2026, la trésorerie contre-passe E3 : erreur
    Alors refusé : E3 est l'écriture de P1 ; défaites l'exécution de P1

  Scénario: une cotisation qui n'est pas dans ce prélèvement
    Soit le 8 janvier 2026, la trésorerie appelle janvier 2026 à payer le 31 janvier 2026
    Et le 8 janvier 2026, la trésorerie enregistre le mandat « RUM-1 » de M1
    Et le 8 janvier 2026, la trésorerie prépare le prélèvement du 20 janvier 2026
    Quand le 9 janvier 2026, la trésorerie renonce à C2 dans V1 : erreur
    Alors refusé : C2 n'est pas dans V1

  Scénario: les exercices s'ouvrent l'un après l'autre
    Quand le 9 janvier 2026, la trésorerie ouvre l'exercice 2029
    Alors refusé : le prochain à ouvrir est 2027

  Scénario: un exercice ne s'ouvre pas deux ans d'avance
    Soit le 9 janvier 2026, la trésorerie ouvre l'exercice 2027
    Quand le 9 janvier 2026, la trésorerie ouvre l'exercice 2028
    Alors refusé : il pourra l'être dès le 1er janvier 2027
