# language: fr
Fonctionnalité: Les membres, leurs foyers, leurs situations

  Scénario: un foyer doit une seule cotisation, selon le nombre de personnes
    Soit le 1er janvier 2026, une caisse alimentaire est fondée avec 2 membres
    Et le 1er janvier 2026, la trésorerie inscrit un foyer de 3 personnes
    Quand le 5 janvier 2026, la trésorerie appelle janvier 2026 à payer le 31 janvier 2026
    Alors la cotisation C1 est de 10,00 €
    Et la cotisation C3 est de 20,00 €
    Et les comptes s'équilibrent

  Scénario: une personne suspendue ne doit rien de nouveau, et peut revenir
    Soit le 1er janvier 2026, une caisse alimentaire est fondée avec 3 membres
    Et le 2 janvier 2026, la trésorerie suspend M3 : congé sans solde
    Quand le 5 janvier 2026, la trésorerie appelle janvier 2026 à payer le 31 janvier 2026
    Alors le compte 411 est à 20,00 €
    Quand le 1er février 2026, la trésorerie note le retour de M3 le 1er février 2026
    Et le 5 février 2026, la trésorerie appelle février 2026 à payer le 28 février 2026
    Alors le compte 411 est à 50,00 €

  Scénario: la cotisation syndicale suit le salaire déclaré
    Soit le 1er janvier 2026, un syndicat est fondé avec 2 membres
    Et le 2 janvier 2026, M1 déclare un salaire net de 1 500,00 €
    Et le 2 janvier 2026, M2 déclare un salaire net de 2 000,00 €
    Quand le 5 janvier 2026, la trésorerie appelle janvier 2026 à payer le 31 janvier 2026
    Alors la cotisation C1 est de 15,00 €
    Et la cotisation C2 est de 20,00 €

  Scénario: quelqu'un agit pour un membre, dans ce que couvre son mandat et tant qu'il dure
    Soit le 1er janvier 2026, une caisse alimentaire est fondée avec 4 membres
    Quand le 2 janvier 2026, M4 dépose pour M3 la situation d'empreinte 00000000000000000000000000000000000000000000000000000000000000aa
    Alors refusé : demande la fonction
    Soit le 3 janvier 2026, M3 dit que M4 peut agir pour M3 : situation, demandes jusqu'au 31 janvier 2026
    Et le 4 janvier 2026, M4 dépose pour M3 la situation d'empreinte 00000000000000000000000000000000000000000000000000000000000000aa
    Quand le 1er février 2026, M4 dépose pour M3 la situation d'empreinte 00000000000000000000000000000000000000000000000000000000000000bb
    Alors refusé : demande la fonction
