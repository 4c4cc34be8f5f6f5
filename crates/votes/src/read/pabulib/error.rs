//! What is wrong, or odd, in a `.pb` file.

use std::fmt;

use caisse_units::Language;

/// A file that is refused: every problem with its line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PabulibError {
    /// The line (from 1, or 0 for the file as a whole) and what is wrong there, in the order of the
    /// file.
    pub problems: Vec<(u64, Problem)>,
    /// True if reading stopped at the maximum of problems told.
    pub more: bool,
}

impl PabulibError {
    pub(super) fn one(line: u64, problem: Problem) -> PabulibError {
        PabulibError { problems: vec![(line, problem)], more: false }
    }

    /// One sentence per problem, with its line and the remedy.
    pub fn sentences(&self, language: Language) -> Vec<String> {
        let told = self.problems.iter().map(|(line, problem)| {
            let sentence = problem.sentence(language);
            match (line, language) {
                (0, _) => sentence,
                (line, Language::French) => format!("Ligne {line} : {sentence}"),
                (line, Language::English) => format!("Line {line}: {sentence}"),
            }
        });
        let more = self.more.then(|| {
            let french = "La lecture s'est arrêtée là : d'autres erreurs peuvent suivre";
            language.choose(french, "Reading stopped there: other errors may follow").to_owned()
        });
        told.chain(more).collect()
    }

    /// All sentences, one a line.
    pub fn sentence(&self, language: Language) -> String {
        self.sentences(language).join("\n")
    }
}

impl fmt::Display for PabulibError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.sentence(Language::English))
    }
}

impl std::error::Error for PabulibError {}

/// Something wrong in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// The stream failed.
    Unreadable {
        /// What the system says.
        message: String,
    },
    /// The file is too long.
    TooManyBytes {
        /// The most bytes.
        limit: u64,
    },
    /// The text is not UTF-8.
    NotUtf8,
    /// A quoted field does not end.
    QuoteNotClosed,
    /// Text follows the end of a quoted field.
    TextAfterQuote,
    /// Something stands before the first section.
    OutsideSections {
        /// What stands there.
        text: String,
    },
    /// A section is missing.
    SectionMissing {
        /// Its name.
        section: &'static str,
    },
    /// A section comes twice, or before another that it needs.
    SectionMisplaced {
        /// Its name.
        section: &'static str,
    },
    /// A section has no such column.
    ColumnMissing {
        /// The section.
        section: &'static str,
        /// The column.
        column: &'static str,
    },
    /// A column comes twice.
    ColumnTwice {
        /// The column.
        column: String,
    },
    /// A row has more fields than its section has columns.
    TooManyFields {
        /// The fields.
        count: usize,
        /// The columns.
        columns: usize,
    },
    /// The META section has no such key.
    KeyMissing {
        /// The key.
        key: &'static str,
    },
    /// The META section gives a key twice.
    KeyTwice {
        /// The key.
        key: String,
    },
    /// The type of vote is not known.
    UnknownVoteType {
        /// What the file says.
        name: String,
    },
    /// Not a number.
    NotANumber {
        /// The column or key.
        field: &'static str,
        /// What stands there.
        text: String,
    },
    /// A number below 0.
    Negative {
        /// The column or key.
        field: &'static str,
        /// What stands there.
        text: String,
    },
    /// A number with more digits than can be counted.
    TooLong {
        /// The column or key.
        field: &'static str,
        /// What stands there.
        text: String,
    },
    /// A project has no identifier.
    NoProjectId,
    /// Two projects share an identifier.
    ProjectTwice {
        /// The identifier.
        id: String,
    },
    /// A ballot names a project that is not in the list.
    UnknownProject {
        /// The identifier.
        id: String,
    },
    /// A ballot names a project twice.
    TwiceInBallot {
        /// The identifier.
        id: String,
    },
    /// A ballot for one project names several.
    SeveralChoices {
        /// How many.
        count: usize,
    },
    /// A ballot has not as many points as projects.
    PointsMismatch {
        /// How many projects.
        projects: usize,
        /// How many points.
        points: usize,
    },
    /// `selected` is neither 0 nor 1.
    UnknownSelected {
        /// What stands there.
        text: String,
    },
    /// Too many projects.
    TooManyProjects {
        /// The most.
        limit: usize,
    },
    /// Too many voters.
    TooManyVoters {
        /// The most.
        limit: u64,
    },
    /// Too many projects named on all ballots together.
    TooManyEntries {
        /// The most.
        limit: u64,
    },
}

impl Problem {
    /// What is wrong and what to do.
    pub fn sentence(&self, language: Language) -> String {
        match language {
            Language::French => self.french(),
            Language::English => self.english(),
        }
    }

    fn french(&self) -> String {
        use Problem as P;
        match self {
            P::Unreadable { message } => format!("le fichier ne se lit pas ({message})"),
            P::TooManyBytes { limit } => {
                format!("le fichier dépasse {limit} octets ; relevez la limite si vous l'attendiez")
            }
            P::NotUtf8 => "ce texte n'est pas en UTF-8 ; enregistrez le fichier en UTF-8".to_owned(),
            P::QuoteNotClosed => {
                "un champ entre guillemets ne se ferme pas ; fermez-le, ou doublez le guillemet"
                    .to_owned()
            }
            P::TextAfterQuote => {
                "du texte suit la fin d'un champ entre guillemets ; doublez les guillemets intérieurs"
                    .to_owned()
            }
            P::OutsideSections { text } => format!(
                "« {text} » précède toute section ; le fichier doit commencer par une ligne META"
            ),
            P::SectionMissing { section } => {
                format!("la section {section} manque ; ajoutez-la (META, PROJECTS, VOTES)")
            }
            P::SectionMisplaced { section } => format!(
                "la section {section} n'est pas à sa place ; l'ordre est META, PROJECTS, VOTES, une \
                 fois chacune"
            ),
            P::ColumnMissing { section, column } => {
                format!("la section {section} n'a pas de colonne « {column} » ; ajoutez-la")
            }
            P::ColumnTwice { column } => {
                format!("la colonne « {column} » vient deux fois ; supprimez l'une des deux")
            }
            P::TooManyFields { count, columns } => format!(
                "{count} champs pour {columns} colonnes ; mettez entre guillemets un champ qui \
                 contient un point-virgule"
            ),
            P::KeyMissing { key } => {
                format!("la section META ne donne pas « {key} » ; ajoutez une ligne « {key};… »")
            }
            P::KeyTwice { key } => {
                format!("la section META donne « {key} » deux fois ; gardez une seule ligne")
            }
            P::UnknownVoteType { name } => format!(
                "type de vote « {name} » inconnu ; attendu : approval, choose-1, cumulative, scoring \
                 ou ordinal"
            ),
            P::NotANumber { field, text } => {
                format!("« {text} » n'est pas un nombre ({field}) ; écrivez par exemple 1250.50")
            }
            P::Negative { field, text } => {
                format!("« {text} » est négatif ({field}) ; seul un nombre positif ou nul se compte")
            }
            P::TooLong { field, text } => {
                format!("« {text} » a trop de chiffres pour être compté ({field}) ; arrondissez-le")
            }
            P::NoProjectId => "ce projet n'a pas d'identifiant ; donnez-lui en un".to_owned(),
            P::ProjectTwice { id } => {
                format!("le projet « {id} » est déjà donné plus haut ; renommez l'un des deux")
            }
            P::UnknownProject { id } => format!(
                "ce bulletin nomme le projet « {id} », absent de la section PROJECTS ; ajoutez le \
                 projet ou corrigez le bulletin"
            ),
            P::TwiceInBallot { id } => {
                format!("ce bulletin nomme deux fois le projet « {id} » ; gardez une seule mention")
            }
            P::SeveralChoices { count } => {
                format!("ce bulletin nomme {count} projets ; un vote choose-1 n'en permet qu'un")
            }
            P::PointsMismatch { projects, points } => format!(
                "ce bulletin nomme {projects} projets et donne {points} nombres de points ; il en faut \
                 autant"
            ),
            P::UnknownSelected { text } => {
                format!("« {text} » dans la colonne selected ; attendu : 0 ou 1")
            }
            P::TooManyProjects { limit } => {
                format!("plus de {limit} projets ; relevez la limite si vous l'attendiez")
            }
            P::TooManyVoters { limit } => {
                format!("plus de {limit} bulletins ; relevez la limite si vous l'attendiez")
            }
            P::TooManyEntries { limit } => format!(
                "plus de {limit} projets nommés sur l'ensemble des bulletins ; relevez la limite si \
                 vous l'attendiez"
            ),
        }
    }

    fn english(&self) -> String {
        use Problem as P;
        match self {
            P::Unreadable { message } => format!("the file cannot be read ({message})"),
            P::TooManyBytes { limit } => {
                format!("the file is over {limit} bytes; raise the limit if you expected that")
            }
            P::NotUtf8 => "this text is not UTF-8; save the file as UTF-8".to_owned(),
            P::QuoteNotClosed => {
                "a quoted field does not end; close it, or double the quotation mark".to_owned()
            }
            P::TextAfterQuote => {
                "text follows the end of a quoted field; double the quotation marks inside"
                    .to_owned()
            }
            P::OutsideSections { text } => {
                format!("“{text}” stands before any section; the file must begin with a line META")
            }
            P::SectionMissing { section } => {
                format!("the section {section} is missing; add it (META, PROJECTS, VOTES)")
            }
            P::SectionMisplaced { section } => format!(
                "the section {section} is not in its place; the order is META, PROJECTS, VOTES, once each"
            ),
            P::ColumnMissing { section, column } => {
                format!("the section {section} has no column “{column}”; add it")
            }
            P::ColumnTwice { column } => {
                format!("the column “{column}” comes twice; remove one of them")
            }
            P::TooManyFields { count, columns } => {
                format!(
                    "{count} fields for {columns} columns; quote a field that holds a semicolon"
                )
            }
            P::KeyMissing { key } => {
                format!("the section META does not give “{key}”; add a line “{key};…”")
            }
            P::KeyTwice { key } => {
                format!("the section META gives “{key}” twice; keep one line")
            }
            P::UnknownVoteType { name } => format!(
                "unknown type of vote “{name}”; expected: approval, choose-1, cumulative, scoring or \
                 ordinal"
            ),
            P::NotANumber { field, text } => {
                format!("“{text}” is not a number ({field}); write for example 1250.50")
            }
            P::Negative { field, text } => {
                format!("“{text}” is below 0 ({field}); only a number from 0 up is counted")
            }
            P::TooLong { field, text } => {
                format!("“{text}” has too many digits to be counted ({field}); round it")
            }
            P::NoProjectId => "this project has no identifier; give it one".to_owned(),
            P::ProjectTwice { id } => {
                format!("project “{id}” is already given above; rename one of them")
            }
            P::UnknownProject { id } => format!(
                "this ballot names project “{id}”, which is not in the section PROJECTS; add the project or \
                 correct the ballot"
            ),
            P::TwiceInBallot { id } => {
                format!("this ballot names project “{id}” twice; keep one mention")
            }
            P::SeveralChoices { count } => {
                format!("this ballot names {count} projects; a choose-1 vote allows one")
            }
            P::PointsMismatch { projects, points } => format!(
                "this ballot names {projects} projects and gives {points} numbers of points; there must \
                 be as many"
            ),
            P::UnknownSelected { text } => {
                format!("“{text}” in the column selected; expected: 0 or 1")
            }
            P::TooManyProjects { limit } => {
                format!("more than {limit} projects; raise the limit if you expected that")
            }
            P::TooManyVoters { limit } => {
                format!("more than {limit} ballots; raise the limit if you expected that")
            }
            P::TooManyEntries { limit } => format!(
                "more than {limit} projects named on all ballots together; raise the limit if you \
                 expected that"
            ),
        }
    }
}

/// Something odd that does not prevent the count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remark {
    /// META announces another number of ballots.
    OtherVoters {
        /// What META says.
        announced: String,
        /// The ballots of the file.
        counted: u64,
    },
    /// META announces another number of projects.
    OtherProjects {
        /// What META says.
        announced: String,
        /// The projects of the file.
        counted: usize,
    },
    /// A voter's identifier comes back; both ballots are counted.
    VoterTwice {
        /// The line where it comes back.
        line: u64,
        /// The identifier.
        id: String,
    },
    /// META gives a default score for projects that a ballot does not name; it is not applied.
    DefaultScore {
        /// What META says.
        value: String,
    },
}

impl Remark {
    /// What is odd.
    pub fn sentence(&self, language: Language) -> String {
        use Remark as R;
        match (self, language) {
            (R::OtherVoters { announced, counted }, Language::French) => format!(
                "La section META annonce {announced} bulletins, le fichier en compte {counted} : \
                 vérifiez qu'il est entier"
            ),
            (R::OtherVoters { announced, counted }, Language::English) => format!(
                "The section META announces {announced} ballots, the file has {counted}: check that it \
                 is whole"
            ),
            (R::OtherProjects { announced, counted }, Language::French) => format!(
                "La section META annonce {announced} projets, le fichier en compte {counted} : vérifiez \
                 qu'il est entier"
            ),
            (R::OtherProjects { announced, counted }, Language::English) => format!(
                "The section META announces {announced} projects, the file has {counted}: check that it \
                 is whole"
            ),
            (R::VoterTwice { line, id }, Language::French) => format!(
                "Ligne {line} : la personne « {id} » a déjà voté plus haut ; les deux bulletins sont \
                 comptés"
            ),
            (R::VoterTwice { line, id }, Language::English) => {
                format!(
                    "Line {line}: voter “{id}” has already voted above; both ballots are counted"
                )
            }
            (R::DefaultScore { value }, Language::French) => format!(
                "La section META donne {value} points par défaut aux projets non nommés ; ils ne sont \
                 pas comptés"
            ),
            (R::DefaultScore { value }, Language::English) => format!(
                "The section META gives {value} points by default to projects that are not named; they \
                 are not counted"
            ),
        }
    }
}
