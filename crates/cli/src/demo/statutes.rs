//! The statutes of the demo, as its founders wrote them.

use std::collections::BTreeMap;

use caisse_domain::assemblies::statutes::{
    Convening, DecisionRule, Holder, Proxies, Quorums, Remote, Secrecy, Signature, Size,
    SpeakingRules, Sums, Voters,
};
use caisse_domain::assemblies::{Enough, Kind, Method, Share, Statutes};
use caisse_domain::offices::Role;
use caisse_units::Amount;
use caisse_votes::motion::Presence;

/// The grades of an election, from "to be rejected" to "excellent".
const GRADES: u16 = 6;

fn share(numerator: u64, denominator: u64) -> Share {
    Share::new(numerator, denominator).expect("a part of the whole")
}

/// The statutes, with as many proxies per person.
pub fn statutes(proxies: u16) -> Statutes {
    Statutes {
        title: "Statuts de la Caisse alimentaire de démonstration".to_owned(),
        convening: Convening {
            roles: vec![Role::Facilitator, Role::Treasurer],
            member_share: Some(share(1, 10)),
            notice_days: 15,
            agenda_days: 7,
        },
        quorum: Quorums {
            first: Size::Share(share(1, 4)),
            second: Size::None,
            second_call_days: 14,
            counted: Presence::PresentAndRepresented,
        },
        voters: Voters { contribution_months: Some(3), people_only: true, ..Voters::default() },
        proxies: Proxies { per_holder: proxies, holder: Holder::AnyVoter },
        colleges: Vec::new(),
        decisions: decisions(),
        speaking: SpeakingRules {
            first_time_first: true,
            seconds: Some(180),
            ..SpeakingRules::default()
        },
        sums: Sums {
            vote_from: Some(Amount::from_cents(100_000)),
            signatures: vec![Signature {
                from: Amount::from_cents(100_000),
                role: Role::CoSignatory,
            }],
        },
    }
}

/// Rules and money by a show of hands, people by a discreet vote, statutes by two thirds.
fn decisions() -> BTreeMap<Kind, DecisionRule> {
    let two_thirds = DecisionRule {
        threshold: Enough::AtLeast(share(2, 3)),
        quorum: Some(Size::Share(share(1, 4))),
        ..DecisionRule::default()
    };
    let discreet = DecisionRule { secrecy: Secrecy::Discreet, ..DecisionRule::default() };
    let election = DecisionRule { method: Method::Judgment { grades: GRADES }, ..discreet.clone() };
    let priorities = DecisionRule { method: Method::EqualShares, ..DecisionRule::default() };
    BTreeMap::from([
        (Kind::Statutes, two_thirds),
        (Kind::Election, election),
        (Kind::Revocation, discreet),
        (Kind::Priorities, priorities),
        (Kind::Rule, DecisionRule { remote: Remote::Attending, ..DecisionRule::default() }),
        (Kind::Resolution, DecisionRule { paper: true, ..DecisionRule::default() }),
    ])
}
