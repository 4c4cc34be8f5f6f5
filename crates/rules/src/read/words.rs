//! The keys of rule files, French and English side by side.

/// A key in French and in English.
pub(super) type Word = (&'static str, &'static str);

/// The mechanisms, as keys of a formula.
pub(super) const MECHANISMS: &[Word] = &[
    ("valeur", "value"),
    ("somme", "sum"),
    ("difference", "subtraction"),
    ("complement", "top_up"),
    ("produit", "product"),
    ("bareme", "scale"),
    ("grille", "grid"),
    ("table", "lookup"),
    ("minimum", "least"),
    ("maximum", "greatest"),
    ("pas", "step"),
    ("condition", "conditional"),
    ("comparaison", "comparison"),
    ("tous", "all"),
    ("un_de", "any"),
    ("non", "not"),
    ("eligible", "eligibility"),
    ("part_plafonnee", "capped_share"),
    ("carence", "waiting"),
    ("prorata", "proportion"),
    ("choix", "chosen"),
    ("classe", "priority_class"),
    ("agregat", "aggregate"),
    ("rapport", "ratio"),
    ("mois_entre", "months_between"),
];

/// The key of a sharing line.
pub(super) const SHARING: Word = ("partage", "sharing");

pub(super) const RULE: Word = ("regle", "rule");
pub(super) const RULES: Word = ("regles", "rules");
pub(super) const TITLE: Word = ("titre", "title");
pub(super) const RESULT: Word = ("resultat", "result");
pub(super) const ROLE: Word = ("role", "part_played");
pub(super) const INPUTS: Word = ("entrees", "inputs");
pub(super) const VERSION: Word = ("version", "versions");
pub(super) const SINCE: Word = ("depuis", "since");
pub(super) const SOURCE: Word = ("source", "origin");
pub(super) const DECISION: Word = ("vote", "decision");
pub(super) const LINE: Word = ("ligne", "line");
pub(super) const NAME: Word = ("nom", "name");
pub(super) const ROUNDING: Word = ("arrondi", "rounding");
pub(super) const FLOOR: Word = ("plancher", "floor");
pub(super) const CEILING: Word = ("plafond", "ceiling");
pub(super) const EXAMPLES: Word = ("exemples", "examples");
pub(super) const ON_DAY: Word = ("le", "on");
pub(super) const PARTICIPANTS: Word = ("participants", "rows");
pub(super) const KIND: Word = ("type", "kind");
pub(super) const LOWEST: Word = ("min", "lowest");
pub(super) const HIGHEST: Word = ("max", "highest");
pub(super) const CHOICES: Word = ("choix", "choices");
pub(super) const DEFAULT: Word = ("defaut", "default");
pub(super) const OPTIONAL: Word = ("facultatif", "optional");

pub(super) const OF: Word = ("de", "of");
pub(super) const MINUS: Word = ("moins", "minus");
pub(super) const RATE: Word = ("taux", "rate");
pub(super) const TIMES: Word = ("fois", "times");
pub(super) const BASE: Word = ("assiette", "base");
pub(super) const BRACKETS: Word = ("tranches", "brackets");
pub(super) const UP_TO: Word = ("jusqu_a", "up_to");
pub(super) const UNDER: Word = ("moins_de", "under");
pub(super) const VALUE: Word = ("valeur", "value");
pub(super) const ACCORDING_TO: Word = ("selon", "by");
pub(super) const CASES: Word = ("cas", "cases");
pub(super) const OTHERWISE: Word = ("sinon", "otherwise");
pub(super) const MULTIPLE: Word = ("multiple", "multiple_of");
pub(super) const DIRECTION: Word = ("sens", "direction");
pub(super) const IF: Word = ("si", "if");
pub(super) const THEN: Word = ("alors", "then");
pub(super) const LEFT: Word = ("gauche", "left");
pub(super) const IS: Word = ("est", "is");
pub(super) const RIGHT: Word = ("droite", "right");
pub(super) const SENIORITY: Word = ("anciennete", "seniority");
pub(super) const AT_LEAST: Word = ("au_moins", "at_least");
pub(super) const STATUS: Word = ("statut", "status");
pub(super) const AMONG: Word = ("parmi", "among");
pub(super) const SHARE: Word = ("part", "share");
pub(super) const CAP: Word = ("plafond", "cap");
pub(super) const ALREADY: Word = ("deja_recu", "already");
pub(super) const PER: Word = ("par", "per");
pub(super) const THRESHOLD: Word = ("seuil", "threshold");
pub(super) const FROM_THE_FIRST: Word = ("des_le_premier", "from_the_first");
pub(super) const PRESENT: Word = ("present", "part");
pub(super) const OUT_OF: Word = ("sur", "out_of");
pub(super) const ENTRY: Word = ("entree", "input");
pub(super) const PROPOSED: Word = ("propose", "proposed");
pub(super) const OUTSIDE: Word = ("hors_bornes", "outside");
pub(super) const CLASSES: Word = ("classes", "in_order");
pub(super) const FUNCTION: Word = ("fonction", "function");
pub(super) const BY: Word = ("par", "by");
pub(super) const TO: Word = ("a", "to");
pub(super) const AMOUNT: Word = ("montant", "amount");
pub(super) const METHOD: Word = ("methode", "method");
pub(super) const KEYS: Word = ("cles", "keys");
pub(super) const REMAINDER_TO: Word = ("reste_a", "remainder_to");
pub(super) const WEIGHTS: Word = ("poids", "weights");
pub(super) const CLAIMS: Word = ("demandes", "claims");
pub(super) const CLASS: Word = ("classe", "class");
pub(super) const HOLDINGS: Word = ("avoirs", "holdings");
pub(super) const LEVEL: Word = ("niveau", "level");
pub(super) const TIES: Word = ("departage", "ties");
pub(super) const CARRIERS: Word = ("porteurs", "carriers");

/// Names that no input may take, because they are keys of an example or words of a formula.
pub(super) const RESERVED: &[&str] = &[
    "attendu",
    "expected",
    "le",
    "on",
    "participants",
    "rows",
    "parts",
    "shares",
    "oui",
    "non",
    "yes",
    "no",
    "jour_du_calcul",
    "evaluation_day",
    "jours_du_mois",
    "days_of_month",
    "mois",
    "month",
    "months",
    "jour",
    "jours",
    "day",
    "days",
    "heure",
    "heures",
    "hour",
    "hours",
    "h",
    "eur",
    "euro",
    "euros",
];
