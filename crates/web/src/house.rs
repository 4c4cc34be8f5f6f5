//! What the pages ask of the application.

use caisse_units::{Day, Language, Month};

use crate::views::{
    Accounts, Agreements, Board, Decision, Entry, Frame, Journal, Ledger, MemberPage, MonthPage,
    Offices, Project, Proposal, ProposalList, Public, Rule, Statutes, Why,
};
use crate::views::{Assemblies, Assembly, AttendanceSheet, Convocation, File, Minutes, Poll};
use crate::views::{Consolidated, Equalisation, Federation, Peer, Supposed};
use crate::views::{GuidedStep, ReadingList, ReadingStep};

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

    /// A number that grows whenever something on the pages may have changed.
    fn moment(&self) -> u64;

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

    /// A page of the board of grievances, demands and projects, the newest first; page 1 is always
    /// there.
    fn board(&self, page: u32, language: Language) -> Option<Board>;

    /// One project, such as `PJ1`.
    fn project(&self, id: &str, language: Language) -> Option<Project>;

    /// What was agreed with partners and ceded to federations.
    fn agreements(&self, language: Language) -> Agreements;

    /// Federations that we belong to and caisses that belong to us.
    fn federation(&self, language: Language) -> Federation;

    /// The accounts of all members of a federation together.
    fn consolidated(&self, year: i16, language: Language) -> Option<Consolidated>;

    /// Another organisation, such as `OL1`.
    fn peer(&self, id: &str, language: Language) -> Option<Peer>;

    /// An equalisation of a month by a rule: one of ours, or one told by the federation `by`, such as
    /// `OL1`; with what the formula gives for figures that are only supposed.
    fn equalisation(
        &self,
        by: Option<&str>,
        rule: &str,
        month: Month,
        supposed: &Supposed,
        language: Language,
    ) -> Option<Equalisation>;

    /// A page of the journal, the newest records first; at most [`LINES_PER_PAGE`] of them.
    fn journal(&self, page: u32, language: Language) -> Option<Journal>;

    /// Why this amount: of a claim such as `C12`, or of an allocation such as `A7`.
    fn why(&self, id: &str, language: Language) -> Option<Why>;

    /// The latest checkpoint as signed, byte for byte, for the programs that verify it. `None` as
    /// long as nothing is signed.
    fn checkpoint(&self) -> Option<String>;

    /// The assemblies, with as many past ones on a page as stay light.
    fn assemblies(&self, page: u32, language: Language) -> Option<Assemblies>;

    /// One assembly, such as `AG1`.
    fn assembly(&self, id: &str, language: Language) -> Option<Assembly>;

    /// The convocation of an assembly.
    fn convocation(&self, id: &str, language: Language) -> Option<Convocation>;

    /// The attendance sheet of an assembly, for those who may read names; at most
    /// [`LINES_PER_SHEET`] lines on a page.
    fn attendance_sheet(&self, id: &str, page: u32, language: Language) -> Option<AttendanceSheet>;

    /// The minutes of an assembly, once it was opened.
    fn minutes(&self, id: &str, language: Language) -> Option<Minutes>;

    /// The text of those minutes, in French and without names: the digest of these bytes is sealed.
    fn minutes_text(&self, id: &str) -> Option<File>;

    /// One poll, such as `S1`.
    fn poll(&self, id: &str, language: Language) -> Option<Poll>;

    /// The ballots of a closed poll in a format, by the extension of its files: `json`, or the
    /// standard one of its method. No name of a person is in it, whoever reads.
    fn ballots(&self, poll: &str, extension: &str) -> Option<File>;

    /// A step of the shared reading of the accounts, on this caisse's own figures. `supposed` is what was
    /// typed of a change to try, in euros a month from everyone who contributes.
    fn guided_step(
        &self,
        step: ReadingStep,
        supposed: Option<&str>,
        language: Language,
    ) -> Option<GuidedStep>;

    /// A page of the readings held, the newest first; page 1 is always there and holds the questions that
    /// wait.
    fn readings(&self, page: u32, language: Language) -> Option<ReadingList>;
}

/// The lines that a page of a long list holds at most: keeps every page under 60 kB.
pub const LINES_PER_PAGE: usize = 50;

/// The lines of one page of an attendance sheet: some six sheets of paper, under 60 kB.
pub const LINES_PER_SHEET: usize = 100;
