# language: fr
Fonctionnalité: Ce que la banque et les livres refusent

  Contexte:
    Soit le 1er janvier 2026, une caisse alimentaire est fondée avec 2 membres
    Et le 8 janvier 2026, la trésorerie importe un relevé : 10,00 € puis -3,00 €

  Scénario: un relevé importé deux fois
    Quand le 8 janvier 2026, la trésorerie importe le même relevé : 10,00 €
    Alors refusé : ce relevé a déjà été importé

  Scénario: un relevé qui ne tombe pas juste
    Quand le 9 janvier 2026, la trésorerie importe un relevé de 7,00 € à 9,00 € : 1,00 €
    Alors refusé : le relevé ne tombe pas juste

  Scénario: un relevé manque entre deux
    Quand le 9 janvier 2026, la trésorerie importe un relevé de 8,00 € à 9,00 € : 1,00 €
    Alors refusé : un relevé manque

  Scénario: une ligne à zéro
    Quand le 9 janvier 2026, la trésorerie importe un relevé : 1,00 € puis 0,00 €
    Alors refusé : ligne 2 du relevé

  Scénario: une recette n'est pas un frais
    Quand le 9 janvier 2026, la trésorerie note que la ligne B1 est un frais bancaire
    Alors refusé : son sens ne convient pas à cet acte

  Scénario: une dépense porte un libellé
    Quand le 9 janvier 2026, la trésorerie paie par la ligne B2 la dépense rien (compte 6064) par D1
    Alors refusé : un libellé de 1 à 200 caractères est nécessaire

  Scénario: une écriture qui n'est pas équilibrée
    Quand le 9 janvier 2026, la trésorerie passe une écriture boiteuse de 10,00 € et 9,00 € par D1
    Alors refusé : l'écriture n'est pas équilibrée

  Scénario: un compte qui n'est pas au plan
    Quand le 9 janvier 2026, la trésorerie passe 10,00 € du compte 401 au compte 69999 par D1
    Alors refusé : n'est pas au plan comptable

  Scénario: une pièce se désigne par son empreinte
    Quand le 9 janvier 2026, la trésorerie passe 10,00 € du compte 401 au compte 6064 par la pièce facture
    Alors refusé : la pièce se désigne par son empreinte

  Scénario: une écriture inconnue ne se contre-passe pas
    Quand le 9 janvier 2026, la trésorerie contre-passe E9 : erreur
    Alors refusé : l'écriture E9 n'existe pas

  Scénario: une contre-passation dit pourquoi
    Soit le 9 janvier 2026, la trésorerie note que la ligne B2 est un frais bancaire
    Quand le 9 janvier 2026, la trésorerie contre-passe E1 : rien
    Alors refusé : un motif de 1 à 500 caractères est nécessaire

  Scénario: une écriture ne se contre-passe qu'une fois
    Soit le 9 janvier 2026, la trésorerie passe 10,00 € du compte 401 au compte 6064 par D1
    Et le 9 janvier 2026, la trésorerie contre-passe E1 : erreur
    Quand le 9 janvier 2026, la trésorerie contre-passe E1 : encore
    Alors refusé : est déjà annulée par E2

  Scénario: un encaissement ne se défait pas par contre-passation
    Soit le 9 janvier 2026, la trésorerie encaisse 10,00 € de M1 par la ligne B1
    Quand le 9 janvier 2026, la trésorerie contre-passe E1 : erreur
    Alors refusé : E1 est l'écriture de R1 ; défaites l'encaissement R1

  Scénario: un mois n'est pas fini
    Quand le 31 janvier 2026, la trésorerie clôt janvier 2026
    Alors refusé : n'est pas fini

  Scénario: des lignes attendent
    Quand le 2 février 2026, la trésorerie clôt janvier 2026
    Alors refusé : 2 ligne(s) de relevé de janvier 2026 ne sont pas rapprochées

  Scénario: un mois plus ancien est ouvert
    Quand le 2 mars 2026, la trésorerie clôt février 2026
    Alors refusé : janvier 2026 est encore ouvert

  Scénario: une année dont les mois sont ouverts
    Quand le 2 mars 2026, la trésorerie clôt l'exercice 2026
    Alors refusé : est encore ouvert

  Scénario: un budget sans montant
    Quand le 9 janvier 2026, la trésorerie vote un budget de 0,00 € au compte 6064 par D1
    Alors refusé : un budget a au moins une ligne

  Scénario: les mêmes lignes dans un autre fichier
    Quand le 8 janvier 2026, la trésorerie importe les mêmes lignes sous un autre fichier : 10,00 € puis -3,00 €
    Alors refusé : toutes les lignes de ce relevé sont déjà connues

  Scénario: une écriture à la main se réfère à une décision ou à une pièce
    Quand le 9 janvier 2026, la trésorerie passe une écriture selon la ligne B2
    Alors refusé : se réfère à une décision enregistrée ou à une pièce

  Scénario: une écriture vide
    Quand le 9 janvier 2026, la trésorerie passe une écriture vide
    Alors refusé : il faut au moins un débit et un crédit

  Scénario: une écriture sans libellé
    Quand le 9 janvier 2026, la trésorerie passe une écriture sans libellé
    Alors refusé : l'écriture n'a pas de libellé

  Scénario: une ligne d'écriture à zéro
    Quand le 9 janvier 2026, la trésorerie passe une écriture dont une ligne est à zéro
    Alors refusé : la ligne du compte 618 est à zéro

  Scénario: un montant déraisonnable
    Quand le 9 janvier 2026, la trésorerie passe une écriture de mille milliards d'euros
    Alors refusé : vérifiez les zéros

  Scénario: un bénévolat qui ne s'équilibre pas
    Quand le 9 janvier 2026, la trésorerie passe un bénévolat de 10,00 € au 864 et de 9,00 € au 870
    Alors refusé : le 86 et le 87 reçoivent le même montant

  Scénario: au compte de qui l'on ne connaît pas
    Quand le 9 janvier 2026, la trésorerie passe une écriture au compte de M9
    Alors refusé : M9 n'existe pas

  Scénario: une date hors de tout exercice ouvert
    Quand le 9 janvier 2026, la trésorerie passe une écriture du 9 janvier 2031
    Alors refusé : n'est dans aucun exercice ouvert

  Scénario: un exercice hors du calendrier
    Quand le 9 janvier 2026, la trésorerie clôt l'exercice 9999
    Alors refusé : est hors du calendrier

  Scénario: une contre-passation n'est pas datée d'avant
    Soit le 9 janvier 2026, la trésorerie passe une écriture du 20 janvier 2026
    Quand le 10 janvier 2026, la trésorerie contre-passe E1 : erreur
    Alors refusé : ne peut pas être datée d'avant
