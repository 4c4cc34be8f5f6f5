# language: fr
Fonctionnalité: Ce que la fondation refuse

  Scénario: rien ne se fait avant la fondation
    Quand le 2 janvier 2026, la trésorerie inscrit 1 personnes
    Alors refusé : il n'y a pas encore de caisse ici

  Scénario: une caisse a un nom
    Quand le 2 janvier 2026, une caisse sans nom est fondée
    Alors refusé : le nom et le secteur ont de 1 à 100 caractères

  Scénario: la décision fondatrice porte un titre
    Quand le 2 janvier 2026, une caisse est fondée par une décision sans titre
    Alors refusé : nomme son assemblée et porte un titre

  Scénario: l'assemblée fondatrice a eu lieu
    Quand le 2 janvier 2026, une caisse est fondée par l'assemblée du 3 janvier 2026
    Alors refusé : n'a pas encore eu lieu

  Scénario: le premier exercice est proche de la fondation
    Quand le 2 janvier 2026, une caisse est fondée pour l'exercice 2050
    Alors refusé : à dix ans au plus de la fondation
