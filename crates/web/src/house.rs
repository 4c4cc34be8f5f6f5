//! What the pages ask of the application.

use caisse_units::{Day, Language, Month};

use crate::views::{
    Accounts, Agreements, Board, Decision, Entry, Frame, Journal, Ledger, MemberPage, MonthPage,
    Offices, Project, Proposal, ProposalList, Public, Rule, Statutes, Why,
};

/// One caisse, as the pages see it. The application implements it; tests use one of their own.
///
/// Every answer is a picture of one moment, its texts written in `language`. `None` means that there
/// is no such thing, or that this reader may not see it: the pages answer both with the same “not
/// found”, so that nothing can be guessed. Identifiers come straight from the address and are to be
/// parsed and refused with `None`. Pages of long lists are numbered from 1; a page beyond the last is
/// `None`.
///
/// The pages know no passwords: one house answers one kind of reader. To let everyone read the accounts
/// and only the treasurer work on the month, serve two: one that [shows the
/// month](House::shows_the_month) on the treasurer's own machine, one that does not on the network.
pub trait House: Send + Sync {
    /// Whether readers of this house may see the treasurer's month. When not, no page leads there and
    /// [`House::month`] is never asked.
    fn shows_the_month(&self) -> bool {
        true
    }

    /// What stands around every page: the name of the caisse, its months and years.
    fn frame(&self, language: Language) -> Frame;

    /// The public page.
    fn public(&self, language: Language) -> Public;

    /// The page of one member, by pseudonym such as `M12` or by whatever secret word the application
    /// gives to members.
    fn member(&self, id: &str, language: Language) -> Option<MemberPage>;

    /// The treasurer's month.
    fn month(&self, month: Month, language: Language) -> Option<MonthPage>;

    /// The accounts of a year.
    fn accounts(&self, year: i16, language: Language) -> Option<Accounts>;

    /// The lines of one account in a year; at most [`LINES_PER_PAGE`] of them.
    fn ledger(&self, account: &str, year: i16, page: u32, language: Language) -> Option<Ledger>;

    /// One entry of the books, such as `E40`.
    fn entry(&self, id: &str, language: Language) -> Option<Entry>;

    /// One decision, such as `D3`.
    fn decision(&self, id: &str, language: Language) -> Option<Decision>;

    /// One version of a rule: the one in force from `since`, or the latest without it.
    fn rule(&self, name: &str, since: Option<Day>, language: Language) -> Option<Rule>;

    /// The proposals; pages are of the decided ones, at most [`LINES_PER_PAGE`] each.
    fn proposals(&self, page: u32, language: Language) -> Option<ProposalList>;

    /// One proposal, such as `PR4`. May take a second, the first time, for one on rules.
    fn proposal(&self, id: &str, language: Language) -> Option<Proposal>;

    /// The statutes in force, or the version that began on a day.
    fn statutes(&self, since: Option<Day>, language: Language) -> Option<Statutes>;

    /// Who holds what office, and which delegates carry which mandate.
    fn offices(&self, language: Language) -> Offices;

    /// The board of grievances, demands and projects.
    fn board(&self, language: Language) -> Board;

    /// One project, such as `PJ1`.
    fn project(&self, id: &str, language: Language) -> Option<Project>;

    /// What was agreed with partners and ceded to federations.
    fn agreements(&self, language: Language) -> Agreements;

    /// A page of the journal, the newest records first; at most [`LINES_PER_PAGE`] of them.
    fn journal(&self, page: u32, language: Language) -> Option<Journal>;

    /// Why this amount: of a claim such as `C12`, or of an allocation such as `A7`.
    fn why(&self, id: &str, language: Language) -> Option<Why>;

    /// The latest checkpoint as signed, byte for byte, for the programs that verify it. `None` as
    /// long as nothing is signed.
    fn checkpoint(&self) -> Option<String>;
}

/// The lines that a page of a long list holds at most: keeps every page under 60 kB.
pub const LINES_PER_PAGE: usize = 50;
