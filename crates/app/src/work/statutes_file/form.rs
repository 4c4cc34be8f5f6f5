//! The form of a statutes file: each key in French and in English, beside the name that the statutes
//! have in the domain, and what its value is.

/// A word in French and in English, and the JSON that it stands for.
pub(super) type Word = (&'static str, &'static str, &'static str);

/// What a value is.
pub(super) enum Form {
    /// A text.
    Text,
    /// A whole number, at most so large.
    Count(u64),
    /// True or false.
    YesNo,
    /// A fraction, `1/4`, kept as text.
    Share,
    /// A fraction, kept as its two numbers.
    Fraction,
    /// A sum of euros.
    Amount,
    /// A number of members: `aucun`, `1/2` or `10`.
    Size,
    /// `plus de 1/2`, `au moins 2/3`.
    Enough,
    /// One of these words, or a table of one key.
    OneOf(&'static [Word], &'static [Keyed]),
    /// A table.
    Table(&'static [Field]),
    /// A list.
    List(&'static Form),
}

/// A choice with a value of its own: `{ points = 5 }`.
pub(super) struct Keyed {
    pub french: &'static str,
    pub english: &'static str,
    /// Where the value stands in the domain's own form.
    pub path: &'static [&'static str],
    pub form: Form,
}

/// A key of a table.
pub(super) struct Field {
    pub french: &'static str,
    pub english: &'static str,
    /// Its name in the domain's own form.
    pub key: &'static str,
    pub form: Form,
    /// True if it must be there.
    pub needed: bool,
}

const fn may(french: &'static str, english: &'static str, key: &'static str, form: Form) -> Field {
    Field { french, english, key, form, needed: false }
}

const fn must(french: &'static str, english: &'static str, key: &'static str, form: Form) -> Field {
    Field { french, english, key, form, needed: true }
}

const fn words(words: &'static [Word]) -> Form {
    Form::OneOf(words, &[])
}

const DAYS: Form = Form::Count(u16::MAX as u64);

/// The whole file.
pub(super) const STATUTES: &[Field] = &[
    must("titre", "title", "title", Form::Text),
    must("convocation", "convening", "convening", Form::Table(CONVENING)),
    must("quorum", "quorum", "quorum", Form::Table(QUORUM)),
    may("votants", "voters", "voters", Form::Table(VOTERS)),
    may("procurations", "proxies", "proxies", Form::Table(PROXIES)),
    may("college", "colleges", "colleges", Form::List(&Form::Table(COLLEGE))),
    must("decision", "decisions", "decisions", Form::Table(DECISIONS)),
    may("parole", "speaking", "speaking", Form::Table(SPEAKING)),
    may("sommes", "sums", "sums", Form::Table(SUMS)),
];

const ROLES: &[Word] = &[
    ("tresorerie", "treasurer", "\"treasurer\""),
    ("cosignature", "co-signatory", "\"co_signatory\""),
    ("animation", "facilitator", "\"facilitator\""),
    ("controle", "auditor", "\"auditor\""),
];

const CONVENING: &[Field] = &[
    may("par", "roles", "roles", Form::List(&words(ROLES))),
    may("membres", "member_share", "member_share", Form::Share),
    must("jours", "notice_days", "notice_days", DAYS),
    may("jours_ordre_du_jour", "agenda_days", "agenda_days", DAYS),
];

const QUORUM: &[Field] = &[
    must("premiere", "first", "first", Form::Size),
    must("seconde", "second", "second", Form::Size),
    must("jours_entre_les_deux", "second_call_days", "second_call_days", DAYS),
    may(
        "compte",
        "counted",
        "counted",
        words(&[
            ("presents et representes", "present and represented", "\"present_and_represented\""),
            ("presents", "present", "\"present_only\""),
        ]),
    ),
];

const VOTERS: &[Field] = &[
    may("mois_d_anciennete", "seniority_months", "seniority_months", DAYS),
    may("mois_de_retard", "contribution_months", "contribution_months", DAYS),
    may("personnes_seulement", "people_only", "people_only", Form::YesNo),
    may("poids_des_delegues", "delegates", "delegates", WEIGHT),
];

const WEIGHT: Form = Form::OneOf(
    &[
        ("une voix", "one each", "\"one_each\""),
        ("une voix par membre", "one per member", "\"by_members\""),
        ("racine carree", "square root", "\"square_root\""),
    ],
    &[
        Keyed {
            french: "part_plafonnee",
            english: "capped_share",
            path: &["capped_share", "share"],
            form: Form::Fraction,
        },
        Keyed {
            french: "tranches",
            english: "brackets",
            path: &["brackets", "brackets"],
            form: Form::List(&Form::Table(&[
                may("jusqu_a", "up_to", "up_to", MEMBERS),
                must("membres_par_voix", "members_per_vote", "members_per_vote", MEMBERS),
            ])),
        },
        Keyed {
            french: "paliers",
            english: "steps",
            path: &["steps", "steps"],
            form: Form::List(&Form::Table(&[
                must("des", "from", "from", MEMBERS),
                must("voix", "votes", "votes", MEMBERS),
            ])),
        },
    ],
);

const MEMBERS: Form = Form::Count(1_000_000_000);

const PROXIES: &[Field] = &[
    must("par_personne", "per_holder", "per_holder", DAYS),
    may(
        "porteur",
        "holder",
        "holder",
        words(&[
            ("votant", "any voter", "\"any_voter\""),
            ("meme college", "same college", "\"same_college\""),
            ("meme foyer", "same household", "\"same_household\""),
        ]),
    ),
];

const COLLEGE: &[Field] = &[
    must("nom", "name", "name", Form::Text),
    must("categories", "categories", "categories", Form::List(&Form::Text)),
];

const fn kind(french: &'static str, english: &'static str) -> Field {
    may(french, english, english, Form::Table(RULE))
}

const DECISIONS: &[Field] = &[
    kind("regle", "rule"),
    kind("budget", "budget"),
    kind("projet", "project"),
    kind("election", "election"),
    kind("revocation", "revocation"),
    kind("conventionnement", "agreement"),
    kind("statuts", "statutes"),
    kind("cession", "cession"),
    kind("resolution", "resolution"),
    kind("priorites", "priorities"),
];

const METHOD: Form = Form::OneOf(
    &[
        ("oui ou non", "yes or no", "\"motion\""),
        ("consentement", "consent", r#"{"consent":{"vote_otherwise":false}}"#),
        (
            "consentement, sinon vote",
            "consent, otherwise vote",
            r#"{"consent":{"vote_otherwise":true}}"#,
        ),
        ("approbation", "approval", "\"approval\""),
        ("classement", "ranking", "\"ranking\""),
        ("parts egales", "equal shares", "\"equal_shares\""),
    ],
    &[
        Keyed {
            french: "points",
            english: "points",
            path: &["scores", "most"],
            form: Form::Count(100),
        },
        Keyed {
            french: "mentions",
            english: "grades",
            path: &["judgment", "grades"],
            form: Form::Count(20),
        },
    ],
);

/// The rule of one decision.
pub(super) const RULE: &[Field] = &[
    may("methode", "method", "method", METHOD),
    may("seuil", "threshold", "threshold", Form::Enough),
    may(
        "base",
        "base",
        "base",
        words(&[
            ("exprimes", "votes cast", "\"votes_cast\""),
            ("votants", "votes and abstentions", "\"votes_and_abstentions\""),
            ("presents", "present", "\"present\""),
            ("inscrits", "entitled", "\"entitled\""),
        ]),
    ),
    may(
        "blancs",
        "blank",
        "blank",
        words(&[
            ("abstentions", "abstentions", "\"as_abstentions\""),
            ("exprimes", "votes cast", "\"as_votes_cast\""),
            ("a part", "set aside", "\"set_aside\""),
        ]),
    ),
    may(
        "egalite",
        "tie",
        "tie",
        words(&[
            ("rejet", "rejected", "\"rejected\""),
            ("presidence", "chair", "\"chair_decides\""),
        ]),
    ),
    may("quorum", "quorum", "quorum", Form::Size),
    may(
        "colleges",
        "colleges",
        "colleges",
        Form::OneOf(
            &[("ensemble", "whole", "\"whole\""), ("chacun", "each", "\"each_college\"")],
            &[Keyed {
                french: "ensemble_et",
                english: "whole_and",
                path: &["whole_and_colleges"],
                form: DAYS,
            }],
        ),
    ),
    may(
        "scrutin",
        "secrecy",
        "secrecy",
        words(&[("ouvert", "open", "\"open\""), ("discret", "discreet", "\"discreet\"")]),
    ),
    may(
        "a_distance",
        "remote",
        "remote",
        words(&[
            ("non", "none", "\"none\""),
            ("participants", "attending", "\"attending\""),
            ("tous", "everyone", "\"everyone\""),
        ]),
    ),
    may("papier", "paper", "paper", Form::YesNo),
];

const SPEAKING: &[Field] = &[
    may("premiere_fois_d_abord", "first_time_first", "first_time_first", Form::YesNo),
    may(
        "alternance",
        "alternate",
        "alternate",
        words(&[
            ("aucune", "none", "\"none\""),
            ("categories", "categories", "\"by_category\""),
            ("listes", "lists", "\"by_list\""),
        ]),
    ),
    may("secondes", "seconds", "seconds", Form::Count(86_400)),
];

const SUMS: &[Field] = &[
    may("vote_des", "vote_from", "vote_from", Form::Amount),
    may(
        "signature",
        "signatures",
        "signatures",
        Form::List(&Form::Table(&[
            must("des", "from", "from", Form::Amount),
            must("fonction", "role", "role", words(ROLES)),
        ])),
    ),
];
