//! Letters of the door: a link to enter by goes out at once, and nothing of it stays on the disk.

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use caisse_access::{LINK_MINUTES, Link};
use caisse_app::mail::{self, Letter};
use caisse_units::Language;

use crate::Room;

/// How letters of the door go out.
pub struct Post {
    /// The address of the site, such as `https://caisse.example`; without one, links are sent only to
    /// who asks on the machine itself, since the name under which a site is asked is chosen by whoever
    /// asks.
    site: Option<String>,
    /// The sender, as `Name <address>`.
    sender: String,
    /// The mail server as a URL; without one, letters wait in the folder.
    server: Option<String>,
    /// The folder of these letters, apart from the outbox.
    folder: PathBuf,
    sending: Mutex<()>,
}

impl Post {
    /// Letters through that folder and that mail server (`smtps://name:secret@host`).
    pub fn new(
        folder: PathBuf,
        sender: impl Into<String>,
        server: Option<String>,
        site: Option<String>,
    ) -> Post {
        Post { site, sender: sender.into(), server, folder, sending: Mutex::new(()) }
    }

    /// The site to name in a letter.
    pub(super) fn site(&self, here: &str) -> Option<String> {
        if let Some(site) = &self.site {
            return Some(site.trim_end_matches('/').to_owned());
        }
        is_this_machine(here).then(|| here.to_owned())
    }

    /// Sends a link. What fails is told on the error output of the server, without the link.
    pub(super) fn send(&self, room: &Room, link: &Link, site: &str) {
        if let Err(why) = self.try_to_send(room, link, site) {
            eprintln!("{why}");
        }
    }

    fn try_to_send(&self, room: &Room, link: &Link, site: &str) -> Result<(), String> {
        let (caisse, language) = addressed(room, &link.member);
        let address = format!("{site}/entrer/lien/{}", link.word);
        let (subject, text) = match language {
            Language::French => (
                format!("Entrer dans {caisse}"),
                format!(
                    "Ouvrez cette adresse pour entrer. Elle sert une fois, pendant {LINK_MINUTES} minutes :\n\n{address}\n\nVous n'avez rien demandé ? Ne faites rien : personne n'entre sans ce courriel.\n\n{caisse}\n"
                ),
            ),
            Language::English => (
                format!("Sign in to {caisse}"),
                format!(
                    "Open this address to sign in. It works once, for {LINK_MINUTES} minutes:\n\n{address}\n\nYou did not ask for it? Do nothing: nobody gets in without this letter.\n\n{caisse}\n"
                ),
            ),
        };
        let (from, to) = (self.sender.clone(), link.email.clone());
        // Eight letters of the word tell two letters apart and tell nobody the rest.
        let name = format!("lien-{}-{}", link.member, link.word.get(..8).unwrap_or_default());
        let letter = Letter { name, from, to, subject, text };
        let told = |error: mail::MailError| error.sentence(Language::French);
        let _one = self.sending.lock().unwrap_or_else(PoisonError::into_inner);
        private_folder(&self.folder).map_err(|error| error.to_string())?;
        mail::put(&self.folder, &letter).map_err(told)?;
        let Some(server) = &self.server else { return Ok(()) };
        let sent = mail::send_all(&self.folder, server).map_err(told);
        self.sweep();
        let (_, failed) = sent?;
        match failed.into_iter().next() {
            Some((_, error)) => Err(told(error)),
            None => Ok(()),
        }
    }

    /// A link is worth nothing after a quarter of an hour and is sent once: whatever the server said,
    /// no letter stays.
    fn sweep(&self) {
        let files = std::fs::read_dir(&self.folder).into_iter().flatten().flatten();
        for file in files.filter(|file| file.file_name().to_string_lossy().starts_with("lien-")) {
            let _ = std::fs::remove_file(file.path());
        }
    }
}

/// The name of the caisse, and the language of the one written to.
fn addressed(room: &Room, member: &str) -> (String, Language) {
    let desk = room.read();
    let name = desk.house.state().map(|state| state.founding.name.clone()).unwrap_or_default();
    let data = member.parse().ok().and_then(|member| desk.people.personal(member).ok());
    (name, data.and_then(|data| data.language).unwrap_or_default())
}

/// Whether an address names the machine itself.
fn is_this_machine(here: &str) -> bool {
    let host = here.split_once("://").map_or(here, |(_, host)| host);
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    name == "127.0.0.1" || name == "[::1]" || name == "localhost" || name.ends_with(".localhost")
}

/// A folder that only its owner opens.
fn private_folder(folder: &std::path::Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_known_site_only_this_machine_is_named_in_a_letter() {
        let post = |site: Option<&str>| {
            Post::new(PathBuf::new(), "C <c@x.fr>", None, site.map(str::to_owned))
        };
        let unknown = post(None);
        for here in [
            "http://127.0.0.1:7070",
            "http://localhost:7070",
            "http://gironde.localhost",
            "http://[::1]:80",
        ] {
            assert_eq!(unknown.site(here).as_deref(), Some(here));
        }
        for here in
            ["https://evil.example", "http://localhost.evil.example", "http://evil.example:80"]
        {
            assert_eq!(unknown.site(here), None, "{here}");
        }
        let known = post(Some("https://caisse.example/"));
        assert_eq!(known.site("https://evil.example").as_deref(), Some("https://caisse.example"));
    }
}
