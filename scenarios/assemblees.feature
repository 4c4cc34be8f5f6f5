# language: fr
Fonctionnalité: Les assemblées décident, et leurs décisions prennent effet

  Contexte:
    Soit le 1er janvier 2026, une caisse alimentaire est fondée avec 6 membres
    Et le 1er janvier 2026, la trésorerie adopte les statuts

  Scénario: une résolution est votée, puis le procès-verbal est signé
    Soit le 2 janvier 2026, la trésorerie convoque une assemblée pour le 1er février 2026
    Et le 2 janvier 2026, la trésorerie confie la présidence à M3 et le secrétariat à M4
    Et le 1er février 2026, la trésorerie note l'arrivée de M1, M3, M4 et M5 à 18:00
    Et le 1er février 2026, la trésorerie ouvre l'assemblée à 18:30
    Et le 1er février 2026, la trésorerie passe au point 1
    Et le 1er février 2026, la trésorerie met aux voix au point 1 : Ouvrir le samedi ?
    Quand le 1er février 2026, M3 vote oui
    Et le 1er février 2026, M4 vote non
    Et le 1er février 2026, M5 vote non
    Et le 1er février 2026, M5 vote oui
    Et le 1er février 2026, la trésorerie clôt le scrutin
    Alors le scrutin S1 adopte
    Et la décision D2 vient du scrutin S1
    Quand le 1er février 2026, la trésorerie lève l'assemblée à 20:00
    Et le 2 février 2026, M4 ajoute au procès-verbal : le bilan est demandé pour juin
    Et le 2 février 2026, la trésorerie scelle le procès-verbal
    Et le 2 février 2026, M3 signe le procès-verbal
    Et le 3 février 2026, M4 signe le procès-verbal
    Alors le procès-verbal de AG1 est signé

  Scénario: une proposition de règle est votée et s'applique à sa date
    Soit le 2 janvier 2026, M3 propose une cotisation plancher de 12,00 € dès mars 2026
    Et le 3 janvier 2026, la trésorerie convoque une assemblée sur PR1 pour le 1er février 2026
    Et le 3 janvier 2026, la trésorerie confie la présidence à M3 et le secrétariat à M4
    Et le 1er février 2026, la trésorerie note l'arrivée de M1, M3 et M4 à 18:00
    Et le 1er février 2026, la trésorerie ouvre l'assemblée à 18:30
    Et le 1er février 2026, la trésorerie passe au point 1
    Et le 1er février 2026, la trésorerie met PR1 aux voix
    Et le 1er février 2026, M3 vote oui
    Et le 1er février 2026, M4 vote oui
    Et le 1er février 2026, M1 vote non
    Quand le 1er février 2026, la trésorerie clôt le scrutin
    Alors le scrutin S1 adopte
    Quand le 5 février 2026, la trésorerie appelle février 2026 à payer le 28 février 2026
    Et le 5 mars 2026, la trésorerie appelle mars 2026 à payer le 31 mars 2026
    Alors la cotisation C1 est de 10,00 €
    Et la cotisation C7 est de 12,00 €

  Scénario: le quorum manque, l'assemblée est convoquée de nouveau
    Soit le 2 janvier 2026, la trésorerie convoque une assemblée pour le 1er février 2026
    Et le 1er février 2026, la trésorerie note l'arrivée de M3 à 18:00
    Et le 1er février 2026, la trésorerie constate l'absence de quorum
    Et le 2 février 2026, la trésorerie convoque de nouveau AG1 pour le 8 février 2026
    Et le 2 février 2026, la trésorerie confie la présidence à M3 et le secrétariat à M4
    Et le 8 février 2026, la trésorerie note l'arrivée de M3 et M4 à 18:00
    Quand le 8 février 2026, la trésorerie ouvre l'assemblée à 18:30
    Alors 2 personnes sont présentes

  Scénario: une procuration vote, puis tombe quand on arrive
    Soit le 2 janvier 2026, la trésorerie convoque une assemblée pour le 1er février 2026
    Et le 2 janvier 2026, la trésorerie confie la présidence à M3 et le secrétariat à M4
    Et le 3 janvier 2026, M6 reçoit la procuration de M6 pour M5
    Et le 1er février 2026, la trésorerie note l'arrivée de M3 et M5 à 18:00
    Et le 1er février 2026, la trésorerie ouvre l'assemblée à 18:30
    Et le 1er février 2026, la trésorerie passe au point 1
    Et le 1er février 2026, la trésorerie met aux voix au point 1 : Ouvrir le samedi ?
    Et le 1er février 2026, M5 vote oui
    Et le 1er février 2026, M5 vote oui pour M6
    Et le 1er février 2026, M3 vote non
    Et le 1er février 2026, la trésorerie note l'arrivée de M6 à 19:00
    Et le 1er février 2026, M6 vote non
    Quand le 1er février 2026, la trésorerie clôt le scrutin
    Alors le scrutin S1 rejette

  Scénario: le papier est compté par deux personnes et s'ajoute au reste
    Soit le 2 janvier 2026, la trésorerie convoque une assemblée pour le 1er février 2026
    Et le 2 janvier 2026, la trésorerie confie la présidence à M3 et le secrétariat à M4
    Et le 1er février 2026, la trésorerie note l'arrivée de M1, M3, M4 et M5 à 18:00
    Et le 1er février 2026, la trésorerie ouvre l'assemblée à 18:30
    Et le 1er février 2026, la trésorerie passe au point 1
    Et le 1er février 2026, la trésorerie met aux voix au point 1 : Ouvrir le samedi ?
    Et le 1er février 2026, la trésorerie distribue des bulletins de papier à M3, M4 et M5
    Et le 1er février 2026, M1 vote non
    Et le 1er février 2026, la trésorerie compte sur papier 2 oui, 1 abstention
    Et le 1er février 2026, M3 confirme sur papier 2 oui, 1 abstention
    Quand le 1er février 2026, la trésorerie clôt le scrutin
    Alors le scrutin S1 adopte

  Scénario: qui n'a pas encore parlé passe en premier
    Soit le 2 janvier 2026, la trésorerie convoque une assemblée pour le 1er février 2026
    Et le 2 janvier 2026, la trésorerie confie la présidence à M3 et le secrétariat à M4
    Et le 1er février 2026, la trésorerie note l'arrivée de M1, M3 et M4 à 18:00
    Et le 1er février 2026, la trésorerie ouvre l'assemblée à 18:30
    Et le 1er février 2026, la trésorerie veut que qui n'a pas parlé passe en premier
    Et le 1er février 2026, M4 demande la parole
    Et le 1er février 2026, la trésorerie donne la parole
    Et le 1er février 2026, la trésorerie note 90 secondes de parole
    Et le 1er février 2026, M4 demande la parole
    Et le 1er février 2026, M1 demande la parole
    Quand le 1er février 2026, la trésorerie donne la parole
    Alors M1 a la parole
