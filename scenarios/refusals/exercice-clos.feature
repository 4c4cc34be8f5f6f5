# language: fr
Fonctionnalité: Ce qu'un exercice clos refuse

  Contexte:
    Soit le 1er janvier 2026, une caisse alimentaire est fondée avec 2 membres
    Et le 9 janvier 2026, la trésorerie passe 10,00 € du compte 401 au compte 6064 par D1
    Et le 2 janvier 2027, la trésorerie clôt janvier 2026
    Et le 2 janvier 2027, la trésorerie clôt février 2026
    Et le 2 janvier 2027, la trésorerie clôt mars 2026
    Et le 2 janvier 2027, la trésorerie clôt avril 2026
    Et le 2 janvier 2027, la trésorerie clôt mai 2026
    Et le 2 janvier 2027, la trésorerie clôt juin 2026
    Et le 2 janvier 2027, la trésorerie clôt juillet 2026
    Et le 2 janvier 2027, la trésorerie clôt août 2026
    Et le 2 janvier 2027, la trésorerie clôt septembre 2026
    Et le 2 janvier 2027, la trésorerie clôt octobre 2026
    Et le 2 janvier 2027, la trésorerie clôt novembre 2026
    Et le 2 janvier 2027, la trésorerie clôt décembre 2026
    Et le 3 janvier 2027, la trésorerie clôt l'exercice 2026

  Scénario: aucune écriture n'y est plus datée
    Quand le 4 janvier 2027, la trésorerie passe une écriture du 31 décembre 2026
    Alors refusé : l'exercice 2026 est clos

  Scénario: sa clôture ne s'annule pas
    Quand le 4 janvier 2027, la trésorerie contre-passe E2 : erreur
    Alors refusé : est la clôture d'un exercice

  Scénario: il ne se clôt pas deux fois
    Quand le 4 janvier 2027, la trésorerie clôt l'exercice 2026
    Alors refusé : l'exercice 2026 est clos
