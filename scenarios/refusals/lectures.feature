# language: fr
Fonctionnalité: Ce que les lectures des comptes refusent

  Contexte:
    Soit le 1er janvier 2026, une caisse alimentaire est fondée avec 5 membres

  Scénario: qui est suspendu·e n'ouvre pas de lecture, et n'en anime pas
    Soit le 5 janvier 2026, la trésorerie suspend M3 : congé
    Quand le 6 janvier 2026, M3 ouvre la lecture « Les comptes de décembre »
    Alors refusé : M3 n'est pas membre en règle
    Quand le 6 janvier 2026, M4 ouvre la lecture « Les comptes de décembre » animée par M3
    Alors refusé : M3 n'est pas membre en règle

  Scénario: une question de la salle ne porte pas le nom de qui l'écrit
    Soit le 5 janvier 2026, M3 ouvre la lecture « Les comptes de décembre »
    Quand le 5 janvier 2026, M4 note une question de la salle sur lecture:tenir d'empreinte 1 dans LE1
    Alors refusé : le journal dirait que M4 a posé cette question

  Scénario: personne ne demande pour un autre
    Quand le 5 janvier 2026, M4 note une question de M3 sur lecture:tenir d'empreinte 1
    Alors refusé : cet acte demande la fonction

  Scénario: une lecture sans nom
    Quand le 5 janvier 2026, M3 ouvre la lecture «  »
    Alors refusé : le titre : de 1 à 200 caractères

  Scénario: une question se scelle, et se désigne par son empreinte
    Quand le 5 janvier 2026, M4 demande sur lecture:tenir une question d'empreinte question.txt
    Alors refusé : se désigne par son empreinte SHA-256

  Scénario: une question déjà posée
    Soit le 5 janvier 2026, M4 demande sur lecture:tenir une question d'empreinte 1
    Quand le 5 janvier 2026, M4 demande sur lecture:reserve une question d'empreinte 1
    Alors refusé : cette question est déjà posée : QU1

  Scénario: un chiffre que la caisse n'a pas
    Quand le 5 janvier 2026, M4 demande sur compte:512:2031 une question d'empreinte 1
    Alors refusé : la caisse n'a pas de chiffre « compte:512:2031 »
    Quand le 5 janvier 2026, M4 demande sur regle:rien une question d'empreinte 1
    Alors refusé : la caisse n'a pas de chiffre « regle:rien »

  Scénario: une lecture inconnue, à venir, close, ou sans personne
    Quand le 5 janvier 2026, M4 demande sur lecture:tenir une question d'empreinte 1 dans LE1
    Alors refusé : aucune lecture ne porte le numéro LE1
    Soit le 5 janvier 2026, M3 ouvre la lecture « Les comptes » du 10 janvier 2026
    Quand le 6 janvier 2026, M3 clôt la lecture LE1 à 4 personnes
    Alors refusé : la lecture LE1 se tient le 10 janvier 2026
    Quand le 10 janvier 2026, M3 clôt la lecture LE1 à 0 personnes
    Alors refusé : 0 personnes : une lecture en compte de 1
    Soit le 10 janvier 2026, M3 clôt la lecture LE1 à 4 personnes
    Quand le 11 janvier 2026, M4 demande sur lecture:tenir une question d'empreinte 1 dans LE1
    Alors refusé : la lecture LE1 est close depuis le 10 janvier 2026

  Scénario: une question inconnue
    Quand le 5 janvier 2026, la trésorerie répond à QU1 par un texte d'empreinte 1
    Alors refusé : aucune question ne porte le numéro QU1

  Scénario: assez de réponses
    Soit le 5 janvier 2026, M4 demande sur lecture:tenir une question d'empreinte 1
    Et le 5 janvier 2026, la trésorerie répond à QU1 par un texte d'empreinte 11
    Et le 5 janvier 2026, la trésorerie répond à QU1 par un texte d'empreinte 12
    Et le 5 janvier 2026, la trésorerie répond à QU1 par un texte d'empreinte 13
    Et le 5 janvier 2026, la trésorerie répond à QU1 par un texte d'empreinte 14
    Et le 5 janvier 2026, la trésorerie répond à QU1 par un texte d'empreinte 15
    Quand le 5 janvier 2026, la trésorerie répond à QU1 par un texte d'empreinte 16
    Alors refusé : QU1 a déjà 5 réponses

  Scénario: ce qu'une question devient existe, et se note une fois
    Soit le 5 janvier 2026, M4 demande sur lecture:tenir une question d'empreinte 1
    Quand le 5 janvier 2026, M4 note que QU1 est devenue PR1
    Alors refusé : aucune proposition ne porte le numéro PR1
    Soit le 5 janvier 2026, M4 dépose un grief d'empreinte 2
    Et le 5 janvier 2026, M4 note que QU1 est devenue G1
    Quand le 5 janvier 2026, M4 note que QU1 est devenue G1
    Alors refusé : il est déjà noté que QU1 est devenue G1
