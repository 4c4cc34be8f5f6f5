# language: fr
Fonctionnalité: Ce que les organisations se refusent

  Contexte:
    Soit le 1er janvier 2026, à Bordeaux, une caisse alimentaire est fondée avec 4 membres
    Et le 1er janvier 2026, à Bordeaux, l'assemblée adopte ses statuts
    Et le 1er janvier 2026, à la Fédération, une caisse alimentaire est fondée avec 3 membres
    Et le 1er janvier 2026, à la Fédération, l'assemblée adopte ses statuts
    Et le 1er janvier 2026, à la Fédération, la trésorerie inscrit une coopérative
    Et le 1er janvier 2026, à la Fédération, la trésorerie reconnaît Bordeaux comme membre M4
    Et le 1er janvier 2026, à Bordeaux, la trésorerie reconnaît la Fédération comme fédération

  Scénario: une fiche incomplète, une organisation connue, un membre qui est une personne
    Quand le 2 janvier 2026, à Bordeaux, la trésorerie reconnaît une organisation sans nom
    Alors refusé : « name » manque
    Quand le 2 janvier 2026, à Bordeaux, la trésorerie reconnaît une organisation sans clé
    Alors refusé : « key » manque
    Quand le 2 janvier 2026, à Bordeaux, la trésorerie reconnaît une organisation à une adresse de papier
    Alors refusé : « address » manque
    Quand le 2 janvier 2026, à Bordeaux, la trésorerie reconnaît la Fédération comme fédération
    Alors refusé : déjà connue, sous le numéro OL1
    Quand le 2 janvier 2026, à la Fédération, la trésorerie reconnaît Bègles comme membre M2
    Alors refusé : M2 n'est pas une organisation membre en règle

  Scénario: une organisation inconnue
    Quand le 2 janvier 2026, à Bordeaux, la trésorerie prend le message 1 de OL7
    Alors refusé : aucune organisation OL7

  Scénario: un message rejoué, ou qui n'est pas le suivant
    Quand le 2 janvier 2026, à Bordeaux, la trésorerie prend le message 2 de OL1
    Alors refusé : le message 2 n'est pas le suivant
    Soit le 2 janvier 2026, à Bordeaux, la trésorerie prend le message 1 de OL1
    Quand le 2 janvier 2026, à Bordeaux, la trésorerie prend le message 1 de OL1
    Alors refusé : il faut le 2

  Scénario: une preuve de rien
    Quand le 2 janvier 2026, à Bordeaux, la trésorerie garde la preuve que OL1 s'est contredite : rien
    Alors refusé : le texte

  Scénario: rien à annoncer, et personne à qui le dire
    Quand le 2 janvier 2026, à Bordeaux, la trésorerie n'annonce rien
    Alors refusé : rien à annoncer
    Quand le 3 janvier 2026, à la Fédération, M3 propose pour toutes, domaine « salaires », que « salaire_commun » vaille 2000,00 € dès mars 2026
    Alors refusé : aucune organisation liée à qui le dire
    Quand le 3 janvier 2026, à la Fédération, la trésorerie annonce AG9 aux caisses membres
    Alors refusé : AG9 n'est pas une assemblée à venir

  Scénario: on ne cède rien à ses membres, on ne se lie pas deux fois, on ne quitte pas qui n'est pas lié
    Quand le 2 janvier 2026, à la Fédération, M3 propose de se lier à OL1 en lui cédant « salaires » dès le 3 janvier 2026
    Alors refusé : n'est pas une fédération à laquelle nous appartenons
    Quand le 2 janvier 2026, à Bordeaux, M3 propose de quitter OL1 dès le 1er février 2026
    Alors refusé : il n'y a pas de lien avec OL1
    Soit le 2 janvier 2026, à Bordeaux, M3 propose de se lier à OL1 dès le 3 janvier 2026
    Et le 2 janvier 2026, à Bordeaux, l'assemblée adopte PR1
    Quand le 3 janvier 2026, à Bordeaux, M3 propose de se lier à OL1 dès le 4 janvier 2026
    Alors refusé : le lien avec OL1 est déjà décidé

  Scénario: un relevé attend la clôture du mois, et ne se publie pas deux fois
    Quand le 5 février 2026, à Bordeaux, la trésorerie publie le relevé de janvier 2026 sans assiette
    Alors refusé : closez le mois d'abord
    Soit le 5 février 2026, à Bordeaux, la trésorerie clôt janvier 2026
    Et le 5 février 2026, à Bordeaux, la trésorerie publie le relevé de janvier 2026 sans assiette
    Quand le 5 février 2026, à Bordeaux, la trésorerie publie le relevé de janvier 2026 sans assiette
    Alors refusé : a déjà été publié avec ces chiffres

  Scénario: ce qui ne donne pas de mandat
    Soit le 2 janvier 2026, à Bordeaux, M3 propose de se lier à OL1 dès le 3 janvier 2026
    Et le 2 janvier 2026, à Bordeaux, l'assemblée adopte PR1
    Et le 2 janvier 2026, à la Fédération, M3 propose de se lier à OL1 dès le 3 janvier 2026
    Et le 2 janvier 2026, à la Fédération, l'assemblée adopte PR1
    Et le 3 janvier 2026, les organisations s'écoutent
    Et le 4 janvier 2026, à la Fédération, M3 propose la résolution « Une centrale d'achat »
    Et le 5 janvier 2026, à la Fédération, la trésorerie convoque une assemblée sur PR2 pour le 1er février 2026
    Et le 5 janvier 2026, à la Fédération, la trésorerie annonce AG2 aux caisses membres
    Et le 6 janvier 2026, les organisations s'écoutent
    Quand le 7 janvier 2026, à Bordeaux, la trésorerie mandate pour OL1 au point 7 de AG2 selon S1 : oui
    Alors refusé : n'a pas mis le point 7 au vote
    Quand le 7 janvier 2026, à Bordeaux, la trésorerie mandate pour OL1 au point 1 de AG2 selon S9 : oui
    Alors refusé : ne donne pas de mandat
    Quand le 7 janvier 2026, à Bordeaux, la trésorerie mandate pour OL1 au point 1 de AG2 selon S1 : un roman
    Alors refusé : au plus 10000 caractères

  Scénario: ce qui n'est pas une péréquation
    Quand le 5 février 2026, à la Fédération, la trésorerie péréque janvier 2026 par « cotisation »
    Alors refusé : n'a pas été adoptée comme règle de péréquation
    Soit le 5 février 2026, à la Fédération, M3 propose la péréquation par tête dès le 1er mars 2026
    Et le 5 février 2026, à la Fédération, l'assemblée adopte PR1
    Quand le 5 février 2026, à la Fédération, la trésorerie péréque janvier 2026 par « perequation_par_tete »
    Alors refusé : n'est pas en vigueur
    Quand le 5 avril 2026, à la Fédération, la trésorerie péréque mars 2026 par « perequation_par_tete »
    Alors refusé : moins de deux membres étaient liés

  Scénario: une péréquation qui ne se calcule pas, ne s'équilibre pas, ou prend sur la réserve
    Soit le 1er janvier 2026, à Bègles, une caisse alimentaire est fondée avec 2 membres
    Et le 1er janvier 2026, à Bègles, l'assemblée adopte ses statuts
    Et le 1er janvier 2026, à la Fédération, la trésorerie inscrit une coopérative
    Et le 1er janvier 2026, à la Fédération, la trésorerie reconnaît Bègles comme membre M5
    Et le 1er janvier 2026, à Bègles, la trésorerie reconnaît la Fédération comme fédération
    Et le 2 janvier 2026, à Bordeaux, M3 propose de se lier à OL1 dès le 3 janvier 2026
    Et le 2 janvier 2026, à Bordeaux, l'assemblée adopte PR1
    Et le 2 janvier 2026, à Bègles, M2 propose de se lier à OL1 dès le 3 janvier 2026
    Et le 2 janvier 2026, à Bègles, l'assemblée adopte PR1
    Et le 2 janvier 2026, à la Fédération, M3 propose de se lier à OL1 dès le 3 janvier 2026
    Et le 2 janvier 2026, à la Fédération, l'assemblée adopte PR1
    Et le 2 janvier 2026, à la Fédération, M3 propose de se lier à OL2 dès le 3 janvier 2026
    Et le 2 janvier 2026, à la Fédération, l'assemblée adopte PR2
    Et le 3 janvier 2026, à la Fédération, M3 propose la péréquation par tête dès le 4 janvier 2026
    Et le 3 janvier 2026, à la Fédération, l'assemblée adopte PR3
    Et le 3 janvier 2026, à la Fédération, M3 propose une péréquation qui donne 10,00 € à chacune dès le 4 janvier 2026
    Et le 3 janvier 2026, à la Fédération, l'assemblée adopte PR4
    Et le 5 février 2026, à Bordeaux, la trésorerie clôt janvier 2026
    Et le 5 février 2026, à Bègles, la trésorerie clôt janvier 2026
    Et le 5 février 2026, à Bordeaux, la trésorerie publie le relevé de janvier 2026 sans assiette
    Et le 5 février 2026, à Bègles, la trésorerie publie le relevé de janvier 2026 sur une assiette de 0,00 €
    Et le 5 février 2026, les organisations s'écoutent
    Quand le 6 février 2026, à la Fédération, la trésorerie péréque janvier 2026 par « perequation_par_tete »
    Alors refusé : ne se calcule pas
    Quand le 6 février 2026, à la Fédération, la trésorerie péréque janvier 2026 par « largesse »
    Alors refusé : n'est pas à somme nulle
    Soit le 6 février 2026, à Bordeaux, la trésorerie publie le relevé de janvier 2026 sur une assiette de 100 000,00 €
    Et le 6 février 2026, les organisations s'écoutent
    Quand le 7 février 2026, à la Fédération, la trésorerie péréque janvier 2026 par « perequation_par_tete »
    Alors refusé : plafonnez la formule
    Soit le 8 février 2026, à la Fédération, la trésorerie importe un relevé : 10,00 € puis -10,00 €
    Quand le 8 février 2026, à la Fédération, la trésorerie note que la ligne B2 vient de OL1
    Alors refusé : n'est pas une recette
