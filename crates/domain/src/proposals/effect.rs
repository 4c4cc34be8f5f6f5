//! What a proposal does once adopted.

use caisse_units::{Amount, Day, Language};
use serde::{Deserialize, Serialize};

use crate::agreements::{Ceded, Terms};
use crate::assemblies::Statutes;
use crate::identity::{AgreementId, CessionId, EnvelopeId, MemberId, OfficeId, PeerId, ProjectId};
use crate::ledger::AccountNumber;
use crate::offices::Role;
use crate::rules::AdoptedRule;

/// What a proposal does once adopted, from its day on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// Nothing but the decision itself.
    Resolution,
    /// Adopt rules, or new versions of rules, that begin on the day of effect or later.
    AdoptRules {
        /// The rules, each with all its versions.
        rules: Vec<AdoptedRule>,
    },
    /// Repeal a rule.
    RepealRule {
        /// Its name.
        rule: String,
    },
    /// Adopt a budget.
    AdoptBudget {
        /// The year.
        year: i16,
        /// What is planned per account, positive for expenses as for income.
        lines: Vec<(AccountNumber, Amount)>,
    },
    /// Open a credit line for a project.
    FundProject {
        /// Which.
        project: ProjectId,
        /// How much.
        amount: Amount,
        /// The day by which results are reported back.
        report_by: Day,
    },
    /// Set a sum aside for projects that a later vote will choose.
    OpenEnvelope {
        /// Its title.
        title: String,
        /// How much.
        amount: Amount,
        /// The last day on which projects may be chosen.
        until: Day,
    },
    /// Choose projects within an envelope; each one chosen gets what its plan still lacks.
    Prioritise {
        /// The envelope.
        envelope: EnvelopeId,
        /// The projects to choose from.
        projects: Vec<ProjectId>,
        /// The day by which results are reported back.
        report_by: Day,
    },
    /// Elect to an office.
    Elect {
        /// Which office.
        role: Role,
        /// Who stands.
        candidates: Vec<MemberId>,
        /// How many are elected at most.
        seats: u16,
        /// The last day of the term; open-ended if absent.
        #[serde(default)]
        until: Option<Day>,
        /// The instructions of an imperative mandate, at most 50,000 characters.
        #[serde(default)]
        mandate: Option<String>,
        /// The offices of that kind that this election renews: they end the day before. Others
        /// go on to their own term. Whoever is elected again starts a new term.
        #[serde(default)]
        renews: Vec<OfficeId>,
    },
    /// Revoke an office before its term.
    Revoke {
        /// Which.
        office: OfficeId,
    },
    /// Agree with a producer or a service.
    Agree(Terms),
    /// End an agreement before its term.
    EndAgreement {
        /// Which.
        agreement: AgreementId,
    },
    /// Change the statutes.
    ChangeStatutes {
        /// The new ones, whole.
        statutes: Box<Statutes>,
    },
    /// Cede a matter to a federation.
    Cede(Ceded),
    /// Take a ceded matter back.
    TakeBack {
        /// Which.
        cession: CessionId,
    },
    /// Join a federation, ceding matters to it; or admit a caisse, ceding none.
    Tie {
        /// The other organisation.
        peer: PeerId,
        /// The matters ceded to a federation that is joined.
        #[serde(default)]
        ceded: Vec<Ceded>,
    },
    /// Leave a federation, or end the membership of a caisse: the day of effect is the first without.
    EndTie {
        /// The other organisation.
        peer: PeerId,
    },
    /// Adopt rules for all members of this federation, in a matter that they ceded.
    AdoptCommonRules {
        /// The matter.
        matter: String,
        /// The rules, each with all its versions.
        rules: Vec<AdoptedRule>,
    },
}

impl Effect {
    /// True when the day of effect is a part of what is decided, so that it must still be to come at
    /// the vote; the others take effect with the vote when their day has passed.
    pub fn is_dated(&self) -> bool {
        !matches!(
            self,
            Effect::Resolution
                | Effect::AdoptBudget { .. }
                | Effect::FundProject { .. }
                | Effect::OpenEnvelope { .. }
                | Effect::Prioritise { .. }
        )
    }

    /// What it does, in a few words.
    pub fn written(&self, language: Language) -> &'static str {
        match self {
            Effect::Resolution => language.choose("résolution", "resolution"),
            Effect::AdoptRules { .. } => language.choose("adopter des règles", "adopt rules"),
            Effect::RepealRule { .. } => language.choose("abroger une règle", "repeal a rule"),
            Effect::AdoptBudget { .. } => language.choose("adopter un budget", "adopt a budget"),
            Effect::FundProject { .. } => language.choose("financer un projet", "fund a project"),
            Effect::OpenEnvelope { .. } => {
                language.choose("ouvrir une enveloppe", "open an envelope")
            }
            Effect::Prioritise { .. } => language.choose("choisir des projets", "choose projects"),
            Effect::Elect { .. } => language.choose("élire", "elect"),
            Effect::Revoke { .. } => language.choose("révoquer", "revoke"),
            Effect::Agree(_) => language.choose("conventionner", "make an agreement"),
            Effect::EndAgreement { .. } => {
                language.choose("mettre fin à une convention", "end an agreement")
            }
            Effect::ChangeStatutes { .. } => {
                language.choose("changer les statuts", "change the statutes")
            }
            Effect::Cede(_) => language.choose("céder un domaine", "cede a matter"),
            Effect::TakeBack { .. } => {
                language.choose("reprendre un domaine cédé", "take a ceded matter back")
            }
            Effect::Tie { .. } => language.choose("lier deux organisations", "tie organisations"),
            Effect::EndTie { .. } => language.choose("mettre fin à un lien", "end a tie"),
            Effect::AdoptCommonRules { .. } => {
                language.choose("adopter des règles communes", "adopt common rules")
            }
        }
    }
}
