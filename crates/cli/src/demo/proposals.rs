//! What members propose, with what a rule would change for this very caisse.

use caisse_app::work::consequences::{self, Declared, Question};
use caisse_domain::identity::{DecisionId, MemberId, ProposalId};
use caisse_domain::offices::Actor;
use caisse_domain::proposals::{self, Consequences, Content, Effect};
use caisse_domain::rules::{self, AdoptedRule};
use caisse_domain::{Command, Event};
use caisse_journal::Digest;
use caisse_rules::tree::Version;
use caisse_units::{Amount, Day, Language};

use super::{Stage, opinions};
use crate::answer::Failure;

impl Stage<'_> {
    /// Drafts, opens and has a proposal supported by so many others; of rules, the consequences are
    /// computed and attached. `name` is how the demo calls it.
    pub(super) fn propose(
        &mut self,
        name: &'static str,
        author: MemberId,
        supporters: usize,
        content: Content,
    ) -> Result<ProposalId, Failure> {
        let actor = Actor::Member(author);
        let adopts = match &content.effect {
            Effect::AdoptRules { rules } => Some((rules.clone(), content.from)),
            _ => None,
        };
        let draft = proposals::Command::Draft(Box::new(content));
        let drafted = self.act(actor, Command::Proposals(draft))?;
        let Event::Proposals(proposals::Event::Drafted { proposal, .. }) = drafted else {
            unreachable!("a proposal was drafted");
        };
        self.proposals.insert(name, proposal);
        let open = proposals::Command::Open { proposal };
        self.act(actor, Command::Proposals(open))?;
        if let Some((rules, from)) = adopts {
            let consequences = self.consequences(rules, from)?;
            let attach = proposals::Command::AttachConsequences { proposal, consequences };
            self.act(actor, Command::Proposals(attach))?;
        }
        self.support(proposal, name, author, supporters)?;
        Ok(proposal)
    }

    fn support(
        &mut self,
        proposal: ProposalId,
        name: &str,
        author: MemberId,
        supporters: usize,
    ) -> Result<(), Failure> {
        let members = self.house().members.active_on(self.desk.today()).map(|(member, _)| member);
        let keen = opinions::keenest(members.filter(|member| *member != author), name);
        let support = |member: &MemberId| {
            let support = proposals::Command::Support { proposal };
            (Actor::Member(*member), Command::Proposals(support))
        };
        self.act_all(keen.iter().take(supporters).map(support).collect())
    }

    /// What these rules would change, as the members will read it.
    fn consequences(&self, rules: Vec<AdoptedRule>, from: Day) -> Result<Consequences, Failure> {
        let house = self.house();
        let today = self.desk.today();
        let mut proposed = house.rules.clone();
        let next = DecisionId::at(house.offices.decisions().count());
        rules::apply(&mut proposed, &rules::Event::Adopted { rules, decision: next });
        let declared = Declared::open(&self.desk.people, house, today.plus_days(-366))
            .map_err(|error| self.fail(&error))?;
        let question = Question { house, proposed: &proposed, effective: from, today };
        let told = consequences::consequences(question, &declared);
        let mut summary = told.sentences(Language::French);
        summary.extend(told.assumptions(Language::French));
        let whole = serde_json::to_vec(&told).expect("figures are plain data");
        Ok(Consequences { digest: Digest::of(&whole).to_string(), summary: summary.join("\n") })
    }

    /// The rule of contributions with another floor from a day on: everything else is word for word
    /// the same.
    pub(super) fn with_floor(&self, floor: Amount, since: Day) -> AdoptedRule {
        let book = &self.house().rules;
        let mut rule = book.set().rule("cotisation").expect("it was adopted").clone();
        let purpose = book.purpose("cotisation").expect("it was adopted").clone();
        let last = rule.versions.last().expect("a rule has a version");
        let text = serde_json::to_string(last).expect("a version is plain data");
        let text = text.replace(r#"{"euros":1000}"#, &format!(r#"{{"euros":{}}}"#, floor.cents()));
        let mut raised: Version = serde_json::from_str(&text).expect("a version is plain data");
        raised.since = since;
        raised.source = None;
        raised.examples.clear();
        rule.versions.push(raised);
        AdoptedRule { purpose, rule }
    }
}

/// A proposal without links or documents.
pub fn content(title: &str, text: &str, effect: Effect, from: Day) -> Content {
    Content {
        title: title.to_owned(),
        text: text.to_owned(),
        effect,
        from,
        links: Vec::new(),
        documents: Vec::new(),
    }
}
