//! The minutes of an assembly, with the state of their seal.

use std::collections::BTreeSet;

use caisse_app::work::minutes_text;
use caisse_domain::assemblies::meeting::{Assembly, Stage as Held};
use caisse_domain::assemblies::{Section, minutes};
use caisse_domain::identity::{AssemblyId, MemberId, PollId};
use caisse_units::Language;
use caisse_web::views::{File, Minutes, MinutesItem, Person};

use crate::assemblies::failed;
use crate::look::Look;

/// The most names beside the minutes.
const MOST_NAMES: usize = 300;

impl Look<'_> {
    /// The minutes as they stand, once the assembly was opened or failed its quorum.
    pub fn minutes_page(&self, id: &str) -> Option<Minutes> {
        let id: AssemblyId = id.parse().ok()?;
        let held = self.state.assemblies.assembly(id)?;
        if held.opening.is_none() && failed(held).is_none() {
            return None;
        }
        let told = minutes(self.state, id, self.language)?;
        let digest = match &held.stage {
            Held::Sealed { digest, .. } => Some(digest.clone()),
            _ => None,
        };
        let lines = told.opening.iter().chain(&told.closing);
        let lines = lines.chain(told.items.iter().flat_map(|item| &item.lines));
        let names = self.names_in(lines);
        Some(Minutes {
            id: id.to_string(),
            title: told.title,
            day: held.convocation.on,
            opening: told.opening,
            items: told.items.into_iter().map(|item| self.minutes_item(item)).collect(),
            closing: told.closing,
            seal: std::iter::once(self.seal_sentence(held)).collect(),
            remade: digest.as_ref().map(|sealed| self.remade(id, sealed)),
            signed: held.is_signed(),
            digest,
            signatures: self.minutes_signatures(held),
            names,
        })
    }

    fn minutes_item(&self, item: Section) -> MinutesItem {
        let reference = |poll: &PollId| {
            let mut reference = self.poll_in_short(*poll);
            let known = self.state.assemblies.poll(*poll);
            let decision = known.and_then(|known| known.closed.as_ref()?.decision);
            if let (Some(detail), Some(decision)) = (&mut reference.detail, decision) {
                detail.push_str(&format!("{} {decision}", self.say(", décision", ", decision")));
            }
            reference
        };
        let references = item.polls.iter().map(reference).collect();
        MinutesItem { title: item.title, lines: item.lines, additions: item.additions, references }
    }

    /// Whether the text made again from the journal has the digest that was sealed.
    fn remade(&self, id: AssemblyId, sealed: &str) -> bool {
        minutes_text::digest(self.state, id).as_deref() == Some(sealed)
    }

    /// The text whose digest is sealed: in French, by number, the same for every reader.
    pub fn minutes_file(&self, id: &str) -> Option<File> {
        let id: AssemblyId = id.parse().ok()?;
        let held = self.state.assemblies.assembly(id)?;
        if held.opening.is_none() && failed(held).is_none() {
            return None;
        }
        let text = minutes_text::text(self.state, id, Language::French)?;
        Some(File { name: format!("{id}.txt"), kind: "text/plain; charset=utf-8", text })
    }

    fn seal_sentence(&self, held: &Assembly) -> String {
        match &held.stage {
            Held::Sealed { .. } if held.is_signed() => self.say(
                "Scellé dans le journal et signé par la présidence et le secrétariat : rien n'y change plus.",
                "Sealed in the journal and signed by chair and secretary: nothing changes any more.",
            ),
            Held::Sealed { .. } => self.say(
                "Scellé dans le journal ; il attend les signatures de la présidence et du secrétariat.",
                "Sealed in the journal; it waits for the signatures of chair and secretary.",
            ),
            Held::Open => self.say(
                "L'assemblée est en cours : ce procès-verbal s'écrit à mesure.",
                "The assembly is under way: these minutes are written as it goes.",
            ),
            _ => self.say(
                "Pas encore scellé : il peut encore être complété à la main.",
                "Not sealed yet: they may still be completed by hand.",
            ),
        }
    }

    fn minutes_signatures(&self, held: &Assembly) -> Vec<(String, Person, bool)> {
        let Held::Sealed { signatures, .. } = &held.stage else { return Vec::new() };
        let asked = [
            (self.say("Présidence", "Chair"), held.bureau.chair),
            (self.say("Secrétariat", "Secretary"), held.bureau.secretary),
        ];
        let named = asked.into_iter().filter_map(|(office, member)| Some((office, member?)));
        named
            .map(|(office, member)| {
                (office, self.shown_person(member), signatures.contains(&member))
            })
            .collect()
    }

    /// Whose the numbers in these lines are, for those who may know.
    fn names_in<'b>(&self, lines: impl Iterator<Item = &'b String>) -> Vec<Person> {
        if !self.sight.names {
            return Vec::new();
        }
        let words = lines.flat_map(|line| line.split(|sign: char| !sign.is_alphanumeric()));
        let members: BTreeSet<MemberId> = words.filter_map(|word| word.parse().ok()).collect();
        let known = members.into_iter().filter(|member| self.state.members.get(*member).is_some());
        known.take(MOST_NAMES).map(|member| self.shown_person(member)).collect()
    }
}
