//! The files with which anyone counts a closed poll again, on its page.
//!
//! Absent on purpose: how a file is written, which the command line does alike
//! ([`caisse_app::work::ballot_file`]).

use caisse_app::work::ballot_file;
use caisse_domain::assemblies::Verdict;
use caisse_domain::assemblies::poll::{Closed, Poll};
use caisse_domain::identity::PollId;
use caisse_units::Language;
use caisse_web::views::{File, Place, Recount, Reference};

use crate::look::Look;

impl Look<'_> {
    /// What there is to count a closed poll again; nothing if no ballot was cast.
    pub fn recount(&self, id: PollId, poll: &Poll, closed: &Closed) -> Option<Recount> {
        if closed.ballots.is_empty() {
            return None;
        }
        let file = |extension: &str, label: String| Reference {
            label: format!("{id}.{extension}"),
            detail: Some(label),
            place: Some(Place::Ballots { poll: id.to_string(), extension: extension.to_owned() }),
        };
        let mut files = Vec::new();
        let standard = ballot_file::of(id, poll);
        if let Some(standard) = &standard {
            files.push(file(standard.extension, self.format(standard.extension)));
        }
        files.push(file(
            "json",
            self.say(
                "JSON : la question, la règle, les bulletins et la feuille de preuve",
                "JSON: the question, the rule, the ballots and the proof sheet",
            ),
        ));
        Some(Recount {
            files,
            command: standard.as_ref().map(|standard| command(id, standard)),
            remarks: self.recount_remarks(poll, closed),
        })
    }

    fn format(&self, extension: &str) -> String {
        match extension {
            "toi" | "soi" | "toc" | "soc" => {
                self.say("ordres, au format PrefLib", "orders, in the PrefLib format")
            }
            "cat" => {
                self.say("approbations, au format PrefLib", "approvals, in the PrefLib format")
            }
            "pb" => self.say(
                "budget participatif, au format Pabulib",
                "participatory budget, in the Pabulib format",
            ),
            _ => self.say("un tableau", "a table"),
        }
    }

    fn recount_remarks(&self, poll: &Poll, closed: &Closed) -> Vec<String> {
        let mut remarks = Vec::new();
        let seats = poll.question.seats.max(1);
        if !poll.terms.method.is_motion() && !poll.terms.method.shares_a_sum() {
            remarks.push(match self.language {
                Language::French => format!("La commande donne le classement ; {seats} au plus en sont choisis, et aucun de ceux qui sont à égalité pour la dernière place."),
                Language::English => format!("The command gives the ranking; {seats} at most are chosen from it, and none of those equal at the last seat."),
            });
        }
        if closed.verdict == Verdict::NoQuorum && !poll.terms.method.is_motion() {
            remarks.push(self.say(
                "Le quorum n'entre pas dans ce calcul : il manquait.",
                "The quorum is no part of this count: it was lacking.",
            ));
        }
        remarks
    }

    /// A file of the ballots of a closed poll.
    pub fn ballots_file(&self, poll: &str, extension: &str) -> Option<File> {
        let id: PollId = poll.parse().ok()?;
        let poll = self.state.assemblies.poll(id)?;
        let closed = poll.closed.as_ref().filter(|closed| !closed.ballots.is_empty())?;
        let standard = ballot_file::of(id, poll);
        let name = format!("{id}.{extension}");
        if extension == "json" {
            let told = serde_json::json!({
                "poll": id,
                "assembly": poll.assembly,
                "question": poll.question,
                "terms": poll.terms,
                "electorate": poll.electorate,
                "there": closed.there,
                "ballots": closed.ballots,
                "verdict": closed.verdict,
                "outcome": closed.outcome.0,
                "recount": standard.as_ref().map(|standard| command(id, standard)),
            });
            let text = serde_json::to_string_pretty(&told).ok()?;
            return Some(File { name, kind: "application/json", text });
        }
        let standard = standard.filter(|standard| standard.extension == extension)?;
        Some(File { name, kind: standard.kind, text: standard.text })
    }
}

fn command(id: PollId, file: &ballot_file::BallotFile) -> String {
    file.command(&format!("{id}.{}", file.extension))
}
