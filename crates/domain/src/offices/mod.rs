//! Decisions of assemblies, the offices they give, and what each office may do.
//!
//! In this version a decision is recorded as it was taken; the voting itself is not counted here.
//!
//! Absent on purpose: passwords and sessions. An actor arrives named in the envelope.

use caisse_units::{Day, Language};
use serde::{Deserialize, Serialize};

use crate::identity::{DecisionId, MemberId, OfficeId};

/// What an office is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Keeps the money and the books; may give one of two signatures.
    Treasurer,
    /// Gives one of two signatures.
    CoSignatory,
    /// Prepares assemblies and records their decisions.
    Facilitator,
    /// Reads everything, changes nothing.
    Auditor,
}

impl Role {
    /// The name of the office on screen.
    pub fn written(self, language: Language) -> &'static str {
        match self {
            Role::Treasurer => language.choose("trésorerie", "treasurer"),
            Role::CoSignatory => language.choose("cosignature", "co-signatory"),
            Role::Facilitator => language.choose("animation", "facilitator"),
            Role::Auditor => language.choose("contrôle des comptes", "auditor"),
        }
    }
}

/// A decision of an assembly, as recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Which assembly, such as `assemblée fondatrice`.
    pub assembly: String,
    /// The day it was taken.
    pub on: Day,
    /// Its title, 1 to 200 characters.
    pub title: String,
    /// Its text, at most 10,000 characters.
    pub text: String,
    /// SHA-256 of the minutes or other document, 64 hexadecimal digits.
    #[serde(default)]
    pub document: Option<String>,
}

/// An office held by a member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Office {
    /// Who holds it.
    pub member: MemberId,
    /// What it is for.
    pub role: Role,
    /// From when.
    pub from: Day,
    /// Until when, that day included; open-ended if absent.
    #[serde(default)]
    pub until: Option<Day>,
    /// The decision that gave it.
    pub decision: DecisionId,
}

/// The decisions recorded and the offices they gave.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offices {
    decisions: Vec<Decision>,
    offices: Vec<Office>,
}

/// Who acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Actor {
    /// The founders, acting for the assembly until a treasurer is in office.
    Founders,
    /// A member.
    Member(MemberId),
}

/// A kind of act, for which an office is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Power {
    /// Keep the register of members.
    KeepRegister,
    /// Record decisions, adopt rules, give and end offices by a decision.
    RecordDecisions,
    /// Call, receive, import, grant by rule, prepare payments, close, correct.
    KeepAccounts,
    /// Sign payments.
    Sign,
}

/// What one may ask.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Command {
    /// Record a decision.
    Record(Decision),
    /// Give an office by a recorded decision.
    Give(Office),
    /// End an office by a recorded decision.
    End {
        /// Which.
        office: OfficeId,
        /// The last day it is held.
        on: Day,
        /// The decision that ends it.
        decision: DecisionId,
    },
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// A decision was recorded.
    DecisionRecorded {
        /// Its number.
        decision: DecisionId,
        /// What was decided.
        content: Decision,
    },
    /// An office was given.
    OfficeGiven {
        /// Its number.
        office: OfficeId,
        /// To whom, from when.
        content: Office,
    },
    /// An office ended.
    OfficeEnded {
        /// Which.
        office: OfficeId,
        /// Its last day.
        on: Day,
        /// By which decision.
        decision: DecisionId,
    },
}

/// Why it is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The actor holds no office that allows this.
    NotAllowed {
        /// Who.
        actor: Actor,
        /// What was tried.
        power: Power,
    },
    /// The decision needs a title of 1 to 200 characters, a text of at most 10,000, an assembly.
    DecisionUnusable,
    /// A decision cannot be recorded before it is taken.
    DecisionInFuture {
        /// The day given.
        on: Day,
    },
    /// No decision of that number.
    DecisionUnknown {
        /// The number.
        decision: DecisionId,
    },
    /// Nobody of that number.
    MemberUnknown {
        /// The number.
        member: MemberId,
    },
    /// The office would end before it starts.
    TermReversed,
    /// The member already holds that office on those days.
    AlreadyHeld {
        /// Who.
        member: MemberId,
        /// Which office.
        role: Role,
    },
    /// No office of that number, or it has ended.
    OfficeNotHeld {
        /// The number.
        office: OfficeId,
    },
}

impl Refusal {
    /// What is refused and what would make it possible.
    pub fn sentence(&self, language: Language) -> String {
        let french = language == Language::French;
        match self {
            Refusal::NotAllowed { actor, power } => not_allowed(*actor, *power, language),
            Refusal::DecisionUnusable => language
                .choose(
                    "une décision nomme son assemblée, porte un titre de 1 à 200 caractères et un texte d'au plus 10 000",
                    "a decision names its assembly, has a title of 1 to 200 characters and a text of at most 10,000",
                )
                .to_owned(),
            Refusal::DecisionInFuture { on } if french => {
                format!("la décision est datée du {}, qui n'est pas encore venu", on.written(language))
            }
            Refusal::DecisionInFuture { on } => {
                format!("the decision is dated {}, which has not come yet", on.written(language))
            }
            Refusal::DecisionUnknown { decision } if french => {
                format!("aucune décision ne porte le numéro {decision} ; enregistrez-la d'abord")
            }
            Refusal::DecisionUnknown { decision } => {
                format!("no decision has the number {decision}; record it first")
            }
            Refusal::MemberUnknown { member } if french => {
                format!("aucun membre ne porte le numéro {member}")
            }
            Refusal::MemberUnknown { member } => format!("no member has the number {member}"),
            Refusal::TermReversed => language
                .choose("la fonction finirait avant de commencer", "the office would end before it starts")
                .to_owned(),
            Refusal::AlreadyHeld { member, role } if french => {
                format!("{member} exerce déjà la fonction « {} » à ces dates", role.written(language))
            }
            Refusal::AlreadyHeld { member, role } => {
                format!("{member} already holds the office of {} on those days", role.written(language))
            }
            Refusal::OfficeNotHeld { office } if french => {
                format!("la fonction {office} n'existe pas ou a déjà pris fin")
            }
            Refusal::OfficeNotHeld { office } => {
                format!("the office {office} does not exist or has already ended")
            }
        }
    }
}

fn not_allowed(actor: Actor, power: Power, language: Language) -> String {
    let who = match actor {
        Actor::Founders => language.choose("les fondateur·ices", "the founders").to_owned(),
        Actor::Member(member) => member.to_string(),
    };
    let needed = match power {
        Power::KeepRegister => {
            language.choose("trésorerie ou animation", "treasurer or facilitator")
        }
        Power::RecordDecisions => {
            language.choose("animation ou trésorerie", "facilitator or treasurer")
        }
        Power::KeepAccounts => language.choose("trésorerie", "treasurer"),
        Power::Sign => language.choose("trésorerie ou cosignature", "treasurer or co-signatory"),
    };
    match language {
        Language::French => format!(
            "cet acte demande la fonction « {needed} », que {who} n'exerce pas à cette date ; une assemblée peut la donner"
        ),
        Language::English => format!(
            "this act needs the office of {needed}, which {who} does not hold on that day; an assembly can give it"
        ),
    }
}

impl Offices {
    /// The state right after the founding: its decision is D1.
    pub(crate) fn founded(decision: &Decision) -> Offices {
        Offices { decisions: vec![decision.clone()], offices: Vec::new() }
    }

    /// The decision of that number.
    pub fn decision(&self, decision: DecisionId) -> Option<&Decision> {
        self.decisions.get((decision.0 as usize).checked_sub(1)?)
    }

    /// Every decision with its number, in the order recorded.
    pub fn decisions(&self) -> impl Iterator<Item = (DecisionId, &Decision)> {
        self.decisions.iter().enumerate().map(|(index, d)| (DecisionId::at(index), d))
    }

    /// The office of that number.
    pub fn office(&self, office: OfficeId) -> Option<&Office> {
        self.offices.get((office.0 as usize).checked_sub(1)?)
    }

    /// Every office ever given, with its number.
    pub fn offices(&self) -> impl Iterator<Item = (OfficeId, &Office)> {
        self.offices.iter().enumerate().map(|(index, office)| (OfficeId::at(index), office))
    }

    /// True if the member holds that office on that day.
    pub fn holds(&self, member: MemberId, role: Role, day: Day) -> bool {
        self.offices.iter().any(|office| {
            office.member == member
                && office.role == role
                && office.from <= day
                && office.until.is_none_or(|until| day <= until)
        })
    }

    /// Refuses an actor without an office for this act on that day. The founders may do all but sign
    /// until a treasurer has been in office.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`].
    pub fn allow(&self, actor: Actor, power: Power, day: Day) -> Result<(), Refusal> {
        let allowed = match actor {
            Actor::Founders => {
                let treasurer = |office: &Office| office.role == Role::Treasurer;
                power != Power::Sign && !self.offices.iter().any(treasurer)
            }
            Actor::Member(member) => {
                let holds = |role| self.holds(member, role, day);
                match power {
                    Power::KeepRegister | Power::RecordDecisions => {
                        holds(Role::Treasurer) || holds(Role::Facilitator)
                    }
                    Power::KeepAccounts => holds(Role::Treasurer),
                    Power::Sign => holds(Role::Treasurer) || holds(Role::CoSignatory),
                }
            }
        };
        if allowed { Ok(()) } else { Err(Refusal::NotAllowed { actor, power }) }
    }

    /// Refuses a decision that was not recorded.
    ///
    /// # Errors
    /// [`Refusal::DecisionUnknown`].
    pub fn require(&self, decision: DecisionId) -> Result<&Decision, Refusal> {
        self.decision(decision).ok_or(Refusal::DecisionUnknown { decision })
    }
}

/// Decides a command on decisions and offices.
///
/// # Errors
/// The first [`Refusal`] in the order of the list.
pub fn decide(
    offices: &Offices,
    members: &crate::members::Members,
    command: Command,
    today: Day,
) -> Result<Event, Refusal> {
    match command {
        Command::Record(content) => {
            let title = content.title.trim().chars().count();
            if title == 0
                || title > 200
                || content.text.chars().count() > 10_000
                || content.assembly.trim().is_empty()
                || content.assembly.chars().count() > 200
            {
                return Err(Refusal::DecisionUnusable);
            }
            if content.on > today {
                return Err(Refusal::DecisionInFuture { on: content.on });
            }
            let decision = DecisionId::at(offices.decisions.len());
            Ok(Event::DecisionRecorded { decision, content })
        }
        Command::Give(content) => {
            offices.require(content.decision)?;
            check_office(offices, members, &content)?;
            Ok(Event::OfficeGiven { office: OfficeId::at(offices.offices.len()), content })
        }
        Command::End { office, on, decision } => {
            offices.require(decision)?;
            check_end(offices, office, on)?;
            Ok(Event::OfficeEnded { office, on, decision })
        }
    }
}

/// Refuses an office that cannot be given, whatever the decision.
pub(crate) fn check_office(
    offices: &Offices,
    members: &crate::members::Members,
    content: &Office,
) -> Result<(), Refusal> {
    if members.get(content.member).is_none() {
        return Err(Refusal::MemberUnknown { member: content.member });
    }
    if content.until.is_some_and(|until| until < content.from) {
        return Err(Refusal::TermReversed);
    }
    let overlaps = |held: &&Office| {
        held.member == content.member
            && held.role == content.role
            && held.until.is_none_or(|until| content.from <= until)
            && content.until.is_none_or(|until| held.from <= until)
    };
    if offices.offices.iter().any(|held| overlaps(&held)) {
        return Err(Refusal::AlreadyHeld { member: content.member, role: content.role });
    }
    Ok(())
}

/// Refuses to end an office that is not held on that day, or has ended.
pub(crate) fn check_end(offices: &Offices, office: OfficeId, on: Day) -> Result<(), Refusal> {
    match offices.office(office) {
        Some(held) if held.until.is_none_or(|until| on < until) && on >= held.from => Ok(()),
        _ => Err(Refusal::OfficeNotHeld { office }),
    }
}

/// Applies an event that was decided; trusts the journal.
pub fn apply(offices: &mut Offices, event: &Event) {
    match event {
        Event::DecisionRecorded { content, .. } => offices.decisions.push(content.clone()),
        Event::OfficeGiven { content, .. } => offices.offices.push(content.clone()),
        Event::OfficeEnded { office, on, .. } => {
            offices.offices[office.index()].until = Some(*on);
        }
    }
}
