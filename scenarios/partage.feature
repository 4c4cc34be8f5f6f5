# language: fr
Fonctionnalité: Chaque encaissement est partagé entre les niveaux par les clés votées

  Scénario: dix euros se partagent au centime, et la part due se paie
    Soit le 1er janvier 2026, un syndicat est fondé avec 3 membres
    Et le 2 janvier 2026, M1 déclare un salaire net de 1 000,00 €
    Et le 2 janvier 2026, M2 déclare un salaire net de 1 000,00 €
    Et le 2 janvier 2026, M3 déclare un salaire net de 1 000,00 €
    Et le 5 janvier 2026, la trésorerie appelle janvier 2026 à payer le 31 janvier 2026
    Quand le 8 janvier 2026, la trésorerie importe un relevé : 10,00 €
    Et le 8 janvier 2026, la trésorerie encaisse 10,00 € de M1 par la ligne B1
    Alors 2,90 € sont dus au niveau L1
    Et 2,70 € sont dus au niveau L2
    Et 0,30 € sont dus au niveau L3
    Et 1,00 € sont dus au niveau L4
    Et la caisse dispose de 3,10 €
    Quand le 9 janvier 2026, la trésorerie prépare le paiement de L1 pour 2,90 €
    Et le 9 janvier 2026, M1 signe P1
    Et le 9 janvier 2026, M2 signe P1
    Et le 12 janvier 2026, la trésorerie importe un relevé : -2,90 €
    Et le 12 janvier 2026, la trésorerie constate le paiement de P1 sur la ligne B2
    Alors 0,00 € sont dus au niveau L1
    Et les comptes s'équilibrent

  Scénario: un encaissement dont la part est déjà partie ne se défait plus
    Soit le 1er janvier 2026, un syndicat est fondé avec 3 membres
    Et le 2 janvier 2026, M1 déclare un salaire net de 1 000,00 €
    Et le 2 janvier 2026, M2 déclare un salaire net de 1 000,00 €
    Et le 2 janvier 2026, M3 déclare un salaire net de 1 000,00 €
    Et le 5 janvier 2026, la trésorerie appelle janvier 2026 à payer le 31 janvier 2026
    Et le 8 janvier 2026, la trésorerie importe un relevé : 10,00 €
    Et le 8 janvier 2026, la trésorerie encaisse 10,00 € de M1 par la ligne B1
    Et le 9 janvier 2026, la trésorerie prépare le paiement de L1 pour 2,90 €
    Quand le 10 janvier 2026, la trésorerie défait R1 : mauvaise personne
    Alors refusé : la part de L1 (2,90 €) est déjà ordonnée ou payée
    Quand le 10 janvier 2026, la trésorerie abandonne P1 : mauvaise personne
    Et le 10 janvier 2026, la trésorerie défait R1 : mauvaise personne
    Alors 0,00 € sont dus au niveau L1
    Et les comptes s'équilibrent

  Scénario: le compte de ce qui est dû aux niveaux ne s'écrit pas à la main
    Soit le 1er janvier 2026, un syndicat est fondé avec 3 membres
    Quand le 9 janvier 2026, la trésorerie passe 10,00 € du compte 451 au compte 6064 par D1
    Alors refusé : est tenu par le partage des cotisations
