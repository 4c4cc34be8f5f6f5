//! Why allocations refuse, in the order of the checks.

use caisse_units::{Amount, Day, Language, Month};

use crate::identity::{AllocationId, MemberId, RequestId};

/// Why it is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Nobody of that number, or not an active member on that day.
    NotAMember {
        /// The number.
        member: MemberId,
        /// The day.
        on: Day,
    },
    /// An amount that is zero, negative or beyond bounds.
    AmountUnusable {
        /// The amount.
        amount: Amount,
    },
    /// A reason is missing or too long.
    ReasonUnusable,
    /// Too many documents, or a digest that is none.
    DocumentsUnusable,
    /// No request of that number.
    RequestUnknown {
        /// The number.
        request: RequestId,
    },
    /// The request is decided already.
    AlreadyDecided {
        /// The number.
        request: RequestId,
    },
    /// Only a refusal can be contested.
    NotRefused {
        /// The number.
        request: RequestId,
    },
    /// The rule gives nothing.
    NothingByRule {
        /// The rule.
        rule: String,
        /// Since when its version holds.
        since: Day,
    },
    /// More than the rule computes.
    MoreThanComputed {
        /// What the rule computes.
        computed: Amount,
        /// What was asked for.
        asked: Amount,
    },
    /// Less than the rule computes needs a decision.
    DecisionNeeded {
        /// What the rule computes.
        computed: Amount,
    },
    /// The free fund is too small.
    FundsTooLow {
        /// What is needed.
        needed: Amount,
        /// What is free: money in hand, less what is reserved and owed, less the reserve floor.
        available: Amount,
    },
    /// The allowance of the month is granted to all who are entitled.
    NobodyEntitled {
        /// The month.
        month: Month,
    },
    /// No allocation of that number.
    AllocationUnknown {
        /// The number.
        allocation: AllocationId,
    },
    /// The allocation is not just reserved any more.
    NotReserved {
        /// The number.
        allocation: AllocationId,
    },
    /// Nothing has expired.
    NothingExpired {
        /// The day.
        on: Day,
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
        let write = |amount: &Amount| amount.written(Language::French);
        let date = |day: &Day| day.written(Language::French);
        match self {
            Refusal::NotAMember { member, on } => {
                format!("{member} n'est pas membre en règle le {}", date(on))
            }
            Refusal::AmountUnusable { amount } => {
                format!("{} : un montant positif et raisonnable est attendu", write(amount))
            }
            Refusal::ReasonUnusable => "un motif de 1 à 500 caractères est nécessaire".to_owned(),
            Refusal::DocumentsUnusable => {
                "au plus 20 pièces, chacune désignée par son empreinte SHA-256".to_owned()
            }
            Refusal::RequestUnknown { request } => {
                format!("aucune demande ne porte le numéro {request}")
            }
            Refusal::AlreadyDecided { request } => {
                format!("{request} est déjà tranchée ; la personne peut faire appel d'un refus")
            }
            Refusal::NotRefused { request } => {
                format!("{request} n'a pas été refusée ; il n'y a pas lieu de faire appel")
            }
            Refusal::NothingByRule { rule, since } => format!(
                "la règle « {rule} », en vigueur depuis le {}, ne donne rien dans cette situation ; voyez l'explication du calcul",
                date(since)
            ),
            Refusal::MoreThanComputed { computed, asked } => format!(
                "la règle donne {}, on ne peut accorder {} ; une assemblée peut changer la règle",
                write(computed),
                write(asked)
            ),
            Refusal::DecisionNeeded { computed } => format!(
                "accorder moins que les {} de la règle demande une décision enregistrée",
                write(computed)
            ),
            Refusal::FundsTooLow { needed, available } => format!(
                "il faudrait {}, la caisse dispose de {} une fois déduits les sommes réservées et le plancher de réserve ; attendez des rentrées ou partagez selon la règle de pénurie",
                write(needed),
                write(available)
            ),
            Refusal::NobodyEntitled { month } => format!(
                "personne n'a droit à cette allocation pour {}, ou elle est déjà accordée à toutes et tous",
                month.written(Language::French)
            ),
            Refusal::AllocationUnknown { allocation } => {
                format!("aucune allocation ne porte le numéro {allocation}")
            }
            Refusal::NotReserved { allocation } => {
                format!(
                    "{allocation} n'est plus seulement réservée : elle est ordonnée, payée ou annulée"
                )
            }
            Refusal::NothingExpired { on } => {
                format!("aucune allocation réservée n'est échue au {}", date(on))
            }
        }
    }

    fn english(&self) -> String {
        let write = |amount: &Amount| amount.written(Language::English);
        let date = |day: &Day| day.written(Language::English);
        match self {
            Refusal::NotAMember { member, on } => {
                format!("{member} is not an active member on {}", date(on))
            }
            Refusal::AmountUnusable { amount } => {
                format!("{}: a positive and reasonable amount is expected", write(amount))
            }
            Refusal::ReasonUnusable => "a reason of 1 to 500 characters is needed".to_owned(),
            Refusal::DocumentsUnusable => {
                "at most 20 documents, each named by its SHA-256 digest".to_owned()
            }
            Refusal::RequestUnknown { request } => format!("no request has the number {request}"),
            Refusal::AlreadyDecided { request } => {
                format!("{request} is decided already; the person may contest a refusal")
            }
            Refusal::NotRefused { request } => {
                format!("{request} was not refused; there is nothing to contest")
            }
            Refusal::NothingByRule { rule, since } => format!(
                "the rule “{rule}”, in force since {}, gives nothing in this situation; see how it is computed",
                date(since)
            ),
            Refusal::MoreThanComputed { computed, asked } => format!(
                "the rule gives {}, {} cannot be granted; an assembly can change the rule",
                write(computed),
                write(asked)
            ),
            Refusal::DecisionNeeded { computed } => format!(
                "granting less than the {} of the rule needs a recorded decision",
                write(computed)
            ),
            Refusal::FundsTooLow { needed, available } => format!(
                "{} would be needed, the caisse has {} free after what is reserved and the reserve floor; wait for income or share by the shortage rule",
                write(needed),
                write(available)
            ),
            Refusal::NobodyEntitled { month } => format!(
                "nobody is entitled to this allowance for {}, or all have it already",
                month.written(Language::English)
            ),
            Refusal::AllocationUnknown { allocation } => {
                format!("no allocation has the number {allocation}")
            }
            Refusal::NotReserved { allocation } => {
                format!(
                    "{allocation} is not just reserved any more: it is ordered, paid or cancelled"
                )
            }
            Refusal::NothingExpired { on } => {
                format!("no reserved allocation has expired by {}", date(on))
            }
        }
    }
}
