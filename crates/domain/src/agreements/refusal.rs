//! Why an agreement, or what is recorded under it, is refused.

use caisse_units::{Day, Language, Rate};

use crate::identity::{AgreementId, CessionId, MemberId};

/// Why it is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// No agreement of that number.
    Unknown {
        /// The number.
        agreement: AgreementId,
    },
    /// An amount is not above zero, or beyond all bounds.
    AmountUnusable,
    /// A document is not named by its digest.
    DocumentUnusable,
    /// The agreement does not hold then.
    NotInForce {
        /// Which.
        agreement: AgreementId,
        /// Its first day.
        from: Day,
        /// Its last day.
        until: Day,
    },
    /// The document was counted already.
    DocumentTwice {
        /// Under which agreement.
        agreement: AgreementId,
    },
    /// The partner is not an active member organisation.
    NotAPartner {
        /// Who.
        partner: MemberId,
    },
    /// Criteria are missing or too long.
    CriteriaUnusable,
    /// A rate outside 0 to 100 %.
    RateUnusable {
        /// The rate.
        rate: Rate,
    },
    /// It would end before it starts.
    TermReversed,
    /// Another agreement with this partner holds on some of these days.
    AgreedAlready {
        /// Which.
        agreement: AgreementId,
        /// With whom.
        partner: MemberId,
    },
    /// A name is missing or too long.
    NameUnusable,
    /// The list of rules of a matter is too long, or one of its names is missing or too long.
    CoveredUnusable {
        /// The most rules.
        most: usize,
    },
    /// The matter, or one of its rules, is ceded already on some of these days.
    CededAlready {
        /// Which cession.
        cession: CessionId,
    },
    /// No cession of that number.
    CessionUnknown {
        /// The number.
        cession: CessionId,
    },
    /// The matter is not ceded on that day, or is taken back already.
    NotCeded {
        /// Which cession.
        cession: CessionId,
    },
    /// The notice agreed is not kept.
    NoticeTooShort {
        /// Which cession.
        cession: CessionId,
        /// The first possible day.
        first: Day,
    },
}

impl Refusal {
    /// What is refused and what would make it possible.
    pub fn sentence(&self, language: Language) -> String {
        match language {
            Language::French => self.french(),
            Language::English => self.english(),
        }
    }

    fn french(&self) -> String {
        let write = |day: &Day| day.written(Language::French);
        match self {
            Refusal::Unknown { agreement } => {
                format!("aucune convention ne porte le numéro {agreement}")
            }
            Refusal::AmountUnusable => {
                "un montant dépensé est positif ; vérifiez-le sur la pièce".to_owned()
            }
            Refusal::DocumentUnusable => "la pièce se désigne par son empreinte SHA-256".to_owned(),
            Refusal::NotInForce { agreement, from, until } => format!(
                "la convention {agreement} vaut du {} au {} ; choisissez une date qui y tombe",
                write(from),
                write(until)
            ),
            Refusal::DocumentTwice { agreement } => {
                format!("cette pièce est déjà comptée pour {agreement}")
            }
            Refusal::NotAPartner { partner } => format!(
                "{partner} n'est pas une organisation membre en règle à cette date ; inscrivez-la d'abord"
            ),
            Refusal::CriteriaUnusable => {
                "une convention dit ses critères, en 1 à 5 000 caractères".to_owned()
            }
            Refusal::RateUnusable { rate } => format!(
                "le taux de {} n'est pas possible ; il est au-dessus de 0 % et d'au plus 100 %",
                rate.written(Language::French)
            ),
            Refusal::TermReversed => "elle finirait avant de commencer".to_owned(),
            Refusal::AgreedAlready { agreement, partner } => format!(
                "la convention {agreement} lie déjà {partner} à ces dates ; mettez-y fin ou commencez après elle"
            ),
            Refusal::NameUnusable => {
                "le domaine et la fédération se nomment en 1 à 200 caractères".to_owned()
            }
            Refusal::CoveredUnusable { most } => format!(
                "un domaine nomme au plus {most} règles, chacune par un nom de 1 à 200 caractères"
            ),
            Refusal::CededAlready { cession } => {
                format!(
                    "ce domaine est déjà cédé par {cession} à ces dates, en tout ou pour une de ses règles ; reprenez-le d'abord"
                )
            }
            Refusal::CessionUnknown { cession } => {
                format!("aucune cession de domaine ne porte le numéro {cession}")
            }
            Refusal::NotCeded { cession } => {
                format!("{cession} ne vaut pas à cette date, ou le domaine est déjà repris")
            }
            Refusal::NoticeTooShort { cession, first } => format!(
                "{cession} se reprend avec un préavis ; la première date possible est le {}",
                write(first)
            ),
        }
    }

    fn english(&self) -> String {
        let write = |day: &Day| day.written(Language::English);
        match self {
            Refusal::Unknown { agreement } => format!("no agreement has the number {agreement}"),
            Refusal::AmountUnusable => {
                "an amount spent is above zero; check it on the document".to_owned()
            }
            Refusal::DocumentUnusable => "a document is named by its SHA-256 digest".to_owned(),
            Refusal::NotInForce { agreement, from, until } => format!(
                "the agreement {agreement} holds from {} to {}; choose a date within",
                write(from),
                write(until)
            ),
            Refusal::DocumentTwice { agreement } => {
                format!("this document is counted for {agreement} already")
            }
            Refusal::NotAPartner { partner } => format!(
                "{partner} is not an active member organisation on that day; enrol it first"
            ),
            Refusal::CriteriaUnusable => {
                "an agreement states its criteria, in 1 to 5,000 characters".to_owned()
            }
            Refusal::RateUnusable { rate } => format!(
                "a rate of {} is not possible; it is above 0% and at most 100%",
                rate.written(Language::English)
            ),
            Refusal::TermReversed => "it would end before it starts".to_owned(),
            Refusal::AgreedAlready { agreement, partner } => format!(
                "the agreement {agreement} binds {partner} on those days already; end it or start after it"
            ),
            Refusal::NameUnusable => {
                "the matter and the federation are named in 1 to 200 characters".to_owned()
            }
            Refusal::CoveredUnusable { most } => {
                format!("a matter names at most {most} rules, each in 1 to 200 characters")
            }
            Refusal::CededAlready { cession } => {
                format!(
                    "the matter, or one of its rules, is ceded by {cession} on those days; take it back first"
                )
            }
            Refusal::CessionUnknown { cession } => format!("no cession has the number {cession}"),
            Refusal::NotCeded { cession } => {
                format!("{cession} does not hold on that day, or the matter is taken back already")
            }
            Refusal::NoticeTooShort { cession, first } => format!(
                "{cession} is taken back with notice; the first possible day is {}",
                write(first)
            ),
        }
    }
}
