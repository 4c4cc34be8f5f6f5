# language: fr
Fonctionnalité: Les comptes que la caisse tient elle-même ne s'écrivent pas à la main

  Contexte:
    Soit le 1er janvier 2026, une caisse alimentaire est fondée avec 3 membres
    Et le 5 janvier 2026, la trésorerie appelle janvier 2026 à payer le 31 janvier 2026

  Scénario: le compte des cotisations à recevoir
    Quand le 9 janvier 2026, la trésorerie passe 10,00 € du compte 411 au compte 6064 par D1
    Alors refusé : le compte 411 est tenu par les cotisations

  Scénario: le compte des allocations à payer
    Quand le 9 janvier 2026, la trésorerie passe 10,00 € du compte 468 au compte 6064 par D1
    Alors refusé : le compte 468 est tenu par les allocations

  Scénario: une ligne de relevé n'est pas une dépense sur ces comptes
    Soit le 8 janvier 2026, la trésorerie importe un relevé : -10,00 €
    Quand le 9 janvier 2026, la trésorerie paie par la ligne B1 la dépense avance (compte 411) par D1
    Alors refusé : le compte 411 est tenu par les cotisations

  Scénario: la banque ne s'écrit à la main qu'à l'ouverture
    Quand le 9 janvier 2026, la trésorerie passe 10,00 € du compte 512 au compte 6064 par D1
    Alors refusé : le compte 512 est tenu par les relevés
    Quand le 9 janvier 2026, la trésorerie ouvre les comptes avec 100,00 € au compte 512 par D1
    Alors le compte 512 est à 100,00 €
    Et les comptes s'équilibrent
