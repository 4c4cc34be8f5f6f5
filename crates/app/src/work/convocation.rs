//! Convocations: one letter per member, by mail through the outbox or as a text to print; and one file
//! to print with everything. Each says when and where, who convenes and how long before, the quorum,
//! the agenda with the digests of its documents, and carries a proxy form.
//!
//! Absent on purpose: who may convene (the domain), personal addresses themselves (whoever knows them
//! gives them).

use std::fmt::Write as _;

use caisse_domain::Organisation;
use caisse_domain::assemblies::Statutes;
use caisse_domain::assemblies::meeting::Assembly;
use caisse_domain::identity::{AssemblyId, MemberId};
use caisse_domain::members::Standing;
use caisse_units::Language;
use caisse_vault::PersonalData;

use super::minutes_text::item_kind;
use super::notices::{Notice, Notices};
use crate::desk::Desk;
use crate::error::ExecuteError;

/// The personal address at which a member votes, if there is one.
pub type VotingAddress<'a> = &'a dyn Fn(MemberId) -> Option<String>;

/// Writes the convocation of every member in good standing: into the outbox, or as a text to print
/// for who has no address. Running it again writes nothing twice.
///
/// # Errors
/// [`ExecuteError`] when the vault or the state cannot be read; an unknown assembly is refused.
pub fn write(
    desk: &Desk,
    assembly: AssemblyId,
    sender: &str,
    address: VotingAddress<'_>,
) -> Result<Notices, ExecuteError> {
    known(desk.state()?, assembly)?;
    let mut notices = Notices::default();
    for member in invited(desk)? {
        let data = desk.people.personal(member)?;
        let (subject, text) = letter(desk, assembly, member, &data, address)?;
        let name = format!("convocation-{assembly}-{member}");
        let notice = Notice { name, member, subject, text };
        notices.put(desk, notice, data.email, sender);
    }
    Ok(notices)
}

/// Every convocation in one text, each on its page.
///
/// # Errors
/// As [`write`].
pub fn print(
    desk: &Desk,
    assembly: AssemblyId,
    address: VotingAddress<'_>,
) -> Result<String, ExecuteError> {
    known(desk.state()?, assembly)?;
    let mut pages = Vec::new();
    for member in invited(desk)? {
        let data = desk.people.personal(member)?;
        let (subject, text) = letter(desk, assembly, member, &data, address)?;
        pages.push(format!("{subject}\n\n{text}"));
    }
    Ok(pages.join("\u{c}\n"))
}

/// Who is convened: members in good standing today.
fn invited(desk: &Desk) -> Result<Vec<MemberId>, ExecuteError> {
    let today = desk.today();
    let members = desk.state()?.members.all();
    let active = members.filter(|(_, known)| known.standing_on(today) == Some(Standing::Active));
    Ok(active.map(|(member, _)| member).collect())
}

fn known(house: &Organisation, assembly: AssemblyId) -> Result<&Assembly, ExecuteError> {
    let known = house.assemblies.assembly(assembly);
    known.ok_or_else(|| {
        let refusal = caisse_domain::assemblies::Refusal::AssemblyUnknown { assembly };
        ExecuteError::Refused(refusal.into())
    })
}

/// The subject and the text of one member's convocation, in the member's language.
///
/// # Errors
/// As [`write`].
pub fn letter(
    desk: &Desk,
    assembly: AssemblyId,
    member: MemberId,
    data: &PersonalData,
    address: VotingAddress<'_>,
) -> Result<(String, String), ExecuteError> {
    let house = desk.state()?;
    let held = known(house, assembly)?;
    let language = data.language.unwrap_or_default();
    let name = data.full_name().unwrap_or_else(|| member.to_string());
    let convocation = &held.convocation;
    let (caisse, title) = (&house.founding.name, &convocation.title);
    let heading = language.choose("Convocation", "Convocation");
    let mut text = match language {
        Language::French => format!("Bonjour {name},\n\nVous êtes convoqué·e : {title}.\n\n"),
        Language::English => format!("Hello {name},\n\nYou are convened: {title}.\n\n"),
    };
    when_and_where(&mut text, held, language);
    if let Some(version) = house.assemblies.statutes_on(desk.today()) {
        by_the_statutes(&mut text, held, &version.statutes, language);
        let known = house.members.get(member);
        let entitled = known
            .is_some_and(|known| version.statutes.entitled(house, member, known, desk.today()));
        if !entitled {
            text.push_str(language.choose(
                "À ce jour, les statuts ne vous donnent pas le droit de vote ; vous pouvez assister.\n",
                "As of today, the statutes do not entitle you to vote; you may attend.\n",
            ));
        }
    }
    agenda(&mut text, held, language);
    if let Some(address) = address(member) {
        let _ = match language {
            Language::French => writeln!(
                text,
                "\nPour voter, votre adresse personnelle, à ne donner à personne :\n{address}"
            ),
            Language::English => {
                writeln!(text, "\nTo vote, your personal address, for nobody else:\n{address}")
            }
        };
    }
    let proxies =
        house.assemblies.statutes_on(desk.today()).map_or(0, |v| v.statutes.proxies.per_holder);
    if proxies > 0 {
        let on = convocation.on.written(language);
        text.push_str(&proxy_form(assembly, member, &name, &on, proxies, language));
    }
    let _ = write!(text, "\n{caisse}\n");
    Ok((format!("{heading} : {title} — {caisse}"), text))
}

fn when_and_where(text: &mut String, held: &Assembly, language: Language) {
    let convocation = &held.convocation;
    let (on, at) = (convocation.on.written(language), convocation.at.written(language));
    let _ = match language {
        Language::French => writeln!(text, "Le {on} à {at}."),
        Language::English => writeln!(text, "On {on} at {at}."),
    };
    if !convocation.place.trim().is_empty() {
        let _ = writeln!(text, "{} : {}", language.choose("Lieu", "Place"), convocation.place);
    }
    if !convocation.link.trim().is_empty() {
        let heading = language.choose("À distance", "From afar");
        let _ = writeln!(text, "{heading} : {}", convocation.link);
    }
    if let Some(first) = convocation.second_call_of {
        let _ = match language {
            Language::French => writeln!(
                text,
                "Seconde convocation : {first} n'avait pas atteint son quorum. L'ordre du jour est le même."
            ),
            Language::English => writeln!(
                text,
                "Second call: {first} did not reach its quorum. The agenda is the same."
            ),
        };
    }
}

/// What the statutes ask for, and how this convocation answers.
fn by_the_statutes(text: &mut String, held: &Assembly, statutes: &Statutes, language: Language) {
    let convocation = &held.convocation;
    let (asked, size) = match convocation.second_call_of {
        Some(_) => (statutes.quorum.second_call_days, statutes.quorum.second),
        None => (statutes.convening.notice_days, statutes.quorum.first),
    };
    let given = convocation.on.days_since(held.convened);
    let (convened, size) = (held.convened.written(language), size.written(language));
    let _ = match language {
        Language::French => writeln!(
            text,
            "Convoquée le {convened}, {given} jours avant (les statuts en demandent {asked}). Quorum : {size}."
        ),
        Language::English => writeln!(
            text,
            "Convened on {convened}, {given} days before (the statutes ask for {asked}). Quorum: {size}."
        ),
    };
}

fn agenda(text: &mut String, held: &Assembly, language: Language) {
    let _ = writeln!(text, "\n{}", language.choose("Ordre du jour :", "Agenda:"));
    for (place, item) in held.convocation.agenda.iter().enumerate() {
        let kind = item_kind(item.kind, language);
        let proposal = item.proposal.map_or_else(String::new, |proposal| format!(" {proposal}"));
        let minutes = item.minutes.map_or_else(String::new, |minutes| format!(", {minutes} min"));
        let _ = writeln!(text, "{}. {} ({kind}{proposal}{minutes})", place + 1, item.title);
        for document in &item.documents {
            let _ = writeln!(text, "   {} — SHA-256 {}", document.name, document.digest);
        }
    }
}

fn proxy_form(
    assembly: AssemblyId,
    member: MemberId,
    name: &str,
    on: &str,
    most: u16,
    language: Language,
) -> String {
    match language {
        Language::French => format!(
            "\nSi vous ne pouvez venir, remettez ce pouvoir à la personne de votre choix ({most} au plus par personne) :\n\n  POUVOIR — {assembly}, {on}\n  Je soussigné·e {name} ({member}) donne pouvoir à\n  ______________________________ pour voter en mon nom.\n  Date et signature : ______________________________\n"
        ),
        Language::English => format!(
            "\nIf you cannot come, give this proxy to a person of your choice ({most} at most per person):\n\n  PROXY — {assembly}, {on}\n  I, {name} ({member}), give my proxy to\n  ______________________________ to vote in my name.\n  Date and signature: ______________________________\n"
        ),
    }
}

/// The attendance sheet to print: who may vote, with a line to sign, and whose proxies each may carry.
///
/// # Errors
/// As [`write`].
pub fn attendance_sheet(
    desk: &Desk,
    assembly: AssemblyId,
    language: Language,
) -> Result<String, ExecuteError> {
    let house = desk.state()?;
    let held = known(house, assembly)?;
    let convocation = &held.convocation;
    let mut text = format!(
        "{} — {assembly}\n{}\n{}, {}\n\n",
        language.choose("Feuille d'émargement", "Attendance sheet"),
        house.founding.name,
        convocation.title,
        convocation.on.written(language),
    );
    for member in voters(house, held, desk) {
        let name = desk.people.personal(member)?.full_name().unwrap_or_default();
        let _ = writeln!(text, "{:>7}  {name:<32}  ______________________", member.to_string());
        for giver in held.held.get(&member).into_iter().flatten() {
            let name = desk.people.personal(*giver)?.full_name().unwrap_or_default();
            let heading = language.choose("pouvoir de", "proxy of");
            let _ = writeln!(text, "         {heading} {giver} {name}");
        }
        if let Some(holder) = held.proxies.get(&member) {
            let heading = language.choose("a donné pouvoir à", "gave a proxy to");
            let _ = writeln!(text, "         {heading} {holder}");
        }
    }
    Ok(text)
}

/// Who may vote: the roll once there is one, else who is entitled today.
fn voters(house: &Organisation, held: &Assembly, desk: &Desk) -> Vec<MemberId> {
    if held.opening.is_some() {
        return held.roll.voters().map(|(member, _)| member).collect();
    }
    let today = desk.today();
    let Some(version) = house.assemblies.statutes_on(today) else { return Vec::new() };
    let members = house.members.all();
    let entitled =
        members.filter(|(member, known)| version.statutes.entitled(house, *member, known, today));
    entitled.map(|(member, _)| member).collect()
}
