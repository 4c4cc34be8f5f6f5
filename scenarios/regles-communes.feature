# language: fr
Fonctionnalité: Ce qui est cédé est une liste de règles, et les caisses disent ce qu'une proposition leur ferait

  Contexte:
    Soit le 1er janvier 2026, à Bordeaux, un syndicat est fondé avec 4 membres
    Et le 1er janvier 2026, à Bordeaux, l'assemblée adopte ses statuts
    Et le 1er janvier 2026, à la Fédération, une caisse alimentaire est fondée avec 3 membres
    Et le 1er janvier 2026, à la Fédération, l'assemblée adopte ses statuts
    Et le 1er janvier 2026, à la Fédération, la trésorerie inscrit une coopérative
    Et le 1er janvier 2026, à la Fédération, la trésorerie reconnaît Bordeaux comme membre M4
    Et le 1er janvier 2026, à Bordeaux, la trésorerie reconnaît la Fédération comme fédération
    Et le 1er janvier 2026, à Bordeaux, M3 propose de se lier à OL1 en lui cédant « salaires » : « salaire_commun », la cotisation dès le 1er janvier 2026
    Et le 1er janvier 2026, à Bordeaux, l'assemblée adopte PR1
    Et le 1er janvier 2026, à la Fédération, M3 propose de se lier à OL1 dès le 1er janvier 2026
    Et le 1er janvier 2026, à la Fédération, l'assemblée adopte PR1
    Et le 2 janvier 2026, les organisations s'écoutent

  Scénario: la règle nommée s'applique d'elle-même, une autre s'offre
    Soit le 10 janvier 2026, à la Fédération, M3 propose pour toutes, domaine « un autre nom », que « salaire_commun » vaille 2000,00 € dès mars 2026
    Et le 12 janvier 2026, à la Fédération, l'assemblée adopte PR2
    Et le 13 janvier 2026, à la Fédération, M3 propose pour toutes, domaine « salaires », que « prime_commune » vaille 100,00 € dès mars 2026
    Et le 14 janvier 2026, à la Fédération, l'assemblée adopte PR3
    Quand le 15 janvier 2026, les organisations s'écoutent
    Et le 1er mars 2026, à Bordeaux, M1 propose la résolution « Une fête »
    Alors à Bordeaux, « salaire_commun » est en vigueur
    Et à Bordeaux, « prime_commune » n'est pas en vigueur
    Et à Bordeaux, OL1 offre 1 règles : règle « prime_commune », n'est pas cédé à la Fédération

  Scénario: la cotisation commune prend la place de la nôtre, et aucune autre ne prend la sienne
    Soit le 10 janvier 2026, à la Fédération, M3 propose pour toutes, domaine « salaires », la cotisation « cotisation_commune » de 12,00 € dès mars 2026
    Et le 12 janvier 2026, à la Fédération, l'assemblée adopte PR2
    Quand le 13 janvier 2026, les organisations s'écoutent
    Et le 1er mars 2026, à Bordeaux, M1 propose la résolution « Une fête »
    Alors à Bordeaux, « cotisation_commune » est en vigueur
    Et à Bordeaux, « cotisation_commune » est fixée par OL1
    Quand le 2 mars 2026, à Bordeaux, M3 propose ici la cotisation « cotisation_a_nous » de 10,00 € dès mai 2026
    Alors refusé : relève de « salaires », cédé à la Fédération

  Scénario: deux fédérations ne se voient pas céder la même règle sous deux noms
    Soit le 4 janvier 2026, à Bordeaux, la trésorerie reconnaît Lyon comme fédération
    Quand le 5 janvier 2026, à Bordeaux, M3 propose de se lier à OL2 en lui cédant « barème » : « salaire_commun » dès le 6 janvier 2026
    Alors refusé : ce domaine est déjà cédé par MF1 à ces dates, en tout ou pour une de ses règles
    Quand le 5 janvier 2026, à Bordeaux, M3 propose de se lier à OL2 en lui cédant « barème » : la cotisation dès le 6 janvier 2026
    Alors refusé : en tout ou pour une de ses règles
    Quand le 5 janvier 2026, à Bordeaux, M3 propose de se lier à OL2 en lui cédant « réserve » : rien dès le 6 janvier 2026
    Alors refusé : chacune par un nom de 1 à 200 caractères
    Quand le 5 janvier 2026, à Bordeaux, M3 propose de se lier à OL2 en lui cédant « réserve » : la réserve dès le 6 janvier 2026
    Alors à Bordeaux, la proposition PR2 est ouverte

  Scénario: la fédération demande avant de voter, et n'apprend que des totaux
    Soit le 10 janvier 2026, à la Fédération, M3 propose pour toutes, domaine « salaires », que « salaire_commun » vaille 2000,00 € dès mars 2026
    Quand le 10 janvier 2026, à Bordeaux, la trésorerie répond à OL1 sur PR2 : 67 membres, 40 y gagnent, 27 y perdent
    Alors refusé : OL1 ne nous a rien demandé sur sa proposition PR2
    Quand le 10 janvier 2026, à la Fédération, la trésorerie consulte les caisses membres sur PR9
    Alors refusé : il n'y a rien à faire calculer
    Quand le 11 janvier 2026, à la Fédération, la trésorerie consulte les caisses membres sur PR2
    Et le 11 janvier 2026, les organisations s'écoutent
    Alors à la Fédération, OL1 n'a pas répondu sur PR2
    Quand le 12 janvier 2026, à Bordeaux, la trésorerie répond à OL1 sur PR2 : 67 membres, 63 y gagnent, 4 y perdent
    Alors refusé : groupes de moins de 5 personnes
    Quand le 12 janvier 2026, à Bordeaux, la trésorerie répond à OL1 sur PR2 : 67 membres, 40 y gagnent, 27 y perdent
    Et le 12 janvier 2026, les organisations s'écoutent
    Alors à la Fédération, OL1 a répondu sur PR2 : 40 y gagnent

  Scénario: personne ne se retrouve au-dessus de soi-même
    Soit le 1er janvier 2026, à Confédération, une caisse alimentaire est fondée avec 3 membres
    Et le 1er janvier 2026, à Confédération, l'assemblée adopte ses statuts
    Et le 2 janvier 2026, à Confédération, la trésorerie inscrit une coopérative
    Et le 2 janvier 2026, à Confédération, la trésorerie reconnaît la Fédération comme membre M4
    Et le 2 janvier 2026, à la Fédération, la trésorerie reconnaît Confédération comme fédération
    Et le 3 janvier 2026, à la Fédération, M3 propose de se lier à OL2 dès le 4 janvier 2026
    Et le 3 janvier 2026, à la Fédération, l'assemblée adopte PR2
    Et le 3 janvier 2026, à Confédération, M3 propose de se lier à OL1 dès le 4 janvier 2026
    Et le 3 janvier 2026, à Confédération, l'assemblée adopte PR1
    Et le 4 janvier 2026, les organisations s'écoutent
    Et le 4 janvier 2026, les organisations s'écoutent
    Alors à Bordeaux, Confédération se tient au-dessus de nous
    Quand le 5 janvier 2026, à Confédération, la trésorerie reconnaît Bordeaux comme fédération
    Et le 5 janvier 2026, les organisations s'écoutent
    Et le 6 janvier 2026, à Confédération, M3 propose de se lier à OL2 dès le 7 janvier 2026
    Alors refusé : une organisation serait au-dessus d'elle-même

  Scénario: où d'autres règles s'appuient sur notre cotisation, la commune attend que l'assemblée les change
    Soit le 1er janvier 2026, à Bègles, une caisse alimentaire est fondée avec 6 membres
    Et le 1er janvier 2026, à Bègles, l'assemblée adopte ses statuts
    Et le 2 janvier 2026, à la Fédération, la trésorerie inscrit une coopérative
    Et le 2 janvier 2026, à la Fédération, la trésorerie reconnaît Bègles comme membre M5
    Et le 2 janvier 2026, à Bègles, la trésorerie reconnaît la Fédération comme fédération
    Et le 2 janvier 2026, à Bègles, M3 propose de se lier à OL1 en lui cédant « taux » : la cotisation dès le 3 janvier 2026
    Et le 2 janvier 2026, à Bègles, l'assemblée adopte PR1
    Et le 2 janvier 2026, à la Fédération, M3 propose de se lier à OL2 dès le 3 janvier 2026
    Et le 2 janvier 2026, à la Fédération, l'assemblée adopte PR2
    Et le 3 janvier 2026, les organisations s'écoutent
    Et le 10 janvier 2026, à la Fédération, M3 propose pour toutes, domaine « taux », la cotisation « cotisation_commune » de 12,00 € dès mars 2026
    Et le 12 janvier 2026, à la Fédération, l'assemblée adopte PR3
    Quand le 13 janvier 2026, les organisations s'écoutent
    Alors à Bègles, OL1 offre 1 règles : se réfère à « cotisation »
