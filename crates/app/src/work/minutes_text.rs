//! The minutes of an assembly as printed text, and the digest that is sealed.
//!
//! **The sealed text knows numbers, not names.** It is in French, made from the journal alone, so that
//! anyone with the journal makes it again and finds the same digest; erasing a person changes nothing
//! in it. Names are put beside the numbers only where it is shown or printed, from the vault, for who
//! may read it ([`with_names`]); signatures stand below the text, outside the digest.
//!
//! Absent on purpose: what an assembly may do (the domain), layout of pages.

use std::fmt::Write as _;

use caisse_domain::Organisation;
use caisse_domain::assemblies::meeting::{Assembly, ItemKind, Place, Stage};
use caisse_domain::assemblies::minutes;
use caisse_domain::identity::{AssemblyId, MemberId, PollId};
use caisse_journal::Digest;
use caisse_units::Language;

use super::ballot_text::option_name;

/// The text of the minutes as they stand; `None` if there is no such assembly. What is sealed is the
/// text in French.
pub fn text(house: &Organisation, number: AssemblyId, language: Language) -> Option<String> {
    let held = house.assemblies.assembly(number)?;
    let content = minutes(house, number, language)?;
    let mut text = String::new();
    let heading = language.choose("Procès-verbal de", "Minutes of");
    let _ = writeln!(text, "{heading} {number}\n{}\n{}\n", content.title, house.founding.name);
    for line in &content.opening {
        let _ = writeln!(text, "{line}");
    }
    attendance(&mut text, held, language);
    for (place, section) in content.items.iter().enumerate() {
        let item = &held.convocation.agenda[place];
        let kind = item_kind(item.kind, language);
        let _ = writeln!(text, "\n{}. {} ({kind})", place + 1, section.title);
        for line in &section.lines {
            let _ = writeln!(text, "{line}");
        }
        for poll in &section.polls {
            options(&mut text, house, *poll, language);
        }
        draws(&mut text, house, held, place, language);
        for addition in &section.additions {
            let _ = writeln!(text, "{addition}");
        }
    }
    text.push('\n');
    for line in &content.closing {
        let _ = writeln!(text, "{line}");
    }
    Some(text)
}

/// Who came, by number.
fn attendance(text: &mut String, held: &Assembly, language: Language) {
    let came = held.attendance.iter().map(|(member, one)| {
        let place = match one.place {
            Place::Room => String::new(),
            Place::Remote => language.choose(", à distance", ", from afar").to_owned(),
        };
        let left = match one.left {
            Some(left) => {
                format!(", {} {}", language.choose("jusqu'à", "until"), left.written(language))
            }
            None => String::new(),
        };
        format!("{member} ({}{place}{left})", one.arrived.written(language))
    });
    let came: Vec<String> = came.collect();
    if !came.is_empty() {
        let heading = language.choose("Présences :", "Attendance:");
        let _ = writeln!(text, "{heading} {}.", came.join(" ; "));
    }
}

/// The options of a poll, by the numbers that its result speaks of.
fn options(text: &mut String, house: &Organisation, number: PollId, language: Language) {
    let Some(poll) = house.assemblies.poll(number) else { return };
    if poll.question.options.is_empty() {
        return;
    }
    let options = poll.question.options.iter().enumerate();
    let options: Vec<String> =
        options.map(|(place, option)| format!("{}. {}", place + 1, option_name(option))).collect();
    let heading = language.choose("Options de", "Options of");
    let colon = language.choose(" :", ":");
    let _ = writeln!(text, "{heading} {number}{colon} {}.", options.join(" ; "));
}

/// The draws of an item, with what is needed to repeat them.
fn draws(
    text: &mut String,
    house: &Organisation,
    held: &Assembly,
    place: usize,
    language: Language,
) {
    let mine = house.assemblies.draws().filter(|(number, drawing)| {
        held.draws.contains(number) && usize::from(drawing.lots.item) == place
    });
    for (number, drawing) in mine {
        let _ = writeln!(
            text,
            "{} {number} : {} {} ; {}",
            language.choose("Tirage", "Draw"),
            language.choose("liste publiée", "published pool"),
            drawing.digest,
            drawing.lots.sources.join(" ; ")
        );
        if let Some((values, draw)) = &drawing.drawn {
            let elected = draw.0.strata.iter().flat_map(|stratum| stratum.elected());
            let elected: Vec<&str> = elected.map(|pick| pick.id.as_str()).collect();
            let reserve = draw.0.strata.iter().flat_map(|stratum| stratum.reserve());
            let reserve: Vec<&str> = reserve.map(|pick| pick.id.as_str()).collect();
            let (given, drawn) =
                (language.choose("Sources", "Sources"), language.choose("tiré·es", "drawn"));
            let _ =
                write!(text, "{given} : {} ; {drawn} : {}", values.join(" ; "), elected.join(", "));
            if !reserve.is_empty() {
                let heading = language.choose("réserve", "reserve");
                let _ = write!(text, " ; {heading} : {}", reserve.join(", "));
            }
            text.push_str(".\n");
        }
    }
}

/// What an item is, in words.
pub fn item_kind(kind: ItemKind, language: Language) -> &'static str {
    match kind {
        ItemKind::Information => language.choose("information", "information"),
        ItemKind::Debate => language.choose("débat", "debate"),
        ItemKind::Proposal => language.choose("proposition", "proposal"),
        ItemKind::Election => language.choose("élection", "election"),
        ItemKind::Priorities => language.choose("priorités", "priorities"),
        ItemKind::Sortition => language.choose("tirage au sort", "sortition"),
    }
}

/// The digest to seal: SHA-256 of the French text, 64 hexadecimal digits.
pub fn digest(house: &Organisation, assembly: AssemblyId) -> Option<String> {
    let text = text(house, assembly, Language::French)?;
    Some(Digest::of(text.as_bytes()).to_string())
}

/// The seal and the signatures, as they are printed below the text; empty before the seal.
pub fn seal(house: &Organisation, assembly: AssemblyId, language: Language) -> String {
    let Some(held) = house.assemblies.assembly(assembly) else { return String::new() };
    let Stage::Sealed { digest, signatures } = &held.stage else { return String::new() };
    let heading = language.choose("Empreinte scellée (SHA-256)", "Sealed digest (SHA-256)");
    let mut text = format!("{heading} : {digest}\n");
    let signed = |member: Option<MemberId>, role: &str| {
        let member = member.map_or_else(String::new, |member| member.to_string());
        let done = match signatures.iter().any(|signed| signed.to_string() == member) {
            true => language.choose("signé", "signed"),
            false => language.choose("pas encore signé", "not signed yet"),
        };
        format!("{role} : {member}, {done}\n")
    };
    text.push_str(&signed(held.bureau.chair, language.choose("Présidence", "Chair")));
    text.push_str(&signed(held.bureau.secretary, language.choose("Secrétariat", "Secretary")));
    text
}

/// Every assembly whose minutes are sealed, and whether the text made again has the sealed digest.
pub fn check(house: &Organisation) -> Vec<(AssemblyId, bool)> {
    let sealed = house.assemblies.assemblies().filter_map(|(number, held)| match &held.stage {
        Stage::Sealed { digest: sealed, .. } => {
            Some((number, digest(house, number).as_ref() == Some(sealed)))
        }
        _ => None,
    });
    sealed.collect()
}

/// The text with a name beside each member's number, where there is one: `M12` becomes
/// `M12 Amina Diallo`.
pub fn with_names(text: &str, name: impl Fn(MemberId) -> Option<String>) -> String {
    let mut named = String::with_capacity(text.len() * 2);
    let mut before = ' ';
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let digits = rest[letter.len_utf8()..].bytes().take_while(u8::is_ascii_digit).count();
        let end = letter.len_utf8() + digits;
        let alone = letter == 'M'
            && digits > 0
            && !before.is_alphanumeric()
            && !rest[end..].starts_with(|next: char| next.is_alphanumeric());
        if alone {
            named.push_str(&rest[..end]);
            if let Some(name) = rest[..end].parse().ok().and_then(&name) {
                let _ = write!(named, " {name}");
            }
            (before, rest) = ('0', &rest[end..]);
        } else {
            named.push(letter);
            (before, rest) = (letter, &rest[letter.len_utf8()..]);
        }
    }
    named
}
