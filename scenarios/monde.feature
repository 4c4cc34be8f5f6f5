# language: fr
Fonctionnalité: De la mutualisation à la socialisation, d'un bout à l'autre

  Scénario: deux fédérations, un taux commun, une péréquation, un transfert entre secteurs
    # Deux caisses de l'alimentation (dont rien d'autre ne s'appuie sur la cotisation), une caisse de l'énergie, leurs fédérations, une confédération.
    Soit le 1er janvier 2026, à Bordeaux, un syndicat est fondé avec 4 membres
    Et le 1er janvier 2026, à Bordeaux, l'assemblée adopte ses statuts
    Et le 1er janvier 2026, à Bègles, un syndicat est fondé avec 6 membres
    Et le 1er janvier 2026, à Bègles, l'assemblée adopte ses statuts
    Et le 1er janvier 2026, à Barrage, une caisse de secteur est fondée avec 5 membres
    Et le 1er janvier 2026, à Barrage, l'assemblée adopte ses statuts
    Et le 1er janvier 2026, à Alimentation, une caisse alimentaire est fondée avec 3 membres
    Et le 1er janvier 2026, à Alimentation, l'assemblée adopte ses statuts
    Et le 1er janvier 2026, à Énergie, une caisse alimentaire est fondée avec 3 membres
    Et le 1er janvier 2026, à Énergie, l'assemblée adopte ses statuts
    Et le 1er janvier 2026, à Confédération, une caisse alimentaire est fondée avec 3 membres
    Et le 1er janvier 2026, à Confédération, l'assemblée adopte ses statuts
    # Chacune fait connaître les autres, sa clé comparée.
    Et le 1er janvier 2026, à Alimentation, la trésorerie inscrit une coopérative
    Et le 1er janvier 2026, à Alimentation, la trésorerie inscrit une coopérative
    Et le 1er janvier 2026, à Alimentation, la trésorerie reconnaît Bordeaux comme membre M4
    Et le 1er janvier 2026, à Alimentation, la trésorerie reconnaît Bègles comme membre M5
    Et le 1er janvier 2026, à Alimentation, la trésorerie reconnaît Confédération comme fédération
    Et le 1er janvier 2026, à Énergie, la trésorerie inscrit une coopérative
    Et le 1er janvier 2026, à Énergie, la trésorerie reconnaît Barrage comme membre M4
    Et le 1er janvier 2026, à Énergie, la trésorerie reconnaît Confédération comme fédération
    Et le 1er janvier 2026, à Confédération, la trésorerie inscrit une coopérative
    Et le 1er janvier 2026, à Confédération, la trésorerie inscrit une coopérative
    Et le 1er janvier 2026, à Confédération, la trésorerie reconnaît Alimentation comme membre M4
    Et le 1er janvier 2026, à Confédération, la trésorerie reconnaît Énergie comme membre M5
    Et le 1er janvier 2026, à Bordeaux, la trésorerie reconnaît Alimentation comme fédération
    Et le 1er janvier 2026, à Bègles, la trésorerie reconnaît Alimentation comme fédération
    Et le 1er janvier 2026, à Barrage, la trésorerie reconnaît Énergie comme fédération
    # Les deux assemblées décident de chaque lien ; les caisses cèdent la cotisation et la péréquation.
    Et le 1er janvier 2026, à Bordeaux, M3 propose de se lier à OL1 en lui cédant « taux et partage » : la cotisation, la péréquation dès le 1er janvier 2026
    Et le 1er janvier 2026, à Bordeaux, l'assemblée adopte PR1
    Et le 1er janvier 2026, à Bègles, M3 propose de se lier à OL1 en lui cédant « taux et partage » : la cotisation, la péréquation dès le 1er janvier 2026
    Et le 1er janvier 2026, à Bègles, l'assemblée adopte PR1
    Et le 1er janvier 2026, à Barrage, M3 propose de se lier à OL1 dès le 1er janvier 2026
    Et le 1er janvier 2026, à Barrage, l'assemblée adopte PR1
    Et le 1er janvier 2026, à Alimentation, M3 propose de se lier à OL1 dès le 1er janvier 2026
    Et le 1er janvier 2026, à Alimentation, l'assemblée adopte PR1
    Et le 1er janvier 2026, à Alimentation, M3 propose de se lier à OL2 dès le 1er janvier 2026
    Et le 1er janvier 2026, à Alimentation, l'assemblée adopte PR2
    Et le 1er janvier 2026, à Alimentation, M3 propose de se lier à OL3 dès le 1er janvier 2026
    Et le 1er janvier 2026, à Alimentation, l'assemblée adopte PR3
    Et le 1er janvier 2026, à Énergie, M3 propose de se lier à OL1 dès le 1er janvier 2026
    Et le 1er janvier 2026, à Énergie, l'assemblée adopte PR1
    Et le 1er janvier 2026, à Énergie, M3 propose de se lier à OL2 dès le 1er janvier 2026
    Et le 1er janvier 2026, à Énergie, l'assemblée adopte PR2
    Et le 1er janvier 2026, à Confédération, M3 propose de se lier à OL1 dès le 1er janvier 2026
    Et le 1er janvier 2026, à Confédération, l'assemblée adopte PR1
    Et le 1er janvier 2026, à Confédération, M3 propose de se lier à OL2 dès le 1er janvier 2026
    Et le 1er janvier 2026, à Confédération, l'assemblée adopte PR2
    Et le 1er janvier 2026, les organisations s'écoutent
    Et le 2 janvier 2026, les organisations s'écoutent
    Alors à Bordeaux, Confédération se tient au-dessus de nous
    Et à Barrage, Confédération se tient au-dessus de nous
    # Chaque étage adopte sa péréquation ; l'alimentation vote désormais par délégué·es.
    Quand le 2 janvier 2026, à Alimentation, M3 propose la péréquation par tête dès le 2 janvier 2026
    Et le 2 janvier 2026, à Alimentation, l'assemblée adopte PR4
    Et le 2 janvier 2026, à Confédération, M3 propose la péréquation par tête dès le 2 janvier 2026
    Et le 2 janvier 2026, à Confédération, l'assemblée adopte PR3
    Et le 2 janvier 2026, à Alimentation, M3 propose des statuts où votent les délégués dès le 3 janvier 2026
    Et le 2 janvier 2026, à Alimentation, l'assemblée adopte PR5
    Et le 3 janvier 2026, à Alimentation, la trésorerie note le mandat de M4 pour 4 membres de Bordeaux
    Et le 3 janvier 2026, à Alimentation, la trésorerie note le mandat de M5 pour 6 membres de Bègles
    # Un taux commun est proposé ; avant de voter, chaque caisse calcule ce qu'il lui ferait.
    Et le 4 janvier 2026, à Alimentation, M3 propose pour toutes, domaine « taux et partage », la cotisation « cotisation_commune » de 12,00 € dès mars 2026
    Et le 4 janvier 2026, à Alimentation, la trésorerie consulte les caisses membres sur PR6
    Et le 5 janvier 2026, les organisations s'écoutent
    Et le 6 janvier 2026, à Bègles, la trésorerie répond à OL1 sur PR6 : 6 membres, 6 y gagnent, 0 y perdent
    Et le 6 janvier 2026, les organisations s'écoutent
    Alors à Alimentation, OL2 a répondu sur PR6 : 6 y gagnent
    Et à Alimentation, OL1 n'a pas répondu sur PR6
    # L'assemblée de la fédération est annoncée ; les caisses mandatent.
    Quand le 6 janvier 2026, à Alimentation, la trésorerie convoque une assemblée sur PR6 pour le 1er février 2026
    Et le 6 janvier 2026, à Alimentation, la trésorerie confie la présidence à M1 et le secrétariat à M2
    Et le 6 janvier 2026, à Alimentation, la trésorerie annonce AG6 aux caisses membres
    Et le 7 janvier 2026, les organisations s'écoutent
    Et le 10 janvier 2026, à Bordeaux, M3 propose la résolution « Mandat sur le taux commun »
    Et le 10 janvier 2026, à Bordeaux, l'assemblée adopte PR2
    Et le 10 janvier 2026, à Bordeaux, la trésorerie mandate pour OL1 au point 1 de AG6 selon S2 : avec un bilan à un an
    Et le 10 janvier 2026, à Bègles, M3 propose la résolution « Mandat sur le taux commun »
    Et le 10 janvier 2026, à Bègles, la trésorerie ouvre le vote sur PR2
    Et le 10 janvier 2026, à Bègles, M1 vote oui
    Et le 10 janvier 2026, à Bègles, M2 vote oui
    Et le 10 janvier 2026, à Bègles, M3 vote oui
    Et le 10 janvier 2026, à Bègles, M4 vote oui
    Et le 10 janvier 2026, à Bègles, M5 vote non
    Et le 10 janvier 2026, à Bègles, M6 vote non
    Et le 10 janvier 2026, à Bègles, la trésorerie clôt le scrutin
    Et le 10 janvier 2026, à Bègles, la trésorerie lève l'assemblée à 20:00
    Et le 10 janvier 2026, à Bègles, la trésorerie mandate pour OL1 au point 1 de AG6 selon S2 : quatre pour, deux contre
    Et le 11 janvier 2026, les organisations s'écoutent
    Alors à Alimentation, OL1 mandate 4 pour et 0 contre au point 1 de AG6
    Et à Alimentation, OL2 mandate 4 pour et 2 contre au point 1 de AG6
    # Le vote : mandat impératif d'un côté, partagé de l'autre, que sa déléguée ne suit pas d'abord.
    Quand le 1er février 2026, à Alimentation, la trésorerie note l'arrivée de M4 et M5 à 18:00
    Et le 1er février 2026, à Alimentation, la trésorerie ouvre l'assemblée à 18:30
    Et le 1er février 2026, à Alimentation, la trésorerie passe au point 1
    Et le 1er février 2026, à Alimentation, la trésorerie met PR6 au vote de l'assemblée
    Et le 1er février 2026, à Alimentation, M4 vote oui
    Et le 1er février 2026, à Alimentation, M5 vote oui
    Alors à Alimentation, le vote de OL1 au scrutin S6 suit son mandat
    Et à Alimentation, le vote de OL2 au scrutin S6 s'écarte de son mandat
    Quand le 1er février 2026, à Alimentation, M5 vote 4 oui et 2 non
    Alors à Alimentation, le vote de OL2 au scrutin S6 suit son mandat
    Quand le 1er février 2026, à Alimentation, la trésorerie clôt le scrutin
    Et le 1er février 2026, à Alimentation, la trésorerie lève l'assemblée à 20:00
    Et le 2 février 2026, les organisations s'écoutent
    Et le 1er mars 2026, à Bègles, M1 propose la résolution « Une fête »
    Alors à Bègles, « cotisation_commune » est en vigueur
    Et à Bègles, « cotisation_commune » est fixée par OL1
    Quand le 1er mars 2026, à Bordeaux, M3 propose ici la cotisation « cotisation_a_nous » de 10,00 € dès mai 2026
    Alors refusé : relève de « taux et partage », cédé à Alimentation
    # Les relevés de janvier, et la péréquation entre les caisses alimentaires.
    Quand le 1er mars 2026, à Bordeaux, la trésorerie reçoit 10 000,00 € en espèces de dons par D1 : don
    Et le 2 mars 2026, à Bordeaux, la trésorerie clôt janvier 2026
    Et le 2 mars 2026, à Bègles, la trésorerie clôt janvier 2026
    Et le 2 avril 2026, à Bordeaux, la trésorerie clôt février 2026
    Et le 2 avril 2026, à Bègles, la trésorerie clôt février 2026
    Et le 2 avril 2026, à Bordeaux, la trésorerie clôt mars 2026
    Et le 2 avril 2026, à Bègles, la trésorerie clôt mars 2026
    Et le 3 avril 2026, à Bordeaux, la trésorerie publie le relevé de mars 2026 sur une assiette de 100 000,00 €
    Et le 3 avril 2026, à Bègles, la trésorerie publie le relevé de mars 2026 sur une assiette de 0,00 €
    Et le 4 avril 2026, les organisations s'écoutent
    Et le 5 avril 2026, à Alimentation, la trésorerie péréque mars 2026 par « perequation_par_tete »
    Et le 5 avril 2026, les organisations s'écoutent
    # 1 500,00 € au pot, 150,00 € par tête : quatre têtes et six.
    Alors à Bordeaux, nous devons 900,00 € à OL1
    Et à Bègles, OL1 nous doit 900,00 €
    # Et le transfert entre secteurs : les fédérations publient leurs relevés à la confédération.
    Quand le 6 avril 2026, à Énergie, la trésorerie reçoit 10 000,00 € en espèces de dons par D1 : don
    Et le 1er mai 2026, à Énergie, la trésorerie clôt janvier 2026
    Et le 1er mai 2026, à Énergie, la trésorerie clôt février 2026
    Et le 1er mai 2026, à Énergie, la trésorerie clôt mars 2026
    Et le 1er mai 2026, à Énergie, la trésorerie clôt avril 2026
    Et le 1er mai 2026, à Alimentation, la trésorerie clôt janvier 2026
    Et le 1er mai 2026, à Alimentation, la trésorerie clôt février 2026
    Et le 1er mai 2026, à Alimentation, la trésorerie clôt mars 2026
    Et le 1er mai 2026, à Alimentation, la trésorerie clôt avril 2026
    Et le 2 mai 2026, à Énergie, la trésorerie publie le relevé de avril 2026 sur une assiette de 90 000,00 €
    Et le 2 mai 2026, à Alimentation, la trésorerie publie le relevé de avril 2026 sur une assiette de 0,00 €
    Et le 3 mai 2026, les organisations s'écoutent
    Et le 4 mai 2026, à Confédération, la trésorerie péréque avril 2026 par « perequation_par_tete »
    Et le 4 mai 2026, les organisations s'écoutent
    # 1 350,00 € au pot, quatre membres d'un côté, cinq de l'autre : 150,00 € par tête.
    Alors à Énergie, nous devons 750,00 € à OL2
    Et à Confédération, OL2 nous doit 750,00 €
    Et à Alimentation, OL3 nous doit 750,00 €
    Et à Confédération, nous devons 750,00 € à OL1
    Et à Bordeaux, les comptes s'équilibrent
    Et à Alimentation, les comptes s'équilibrent
    Et à Énergie, les comptes s'équilibrent
    Et à Confédération, les comptes s'équilibrent
