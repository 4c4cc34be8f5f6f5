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
    Et le 6 janvier 2026, la trésorerie remet V1 à la banque
    Et le 7 janvier 2026, la trésorerie encaisse 4,00 € de M1 en espèces
    Et le 8 janvier 2026, la trésorerie prépare le prélèvement du 20 janvier 2026
    Alors refusé : aucune cotisation ouverte n'a de mandat
    Quand le 16 janvier 2026, la trésorerie importe un relevé : 10,00 €
    Et le 16 janvier 2026, la trésorerie constate les premiers prélèvements de V1 sur la ligne B1
    Alors M1 a 4,00 € d'avance
    Et les comptes s'équilibrent

  Scénario: ce qui est payé autrement quitte le prélèvement tant qu'il n'est pas remis à la banque
    Quand le 6 janvier 2026, la trésorerie enregistre le mandat « RUM-1 » de M1
    Et le 6 janvier 2026, la trésorerie enregistre le mandat « RUM-2 » de M2
    Et le 6 janvier 2026, la trésorerie enregistre le mandat « RUM-3 » de M3
    Et le 6 janvier 2026, la trésorerie prépare le prélèvement du 15 janvier 2026
    Alors le prélèvement V1 est de 30,00 €
    Quand le 7 janvier 2026, la trésorerie encaisse 10,00 € de M1 en espèces
    Et le 7 janvier 2026, la trésorerie encaisse 4,00 € de M2 en espèces
    Alors le prélèvement V1 est de 16,00 €
    Quand le 16 janvier 2026, la trésorerie importe un relevé : 16,00 €
    Et le 16 janvier 2026, la trésorerie constate les premiers prélèvements de V1 sur la ligne B1
    Alors M1 a 0,00 € d'avance
    Et il reste 0,00 € à payer sur C2
    Et les comptes s'équilibrent

  Scénario: un prélèvement se défait en entier, et le suivant est de nouveau le premier du mandat
    Quand le 6 janvier 2026, la trésorerie enregistre le mandat « RUM-1 » de M1
    Et le 6 janvier 2026, la trésorerie prépare le prélèvement du 15 janvier 2026
    Et le 6 janvier 2026, la trésorerie remet V1 à la banque
    Et le 7 janvier 2026, la trésorerie renonce à V1 : rien
    Alors refusé : un motif de 1 à 500 caractères est nécessaire
    Quand le 7 janvier 2026, la trésorerie renonce à V1 : fichier refusé par la banque
    Alors le prélèvement V1 est de 0,00 €
    Quand le 8 janvier 2026, la trésorerie prépare le prélèvement du 20 janvier 2026
    Et le 21 janvier 2026, la trésorerie importe un relevé : 10,00 €
    Et le 21 janvier 2026, la trésorerie constate les premiers prélèvements de V1 sur la ligne B1
    Alors refusé : n'existe pas, a été encaissée ou a été abandonnée
    Quand le 21 janvier 2026, la trésorerie constate les premiers prélèvements de V2 sur la ligne B1
    Alors il reste 0,00 € à payer sur C1
    Quand le 22 janvier 2026, la trésorerie renonce à V2 : trop tard
    Alors refusé : n'existe pas, a été encaissée ou a été abandonnée

  Scénario: la banque n'a encaissé qu'une partie du prélèvement
    Quand le 6 janvier 2026, la trésorerie enregistre le mandat « RUM-1 » de M1
    Et le 6 janvier 2026, la trésorerie enregistre le mandat « RUM-2 » de M2
    Et le 6 janvier 2026, la trésorerie prépare le prélèvement du 15 janvier 2026
    Et le 6 janvier 2026, la trésorerie remet V1 à la banque
    Et le 16 janvier 2026, la trésorerie importe un relevé : 10,00 €
    Et le 16 janvier 2026, la trésorerie constate les premiers prélèvements de V1 sur la ligne B1
    Alors refusé : abandonnez les prélèvements que la banque a rejetés
    Quand le 16 janvier 2026, la trésorerie renonce à C2 dans V1 : compte clos
    Et le 16 janvier 2026, la trésorerie constate les premiers prélèvements de V1 sur la ligne B1
    Alors il reste 0,00 € à payer sur C1
    Et il reste 10,00 € à payer sur C2
    Et les comptes s'équilibrent

  Scénario: un encaissement d'espèces saisi par erreur se défait, et la cotisation est due de nouveau
    Quand le 6 janvier 2026, la trésorerie encaisse 10,00 € de M1 en espèces
    Et le 7 janvier 2026, la trésorerie défait R1 : rien
    Alors refusé : un motif de 1 à 500 caractères est nécessaire
    Quand le 7 janvier 2026, la trésorerie défait R1 : c'était M2
    Alors il reste 10,00 € à payer sur C1
    Et le compte 530 est à 0,00 €
    Et les comptes s'équilibrent
    Quand le 7 janvier 2026, la trésorerie défait R1 : encore
    Alors refusé : R1 a déjà été défait
    Quand le 7 janvier 2026, la trésorerie encaisse 10,00 € de M2 en espèces
    Alors il reste 0,00 € à payer sur C2
    Et les comptes s'équilibrent

  Scénario: un encaissement déposé en banque depuis ne se défait pas avant son dépôt
    Quand le 6 janvier 2026, la trésorerie encaisse 10,00 € de M1 par le chèque 0012
    Et le 9 janvier 2026, la trésorerie importe un relevé : 10,00 €
    Et le 9 janvier 2026, la trésorerie note que la ligne B1 est une remise d'espèces
    Et le 10 janvier 2026, la trésorerie défait R1 : erreur
    Alors refusé : la caisse d'espèces n'a que 0,00 €
    Quand le 10 janvier 2026, la trésorerie contre-passe E3 : le dépôt est d'autre chose
    Et le 10 janvier 2026, la trésorerie défait R1 : erreur
    Alors il reste 10,00 € à payer sur C1
    Et 1 lignes de relevé attendent
    Et les comptes s'équilibrent

  Scénario: un virement attribué à la mauvaise personne se défait après la clôture du mois, et la ligne attend de nouveau
    Quand le 8 janvier 2026, la trésorerie importe un relevé : 10,00 €
    Et le 8 janvier 2026, la trésorerie encaisse 10,00 € de M1 par la ligne B1
    Et le 2 février 2026, la trésorerie clôt janvier 2026
    Et le 3 février 2026, la trésorerie défait R1 : c'était M2
    Alors 1 lignes de relevé attendent
    Et le compte 512 est à 0,00 €
    Quand le 3 février 2026, la trésorerie encaisse 10,00 € de M2 par la ligne B1
    Alors il reste 10,00 € à payer sur C1
    Et il reste 0,00 € à payer sur C2
    Et les comptes s'équilibrent

  Scénario: un encaissement prélevé ou rejeté ne se défait pas à la main
    Quand le 6 janvier 2026, la trésorerie enregistre le mandat « RUM-1 » de M1
    Et le 6 janvier 2026, la trésorerie prépare le prélèvement du 15 janvier 2026
    Et le 16 janvier 2026, la trésorerie importe un relevé : 10,00 €
    Et le 16 janvier 2026, la trésorerie constate les premiers prélèvements de V1 sur la ligne B1
    Et le 17 janvier 2026, la trésorerie défait R1 : erreur
    Alors refusé : R1 vient du prélèvement V1

  Scénario: deux encaissements défaits l'un après l'autre rouvrent ce que chacun a payé, et pas davantage
    Quand le 6 janvier 2026, la trésorerie encaisse 15,00 € de M1 en espèces
    Et le 5 février 2026, la trésorerie appelle février 2026 à payer le 28 février 2026
    Et le 6 février 2026, la trésorerie encaisse 5,00 € de M1 en espèces
    Alors il reste 0,00 € à payer sur C4
    Quand le 7 février 2026, la trésorerie défait R1 : faux billets
    Et le 8 février 2026, la trésorerie défait R2 : faux billets aussi
    Alors il reste 10,00 € à payer sur C1
    Et il reste 10,00 € à payer sur C4
    Et les comptes s'équilibrent

  Scénario: l'avance rejetée avait été comptée sur une cotisation qu'un autre encaissement a finie
    Quand le 6 janvier 2026, la trésorerie encaisse 15,00 € de M1 en espèces
    Et le 5 février 2026, la trésorerie appelle février 2026 à payer le 28 février 2026
    Et le 6 février 2026, la trésorerie encaisse 5,00 € de M1 en espèces
    Et le 5 mars 2026, la trésorerie appelle mars 2026 à payer le 31 mars 2026
    Et le 6 mars 2026, la trésorerie encaisse 10,00 € de M1 en espèces
    Et le 7 mars 2026, la trésorerie défait R1 : faux billets
    Et le 8 mars 2026, la trésorerie défait R3 : faux billets aussi
    Alors les comptes s'équilibrent
    Quand le 9 mars 2026, la trésorerie défait R2 : faux billets encore
    Alors il reste 10,00 € à payer sur C7
    Et les comptes s'équilibrent

  Scénario: une ligne prise pour un prélèvement par erreur est rendue, et le prélèvement est attendu
    Quand le 6 janvier 2026, la trésorerie enregistre le mandat « RUM-1 » de M1
    Et le 6 janvier 2026, la trésorerie prépare le prélèvement du 15 janvier 2026
    Et le 6 janvier 2026, la trésorerie remet V1 à la banque
    Et le 14 janvier 2026, la trésorerie importe un relevé : 10,00 €
    Et le 14 janvier 2026, la trésorerie rend la ligne B1 : trop tôt
    Alors refusé : la ligne B1 n'est pas rapprochée d'un prélèvement
    Quand le 14 janvier 2026, la trésorerie constate les premiers prélèvements de V1 sur la ligne B1
    Et le 15 janvier 2026, la trésorerie rend la ligne B1 : c'était le virement de M2
    Alors il reste 10,00 € à payer sur C1
    Et 1 lignes de relevé attendent
    Et les comptes s'équilibrent
    Quand le 15 janvier 2026, la trésorerie encaisse 10,00 € de M2 par la ligne B1
    Et le 16 janvier 2026, la trésorerie importe un relevé : 10,00 €
    Et le 16 janvier 2026, la trésorerie constate les premiers prélèvements de V1 sur la ligne B2
    Alors il reste 0,00 € à payer sur C1
    Et les comptes s'équilibrent

  Scénario: un rejet rapproché du mauvais encaissement se défait, et l'encaissement vaut de nouveau
    Quand le 8 janvier 2026, la trésorerie importe un relevé : 10,00 € puis 10,00 € puis -10,00 €
    Et le 8 janvier 2026, la trésorerie encaisse 10,00 € de M1 par la ligne B1
    Et le 8 janvier 2026, la trésorerie encaisse 10,00 € de M2 par la ligne B2
    Et le 9 janvier 2026, la trésorerie constate le rejet de R1 sur la ligne B3 pour AM04
    Alors il reste 10,00 € à payer sur C1
    Quand le 10 janvier 2026, la trésorerie défait le rejet de la ligne B2 : mauvaise ligne
    Alors refusé : la ligne B2 n'est pas rapprochée d'un rejet
    Quand le 10 janvier 2026, la trésorerie défait le rejet de la ligne B3 : c'était celui de M2
    Alors il reste 0,00 € à payer sur C1
    Et 1 lignes de relevé attendent
    Et le compte 512 est à 20,00 €
    Et les comptes s'équilibrent
    Quand le 10 janvier 2026, la trésorerie constate le rejet de R2 sur la ligne B3 pour AM04
    Alors il reste 10,00 € à payer sur C2
    Et il reste 0,00 € à payer sur C1
    Et le compte 512 est à 10,00 €
    Et les comptes s'équilibrent

  Scénario: un rejet défait après que le membre a payé une seconde fois lui laisse une avance
    Quand le 8 janvier 2026, la trésorerie importe un relevé : 10,00 € puis -10,00 €
    Et le 8 janvier 2026, la trésorerie encaisse 10,00 € de M1 par la ligne B1
    Et le 9 janvier 2026, la trésorerie constate le rejet de R1 sur la ligne B2 pour AM04
    Et le 9 janvier 2026, la trésorerie encaisse 4,00 € de M1 en espèces
    Et le 10 janvier 2026, la trésorerie défait le rejet de la ligne B2 : c'était celui d'une autre caisse
    Alors il reste 0,00 € à payer sur C1
    Et M1 a 4,00 € d'avance
    Et les comptes s'équilibrent

  Scénario: une ligne porte les virements de plusieurs membres
    Quand le 8 janvier 2026, la trésorerie importe un relevé : 25,00 €
    Et le 8 janvier 2026, la trésorerie partage la ligne B1 : 10,00 € de M1 puis 10,00 € de M2
    Alors refusé : 25,00
    Quand le 8 janvier 2026, la trésorerie partage la ligne B1 : 10,00 € de M1 puis 15,00 € de M1
    Alors refusé : M1 figure deux fois dans le partage
    Quand le 8 janvier 2026, la trésorerie partage la ligne B1 : 10,00 € de M1 puis 15,00 € de M2
    Alors il reste 0,00 € à payer sur C1
    Et il reste 0,00 € à payer sur C2
    Et M2 a 5,00 € d'avance
    Et 0 lignes de relevé attendent
    Quand le 9 janvier 2026, la trésorerie défait R1 : mal partagé
    Alors refusé : R1 est venu avec d'autres par la ligne B1
    Quand le 9 janvier 2026, la trésorerie rend la ligne partagée B1 : mal partagé
    Alors 1 lignes de relevé attendent
    Et il reste 10,00 € à payer sur C1
    Et M2 a 0,00 € d'avance
    Et le compte 512 est à 0,00 €
    Quand le 9 janvier 2026, la trésorerie rend la ligne partagée B1 : encore une fois
    Alors refusé : la ligne B1 n'est pas rapprochée de cotisations
    Quand le 9 janvier 2026, la trésorerie partage la ligne B1 : 15,00 € de M1 puis 10,00 € de M3
    Alors M1 a 5,00 € d'avance
    Et il reste 0,00 € à payer sur C3
    Et les comptes s'équilibrent

  Scénario: la banque inscrit chaque prélèvement sur sa propre ligne
    Quand le 6 janvier 2026, la trésorerie enregistre le mandat « RUM-1 » de M1
    Et le 6 janvier 2026, la trésorerie enregistre le mandat « RUM-2 » de M2
    Et le 6 janvier 2026, la trésorerie prépare le prélèvement du 15 janvier 2026
    Et le 6 janvier 2026, la trésorerie remet V1 à la banque
    Et le 16 janvier 2026, la trésorerie importe un relevé : 10,00 € puis 10,00 €
    Et le 16 janvier 2026, la trésorerie constate le prélèvement de C3 seul sur la ligne B1
    Alors refusé : aucun prélèvement en cours ne demande C3
    Quand le 16 janvier 2026, la trésorerie constate le prélèvement de C1 seul sur la ligne B1
    Alors il reste 0,00 € à payer sur C1
    Et le prélèvement V1 est de 10,00 €
    Quand le 16 janvier 2026, la trésorerie constate le prélèvement de C2 seul sur la ligne B2
    Alors il reste 0,00 € à payer sur C2
    Et 0 lignes de relevé attendent
    Quand le 17 janvier 2026, la trésorerie rend la ligne B2 : un virement du même montant
    Alors il reste 10,00 € à payer sur C2
    Et le prélèvement V1 est de 10,00 €
    Et 1 lignes de relevé attendent
    Quand le 17 janvier 2026, la trésorerie constate les premiers prélèvements de V1 sur la ligne B2
    Alors il reste 0,00 € à payer sur C2
    Et le compte 512 est à 20,00 €
    Et les comptes s'équilibrent
    Quand le 18 janvier 2026, la trésorerie rend la ligne B2 : non, c'était bien un virement
    Alors il reste 10,00 € à payer sur C2
    Et le prélèvement V1 est de 10,00 €
    Et les comptes s'équilibrent
