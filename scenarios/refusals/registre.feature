# language: fr
Fonctionnalité: Ce que le registre et les fonctions refusent

  Contexte:
    Soit le 1er janvier 2026, une caisse alimentaire est fondée avec 4 membres

  Scénario: une caisse ne se fonde pas deux fois
    Quand le 2 janvier 2026, une caisse alimentaire est fondée avec 2 membres
    Alors refusé : existe déjà ici

  Scénario: une liste vide
    Quand le 2 janvier 2026, la trésorerie inscrit 0 personnes
    Alors refusé : la liste est vide

  Scénario: une catégorie manque
    Quand le 2 janvier 2026, la trésorerie inscrit une personne de catégorie «  »
    Alors refusé : doit avoir de 1 à 40 caractères

  Scénario: un membre inconnu
    Quand le 2 janvier 2026, la trésorerie suspend M99 : absence
    Alors refusé : aucun membre ne porte le numéro M99

  Scénario: un motif manque
    Quand le 2 janvier 2026, la trésorerie suspend M3 : rien
    Alors refusé : un motif de 1 à 500 caractères est nécessaire

  Scénario: déjà en règle
    Quand le 2 janvier 2026, la trésorerie note le retour de M3 le 2 janvier 2026
    Alors refusé : M3 est déjà en règle

  Scénario: un changement daté avant le précédent
    Soit le 10 janvier 2026, la trésorerie suspend M3 : congé
    Quand le 11 janvier 2026, la trésorerie note le retour de M3 le 5 janvier 2026
    Alors refusé : a déjà changé le 10 janvier 2026

  Scénario: qui a quitté la caisse est inscrit de nouveau
    Soit le 10 janvier 2026, la trésorerie note que M3 quitte la caisse le 10 janvier 2026
    Quand le 11 janvier 2026, la trésorerie note le retour de M3 le 11 janvier 2026
    Alors refusé : inscrivez de nouveau la personne

  Scénario: une empreinte de situation qui n'en est pas une
    Quand le 2 janvier 2026, la trésorerie dépose pour M3 la situation d'empreinte abc
    Alors refusé : n'est pas une empreinte SHA-256

  Scénario: des données effacées le sont sans retour
    Soit le 2 janvier 2026, la trésorerie efface les données de M3
    Quand le 3 janvier 2026, la trésorerie efface les données de M3
    Alors refusé : cela est sans retour

  Scénario: un membre ordinaire ne tient pas les comptes
    Quand le 5 janvier 2026, M3 appelle janvier 2026 à payer le 31 janvier 2026
    Alors refusé : demande la fonction « trésorerie »

  Scénario: un membre ordinaire ne tient pas le registre
    Quand le 5 janvier 2026, M3 inscrit 1 personnes
    Alors refusé : demande la fonction « trésorerie ou animation »

  Scénario: une décision ne s'enregistre pas avant d'être prise
    Quand le 2 janvier 2026, l'assemblée décide pour le 3 janvier 2026 « Plus tard »
    Alors refusé : qui n'est pas encore venu

  Scénario: une décision porte un titre
    Quand le 2 janvier 2026, l'assemblée décide «   »
    Alors refusé : porte un titre

  Scénario: une fonction se donne par une décision enregistrée
    Quand le 2 janvier 2026, l'assemblée confie l'animation à M3 par D9 jusqu'au 31 décembre 2026
    Alors refusé : aucune décision ne porte le numéro D9

  Scénario: une fonction se donne à un membre
    Quand le 2 janvier 2026, l'assemblée confie l'animation à M9 par D1 jusqu'au 31 décembre 2026
    Alors refusé : aucun membre ne porte le numéro M9

  Scénario: une fonction ne finit pas avant de commencer
    Quand le 2 janvier 2026, l'assemblée confie l'animation à M3 par D1 jusqu'au 1er janvier 2026
    Alors refusé : finirait avant de commencer

  Scénario: une fonction déjà exercée
    Quand le 2 janvier 2026, l'assemblée confie la cosignature à M2 par D1 jusqu'au 31 décembre 2026
    Alors refusé : M2 exerce déjà la fonction « cosignature »

  Scénario: une fonction qui n'existe pas
    Quand le 2 janvier 2026, l'assemblée met fin à la fonction O9 par D1
    Alors refusé : n'existe pas ou a déjà pris fin

  Scénario: une règle déjà adoptée
    Quand le 2 janvier 2026, l'assemblée adopte de nouveau les mêmes règles
    Alors refusé : est déjà adoptée telle quelle

  Scénario: aucune règle à adopter
    Quand le 2 janvier 2026, l'assemblée adopte une liste vide
    Alors refusé : aucune règle n'est donnée

  Scénario: une règle ne change pas un mois déjà appelé
    Soit le 5 février 2026, la trésorerie appelle février 2026 à payer le 28 février 2026
    Quand le 6 février 2026, l'assemblée porte la cotisation plancher à 12,00 € dès février 2026 par D1
    Alors refusé : choisissez une date plus tardive

  Scénario: une version adoptée ne change plus
    Quand le 2 janvier 2026, l'assemblée change la première version de la cotisation
    Alors refusé : change une version déjà adoptée

  Scénario: une règle garde son objet
    Quand le 2 janvier 2026, l'assemblée fait de la cotisation une allocation
    Alors refusé : « cotisation »

  Scénario: une seule règle de cotisation
    Quand le 2 janvier 2026, l'assemblée adopte une seconde règle de cotisation
    Alors refusé : « autre_cotisation »

  Scénario: une règle dont une autre manque
    Quand le 2 janvier 2026, l'assemblée adopte la garantie de revenu sans le salaire de référence
    Alors refusé : salaire_de_reference

  Scénario: une cotisation est un montant
    Quand le 2 janvier 2026, l'assemblée adopte comme cotisation une règle qui donne un nombre
    Alors refusé : « points »

  Scénario: on ne se donne pas mandat à soi-même
    Quand le 2 janvier 2026, M3 dit que M3 peut agir pour M3 : situation
    Alors refusé : agit déjà pour soi

  Scénario: une organisation n'aide pas une personne
    Soit le 2 janvier 2026, la trésorerie inscrit une coopérative
    Quand le 3 janvier 2026, M3 dit que M5 peut agir pour M3 : situation
    Alors refusé : n'est pas une personne

  Scénario: un mandat qui ne couvre rien
    Quand le 2 janvier 2026, M3 dit que M4 peut agir pour M3 : rien
    Alors refusé : dites en quoi cette personne peut agir

  Scénario: un mandat qui finirait avant de commencer
    Quand le 2 janvier 2026, M3 dit que M4 peut agir pour M3 : situation jusqu'au 1er janvier 2026
    Alors refusé : finirait avant de commencer

  Scénario: la trésorerie n'enregistre une tutelle que sur pièce
    Quand le 2 janvier 2026, la trésorerie dit que M4 peut agir pour M3 : situation
    Alors refusé : son accord donné en personne, ou une pièce

  Scénario: une pièce se désigne par son empreinte
    Quand le 2 janvier 2026, la trésorerie dit que M4 peut agir pour M3 : situation, pièce jugement
    Alors refusé : son empreinte SHA-256

  Scénario: un mandat ne se donne pas deux fois
    Soit le 2 janvier 2026, M3 dit que M4 peut agir pour M3 : situation
    Quand le 3 janvier 2026, M3 dit que M4 peut agir pour M3 : demandes
    Alors refusé : a déjà mandat

  Scénario: un mandat qui n'existe pas ne finit pas
    Quand le 2 janvier 2026, M3 met fin au mandat de M4 pour M3
    Alors refusé : n'a pas de mandat

  Scénario: au plus dix personnes aident la même
    Soit le 2 janvier 2026, la trésorerie inscrit 10 personnes
    Et le 2 janvier 2026, M3 dit que M5 peut agir pour M3 : situation
    Et le 2 janvier 2026, M3 dit que M6 peut agir pour M3 : situation
    Et le 2 janvier 2026, M3 dit que M7 peut agir pour M3 : situation
    Et le 2 janvier 2026, M3 dit que M8 peut agir pour M3 : situation
    Et le 2 janvier 2026, M3 dit que M9 peut agir pour M3 : situation
    Et le 2 janvier 2026, M3 dit que M10 peut agir pour M3 : situation
    Et le 2 janvier 2026, M3 dit que M11 peut agir pour M3 : situation
    Et le 2 janvier 2026, M3 dit que M12 peut agir pour M3 : situation
    Et le 2 janvier 2026, M3 dit que M13 peut agir pour M3 : situation
    Et le 2 janvier 2026, M3 dit que M14 peut agir pour M3 : situation
    Quand le 3 janvier 2026, M3 dit que M4 peut agir pour M3 : situation
    Alors refusé : a déjà 10 personnes
