# language: fr
Fonctionnalité: Lire les comptes ensemble

  Contexte:
    Soit le 1er janvier 2026, une caisse alimentaire est fondée avec 5 membres

  Scénario: une question posée en lecture reçoit une réponse, une autre devient un grief
    Quand le 5 février 2026, M3 ouvre la lecture « Les comptes de janvier »
    Et le 5 février 2026, M4 demande sur lecture:tenir une question d'empreinte 1 dans LE1
    Et le 5 février 2026, M3 note une question de la salle sur compte:512:2026 d'empreinte 2 dans LE1
    Alors la question QU1 attend une réponse
    Et 1 questions sont épinglées à lecture:tenir
    Quand le 5 février 2026, M3 répond à QU1 par un texte d'empreinte 11
    Et le 6 février 2026, M4 dépose un grief d'empreinte 21
    Et le 6 février 2026, M4 note que QU2 est devenue G1
    Et le 6 février 2026, M3 clôt la lecture LE1 à 12 personnes, compte rendu 31
    Alors la question QU1 n'attend plus
    Et la question QU2 n'attend plus
    Et la lecture LE1 a compté 12 personnes et 2 questions

  Scénario: une question posée chez soi attend la trésorerie, et devient une proposition
    Soit le 2 janvier 2026, la trésorerie importe un relevé : 10 000,00 €
    Et le 2 janvier 2026, la trésorerie encaisse 10 000,00 € de M4 par la ligne B1
    Et le 4 janvier 2026, l'assemblée adopte ses statuts
    Quand le 5 février 2026, M4 demande sur mois:2026-01 une question d'empreinte 1
    Et le 6 février 2026, la trésorerie répond à QU1 par un texte d'empreinte 11
    Et le 7 février 2026, M4 ouvre le projet « Un four » de 100,00 €
    Et le 8 février 2026, M4 propose de financer PJ1 de 100,00 €, compte rendu le 1er juin 2026
    Et le 8 février 2026, M4 note que QU1 est devenue PR1
    Alors la question QU1 n'attend plus

  Scénario: qui anime note pour quelqu'un de la salle qui veut être nommé
    Soit le 5 février 2026, la trésorerie ouvre la lecture « Les comptes de janvier »
    Quand le 5 février 2026, la trésorerie note une question de M4 sur lecture:dix-euros d'empreinte 1
    Alors 1 questions sont épinglées à lecture:dix-euros
