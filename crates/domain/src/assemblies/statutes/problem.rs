//! What makes statutes unusable, each with its remedy.

use caisse_units::Language;

use super::Kind;

/// Why statutes cannot be adopted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// The title is missing or too long.
    TitleUnusable,
    /// Nobody may convene.
    NobodyConvenes,
    /// Members may ask for an assembly by a share of nobody, or of more than all.
    ShareUnusable,
    /// A delay is longer than a year.
    DelayTooLong {
        /// In days.
        days: u16,
    },
    /// The agenda could be amended only before the convocation.
    AgendaBeforeNotice {
        /// Days before, for amendments.
        agenda: u16,
        /// Days of notice.
        notice: u16,
    },
    /// The second call asks for more than the first.
    SecondCallHarder,
    /// Seniority or arrears in too many months.
    MonthsUnusable {
        /// How many.
        months: u16,
    },
    /// A whole kind of decisions that must be there is not.
    KindMissing {
        /// Which.
        kind: Kind,
    },
    /// A threshold of "more than all", or of nothing.
    ThresholdUnreachable {
        /// For which kind.
        kind: Kind,
    },
    /// A chair decides ties only where one yes more would be enough.
    TieWithoutMajority {
        /// For which kind.
        kind: Kind,
    },
    /// Colleges decide, and there are none or too few.
    TooFewColleges {
        /// For which kind.
        kind: Kind,
        /// How many it asks for.
        needed: usize,
        /// How many there are.
        found: usize,
    },
    /// A method that does not fit the kind: several options where the answer is yes or no.
    MethodUnfit {
        /// For which kind.
        kind: Kind,
    },
    /// Consent shows who objects: it is not discreet.
    ConsentDiscreet {
        /// For which kind.
        kind: Kind,
    },
    /// A method's own parameters are unusable.
    MethodUnusable {
        /// For which kind.
        kind: Kind,
    },
    /// A college without a name, or with a name taken.
    CollegeName {
        /// Its place, from 1.
        place: usize,
    },
    /// A college without categories: nobody would belong to it.
    CollegeEmpty {
        /// Which.
        college: String,
    },
    /// A category in two colleges.
    CategoryTwice {
        /// Which.
        category: String,
    },
    /// Proxies by college, and there are no colleges.
    ProxiesWithoutColleges,
    /// Proxies do not count for the quorum, which asks for everyone.
    QuorumOfAllInPerson,
    /// Who holds more proxies than this would decide alone.
    TooManyProxies {
        /// How many.
        per_holder: u16,
    },
    /// The rule of weights of delegates is unusable.
    WeightsUnusable {
        /// Why, in French.
        french: String,
        /// Why, in English.
        english: String,
    },
    /// A sum that is not positive.
    SumUnusable,
    /// A signature of an office that may not sign.
    OfficeDoesNotSign,
    /// Today, nobody would be entitled to vote.
    NobodyVotes,
    /// Today, a college that has to agree would have no voter.
    CollegeWithoutVoters {
        /// Which.
        college: String,
    },
    /// Today, nobody holds an office that convenes, and members may not.
    NobodyInOffice,
    /// A quorum in members larger than those entitled today.
    QuorumAboveMembers {
        /// How many are asked.
        asked: u32,
        /// How many are entitled.
        entitled: u64,
    },
    /// More supporters for a proposal than there are members entitled today.
    SupportersAboveMembers {
        /// How many are asked.
        asked: u32,
        /// How many are entitled.
        entitled: u64,
    },
}

impl Problem {
    /// What is wrong, and what would be right.
    pub fn sentence(&self, language: Language) -> String {
        match language {
            Language::French => self.french(),
            Language::English => self.english(),
        }
    }

    fn french(&self) -> String {
        let of = |kind: &Kind| kind.written(Language::French);
        match self {
            Problem::TitleUnusable => "le titre a de 1 à 200 caractères".into(),
            Problem::NobodyConvenes => {
                "personne ne pourrait convoquer ; nommez une fonction, ou une part des membres".into()
            }
            Problem::ShareUnusable => {
                "la part des membres qui peut convoquer est plus grande que zéro".into()
            }
            Problem::DelayTooLong { days } => {
                format!("un délai de {days} jours dépasse un an ; choisissez-en un plus court")
            }
            Problem::AgendaBeforeNotice { agenda, notice } => format!(
                "l'ordre du jour se modifierait jusqu'à {agenda} jours avant l'assemblée, qui est convoquée {notice} jours avant ; choisissez un nombre plus petit"
            ),
            Problem::SecondCallHarder => {
                "la seconde convocation demande plus de monde que la première ; demandez-en autant ou moins".into()
            }
            Problem::MonthsUnusable { months } => {
                format!("{months} mois dépassent dix ans : presque personne ne voterait")
            }
            Problem::KindMissing { kind } => {
                format!("rien n'est dit de la décision sur {} ; donnez sa règle", of(kind))
            }
            Problem::ThresholdUnreachable { kind } => format!(
                "pour {}, le seuil ne serait jamais atteint, ou toujours ; pour l'unanimité, écrivez « at_least 1/1 »",
                of(kind)
            ),
            Problem::TieWithoutMajority { kind } => format!(
                "pour {}, la voix prépondérante ne départage qu'à « more_than 1/2 »",
                of(kind)
            ),
            Problem::TooFewColleges { kind, needed, found } => format!(
                "pour {}, il faudrait {needed} collège(s) et les statuts en ont {found}",
                of(kind)
            ),
            Problem::MethodUnfit { kind } => {
                format!("pour {}, la réponse est oui ou non : choisissez « motion » ou « consent »", of(kind))
            }
            Problem::ConsentDiscreet { kind } => {
                format!("pour {}, le consentement montre qui objecte : il ne peut être discret", of(kind))
            }
            Problem::MethodUnusable { kind } => {
                format!("pour {}, les paramètres de la méthode ne conviennent pas", of(kind))
            }
            Problem::CollegeName { place } => {
                format!("le collège {place} n'a pas de nom, ou porte celui d'un autre ; 1 à 60 caractères")
            }
            Problem::CollegeEmpty { college } => {
                format!("le collège « {college} » n'a pas de catégorie : personne n'y serait")
            }
            Problem::CategoryTwice { category } => {
                format!("la catégorie « {category} » est dans deux collèges ; gardez-en un")
            }
            Problem::ProxiesWithoutColleges => {
                "les procurations restent dans un collège, et il n'y a pas de collège".into()
            }
            Problem::QuorumOfAllInPerson => {
                "le quorum demande tout le monde en personne : une absence bloquerait tout".into()
            }
            Problem::TooManyProxies { per_holder } => {
                format!("{per_holder} procurations par personne, c'est trop ; 50 au plus")
            }
            Problem::WeightsUnusable { french, .. } => format!("le poids des mandats : {french}"),
            Problem::SumUnusable => "une somme à partir de laquelle il faut voter ou signer est positive".into(),
            Problem::OfficeDoesNotSign => {
                "seules la trésorerie et la cosignature signent des paiements".into()
            }
            Problem::NobodyVotes => {
                "aujourd'hui, personne n'aurait le droit de vote ; adoucissez les conditions".into()
            }
            Problem::CollegeWithoutVoters { college } => format!(
                "aujourd'hui, le collège « {college} » n'aurait aucun votant et son accord serait impossible"
            ),
            Problem::NobodyInOffice => {
                "aujourd'hui, personne n'exerce une fonction qui convoque ; ajoutez-en une, ou une part des membres".into()
            }
            Problem::QuorumAboveMembers { asked, entitled } => format!(
                "le quorum demande {asked} membres, et {entitled} ont le droit de vote aujourd'hui"
            ),
            Problem::SupportersAboveMembers { asked, entitled } => format!(
                "une proposition demanderait {asked} soutiens, et {entitled} membres ont le droit de vote aujourd'hui"
            ),
        }
    }

    fn english(&self) -> String {
        let of = |kind: &Kind| kind.written(Language::English);
        match self {
            Problem::TitleUnusable => "the title has 1 to 200 characters".into(),
            Problem::NobodyConvenes => {
                "nobody could convene; name an office, or a share of the members".into()
            }
            Problem::ShareUnusable => {
                "the share of the members that may convene is more than zero".into()
            }
            Problem::DelayTooLong { days } => {
                format!("a delay of {days} days is over a year; choose a shorter one")
            }
            Problem::AgendaBeforeNotice { agenda, notice } => format!(
                "the agenda could be amended until {agenda} days before the assembly, which is convened {notice} days before; choose a smaller number"
            ),
            Problem::SecondCallHarder => {
                "the second call asks for more people than the first; ask for as many or fewer"
                    .into()
            }
            Problem::MonthsUnusable { months } => {
                format!("{months} months are over ten years: hardly anyone would vote")
            }
            Problem::KindMissing { kind } => {
                format!("nothing is said of the decision on {}; give its rule", of(kind))
            }
            Problem::ThresholdUnreachable { kind } => format!(
                "for {}, the threshold would never be reached, or always; for unanimity, write “at_least 1/1”",
                of(kind)
            ),
            Problem::TieWithoutMajority { kind } => {
                format!("for {}, the chair breaks ties only at “more_than 1/2”", of(kind))
            }
            Problem::TooFewColleges { kind, needed, found } => {
                format!(
                    "for {}, {needed} college(s) are needed and the statutes have {found}",
                    of(kind)
                )
            }
            Problem::MethodUnfit { kind } => {
                format!("for {}, the answer is yes or no: choose “motion” or “consent”", of(kind))
            }
            Problem::ConsentDiscreet { kind } => {
                format!("for {}, consent shows who objects: it cannot be discreet", of(kind))
            }
            Problem::MethodUnusable { kind } => {
                format!("for {}, the parameters of the method do not fit", of(kind))
            }
            Problem::CollegeName { place } => {
                format!("college {place} has no name, or that of another; 1 to 60 characters")
            }
            Problem::CollegeEmpty { college } => {
                format!("the college “{college}” has no category: nobody would be in it")
            }
            Problem::CategoryTwice { category } => {
                format!("the category “{category}” is in two colleges; keep one")
            }
            Problem::ProxiesWithoutColleges => {
                "proxies stay within a college, and there is no college".into()
            }
            Problem::QuorumOfAllInPerson => {
                "the quorum asks for everyone in person: one absence would block everything".into()
            }
            Problem::TooManyProxies { per_holder } => {
                format!("{per_holder} proxies per person are too many; 50 at most")
            }
            Problem::WeightsUnusable { english, .. } => {
                format!("the weights of mandates: {english}")
            }
            Problem::SumUnusable => "a sum from which one must vote or sign is positive".into(),
            Problem::OfficeDoesNotSign => {
                "only the treasurer and the co-signatory sign payments".into()
            }
            Problem::NobodyVotes => {
                "today, nobody would be entitled to vote; ease the conditions".into()
            }
            Problem::CollegeWithoutVoters { college } => {
                format!("today, the college “{college}” would have no voter and could never agree")
            }
            Problem::NobodyInOffice => {
                "today, nobody holds an office that convenes; add one, or a share of the members"
                    .into()
            }
            Problem::QuorumAboveMembers { asked, entitled } => {
                format!("the quorum asks for {asked} members, and {entitled} are entitled today")
            }
            Problem::SupportersAboveMembers { asked, entitled } => format!(
                "a proposal would need {asked} supporters, and {entitled} members are entitled today"
            ),
        }
    }
}
