//! Who may enter: invited by letter or by a printed sheet, listed, revoked, begun again.
//!
//! Absent on purpose: passwords and codes, which no command ever sees.

use std::fmt::Write as _;
use std::path::Path;

use caisse_access::{AccessError, Account, Entry, Second};
use caisse_app::Desk;
use caisse_app::clock::day_of;
use caisse_app::work::invitations::{self, InvitationError, Made};
use caisse_domain::identity::MemberId;
use caisse_domain::members::Standing;
use caisse_journal::Moment;
use caisse_web::{Sheet, invitation_sheets};
use serde_json::json;

use crate::answer::{Answer, Failure};
use crate::arguments::Access;
use crate::context::Context;

/// How many entries of the diary are shown.
const DIARY_SHOWN: u32 = 200;

/// `caisse access`.
pub fn run(context: &Context, arguments: Access) -> Result<Answer, Failure> {
    match arguments {
        Access::Invite { members, all, site, email, print, days } => {
            let wanted = Wanted { members, all, site, email, days };
            invite(context, &wanted, print.as_deref())
        }
        Access::List => list(context),
        Access::Revoke { member } => revoke(context, member),
        Access::Reset { member } => reset(context, member),
        Access::Diary { member } => diary(context, member),
    }
}

/// Who is to be invited, and how.
struct Wanted {
    members: Vec<MemberId>,
    all: bool,
    site: String,
    email: Option<String>,
    days: i64,
}

fn now(context: &Context) -> Second {
    Second(context.clock().now().0.div_euclid(1_000))
}

fn opened(context: &Context, desk: &Desk) -> Result<caisse_access::Access, Failure> {
    desk.access().map_err(|error| context.fail(|l| error.sentence(l)))
}

fn told(context: &Context) -> impl Fn(AccessError) -> Failure + '_ {
    move |error| context.fail(|l| error.sentence(l))
}

fn invite(context: &Context, wanted: &Wanted, print: Option<&Path>) -> Result<Answer, Failure> {
    if wanted.email.is_none() && print.is_none() {
        return Err(Failure::new(context.say(
            "dites comment l'invitation part : --email \"Nom <adresse>\", ou --print FICHIER.html",
            "say how the invitation goes out: --email \"Name <address>\", or --print FILE.html",
        )));
    }
    let desk = context.reading()?;
    let access = opened(context, &desk)?;
    let members = match wanted.all {
        true => everyone(context, &desk, &access)?,
        false => wanted.members.clone(),
    };
    let (mut sheets, mut letters, mut failed) = (Vec::new(), 0_usize, Vec::new());
    for member in members {
        let made =
            invitations::invite(&desk, &access, member, context.actor, &wanted.site, wanted.days);
        let sent = made.and_then(|made| {
            let by_mail = made.email.is_some() || print.is_none();
            match (&wanted.email, by_mail) {
                (Some(sender), true) => {
                    invitations::put_letter(&desk, &made, sender).map(|()| letters += 1)
                }
                _ => {
                    sheets.push(sheet(made));
                    Ok(())
                }
            }
        });
        if let Err(error) = sent {
            failed.push((member, error));
        }
    }
    if let Some(path) = print.filter(|_| !sheets.is_empty()) {
        let caisse = desk.state().map(|state| state.founding.name.clone()).unwrap_or_default();
        let document = invitation_sheets(&caisse, &sheets, context.language);
        context.write(path, document.as_bytes())?;
    }
    Ok(invited(context, letters, sheets.len(), print, &failed))
}

fn sheet(made: Made) -> Sheet {
    Sheet {
        member: made.member.to_string(),
        name: made.name,
        address: made.address,
        until: made.until,
        language: made.language,
    }
}

fn invited(
    context: &Context,
    letters: usize,
    sheets: usize,
    print: Option<&Path>,
    failed: &[(MemberId, InvitationError)],
) -> Answer {
    let mut text = format!(
        "{letters} {}, {sheets} {}",
        context.say("lettres dans l'outbox", "letters in the outbox"),
        context.say("feuilles à imprimer", "sheets to print"),
    );
    if let Some(path) = print.filter(|_| sheets > 0) {
        let burn = context.say(
            "imprimez-le, puis effacez-le : qui l'a peut entrer",
            "print it, then delete it: whoever has it can sign in",
        );
        let _ = write!(text, "\n{} ({burn})", path.display());
    }
    for (member, error) in failed {
        let _ = write!(text, "\n  {member} : {}", error.sentence(context.language));
    }
    let names: Vec<String> = failed.iter().map(|(member, _)| member.to_string()).collect();
    let json = json!({ "letters": letters, "sheets": sheets, "file": print, "failed": names });
    Answer { text, json, good: failed.is_empty() }
}

/// Active members who have not chosen a password yet.
fn everyone(
    context: &Context,
    desk: &Desk,
    access: &caisse_access::Access,
) -> Result<Vec<MemberId>, Failure> {
    let accounts = access.accounts(now(context)).map_err(told(context))?;
    let entered: std::collections::BTreeSet<String> =
        accounts.into_iter().filter(|account| account.has_password).map(|a| a.member).collect();
    let state = desk.state().map_err(|error| context.fail(|l| error.sentence(l)))?;
    let today = desk.today();
    let active = state
        .members
        .all()
        .filter(|(_, known)| !known.erased && known.standing_on(today) == Some(Standing::Active));
    let waiting = active.map(|(member, _)| member);
    Ok(waiting.filter(|member| !entered.contains(&member.to_string())).collect())
}

fn day(context: &Context, at: Second) -> String {
    day_of(Moment(at.0.saturating_mul(1_000))).written(context.language)
}

fn list(context: &Context) -> Result<Answer, Failure> {
    let desk = context.reading()?;
    let accounts = match desk.directory.has_access() {
        true => opened(context, &desk)?.accounts(now(context)).map_err(told(context))?,
        false => Vec::new(),
    };
    let mut text = String::new();
    for account in &accounts {
        let _ = writeln!(text, "{:<6} {}", account.member, described(context, account));
    }
    let rows: Vec<_> = accounts
        .iter()
        .map(|account| {
            json!({
                "member": account.member,
                "email": account.has_email,
                "password": account.has_password,
                "second_factor": account.has_second_factor,
                "recovery_codes": account.recovery_codes,
                "invited_until": account.invited_until.map(|at| at.0),
                "sessions": account.sessions,
                "seen": account.seen.map(|at| at.0),
            })
        })
        .collect();
    Ok(Answer::new(text, json!({ "accounts": rows })))
}

fn described(context: &Context, account: &Account) -> String {
    let mut parts = Vec::new();
    if account.has_password {
        parts.push(context.say("mot de passe", "password"));
    }
    if account.has_second_factor {
        parts.push(context.say("second facteur", "second factor"));
    }
    if let Some(ends) = account.invited_until {
        let until = context.say("invitation jusqu'au", "invited until");
        parts.push(format!("{until} {}", day(context, ends)));
    }
    if account.sessions > 0 {
        parts.push(format!(
            "{} {}",
            account.sessions,
            context.say("sessions ouvertes", "open sessions")
        ));
    }
    if let Some(seen) = account.seen {
        parts.push(format!("{} {}", context.say("vu·e le", "last seen"), day(context, seen)));
    }
    parts.join(", ")
}

fn revoke(context: &Context, member: MemberId) -> Result<Answer, Failure> {
    let desk = context.reading()?;
    let access = opened(context, &desk)?;
    let ended =
        access.end_sessions(&member.to_string(), None, now(context)).map_err(told(context))?;
    let text = format!("{member} : {ended} {}", context.say("sessions fermées", "sessions ended"));
    Ok(Answer::new(text, json!({ "member": member.to_string(), "ended": ended })))
}

fn reset(context: &Context, member: MemberId) -> Result<Answer, Failure> {
    let desk = context.reading()?;
    let access = opened(context, &desk)?;
    access.reset(&member.to_string(), now(context)).map_err(told(context))?;
    let text =
        format!("{member} : {}", context.say(
        "mot de passe, second facteur et sessions retirés ; envoyez une nouvelle invitation",
        "password, second factor and sessions taken away; send a new invitation",
    ));
    Ok(Answer::new(text, json!({ "member": member.to_string(), "reset": true })))
}

fn diary(context: &Context, member: Option<MemberId>) -> Result<Answer, Failure> {
    let desk = context.reading()?;
    let entries: Vec<Entry> = match desk.directory.has_access() {
        true => {
            let member = member.map(|member| member.to_string());
            let access = opened(context, &desk)?;
            access.diary(member.as_deref(), DIARY_SHOWN).map_err(told(context))?
        }
        false => Vec::new(),
    };
    let mut text = String::new();
    for entry in &entries {
        let (when, what) = (day(context, entry.at), entry.deed.written(context.language));
        let _ = writeln!(text, "{when}  {:<6} {what}  {}", entry.member, entry.agent);
    }
    let rows: Vec<_> = entries
        .iter()
        .map(|entry| {
            json!({
                "at": entry.at.0,
                "member": entry.member,
                "deed": entry.deed.word(),
                "agent": entry.agent,
            })
        })
        .collect();
    Ok(Answer::new(text, json!({ "diary": rows })))
}
