//! Notices and letters: written once, readable, and none lost.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::thread::JoinHandle;

use caisse_app::mail::{self, Letter, MailError};
use caisse_app::work::notices;
use caisse_domain::Command;
use caisse_domain::contributions;
use caisse_domain::identity::ClaimId;

use super::caisse::{day, euros, member, month};
use super::month::food;

const SENDER: &str = "Caisse d'été <caisse@example.org>";

#[test]
fn a_call_writes_one_letter_per_member_and_a_text_for_those_without_address() {
    let mut caisse = food();
    caisse.call("2026-01", "2026-01-10");
    let written = notices::of_call(&caisse.desk, month("2026-01"), SENDER).unwrap();
    assert_eq!((written.letters, written.to_print, written.failed.len()), (5, 1, 0));
    let outbox = caisse.desk.directory.outbox();
    let text = fs::read_to_string(outbox.join("appel-2026-01-M5.txt")).unwrap();
    assert!(text.contains("Émile Petit") && text.contains("10,00"), "{text}");
    assert!(text.contains("RF"), "{text}");
    assert_eq!(fs::read_dir(&outbox).unwrap().count(), 6);
}

#[test]
fn notices_written_twice_are_there_once() {
    let mut caisse = food();
    caisse.call("2026-01", "2026-01-10");
    notices::of_call(&caisse.desk, month("2026-01"), SENDER).unwrap();
    let outbox = caisse.desk.directory.outbox();
    let mail = outbox.join("appel-2026-01-M1.eml");
    let text = outbox.join("appel-2026-01-M5.txt");
    let before = (fs::read(&mail).unwrap(), fs::read(&text).unwrap());
    // M1's letter was sent, and M5 paid in the meantime: neither is written anew.
    fs::rename(&mail, mail.with_extension("sent")).unwrap();
    let receive = contributions::Command::Receive {
        member: member(5),
        amount: euros("10"),
        on: day("2026-01-02"),
        means: contributions::Means::Cash,
    };
    caisse.act(Command::Contributions(receive)).unwrap();
    let again = notices::of_call(&caisse.desk, month("2026-01"), SENDER).unwrap();
    assert_eq!((again.letters, again.to_print), (0, 0));
    assert_eq!(fs::read(mail.with_extension("sent")).unwrap(), before.0);
    assert_eq!(fs::read(&text).unwrap(), before.1, "a text already printed is not changed");
    assert!(!mail.exists());
}

#[test]
fn a_reminder_is_written_for_what_is_late_and_carries_how_many_times() {
    let mut caisse = food();
    caisse.call("2026-01", "2026-01-10");
    caisse.clock.set(day("2026-01-10"));
    let (none, late) = notices::of_late(&caisse.desk, SENDER).unwrap();
    assert_eq!((none.letters, late.len()), (0, 0), "nothing is late on its last day");
    caisse.clock.set(day("2026-01-11"));
    let (first, late) = notices::of_late(&caisse.desk, SENDER).unwrap();
    assert_eq!((first.letters, first.to_print, late.len()), (5, 1, 6));
    let remind = contributions::Command::Remind { claims: late, on: day("2026-01-11") };
    caisse.act(Command::Contributions(remind)).unwrap();
    let (second, late) = notices::of_late(&caisse.desk, SENDER).unwrap();
    assert_eq!((second.letters, late.len()), (5, 6));
    let outbox = caisse.desk.directory.outbox();
    let claim = ClaimId(1);
    assert!(outbox.join(format!("rappel-1-{claim}.eml")).exists());
    assert!(outbox.join(format!("rappel-2-{claim}.eml")).exists());
}

fn letter(to: &str) -> Letter {
    Letter {
        name: "essai".to_owned(),
        from: SENDER.to_owned(),
        to: to.to_owned(),
        subject: "Cotisation de février — Élan".to_owned(),
        text: "Bonjour Zoé,\n\n12,50 € à payer.\n".to_owned(),
    }
}

#[test]
fn accents_travel_in_letters_that_are_plain_ascii() {
    let outbox = tempfile::tempdir().unwrap();
    let path = mail::put(outbox.path(), &letter("zoe@example.org")).unwrap().unwrap();
    let bytes = fs::read(&path).unwrap();
    assert!(bytes.is_ascii(), "every mail server carries it");
    let text = String::from_utf8(bytes).unwrap();
    let subject = text.lines().find(|line| line.starts_with("Subject: ")).unwrap();
    assert!(subject.contains("=?utf-8?b?"), "{text}");
    assert!(text.contains("charset=utf-8"), "{text}");
    let quoted = text.contains("Zo=C3=A9") && text.contains("=E2=82=AC");
    assert!(quoted || text.contains("base64"), "{text}");
}

#[test]
fn a_wrong_address_leaves_nothing_in_the_outbox() {
    let outbox = tempfile::tempdir().unwrap();
    for wrong in ["", "zoe", "zoe@", "zoe@example.org\r\nBcc: other@example.org"] {
        let put = mail::put(outbox.path(), &letter(wrong));
        assert!(matches!(put, Err(MailError::Address { .. })), "{wrong:?}: {put:?}");
    }
    assert_eq!(fs::read_dir(outbox.path()).unwrap().count(), 0);
}

#[test]
fn a_server_that_does_not_answer_loses_no_letter() {
    let outbox = tempfile::tempdir().unwrap();
    let path = mail::put(outbox.path(), &letter("zoe@example.org")).unwrap().unwrap();
    // A port that was just free: nobody listens there.
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let (sent, failed) =
        mail::send_all(outbox.path(), &format!("smtp://127.0.0.1:{port}")).unwrap();
    assert_eq!((sent, failed.len()), (0, 1));
    assert!(path.exists());
}

/// A mail server for one conversation; gives what it was told.
fn server() -> (u16, JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let thread = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let (mut told, mut in_data) = (String::new(), false);
        stream.write_all(b"220 ready\r\n").unwrap();
        for line in BufReader::new(stream.try_clone().unwrap()).lines() {
            let Ok(line) = line else { break };
            told.push_str(&line);
            told.push('\n');
            let answer: &[u8] = match line.as_str() {
                "." if in_data => {
                    in_data = false;
                    b"250 taken\r\n"
                }
                _ if in_data => continue,
                "DATA" => {
                    in_data = true;
                    b"354 go on\r\n"
                }
                "QUIT" => {
                    let _ = stream.write_all(b"221 bye\r\n");
                    break;
                }
                _ => b"250 fine\r\n",
            };
            if stream.write_all(answer).is_err() {
                break;
            }
        }
        told
    });
    (port, thread)
}

#[test]
fn a_letter_from_a_long_name_with_accents_is_sent_once() {
    let outbox = tempfile::tempdir().unwrap();
    let mut letter = letter("Zoé Lefèvre-Ménétrier de la Forêt-sur-Sèvre <zoe@example.org>");
    letter.from =
        "Caisse de sécurité sociale de l'énergie des Ateliers réunis de Bègles <c@example.org>"
            .to_owned();
    let path = mail::put(outbox.path(), &letter).unwrap().unwrap();
    let (port, thread) = server();
    let (sent, failed) =
        mail::send_all(outbox.path(), &format!("smtp://127.0.0.1:{port}")).unwrap();
    assert_eq!((sent, failed.len()), (1, 0), "{failed:?}");
    let told = thread.join().unwrap();
    assert!(told.contains("MAIL FROM:<c@example.org>"), "{told}");
    assert!(told.contains("RCPT TO:<zoe@example.org>"), "{told}");
    assert!(!path.exists() && path.with_extension("sent").exists());
    let (sent, failed) =
        mail::send_all(outbox.path(), &format!("smtp://127.0.0.1:{port}")).unwrap();
    assert_eq!((sent, failed.len()), (0, 0));
    assert_eq!(mail::put(outbox.path(), &letter).unwrap(), None);
}
