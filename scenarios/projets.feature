# language: fr
Fonctionnalité: Du grief à la revendication et au projet

  Contexte:
    Soit le 1er janvier 2026, une caisse alimentaire est fondée avec 5 membres

  Scénario: des griefs deviennent une revendication, puis un projet
    Quand le 5 janvier 2026, M3 dépose un grief d'empreinte 1
    Et le 6 janvier 2026, quelqu'un dépose sans se nommer un grief d'empreinte 2
    Et le 7 janvier 2026, M4 regroupe G1 et G2 sous « Postures »
    Et le 8 janvier 2026, M3 revendique « Des sièges » auprès de « la direction » avant le 1er février 2026 pour G1 et G2
    Et le 2 février 2026, M3 note la réponse à RV1 : silence
    Et le 3 février 2026, M3 ouvre le projet « Des sièges » de 1 000,00 € pour RV1
    Alors PJ1 vient de RV1
    Et il reste 0,00 € au projet PJ1

  Scénario: un projet se replanifie, avance, ou s'abandonne tant qu'il n'a pas d'argent
    Quand le 3 février 2026, M3 ouvre le projet « Des sièges » de 1 000,00 €
    Et le 4 février 2026, M3 replanifie PJ1 à 800,00 €
    Et le 5 février 2026, M3 constate l'étape 1 de PJ1
    Et le 6 février 2026, M3 abandonne le projet PJ1 : la direction a cédé
    Alors aucun compte rendu n'est dû
