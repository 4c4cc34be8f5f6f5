# language: fr
Fonctionnalité: Un relevé qui manque ou qui change n'arrête pas la péréquation pour toujours

  Contexte:
    Soit le 1er janvier 2026, à Bordeaux, une caisse alimentaire est fondée avec 4 membres
    Et le 1er janvier 2026, à Bordeaux, l'assemblée adopte ses statuts
    Et le 1er janvier 2026, à Bègles, une caisse alimentaire est fondée avec 6 membres
    Et le 1er janvier 2026, à Bègles, l'assemblée adopte ses statuts
    Et le 1er janvier 2026, à Langon, une caisse alimentaire est fondée avec 2 membres
    Et le 1er janvier 2026, à Langon, l'assemblée adopte ses statuts
    Et le 1er janvier 2026, à la Fédération, une caisse alimentaire est fondée avec 3 membres
    Et le 1er janvier 2026, à la Fédération, l'assemblée adopte ses statuts
    Et le 1er janvier 2026, à la Fédération, la trésorerie inscrit une coopérative
    Et le 1er janvier 2026, à la Fédération, la trésorerie inscrit une coopérative
    Et le 1er janvier 2026, à la Fédération, la trésorerie inscrit une coopérative
    Et le 1er janvier 2026, à la Fédération, la trésorerie reconnaît Bordeaux comme membre M4
    Et le 1er janvier 2026, à la Fédération, la trésorerie reconnaît Bègles comme membre M5
    Et le 1er janvier 2026, à la Fédération, la trésorerie reconnaît Langon comme membre M6
    Et le 1er janvier 2026, à Bordeaux, la trésorerie reconnaît la Fédération comme fédération
    Et le 1er janvier 2026, à Bègles, la trésorerie reconnaît la Fédération comme fédération
    Et le 1er janvier 2026, à Langon, la trésorerie reconnaît la Fédération comme fédération
    Et le 1er janvier 2026, à Bordeaux, M3 propose de se lier à OL1 dès le 1er janvier 2026
    Et le 1er janvier 2026, à Bordeaux, l'assemblée adopte PR1
    Et le 1er janvier 2026, à Bègles, M3 propose de se lier à OL1 dès le 1er janvier 2026
    Et le 1er janvier 2026, à Bègles, l'assemblée adopte PR1
    Et le 1er janvier 2026, à Langon, M2 propose de se lier à OL1 dès le 1er janvier 2026
    Et le 1er janvier 2026, à Langon, l'assemblée adopte PR1
    Et le 1er janvier 2026, à la Fédération, M3 propose de se lier à OL1 dès le 1er janvier 2026
    Et le 1er janvier 2026, à la Fédération, l'assemblée adopte PR1
    Et le 1er janvier 2026, à la Fédération, M3 propose de se lier à OL2 dès le 1er janvier 2026
    Et le 1er janvier 2026, à la Fédération, l'assemblée adopte PR2
    Et le 1er janvier 2026, à la Fédération, M3 propose de se lier à OL3 dès le 1er janvier 2026
    Et le 1er janvier 2026, à la Fédération, l'assemblée adopte PR3
    Et le 1er janvier 2026, à la Fédération, M3 propose la péréquation par tête dès le 1er janvier 2026
    Et le 1er janvier 2026, à la Fédération, l'assemblée adopte PR4
    Et le 2 janvier 2026, les organisations s'écoutent
    Et le 5 janvier 2026, à Bordeaux, la trésorerie reçoit 10 000,00 € en espèces de dons par D1 : don de départ
    Et le 5 février 2026, à Bordeaux, la trésorerie clôt janvier 2026
    Et le 5 février 2026, à Bègles, la trésorerie clôt janvier 2026
    Et le 5 février 2026, à Langon, la trésorerie clôt janvier 2026
    Et le 5 février 2026, à Bordeaux, la trésorerie publie le relevé de janvier 2026 sur une assiette de 100 000,00 €
    Et le 5 février 2026, à Bègles, la trésorerie publie le relevé de janvier 2026 sur une assiette de 0,00 €
    Et le 6 février 2026, les organisations s'écoutent

  Scénario: sans le relevé de Langon, par un vote, puis soldé sur les chiffres définitifs
    Quand le 7 février 2026, à la Fédération, la trésorerie péréque janvier 2026 par « perequation_par_tete »
    Alors refusé : il manque le relevé de janvier 2026 de : OL3
    Quand le 7 février 2026, à la Fédération, la trésorerie solde janvier 2026 par « perequation_par_tete »
    Alors refusé : n'a pas été péréqué
    Quand le 8 février 2026, à la Fédération, M3 propose la résolution « Calculer janvier sans Langon »
    Et le 8 février 2026, à la Fédération, l'assemblée adopte PR5
    Et le 9 février 2026, à la Fédération, la trésorerie péréque janvier 2026 par « perequation_par_tete » sans OL7 par D6
    Alors refusé : OL7 n'est pas de cette péréquation
    Quand le 9 février 2026, à la Fédération, la trésorerie péréque janvier 2026 par « perequation_par_tete » sans OL3 par D6
    Et le 9 février 2026, les organisations s'écoutent
    # 1 500,00 € au pot, 150,00 € par tête : quatre têtes et six.
    Alors à la Fédération, « perequation_par_tete » en janvier 2026 est calculé sans OL3
    Et à Bordeaux, nous devons 900,00 € à OL1
    Et à Langon, OL1 nous doit 0,00 €
    Quand le 10 février 2026, à la Fédération, la trésorerie solde janvier 2026 par « perequation_par_tete »
    Alors refusé : il n'y a pas de solde
    Quand le 20 février 2026, à Langon, la trésorerie publie le relevé de janvier 2026 sur une assiette de 0,00 €
    Et le 20 février 2026, les organisations s'écoutent
    Et le 21 février 2026, à la Fédération, la trésorerie solde janvier 2026 par « perequation_par_tete »
    Et le 21 février 2026, les organisations s'écoutent
    # 125,00 € par tête désormais : ce qui est passé compte comme acompte.
    Alors à Bordeaux, nous devons 1 000,00 € à OL1
    Et à Bègles, OL1 nous doit 750,00 €
    Et à Langon, OL1 nous doit 250,00 €
    Et à la Fédération, OL1 nous doit 1 000,00 €
    Et à la Fédération, nous devons 750,00 € à OL2
    Et à la Fédération, nous devons 250,00 € à OL3
    Et à la Fédération, les comptes s'équilibrent

  Scénario: les derniers chiffres connus tiennent lieu de relevé, et c'est dit
    Soit le 7 février 2026, à Langon, la trésorerie publie le relevé de janvier 2026 sur une assiette de 0,00 €
    Et le 5 mars 2026, à Bordeaux, la trésorerie clôt février 2026
    Et le 5 mars 2026, à Bègles, la trésorerie clôt février 2026
    Et le 5 mars 2026, à Bordeaux, la trésorerie publie le relevé de février 2026 sur une assiette de 100 000,00 €
    Et le 5 mars 2026, à Bègles, la trésorerie publie le relevé de février 2026 sur une assiette de 0,00 €
    Et le 6 mars 2026, les organisations s'écoutent
    Et le 7 mars 2026, à la Fédération, M3 propose la résolution « Prendre pour Langon ses chiffres de janvier »
    Et le 7 mars 2026, à la Fédération, l'assemblée adopte PR5
    Quand le 8 mars 2026, à la Fédération, la trésorerie péréque février 2026 par « perequation_par_tete » sur les derniers chiffres de OL3 par D6
    Alors à la Fédération, « perequation_par_tete » en février 2026 est calculé sur les derniers chiffres de OL3
    Et à la Fédération, nous devons 250,00 € à OL3

  Scénario: un relevé corrigé se solde, et le mois suivant part de chiffres justes
    Soit le 7 février 2026, à Langon, la trésorerie publie le relevé de janvier 2026 sur une assiette de 0,00 €
    Et le 7 février 2026, les organisations s'écoutent
    Et le 8 février 2026, à la Fédération, la trésorerie péréque janvier 2026 par « perequation_par_tete »
    Quand le 1er mars 2026, à Bordeaux, la trésorerie publie le relevé de janvier 2026 sur une assiette de 60 000,00 €
    Et le 1er mars 2026, les organisations s'écoutent
    Et le 2 mars 2026, à la Fédération, la trésorerie solde janvier 2026 par « perequation_par_tete »
    Et le 2 mars 2026, les organisations s'écoutent
    Alors à Bordeaux, nous devons 600,00 € à OL1
    Et à Bègles, OL1 nous doit 450,00 €
    Et à Langon, OL1 nous doit 150,00 €

  Scénario: qui part en cours d'année reste des mois qu'il a partagés, et qui revient aussi
    Soit le 7 février 2026, à Langon, la trésorerie publie le relevé de janvier 2026 sur une assiette de 0,00 €
    Et le 10 février 2026, à Bègles, M3 propose de quitter OL1 dès le 1er mars 2026
    Et le 10 février 2026, à Bègles, l'assemblée adopte PR2
    Et le 11 février 2026, les organisations s'écoutent
    Et le 1er avril 2026, à Bègles, M3 propose de se lier à OL1 dès le 1er avril 2026
    Et le 1er avril 2026, à Bègles, l'assemblée adopte PR3
    Et le 1er avril 2026, à la Fédération, M3 propose de se lier à OL2 dès le 1er avril 2026
    Et le 1er avril 2026, à la Fédération, l'assemblée adopte PR5
    Et le 2 avril 2026, les organisations s'écoutent
    Quand le 3 avril 2026, à la Fédération, la trésorerie péréque janvier 2026 par « perequation_par_tete »
    Et le 3 avril 2026, les organisations s'écoutent
    Alors à Bègles, OL1 nous doit 750,00 €
    Et à la Fédération, nous devons 750,00 € à OL2
    # Mars, entre les deux liens, n'est pas partagé avec Bègles.
    Quand le 5 avril 2026, à la Fédération, la trésorerie péréque mars 2026 par « perequation_par_tete »
    Alors refusé : il manque le relevé de mars 2026 de : OL1, OL3

  Scénario: la suspension ne remet pas les sommes dues
    Soit le 7 février 2026, à Langon, la trésorerie publie le relevé de janvier 2026 sur une assiette de 0,00 €
    Et le 7 février 2026, les organisations s'écoutent
    Et le 8 février 2026, à la Fédération, la trésorerie suspend M4 : impayés
    Quand le 9 février 2026, à la Fédération, la trésorerie péréque janvier 2026 par « perequation_par_tete »
    Et le 9 février 2026, les organisations s'écoutent
    Alors à la Fédération, OL1 nous doit 1 000,00 €
    Et à Bordeaux, nous devons 1 000,00 € à OL1

  Scénario: un message refusé est gardé avec sa raison, et le fil continue
    Soit le 7 février 2026, à la Fédération, la trésorerie prend de OL3 des parts de 4,00 € pour janvier 2026
    Quand le 7 février 2026, à la Fédération, la trésorerie prend de OL3 des parts de 9,00 € pour janvier 2026
    Alors à la Fédération, le dernier message de OL3 est ignoré
    Et à la Fédération, OL3 nous doit 4,00 €
    Quand le 8 février 2026, à la Fédération, la trésorerie prend de OL3 des parts de 1,00 € pour décembre 2025
    Alors à la Fédération, OL3 nous doit 5,00 €
