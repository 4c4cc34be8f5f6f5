# language: fr
Fonctionnalité: Relevés, rapprochement, prélèvements et rejets

  Contexte:
    Soit le 1er janvier 2026, une caisse alimentaire est fondée avec 3 membres
    Et le 5 janvier 2026, la trésorerie appelle janvier 2026 à payer le 31 janvier 2026

  Scénario: chaque ligne du relevé est expliquée une fois
    Quand le 8 janvier 2026, la trésorerie importe un relevé : 10,00 € puis -2,50 € puis 7,00 €
    Et le 8 janvier 2026, la trésorerie encaisse 10,00 € de M1 par la ligne B1
    Et le 8 janvier 2026, la trésorerie note que la ligne B2 est un frais bancaire
    Et le 8 janvier 2026, la trésorerie met la ligne B3 en attente
    Alors le compte 512 est à 14,50 €
    Et le compte 471 est à -7,00 €
    Et 0 lignes de relevé attendent
    Et les comptes s'équilibrent

  Scénario: une remise d'espèces passe de la caisse à la banque
    Quand le 8 janvier 2026, la trésorerie encaisse 10,00 € de M1 en espèces
    Et le 9 janvier 2026, la trésorerie importe un relevé : 10,00 €
    Et le 9 janvier 2026, la trésorerie note que la ligne B1 est une remise d'espèces
    Alors le compte 530 est à 0,00 €
    Et le compte 512 est à 10,00 €

  Scénario: une dépense décidée est payée par la banque
    Quand le 9 janvier 2026, la trésorerie importe un relevé : -45,00 €
    Et le 9 janvier 2026, la trésorerie paie par la ligne B1 la dépense papier (compte 6064) par D1
    Alors le compte 6064 est à 45,00 €

  Scénario: un prélèvement rejeté rouvre la cotisation
    Quand le 6 janvier 2026, la trésorerie enregistre le mandat « RUM-1 » de M1
    Et le 6 janvier 2026, la trésorerie prépare le prélèvement du 15 janvier 2026
    Et le 16 janvier 2026, la trésorerie importe un relevé : 10,00 €
    Et le 16 janvier 2026, la trésorerie constate les premiers prélèvements de V1 sur la ligne B1
    Alors il reste 0,00 € à payer sur C1
    Quand le 20 janvier 2026, la trésorerie importe un relevé : -10,00 €
    Et le 20 janvier 2026, la trésorerie constate le rejet de R1 sur la ligne B2 pour AM04
    Alors il reste 10,00 € à payer sur C1
    Et le compte 512 est à 0,00 €
    Et les comptes s'équilibrent

  Scénario: le rejet d'un paiement dont l'avance a déjà servi rouvre la cotisation qu'elle a payée
    Quand le 8 janvier 2026, la trésorerie importe un relevé : 20,00 €
    Et le 8 janvier 2026, la trésorerie encaisse 20,00 € de M1 par la ligne B1
    Et le 5 février 2026, la trésorerie appelle février 2026 à payer le 28 février 2026
    Alors il reste 0,00 € à payer sur C4
    Quand le 8 février 2026, la trésorerie importe un relevé : -20,00 €
    Et le 8 février 2026, la trésorerie constate le rejet de R1 sur la ligne B2 pour AC04
    Alors il reste 10,00 € à payer sur C1
    Et il reste 10,00 € à payer sur C4
    Et les comptes s'équilibrent

  Scénario: un chèque sans provision sort de la banque, pas de la caisse d'espèces
    Quand le 8 janvier 2026, la trésorerie encaisse 10,00 € de M1 par le chèque 0012
    Et le 9 janvier 2026, la trésorerie importe un relevé : 10,00 €
    Et le 9 janvier 2026, la trésorerie note que la ligne B1 est une remise d'espèces
    Et le 20 janvier 2026, la trésorerie importe un relevé : -10,00 €
    Et le 20 janvier 2026, la trésorerie constate le rejet de R1 sur la ligne B2 pour chèque sans provision
    Alors le compte 530 est à 0,00 €
    Et le compte 512 est à 0,00 €
    Et les comptes s'équilibrent

  Scénario: une ligne dont l'écriture est contre-passée attend de nouveau
    Quand le 8 janvier 2026, la trésorerie importe un relevé : -2,50 €
    Et le 8 janvier 2026, la trésorerie note que la ligne B1 est un frais bancaire
    Et le 9 janvier 2026, la trésorerie contre-passe E2 : ce n'était pas un frais
    Alors 1 lignes de relevé attendent
    Et le compte 512 est à 0,00 €
    Quand le 9 janvier 2026, la trésorerie met la ligne B1 en attente
    Alors le compte 512 est à -2,50 €
    Et les comptes s'équilibrent

  Scénario: une cotisation en cours de prélèvement n'est pas prélevée une seconde fois
    Quand le 6 janvier 2026, la trésorerie enregistre le mandat « RUM-1 » de M1
    Et le 6 janvier 2026, la trésorerie prépare le prélèvement du 15 janvier 2026
    Et le 7 janvier 2026, la trésorerie encaisse 4,00 € de M1 en espèces
    Et le 8 janvier 2026, la trésorerie prépare le prélèvement du 20 janvier 2026
    Alors refusé : aucune cotisation ouverte n'a de mandat
    Quand le 16 janvier 2026, la trésorerie importe un relevé : 10,00 €
    Et le 16 janvier 2026, la trésorerie constate les premiers prélèvements de V1 sur la ligne B1
    Alors M1 a 4,00 € d'avance
    Et les comptes s'équilibrent
