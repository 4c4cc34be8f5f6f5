# language: fr
Fonctionnalité: Proposer, soutenir, amender

  Contexte:
    Soit le 1er janvier 2026, une caisse alimentaire est fondée avec 5 membres
    Et le 2 janvier 2026, la trésorerie importe un relevé : 10 000,00 €
    Et le 2 janvier 2026, la trésorerie encaisse 10 000,00 € de M4 par la ligne B1

  Scénario: un changement de règle se lit en une phrase
    Quand le 10 janvier 2026, M3 propose une cotisation plancher de 12,00 € dès mars 2026
    Alors la proposition PR1 est ouverte
    Et PR1 change ceci : Cotisation plancher : 10,00 € devient 12,00 €, à partir du 1er mars 2026

  Scénario: une abrogation se lit aussi
    Quand le 10 janvier 2026, M3 propose d'abroger « mois_de_la_caisse » dès mars 2026
    Alors PR1 change ceci : la règle cesse d'être en vigueur, à partir du 1er mars 2026

  Scénario: un brouillon se réécrit, s'ouvre, se retire
    Quand le 10 janvier 2026, M3 rédige « Une fête »
    Alors la proposition PR1 est un brouillon
    Quand le 11 janvier 2026, M3 réécrit PR1 en « Une fête en juin »
    Alors la proposition PR1 s'intitule « Une fête en juin »
    Quand le 12 janvier 2026, M3 ouvre PR1 au soutien
    Et le 13 janvier 2026, M4 soutient PR1
    Alors la proposition PR1 est ouverte
    Quand le 14 janvier 2026, M3 retire PR1 : pas de salle
    Alors la proposition PR1 est retirée

  Scénario: l'auteur accepte un amendement
    Quand le 10 janvier 2026, M3 propose la résolution « Une fête »
    Et le 11 janvier 2026, M4 amende PR1 en « Une fête en juin »
    Et le 12 janvier 2026, M3 accepte l'amendement 1 de PR1
    Alors la proposition PR1 s'intitule « Une fête en juin »

  Scénario: un amendement décliné laisse la proposition comme elle est
    Quand le 10 janvier 2026, M3 propose la résolution « Une fête »
    Et le 11 janvier 2026, M4 amende PR1 en « Deux fêtes »
    Et le 12 janvier 2026, M3 décline l'amendement 1 de PR1
    Alors la proposition PR1 s'intitule « Une fête »
    Et la proposition PR1 est ouverte
