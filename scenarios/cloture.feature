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

  Scénario: une ligne mal expliquée se corrige après la clôture de son mois
    Soit le 1er janvier 2026, une caisse alimentaire est fondée avec 2 membres
    Et le 8 janvier 2026, la trésorerie importe un relevé : -2,50 €
    Et le 8 janvier 2026, la trésorerie note que la ligne B1 est un frais bancaire
    Et le 2 février 2026, la trésorerie clôt janvier 2026
    Quand le 9 février 2026, la trésorerie contre-passe E1 : c'était du papier
    Et le 9 février 2026, la trésorerie paie par la ligne B1 la dépense papier (compte 6064) par D1
    Alors le compte 627 est à 0,00 €
    Et le compte 6064 est à 2,50 €
    Et le compte 512 est à -2,50 €
    Et E3 est datée du 1er février 2026
    Et les comptes s'équilibrent

  Scénario: janvier se tient sans attendre la clôture de décembre
    Soit le 1er décembre 2026, une caisse alimentaire est fondée avec 2 membres
    Et le 5 décembre 2026, la trésorerie appelle décembre 2026 à payer le 31 décembre 2026
    Quand le 2 janvier 2027, la trésorerie ouvre l'exercice 2027
    Et le 5 janvier 2027, la trésorerie appelle janvier 2027 à payer le 31 janvier 2027
    Alors le compte 411 est à 40,00 €
    Quand le 1er février 2027, la trésorerie clôt janvier 2027
    Alors refusé : janvier 2026 est encore ouvert
    Quand le 1er février 2027, la trésorerie clôt toute l'année 2026
    Et le 2 février 2027, la trésorerie clôt janvier 2027
    Alors janvier 2027 est close
    Et le compte 120 est à -20,00 €
    Et le report à nouveau de 2027 s'équilibre
    Et les comptes s'équilibrent
