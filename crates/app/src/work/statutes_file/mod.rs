//! Statutes from a TOML file with French or English keys, and back: what is written is read again as
//! it was. One table ([`form`]) says each key in both languages; reading and writing follow it.
//!
//! Every error is listed with its line, what was expected, and the nearest word. What would lock
//! everyone out ([`Statutes::problems`]) is an error of the file too, told at the line it concerns.
//!
//! Absent on purpose: whether the statutes suit this very caisse (the domain, at their adoption).

mod form;
mod reading;
mod writing;

use caisse_domain::assemblies::Statutes;
use caisse_domain::assemblies::statutes::{DecisionRule, Problem as Unusable};
use caisse_units::Language;

pub use super::members_file::Problem;
pub use writing::write;

/// The most bytes of a file.
pub const MOST_BYTES: usize = 256_000;
/// The most elements of one list.
const MOST_ELEMENTS: usize = 1_000;
/// The most errors listed.
const MOST_PROBLEMS: usize = 100;

/// Reads statutes.
///
/// # Errors
/// Every problem with its line, at most 100; nothing is half read.
pub fn read(bytes: &[u8]) -> Result<Statutes, Vec<Problem>> {
    let (value, lines) = reading::read(utf8(bytes)?, form::STATUTES)?;
    let statutes: Statutes = serde_json::from_value(value).map_err(unreadable)?;
    let problems: Vec<Problem> = statutes
        .problems()
        .iter()
        .map(|problem| {
            let line = lines.nearest(&place_of(problem));
            let said = |language| problem.sentence(language);
            Problem::new(line, said(Language::French), said(Language::English))
        })
        .collect();
    if problems.is_empty() { Ok(statutes) } else { Err(problems) }
}

fn utf8(bytes: &[u8]) -> Result<&str, Vec<Problem>> {
    if bytes.len() > MOST_BYTES {
        let french = "le fichier dépasse 256 ko ; des statuts tiennent en quelques pages";
        let english = "the file is over 256 kB; statutes take a few pages";
        return Err(vec![Problem::new(0, french, english)]);
    }
    std::str::from_utf8(bytes).map_err(|error| {
        let line = 1 + bytes[..error.valid_up_to()].iter().filter(|byte| **byte == b'\n').count();
        let french = "ce n'est pas du texte UTF-8 ; enregistrez le fichier en UTF-8";
        vec![Problem::new(line, french, "this is not UTF-8 text; save the file as UTF-8")]
    })
}

fn unreadable(error: serde_json::Error) -> Vec<Problem> {
    let (french, english) = (format!("statuts illisibles : {error}"), format!("statutes: {error}"));
    vec![Problem::new(0, french, english)]
}

/// Reads the rule of one decision: the keys of `[decision.resolution]`, alone in a file.
///
/// # Errors
/// As [`read`].
pub fn read_rule(bytes: &[u8]) -> Result<DecisionRule, Vec<Problem>> {
    let (value, _) = reading::read(utf8(bytes)?, form::RULE)?;
    let rule: DecisionRule = serde_json::from_value(value).map_err(unreadable)?;
    Ok(rule)
}

/// The part of the file that a problem of the whole is about.
fn place_of(problem: &Unusable) -> String {
    let kind = |kind: &caisse_domain::assemblies::Kind| {
        let name = serde_json::to_value(kind).ok();
        format!("decisions/{}", name.as_ref().and_then(|name| name.as_str()).unwrap_or_default())
    };
    match problem {
        Unusable::TitleUnusable => "title".into(),
        Unusable::NobodyConvenes | Unusable::NobodyInOffice => "convening".into(),
        Unusable::ShareUnusable => "convening/member_share".into(),
        Unusable::DelayTooLong { .. } => "convening/notice_days".into(),
        Unusable::AgendaBeforeNotice { .. } => "convening/agenda_days".into(),
        Unusable::SecondCallHarder => "quorum/second".into(),
        Unusable::QuorumOfAllInPerson | Unusable::QuorumAboveMembers { .. } => "quorum".into(),
        Unusable::MonthsUnusable { .. } | Unusable::NobodyVotes => "voters".into(),
        Unusable::WeightsUnusable { .. } => "voters/delegates".into(),
        Unusable::TooManyProxies { .. } => "proxies/per_holder".into(),
        Unusable::ProxiesWithoutColleges => "proxies/holder".into(),
        Unusable::KindMissing { .. } => "decisions".into(),
        Unusable::ThresholdUnreachable { kind: of } => kind(of) + "/threshold",
        Unusable::TieWithoutMajority { kind: of } => kind(of) + "/tie",
        Unusable::TooFewColleges { kind: of, .. } => kind(of) + "/colleges",
        Unusable::MethodUnfit { kind: of } | Unusable::MethodUnusable { kind: of } => {
            kind(of) + "/method"
        }
        Unusable::ConsentDiscreet { kind: of } => kind(of) + "/secrecy",
        Unusable::CollegeName { place } => format!("colleges/{}", place - 1),
        Unusable::CollegeEmpty { .. }
        | Unusable::CategoryTwice { .. }
        | Unusable::CollegeWithoutVoters { .. } => "colleges".into(),
        Unusable::SupportersAboveMembers { .. } => "supporters".into(),
        Unusable::SumUnusable | Unusable::OfficeDoesNotSign => "sums".into(),
    }
}

/// A word without case, accents or doubled spaces: people write `Trésorerie` and `tresorerie`.
fn plain(text: &str) -> String {
    let lower = text.to_lowercase();
    let letters = lower.chars().map(|letter| match letter {
        'à' | 'â' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'î' | 'ï' => 'i',
        'ô' => 'o',
        'ù' | 'û' => 'u',
        'ç' => 'c',
        '\u{a0}' | '\u{202f}' | '_' => ' ',
        other => other,
    });
    let letters: String = letters.collect();
    letters.split_whitespace().collect::<Vec<&str>>().join(" ")
}

#[cfg(test)]
mod tests;
