//! For whom a window is opened, and what that reader sees on a day.
//!
//! What is public is for everyone. What was sealed is for those whose office needs it, on the days on
//! which they hold it, and for oneself.
//!
//! Absent on purpose: how a reader showed who they are.

use caisse_domain::Organisation;
use caisse_domain::identity::MemberId;
use caisse_domain::offices::Role;
use caisse_units::Day;

/// For whom a window is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// The treasurer, on the caisse's own machine: sees the month, names, what bank lines say, and the
    /// computation of every amount.
    Treasurer,
    /// A member who entered: what everyone sees, the own page and the own amounts, and what an office
    /// opens while it is held.
    Member(MemberId),
    /// Everyone on the network: the accounts, the rules, the decisions and the journal. Nothing that
    /// was sealed, and no page of a member or of a member's amount.
    Everyone,
}

/// What a reader sees beyond what is public.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sight {
    /// Who it is, when known.
    pub own: Option<MemberId>,
    /// Names of members, attendance sheets, drafts: those who run assemblies and who keep or check
    /// the accounts.
    pub names: bool,
    /// The month, pages of members, wordings of the bank, computations of amounts: those who keep,
    /// sign or check the accounts.
    pub accounts: bool,
}

impl Reader {
    /// What this reader sees on a day.
    pub(crate) fn sight(self, state: &Organisation, today: Day) -> Sight {
        match self {
            Reader::Treasurer => Sight { own: None, names: true, accounts: true },
            Reader::Everyone => Sight::default(),
            Reader::Member(member) => {
                let holds = |role| state.offices.holds(member, role, today);
                let money = [Role::Treasurer, Role::CoSignatory, Role::Auditor];
                let accounts = money.into_iter().any(holds);
                let names = accounts || holds(Role::Facilitator);
                Sight { own: Some(member), names, accounts }
            }
        }
    }
}

impl Sight {
    /// Whether this reader may open the page of a member.
    pub(crate) fn opens(self, member: MemberId) -> bool {
        self.accounts || self.own == Some(member)
    }

    /// Whether this reader is one of us, by office or as a member.
    pub(crate) fn within(self) -> bool {
        self.names || self.own.is_some()
    }
}
