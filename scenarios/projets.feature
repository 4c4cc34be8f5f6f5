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

  Scénario: un vote ouvre un crédit, les factures y puisent, le reste revient
    Soit le 2 janvier 2026, la trésorerie importe un relevé : 10 000,00 €
    Et le 2 janvier 2026, la trésorerie encaisse 10 000,00 € de M4 par la ligne B1
    Et le 5 janvier 2026, l'assemblée adopte ses statuts
    Et le 6 janvier 2026, M3 ouvre le projet « Des sièges » de 1 000,00 €
    Et le 7 janvier 2026, M3 propose de financer PJ1 de 1 000,00 €, compte rendu le 1er mars 2026
    Quand le 8 janvier 2026, l'assemblée adopte PR1
    Alors le projet PJ1 est financé
    Et la caisse dispose de 9 000,00 €
    Quand le 10 janvier 2026, la trésorerie accepte la facture 21 de 600,00 € pour PJ1
    Alors il reste 400,00 € au projet PJ1
    Et la caisse dispose de 9 000,00 €
    Et le compte 401 est à -600,00 €
    Quand le 11 janvier 2026, la trésorerie prépare le paiement de F1
    Et le 11 janvier 2026, M1 signe P1
    Et le 11 janvier 2026, M2 signe P1
    Et le 12 janvier 2026, la trésorerie importe un relevé : -600,00 €
    Et le 12 janvier 2026, la trésorerie constate le paiement de P1 sur la ligne B2
    Alors le compte 401 est à 0,00 €
    Et la caisse dispose de 9 000,00 €
    Et les comptes s'équilibrent
    Quand le 1er mars 2026, M3 constate l'étape 1 de PJ1
    Alors un compte rendu est dû sur PJ1
    Quand le 1er mars 2026, M3 rend compte de PJ1, puis le 1er juin 2026
    Alors aucun compte rendu n'est dû
    Quand le 15 mars 2026, M3 clôt le projet PJ1
    Alors le projet PJ1 est clos
    Et la caisse dispose de 9 400,00 €
    Et un compte rendu est dû sur PJ1
    Quand le 16 mars 2026, M3 rend compte de PJ1
    Alors aucun compte rendu n'est dû

  Scénario: une enveloppe garde l'argent jusqu'à son terme
    Soit le 2 janvier 2026, la trésorerie importe un relevé : 10 000,00 €
    Et le 2 janvier 2026, la trésorerie encaisse 10 000,00 € de M4 par la ligne B1
    Et le 5 janvier 2026, l'assemblée adopte ses statuts
    Et le 7 janvier 2026, M3 propose une enveloppe de 3 000,00 € jusqu'au 31 mars 2026
    Quand le 8 janvier 2026, l'assemblée adopte PR1
    Alors il reste 3 000,00 € dans l'enveloppe EV1
    Et la caisse dispose de 7 000,00 €
    Quand le 1er avril 2026, M3 propose la résolution « Une autre fois »
    Alors la caisse dispose de 10 000,00 €

  Scénario: un compte rendu dû vient de lui-même à l'ordre du jour de l'assemblée suivante
    Soit le 2 janvier 2026, la trésorerie importe un relevé : 10 000,00 €
    Et le 2 janvier 2026, la trésorerie encaisse 10 000,00 € de M4 par la ligne B1
    Et le 5 janvier 2026, l'assemblée adopte ses statuts
    Et le 6 janvier 2026, M3 ouvre le projet « Des sièges » de 1 000,00 €
    Et le 7 janvier 2026, M3 propose de financer PJ1 de 1 000,00 €, compte rendu le 1er mars 2026
    Et le 8 janvier 2026, l'assemblée adopte PR1
    Quand le 10 janvier 2026, la trésorerie convoque une assemblée pour le 1er février 2026
    Alors l'ordre du jour de AG2 a 2 points, le dernier « Les comptes »
    Quand le 1er février 2026, la trésorerie convoque une assemblée pour le 2 mars 2026
    Alors l'ordre du jour de AG3 a 3 points, le dernier « Compte rendu de PJ1 : Des sièges »
    Quand le 2 février 2026, la trésorerie raccourcit l'ordre du jour
    Alors l'ordre du jour de AG3 a 2 points, le dernier « Compte rendu de PJ1 : Des sièges »
    Quand le 3 mars 2026, M3 rend compte de PJ1
    Et le 3 mars 2026, la trésorerie convoque une assemblée pour le 4 mars 2026
    Alors l'ordre du jour de AG4 a 2 points, le dernier « Les comptes »

  Scénario: un crédit ne s'ouvre pas avant son jour
    Soit le 2 janvier 2026, la trésorerie importe un relevé : 10 000,00 €
    Et le 2 janvier 2026, la trésorerie encaisse 10 000,00 € de M4 par la ligne B1
    Et le 5 janvier 2026, l'assemblée adopte ses statuts
    Et le 6 janvier 2026, M3 ouvre le projet « Des sièges » de 1 000,00 €
    Et le 7 janvier 2026, M3 propose de financer PJ1 de 1 000,00 € dès le 1er février 2026
    Quand le 8 janvier 2026, l'assemblée ouvre le vote sur PR1
    Alors refusé : PR1 prend effet avec son vote, et pas avant le 1er février 2026
    Quand le 1er février 2026, l'assemblée adopte PR1
    Alors le projet PJ1 est financé
