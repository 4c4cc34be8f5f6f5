//! A member's page.

use std::collections::BTreeMap;

use caisse_banking::identifiers::Iban;
use caisse_banking::payment::square_code::TransferRequest;
use caisse_banking::payment::{AccountHolder, Remittance};
use caisse_domain::allocations::{Allocation, AllocationState, Request, RequestState};
use caisse_domain::contributions::{Claim, ClaimState};
use caisse_domain::identity::{ClaimId, MemberId, RequestId};
use caisse_domain::members::{Member, Standing};
use caisse_units::{Amount, Day, Language};
use caisse_web::views::{
    Allowance, Contribution, MemberPage, PastContribution, Payment, RequestLine, Transfer,
};

use crate::look::Look;

/// The day of the last receipt, by claim.
type LastReceipts = BTreeMap<ClaimId, Day>;

impl Look<'_> {
    /// The page of a member, for a reader who may see it. Linear in the claims, receipts, allocations
    /// and requests.
    pub fn member_page(&self, id: &str) -> Option<MemberPage> {
        let member = id.parse().ok()?;
        if self.sight.opens(member) { self.page_of(member) } else { None }
    }

    /// The page of a member, whoever reads.
    pub fn page_of(&self, id: MemberId) -> Option<MemberPage> {
        let member = self.state.members.get(id)?;
        let claims: Vec<(ClaimId, &Claim)> =
            self.state.contributions.claims().filter(|(_, claim)| claim.member == id).collect();
        let latest = claims.last().filter(|(_, claim)| claim.month >= self.this_month()).copied();
        let received = self.last_receipts(id);
        let earlier = claims.iter().rev().filter(|(claim, _)| Some(*claim) != latest.map(|l| l.0));
        Some(MemberPage {
            pseudonym: id.to_string(),
            name: self.desk.people.personal(id).ok().and_then(|data| data.full_name()),
            since: member.joined,
            standing: self.standing(id, member),
            contribution: latest
                .and_then(|(claim, content)| self.contribution(claim, content, &received)),
            earlier: earlier
                .map(|(claim, content)| self.past(*claim, content, &received))
                .collect(),
            my_money: self.parts_of(self.paid_this_year(id)),
            allowances: self.allowances(id),
            requests: self.requests(id),
            changes: self.my_changes(id),
        })
    }

    /// The day of the last receipt of each claim of a member; returned ones left aside.
    fn last_receipts(&self, member: MemberId) -> LastReceipts {
        let mut last = LastReceipts::new();
        for (_, receipt) in self.state.contributions.receipts() {
            if receipt.member != member || receipt.returned.is_some() {
                continue;
            }
            for (claim, _) in &receipt.settles {
                let day = last.entry(*claim).or_insert(receipt.on);
                *day = (*day).max(receipt.on);
            }
        }
        last
    }

    /// What the member paid this year, what the bank took back deducted.
    fn paid_this_year(&self, member: MemberId) -> Amount {
        let year = self.this_year();
        let receipts = self.state.contributions.receipts().filter(|(_, receipt)| {
            receipt.member == member && receipt.on.year() == year && receipt.returned.is_none()
        });
        receipts.map(|(_, receipt)| receipt.amount).sum()
    }

    fn standing(&self, id: MemberId, member: &Member) -> Vec<String> {
        let changed = member.standings.iter().rev().find(|(from, _)| *from <= self.today);
        let since = self.day(changed.map_or(member.joined, |(from, _)| *from));
        let standing = member.standing_on(self.today);
        let membership = match (standing, self.language) {
            (None, Language::French) => format!("adhésion à partir du {}", self.day(member.joined)),
            (None, Language::English) => format!("membership from {}", self.day(member.joined)),
            (Some(Standing::Active), Language::French) => {
                format!("adhésion valable depuis le {since}")
            }
            (Some(Standing::Active), Language::English) => {
                format!("membership valid since {since}")
            }
            (Some(Standing::Suspended), Language::French) => {
                format!("adhésion suspendue depuis le {since}")
            }
            (Some(Standing::Suspended), Language::English) => {
                format!("membership suspended since {since}")
            }
            (Some(Standing::Left), Language::French) => format!("a quitté la caisse le {since}"),
            (Some(Standing::Left), Language::English) => format!("left the caisse on {since}"),
        };
        vec![membership, self.dues(id), self.vote(standing)]
    }

    /// Where the member's contributions stand, all months together.
    fn dues(&self, member: MemberId) -> String {
        let contributions = &self.state.contributions;
        let open = contributions.open_claims(member).iter();
        let late: Vec<(Day, Amount)> = open
            .filter_map(|id| {
                let due = contributions.claim(*id)?.due;
                Some((due, contributions.late_on(*id, self.today)))
            })
            .filter(|(_, late)| late.is_positive())
            .collect();
        let left = self.money(late.iter().map(|(_, late)| *late).sum());
        let credit = contributions.credit(member);
        match (late.iter().map(|(due, _)| *due).min(), self.language) {
            (Some(due), Language::French) => {
                format!("cotisations en retard : {left} depuis le {}", self.day(due))
            }
            (Some(due), Language::English) => {
                format!("contributions late: {left} since {}", self.day(due))
            }
            (None, Language::French) if credit.is_positive() => format!(
                "cotisations à jour au {}, {} d'avance",
                self.day(self.today),
                self.money(credit)
            ),
            (None, Language::English) if credit.is_positive() => format!(
                "contributions up to date on {}, {} in advance",
                self.day(self.today),
                self.money(credit)
            ),
            (None, Language::French) => {
                format!("cotisations à jour au {}", self.day(self.today))
            }
            (None, Language::English) => {
                format!("contributions up to date on {}", self.day(self.today))
            }
        }
    }

    fn vote(&self, standing: Option<Standing>) -> String {
        let today = self.day(self.today);
        match (standing == Some(Standing::Active), self.language) {
            (true, Language::French) => format!("vote aux assemblées, au {today}"),
            (true, Language::English) => format!("votes at assemblies, on {today}"),
            (false, Language::French) => format!("ne vote pas aux assemblées, au {today}"),
            (false, Language::English) => format!("does not vote at assemblies, on {today}"),
        }
    }

    fn contribution(
        &self,
        id: ClaimId,
        claim: &Claim,
        received: &LastReceipts,
    ) -> Option<Contribution> {
        Some(Contribution {
            claim: id.to_string(),
            month: claim.month,
            due: claim.called,
            paid: claim.paid,
            due_day: claim.due,
            payment: self.payment(id, claim, received),
            steps: self.claim_told(id, claim)?.steps,
            transfer: self.transfer(id, claim),
        })
    }

    fn past(&self, id: ClaimId, claim: &Claim, received: &LastReceipts) -> PastContribution {
        PastContribution {
            claim: id.to_string(),
            month: claim.month,
            due: claim.called,
            paid: claim.paid,
            payment: self.payment(id, claim, received),
        }
    }

    /// Where the payment of a claim stands today.
    fn payment(&self, id: ClaimId, claim: &Claim, received: &LastReceipts) -> Payment {
        let state = claim.state_on(self.today);
        if let Some(terms) = self.arrangement(id, claim)
            && (claim.waived.is_positive() || state != ClaimState::Late)
            && (state != ClaimState::Settled || claim.paid.is_zero())
        {
            return Payment::Arranged { terms };
        }
        match state {
            ClaimState::Settled => {
                let last = received.get(&id).copied();
                let called = self.index.call(id).map_or(claim.due, |made| made.on);
                Payment::Paid { on: last.unwrap_or(called) }
            }
            ClaimState::Late => {
                let days = self.today.days_since(claim.due).max(1);
                Payment::Late { days: days.unsigned_abs() }
            }
            ClaimState::Awaited if claim.paid.is_positive() => Payment::Partial,
            ClaimState::Awaited => Payment::Awaited,
        }
    }

    fn arrangement(&self, id: ClaimId, claim: &Claim) -> Option<String> {
        if let (Some(plan), Some(on)) = (self.state.contributions.plan(id), self.index.spread(id)) {
            let last = plan.instalments.last().map_or(claim.due, |last| last.due);
            let (times, last) = (plan.instalments.len(), self.day(last));
            return Some(match self.language {
                Language::French => format!(
                    "échelonnée en {times} fois jusqu'au {last}, accord du {}",
                    self.day(on)
                ),
                Language::English => {
                    format!("spread over {times} payments until {last}, agreed on {}", self.day(on))
                }
            });
        }
        if !claim.waived.is_positive() {
            return None;
        }
        let waived = self.index.waived(id).last()?;
        let (amount, decision) = (self.money(claim.waived), waived.decision);
        Some(match self.language {
            Language::French => format!("remise de {amount}, décision {decision}"),
            Language::English => format!("{amount} waived, decision {decision}"),
        })
    }

    /// How to pay what is left by transfer, when the caisse has an account.
    fn transfer(&self, id: ClaimId, claim: &Claim) -> Option<Transfer> {
        if !claim.left().is_positive() {
            return None;
        }
        let founding = &self.state.founding;
        let iban = Iban::parse(founding.iban.as_deref()?).ok()?;
        let reference = caisse_app::work::matching::reference(id);
        let written = reference.grouped();
        let shown = iban.grouped();
        let request = TransferRequest {
            beneficiary: AccountHolder { name: founding.name.clone(), iban, bic: None },
            amount: Some(claim.left()),
            purpose: String::new(),
            remittance: Remittance::Reference(reference),
            note: String::new(),
        };
        Some(Transfer {
            beneficiary: founding.name.clone(),
            iban: shown,
            reference: written,
            qr_text: request.payload().ok()?,
        })
    }

    fn allowances(&self, member: MemberId) -> Vec<Allowance> {
        let own = self.state.allocations.all().filter(|(_, granted)| granted.member == member);
        let mut allowances: Vec<Allowance> = own
            .map(|(id, granted)| Allowance {
                allocation: id.to_string(),
                label: self.allowance_label(id, granted),
                day: granted.on,
                amount: granted.amount,
                state: self.allowance_state(granted),
            })
            .collect();
        allowances.reverse();
        allowances
    }

    fn allowance_state(&self, granted: &Allocation) -> String {
        let french = self.language == Language::French;
        match granted.state {
            AllocationState::Reserved => self.say("accordée, à verser", "granted, to be paid"),
            AllocationState::Ordered(payment) => {
                let order = self.state.payments.get(payment);
                let signed = order.is_some_and(|order| order.signatures.len() >= 2);
                match signed {
                    true => self.say("signée, à la banque", "signed, at the bank"),
                    false => self.say("à signer", "to be signed"),
                }
            }
            AllocationState::Paid(on) if french => format!("versée le {}", self.day(on)),
            AllocationState::Paid(on) => format!("paid on {}", self.day(on)),
            AllocationState::Cancelled(on) if french => format!("annulée le {}", self.day(on)),
            AllocationState::Cancelled(on) => format!("cancelled on {}", self.day(on)),
            AllocationState::Expired(on) if french => format!("expirée le {}", self.day(on)),
            AllocationState::Expired(on) => format!("expired on {}", self.day(on)),
        }
    }

    fn requests(&self, member: MemberId) -> Vec<RequestLine> {
        let own = self.state.allocations.requests().filter(|(_, asked)| asked.member == member);
        let mut requests: Vec<RequestLine> =
            own.map(|(id, asked)| self.request(id, asked)).collect();
        requests.reverse();
        requests
    }

    fn request(&self, id: RequestId, asked: &Request) -> RequestLine {
        let (state, allocation) = match &asked.state {
            RequestState::Asked => (self.say("à décider", "to be decided"), None),
            RequestState::Granted(allocation) => {
                (self.say("accordée", "granted"), Some(allocation.to_string()))
            }
            RequestState::Refused { reasons } => {
                let state = match self.language {
                    Language::French => format!(
                        "refusée : {reasons} ; ce refus peut être contesté devant l'assemblée"
                    ),
                    Language::English => format!(
                        "refused: {reasons}; the refusal can be contested before the assembly"
                    ),
                };
                (state, None)
            }
            RequestState::Appealed { reasons } => {
                let state = match self.language {
                    Language::French => format!("refus contesté, à redécider : {reasons}"),
                    Language::English => {
                        format!("refusal contested, to be decided again: {reasons}")
                    }
                };
                (state, None)
            }
        };
        RequestLine {
            request: id.to_string(),
            label: self.rule_title(&asked.rule),
            day: asked.on,
            asked: Some(asked.asked),
            state,
            allocation,
        }
    }
}
