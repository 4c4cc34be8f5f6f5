//! A caisse founded this morning: no rule, no member, no entry, no checkpoint, and a house that keeps the
//! treasurer's month to itself. Every page must stand on nothing.

use caisse_units::{Amount, Day, Language, Month};
use caisse_web::House;
use caisse_web::views::{
    Accounts, Agreements, Board, Decision, Entry, Flow, Frame, Journal, Ledger, MemberCount,
    MemberPage, MonthPage, Offices, Pages, Project, Proposal, ProposalList, Public, Rule, Statutes,
    Survival, Why, Worklist,
};
use caisse_web::views::{Assemblies, Assembly, AttendanceSheet, Convocation, File, Minutes, Poll};
use caisse_web::views::{Consolidated, Equalisation, Federation, Peer, Supposed};
use caisse_web::views::{GuidedStep, ReadingList, ReadingStep};

use crate::browser::Server;
use crate::browser::html::tags;
use crate::house::{day, month};

struct YoungHouse {
    shows_the_month: bool,
}

impl House for YoungHouse {
    fn shows_the_month(&self) -> bool {
        self.shows_the_month
    }

    fn moment(&self) -> u64 {
        1
    }

    fn frame(&self, _: Language) -> Frame {
        let (name, kind) = ("Caisse neuve".to_owned(), String::new());
        Frame { name, kind, month: month("2026-01"), years: vec![2026], warning: None }
    }

    fn public(&self, _: Language) -> Public {
        let flow = Flow { contributions: Amount::ZERO, allocations: Amount::ZERO };
        Public {
            purpose: "Mettre en commun.".to_owned(),
            as_of: day("2026-01-01"),
            fund: Amount::ZERO,
            kept_for_others: Amount::ZERO,
            members: MemberCount { people: 0, households: 0, organisations: 0 },
            month: month("2026-01"),
            this_month: flow,
            this_year: flow,
            survival: Survival {
                months: None,
                method: String::new(),
                alone: None,
                fund: vec![],
                floor: None,
            },
            ten_euros: vec![],
            rules: vec![],
            checkpoint: None,
        }
    }

    fn member(&self, id: &str, _: Language) -> Option<MemberPage> {
        (id == "M1").then(|| MemberPage {
            pseudonym: id.to_owned(),
            name: None,
            since: day("2026-01-01"),
            standing: vec![],
            contribution: None,
            earlier: vec![],
            my_money: vec![],
            allowances: vec![],
            requests: vec![],
            changes: vec![],
        })
    }

    fn month(&self, month: Month, _: Language) -> Option<MonthPage> {
        Some(MonthPage {
            month,
            previous: None,
            next: None,
            closed: None,
            called: Worklist::default(),
            paid: Worklist::default(),
            late: Worklist::default(),
            unmatched: Worklist::default(),
            to_decide: Worklist::default(),
            to_sign: Worklist::default(),
            to_pay: Worklist::default(),
            to_close: vec![],
        })
    }

    fn accounts(&self, year: i16, _: Language) -> Option<Accounts> {
        Some(Accounts {
            year,
            until: day("2026-01-01"),
            closed: None,
            income: vec![],
            expenses: vec![],
            assets: vec![],
            liabilities: vec![],
            trial: vec![],
            fund: vec![],
            questions: vec![],
        })
    }

    fn ledger(&self, account: &str, year: i16, _: u32, _: Language) -> Option<Ledger> {
        Some(Ledger {
            account: account.to_owned(),
            title: String::new(),
            plain: "Compte vide".to_owned(),
            year,
            opening: Amount::ZERO,
            lines: vec![],
            pages: Pages { current: 1, count: 1 },
        })
    }

    fn entry(&self, _: &str, _: Language) -> Option<Entry> {
        None
    }

    fn decision(&self, _: &str, _: Language) -> Option<Decision> {
        None
    }

    fn rule(&self, _: &str, _: Option<Day>, _: Language) -> Option<Rule> {
        None
    }

    fn proposals(&self, _: u32, _: Language) -> Option<ProposalList> {
        Some(ProposalList::default())
    }

    fn proposal(&self, _: &str, _: Language) -> Option<Proposal> {
        None
    }

    fn statutes(&self, _: Option<Day>, _: Language) -> Option<Statutes> {
        None
    }

    fn offices(&self, _: Language) -> Offices {
        Offices::default()
    }

    fn board(&self, _: u32, _: Language) -> Option<Board> {
        Some(Board::default())
    }

    fn project(&self, _: &str, _: Language) -> Option<Project> {
        None
    }

    fn agreements(&self, _: Language) -> Agreements {
        Agreements::default()
    }

    fn federation(&self, _: Language) -> Federation {
        Federation::default()
    }

    fn consolidated(&self, _: i16, _: Language) -> Option<Consolidated> {
        None
    }

    fn peer(&self, _: &str, _: Language) -> Option<Peer> {
        None
    }

    fn equalisation(
        &self,
        _: Option<&str>,
        _: &str,
        _: Month,
        _: &Supposed,
        _: Language,
    ) -> Option<Equalisation> {
        None
    }

    fn journal(&self, _: u32, _: Language) -> Option<Journal> {
        let pages = Pages { current: 1, count: 1 };
        Some(Journal { records: vec![], count: 0, pages, checkpoint: None })
    }

    fn why(&self, _: &str, _: Language) -> Option<Why> {
        None
    }

    fn checkpoint(&self) -> Option<String> {
        None
    }

    fn assemblies(&self, _: u32, _: Language) -> Option<Assemblies> {
        let pages = Pages { current: 1, count: 1 };
        let none_yet = Some("Aucune assemblée.".to_owned());
        Some(Assemblies { next: vec![], past: vec![], pages, none_yet })
    }

    fn assembly(&self, _: &str, _: Language) -> Option<Assembly> {
        None
    }

    fn convocation(&self, _: &str, _: Language) -> Option<Convocation> {
        None
    }

    fn attendance_sheet(&self, _: &str, _: u32, _: Language) -> Option<AttendanceSheet> {
        None
    }

    fn minutes(&self, _: &str, _: Language) -> Option<Minutes> {
        None
    }

    fn minutes_text(&self, _: &str) -> Option<File> {
        None
    }

    fn poll(&self, _: &str, _: Language) -> Option<Poll> {
        None
    }

    fn ballots(&self, _: &str, _: &str) -> Option<File> {
        None
    }

    fn guided_step(
        &self,
        step: ReadingStep,
        _: Option<&str>,
        language: Language,
    ) -> Option<GuidedStep> {
        Some(GuidedStep {
            step,
            as_of: day("2026-01-01"),
            figure: language.choose("Rien encore", "Nothing yet").to_owned(),
            says: String::new(),
            why: vec![],
            sentences: vec![],
            drawing: None,
            discuss: String::new(),
            exercise: None,
            trying: None,
            questions: vec![],
        })
    }

    fn readings(&self, page: u32, _: Language) -> Option<ReadingList> {
        let pages = Pages { current: 1, count: 1 };
        let list = ReadingList { waiting: vec![], alone: vec![], readings: vec![], pages };
        (page == 1).then_some(list)
    }
}

const PAGES: [&str; 20] = [
    "/",
    "/regles",
    "/membres/M1",
    "/mois/2026-01",
    "/mois/2026-01/paye",
    "/comptes/2026",
    "/comptes/2026/512",
    "/journal",
    "/propositions",
    "/statuts",
    "/mandats",
    "/projets",
    "/conventions",
    "/federation",
    "/lecture",
    "/lecture/dix-euros",
    "/lecture/et-si",
    "/lecture/feuilles",
    "/lectures",
    "/mots",
];

#[test]
fn a_caisse_founded_this_morning_has_all_its_pages() {
    let server = Server::of(YoungHouse { shows_the_month: true });
    for path in PAGES {
        for language in ["fr", "en"] {
            let answer = server.get(&format!("{path}?langue={language}"));
            assert_eq!(answer.status, 200, "{path}");
            tags(&answer.body).unwrap_or_else(|error| panic!("{path}: {error}"));
        }
    }
    assert_eq!(server.get("/checkpoint").status, 404);
    assert!(server.get("/").body.contains("Aucune règle n'est encore en vigueur."));
    assert!(server.get("/").body.contains("Rien n'a encore été reçu."));
}

#[test]
fn the_month_of_the_treasurer_can_be_kept_from_everyone() {
    let server = Server::of(YoungHouse { shows_the_month: false });
    for path in PAGES {
        let answer = server.get(path);
        let hidden = path.starts_with("/mois");
        assert_eq!(answer.status, if hidden { 404 } else { 200 }, "{path}");
        assert!(hidden || !answer.body.contains("/mois"), "{path} leads to the month");
    }
}
