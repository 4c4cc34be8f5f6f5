# language: fr
Fonctionnalité: Ce que griefs, revendications et projets refusent

  Contexte:
    Soit le 1er janvier 2026, une caisse alimentaire est fondée avec 5 membres

  Scénario: un grief anonyme ne porte pas de nom, pas même celui de qui l'enregistre
    Quand le 5 janvier 2026, M4 dépose sans se nommer un grief d'empreinte 1
    Alors refusé : le journal dirait que M4 a déposé ce grief

  Scénario: personne ne parle pour un autre
    Quand le 5 janvier 2026, M4 dépose un grief d'empreinte 1 au nom de M3
    Alors refusé : cet acte demande la fonction

  Scénario: qui est suspendu·e n'ouvre pas de projet
    Soit le 5 janvier 2026, la trésorerie suspend M3 : congé
    Quand le 6 janvier 2026, M3 ouvre le projet « Des sièges » de 10,00 €
    Alors refusé : M3 n'est pas membre en règle

  Scénario: un grief se scelle, et se désigne par son empreinte
    Quand le 5 janvier 2026, M3 dépose un grief d'empreinte grief.txt
    Alors refusé : se désigne par son empreinte SHA-256

  Scénario: un grief du lendemain
    Quand le 5 janvier 2026, M3 dépose un grief daté du 6 janvier 2026 d'empreinte 1
    Alors refusé : le 6 janvier 2026 n'est pas encore venu

  Scénario: un grief déjà enregistré
    Soit le 5 janvier 2026, M3 dépose un grief d'empreinte 1
    Quand le 6 janvier 2026, M4 dépose un grief d'empreinte 1
    Alors refusé : ce texte est déjà enregistré : G1

  Scénario: un regroupement de rien, d'un grief inconnu, ou deux fois du même
    Soit le 5 janvier 2026, M3 dépose un grief d'empreinte 1
    Quand le 6 janvier 2026, M3 regroupe rien sous « Postures »
    Alors refusé : donnez au moins un grief
    Quand le 6 janvier 2026, M3 regroupe G4 sous « Postures »
    Alors refusé : aucun grief ne porte le numéro G4
    Quand le 6 janvier 2026, M3 regroupe G1 et G1 sous « Postures »
    Alors refusé : G1 figure deux fois

  Scénario: un thème sans nom
    Soit le 5 janvier 2026, M3 dépose un grief d'empreinte 1
    Quand le 6 janvier 2026, M3 regroupe G1 sous «  »
    Alors refusé : le thème : de 1 à 200 caractères

  Scénario: une échéance passée
    Quand le 6 janvier 2026, M3 revendique « Des sièges » auprès de « la direction » avant le 5 janvier 2026 pour rien
    Alors refusé : l'échéance du 5 janvier 2026 est déjà passée

  Scénario: le silence se constate après l'échéance
    Soit le 6 janvier 2026, M3 revendique « Des sièges » auprès de « la direction » avant le 1er février 2026 pour rien
    Quand le 7 janvier 2026, M3 note la réponse à RV1 : silence
    Alors refusé : l'échéance de RV1 est le 1er février 2026
    Quand le 7 janvier 2026, la trésorerie note la réponse à RV2 : accordé
    Alors refusé : aucune revendication ne porte le numéro RV2

  Scénario: un projet de rien, de personne, à rebours, ou sur la banque
    Quand le 6 janvier 2026, M3 ouvre le projet « Des sièges » de 0,00 €
    Alors refusé : un projet chiffre de 1 à 200 coûts
    Quand le 6 janvier 2026, M3 ouvre sans porteur le projet « Des sièges »
    Alors refusé : un projet est porté par au moins un·e membre
    Quand le 6 janvier 2026, M3 ouvre le projet « Des sièges » porté par M9
    Alors refusé : M9 n'est pas membre en règle
    Quand le 6 janvier 2026, M3 ouvre à rebours le projet « Des sièges »
    Alors refusé : dans l'ordre de leurs dates
    Quand le 6 janvier 2026, M3 ouvre le projet « Des sièges » de 10,00 € au compte 512
    Alors refusé : le compte 512 ne prend pas de coûts

  Scénario: un projet inconnu, ou d'une revendication inconnue
    Quand le 6 janvier 2026, la trésorerie clôt le projet PJ1
    Alors refusé : aucun projet ne porte le numéro PJ1
    Quand le 6 janvier 2026, M3 ouvre le projet « Des sièges » de 10,00 € pour RV1
    Alors refusé : aucune revendication ne porte le numéro RV1

  Scénario: un projet sans argent ne paie, ne se clôt ni ne rend compte
    Soit le 6 janvier 2026, M3 ouvre le projet « Des sièges » de 10,00 €
    Quand le 7 janvier 2026, la trésorerie accepte la facture 1 de 5,00 € pour PJ1
    Alors refusé : PJ1 n'a pas de crédit voté
    Quand le 7 janvier 2026, M3 clôt le projet PJ1
    Alors refusé : PJ1 n'a pas de crédit voté
    Quand le 7 janvier 2026, M3 rend compte de PJ1
    Alors refusé : PJ1 n'a pas de crédit voté

  Scénario: une étape se fait une fois, et pas demain
    Soit le 6 janvier 2026, M3 ouvre le projet « Des sièges » de 10,00 €
    Quand le 7 janvier 2026, M3 constate l'étape 3 de PJ1
    Alors refusé : PJ1 a 2 étape(s)
    Quand le 7 janvier 2026, M3 constate l'étape 1 de PJ1 au 8 janvier 2026
    Alors refusé : n'est pas encore venu
    Soit le 7 janvier 2026, M3 constate l'étape 1 de PJ1
    Quand le 8 janvier 2026, M3 constate l'étape 1 de PJ1
    Alors refusé : l'étape « Choisir » est faite

  Scénario: un projet abandonné ne bouge plus
    Soit le 6 janvier 2026, M3 ouvre le projet « Des sièges » de 10,00 €
    Et le 7 janvier 2026, M3 abandonne le projet PJ1 : la direction a cédé
    Quand le 8 janvier 2026, M3 constate l'étape 1 de PJ1
    Alors refusé : PJ1 est clos depuis le 7 janvier 2026

  Scénario: une facture inconnue ne se paie ni ne s'annule
    Quand le 6 janvier 2026, la trésorerie prépare le paiement de F1
    Alors refusé : aucune facture ne porte le numéro F1
    Quand le 6 janvier 2026, la trésorerie annule la facture F1 : erreur
    Alors refusé : aucune facture ne porte le numéro F1
