//! The journal, record by record, and its checkpoint.

use caisse_app::house::read_event;
use caisse_domain::identity::EntryId;
use caisse_domain::{Event, allocations, books, contributions, offices, rules};
use caisse_journal::{Record as Stored, SignedNote};
use caisse_units::{Day, Language};
use caisse_web::LINES_PER_PAGE;
use caisse_web::views::{self, Checkpoint, Journal, Pages, Place};

use crate::deliberation;
use crate::look::Look;

/// Events larger than this are not read to find where they lead: they call or grant for many.
const LARGEST_READ: usize = 64 * 1024;

impl Look<'_> {
    /// A page of the journal, the newest records on page 1; at most 50 records are read.
    pub fn journal(&self, page: u32) -> Option<Journal> {
        let count = self.desk.house.head().size;
        let lines = LINES_PER_PAGE as u64;
        let pages = u32::try_from(count.div_ceil(lines)).ok()?.max(1);
        if page == 0 || page > pages {
            return None;
        }
        let after = count - u64::from(page - 1) * lines;
        let from = after.saturating_sub(lines);
        let house = &self.desk.house;
        let mut stored = Vec::new();
        while from + (stored.len() as u64) < after {
            let next = from + stored.len() as u64;
            let most = usize::try_from(after - next).ok()?;
            let read = house.store().read(house.organisation(), next, most).ok()?;
            if read.is_empty() {
                break;
            }
            stored.extend(read);
        }
        let records = stored.iter().rev().map(|record| self.record(record)).collect();
        let pages = Pages { current: page, count: pages };
        Some(Journal { records, count, pages, checkpoint: self.checkpoint() })
    }

    fn record(&self, stored: &Stored) -> views::Record {
        let header = stored.header();
        let payload = stored.payload().ok().flatten();
        let (kind, small) = match &payload {
            Some(payload) => (self.kind(payload.event), payload.event.len() <= LARGEST_READ),
            None => (self.say("contenu retiré", "content withdrawn"), false),
        };
        let event = small.then(|| read_event(stored, stored.number()).ok()).flatten();
        let actor = match header.actor.0 {
            0 => self.say("la caisse", "the caisse"),
            number => format!("M{number}"),
        };
        views::Record {
            number: stored.number(),
            time: self.time(header.time.0),
            kind,
            actor,
            hash: stored.hash().to_string(),
            place: event.and_then(|event| self.place_of(&event)),
        }
    }

    /// A moment in words, in UTC.
    fn time(&self, milliseconds: i64) -> String {
        let (days, rest) =
            (milliseconds.div_euclid(86_400_000), milliseconds.rem_euclid(86_400_000));
        let epoch = Day::new(1970, 1, 1).expect("a day of the calendar");
        let day = epoch.plus_days(i32::try_from(days).unwrap_or(0));
        let (hours, minutes) = (rest / 3_600_000, rest / 60_000 % 60);
        match self.language {
            Language::French => {
                format!("{}, {hours} h {minutes:02} (UTC)", self.day(day))
            }
            Language::English => format!("{}, {hours:02}:{minutes:02} (UTC)", self.day(day)),
        }
    }

    /// What an event is, from the first two names of its text.
    fn kind(&self, event: &str) -> String {
        let mut names = event.split('"').skip(1).step_by(2);
        let (module, name) = (names.next().unwrap_or(""), names.next().unwrap_or(""));
        let (french, english) = kind(module, name);
        self.say(french, english)
    }

    /// Where a record leads.
    fn place_of(&self, event: &Event) -> Option<Place> {
        use contributions::Event as C;
        match event {
            Event::Founded(_) => Some(Place::Decision("D1".to_owned())),
            Event::Offices(offices::Event::DecisionRecorded { decision, .. })
            | Event::Offices(offices::Event::OfficeEnded { decision, .. })
            | Event::Rules(rules::Event::Adopted { decision, .. }) => {
                Some(Place::Decision(decision.to_string()))
            }
            Event::Offices(offices::Event::OfficeGiven { content, .. }) => {
                Some(Place::Decision(content.decision.to_string()))
            }
            Event::Contributions(C::Received { receipt, .. }) => {
                let kept = self.state.contributions.receipt(*receipt)?;
                Some(Place::Entry(kept.entry.to_string()))
            }
            Event::Contributions(C::Waived { claim, .. } | C::Spread { claim, .. })
                if self.sight.accounts =>
            {
                Some(Place::Why(claim.to_string()))
            }
            Event::Contributions(C::Called { month, .. }) if self.sight.accounts => {
                Some(Place::Month(*month))
            }
            Event::Allocations(allocations::Event::Granted { allocation, .. })
                if self.sight.accounts =>
            {
                Some(Place::Why(allocation.to_string()))
            }
            Event::Books(books::Event::Corrected { entry, .. }) => self.entry_place(*entry),
            Event::Books(books::Event::MonthClosed { month }) if self.sight.accounts => {
                Some(Place::Month(*month))
            }
            Event::Books(books::Event::YearClosed { year, .. }) => Some(Place::Accounts(*year)),
            Event::Books(books::Event::BudgetAdopted { budget, .. }) => {
                Some(Place::Decision(budget.decision.to_string()))
            }
            other => deliberation::place(other),
        }
    }

    /// The page of an entry, if there is such an entry.
    pub fn entry_place(&self, entry: EntryId) -> Option<Place> {
        self.state.ledger.entry(entry).map(|view| Place::Entry(view.id().to_string()))
    }

    /// The latest checkpoint that was signed.
    pub fn checkpoint(&self) -> Option<Checkpoint> {
        let house = &self.desk.house;
        let stored = house.store().checkpoints(house.organisation()).ok()?.pop()?;
        let note = SignedNote::parse(&stored.note).ok()?;
        let root = note.text().lines().nth(2).unwrap_or_default().to_owned();
        let own = house.organisation().as_str();
        let names = note.signatures().iter().map(|signature| signature.name.clone());
        let witnesses = names.filter(|name| name != own).collect();
        let signer = self.desk.directory.signer().ok();
        let key = signer.map(|signer| signer.public().to_string()).unwrap_or_default();
        Some(Checkpoint { size: stored.size, root, note: stored.note, key, witnesses })
    }
}

/// Each kind of event in words.
fn kind(module: &str, name: &str) -> (&'static str, &'static str) {
    match (module, name) {
        ("founded", _) => ("fondation de la caisse", "founding of the caisse"),
        ("members", "enrolled") => ("membres inscrits", "members enrolled"),
        ("members", "changed") => ("fiche de membre modifiée", "member's record changed"),
        ("members", "standing_set") => ("adhésion modifiée", "membership changed"),
        ("members", "situations_declared") => ("situations déclarées", "situations declared"),
        ("members", "erased") => ("données personnelles effacées", "personal data erased"),
        ("offices", "decision_recorded") => ("décision enregistrée", "decision recorded"),
        ("offices", "office_given") => ("fonction confiée", "office given"),
        ("offices", "office_ended") => ("fin d'une fonction", "office ended"),
        ("rules", "adopted") => ("règles adoptées", "rules adopted"),
        ("contributions", "called") => ("cotisations appelées", "contributions called"),
        ("contributions", "chosen") => {
            ("cotisation choisie par un membre", "contribution chosen by a member")
        }
        ("contributions", "waived") => ("cotisation remise", "contribution waived"),
        ("contributions", "spread") => ("cotisation échelonnée", "contribution spread over dates"),
        ("contributions", "received") => ("cotisation reçue", "contribution received"),
        ("contributions", "debits_settled") => ("prélèvements encaissés", "direct debits received"),
        ("contributions", "returned") => {
            ("paiement rejeté par la banque", "payment returned by the bank")
        }
        ("contributions", "reminded") => ("rappels envoyés", "reminders sent"),
        ("contributions", "mandate_signed") => {
            ("mandat de prélèvement signé", "debit mandate signed")
        }
        ("contributions", "mandate_revoked") => {
            ("mandat de prélèvement révoqué", "debit mandate revoked")
        }
        ("contributions", "debits_prepared") => ("prélèvements préparés", "direct debits prepared"),
        ("contributions", "other_received") => ("autre rentrée d'argent", "other money received"),
        ("bank", "imported") => ("relevé de banque importé", "bank statement imported"),
        ("bank", "explained") => ("ligne de relevé expliquée", "bank line explained"),
        ("allocations", "asked") => ("demande d'aide", "request for help"),
        ("allocations", "granted") => ("allocation accordée", "allowance granted"),
        ("allocations", "refused") => ("demande refusée", "request refused"),
        ("allocations", "appealed") => ("refus contesté", "refusal contested"),
        ("allocations", "periodic_granted") => {
            ("allocations du mois accordées", "allowances of the month granted")
        }
        ("allocations", "cancelled") => ("allocation annulée", "allowance cancelled"),
        ("allocations", "expired") => ("allocations expirées", "allowances expired"),
        ("payments", "prepared") => ("paiement préparé", "payment prepared"),
        ("payments", "signed") => ("paiement signé", "payment signed"),
        ("payments", "abandoned") => ("paiement abandonné", "payment given up"),
        ("payments", "executed") => {
            ("paiement exécuté par la banque", "payment executed by the bank")
        }
        ("books", "recorded") => ("écriture enregistrée", "entry recorded"),
        ("books", "corrected") => ("écriture corrigée", "entry corrected"),
        ("books", "budget_adopted") => ("budget adopté", "budget adopted"),
        ("books", "month_closed") => ("mois clos", "month closed"),
        ("books", "year_closed") => ("exercice clos", "year closed"),
        ("rules", "repealed") => ("règle abrogée", "rule repealed"),
        _ => deliberation::kind(module, name).unwrap_or(("autre enregistrement", "another record")),
    }
}
