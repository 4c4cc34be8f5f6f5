# language: fr
Fonctionnalité: Clôtures et corrections

  Scénario: un mois se clôt quand tout est rapproché, puis l'année, et la vie continue
    Soit le 1er janvier 2026, une caisse alimentaire est fondée avec 2 membres
    Et le 5 janvier 2026, la trésorerie appelle janvier 2026 à payer le 31 janvier 2026
    Et le 8 janvier 2026, la trésorerie importe un relevé : 10,00 € puis -3,00 €
    Et le 8 janvier 2026, la trésorerie encaisse 10,00 € de M1 par la ligne B1
    Et le 8 janvier 2026, la trésorerie note que la ligne B2 est un frais bancaire
    Quand le 2 février 2026, la trésorerie clôt janvier 2026
    Alors janvier 2026 est close
    Quand le 2 janvier 2027, la trésorerie clôt février 2026
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
    Alors le compte 120 est à -17,00 €
    Et le compte 512 est à 7,00 €
    Quand le 5 janvier 2027, la trésorerie appelle janvier 2027 à payer le 31 janvier 2027
    Alors le compte 411 est à 30,00 €
    Et les comptes s'équilibrent

  Scénario: une erreur se corrige par une contre-passation
    Soit le 1er janvier 2026, une caisse alimentaire est fondée avec 2 membres
    Et le 8 janvier 2026, la trésorerie passe 40,00 € du compte 401 au compte 6064 par D1
    Quand le 9 janvier 2026, la trésorerie contre-passe E1 : mauvais compte
    Et le 9 janvier 2026, la trésorerie passe 40,00 € du compte 401 au compte 618 par D1
    Alors le compte 6064 est à 0,00 €
    Et le compte 618 est à 40,00 €
    Et les comptes s'équilibrent
