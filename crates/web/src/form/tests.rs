use std::collections::BTreeMap;

use axum::body::Body;
use axum::extract::Request;
use axum::http::header::CONTENT_TYPE;
use caisse_units::{Amount, Day, Language, Month};

use super::markup::{Shown, facts_seen, form as shown, seen};
use super::*;

fn sent(pairs: &[(&str, &str)]) -> Sent {
    let fields = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    Sent { fields: fields.collect(), uploads: Vec::new() }
}

fn one(kind: Kind) -> Form {
    Form::new("Essai", "Envoyer").field(Field::new("champ", "Le champ", kind))
}

fn read(kind: Kind, typed: &str) -> Result<Value, String> {
    let filled = one(kind).read(&sent(&[("champ", typed)]), Language::French);
    match filled {
        Ok(filled) => {
            let values: BTreeMap<&str, &Value> = filled.values().collect();
            Ok((*values.get("champ").expect("an answer")).clone())
        }
        Err(faults) => {
            assert_eq!(faults.len(), 1);
            assert_eq!(faults[0].field, "champ");
            Err(faults[0].sentence.clone())
        }
    }
}

#[test]
fn an_amount_is_read_as_people_type_it() {
    for (typed, cents) in [
        ("12,50", 1250),
        ("12.50 €", 1250),
        ("1 234,5", 123_450),
        ("1\u{202f}234,56\u{a0}€", 123_456),
        (" 3 euros ", 300),
    ] {
        let amount = Value::Amount(Amount::from_cents(cents));
        assert_eq!(read(Kind::POSITIVE, typed), Ok(amount), "{typed}");
    }
    for typed in ["", "douze", "1,234", "0", "-5", "1e9", "99999999999999999"] {
        assert!(read(Kind::POSITIVE, typed).is_err(), "{typed}");
    }
}

#[test]
fn a_day_and_a_month_are_read_as_people_type_them() {
    let day = Day::new(2026, 1, 31).expect("a day");
    for typed in ["2026-01-31", "31/01/2026", "31.1.2026", "31 janvier 2026", "31 January 2026"] {
        assert_eq!(read(Kind::Day, typed), Ok(Value::Day(day)), "{typed}");
    }
    assert_eq!(
        read(Kind::Day, "1er août 2026"),
        Ok(Value::Day(Day::new(2026, 8, 1).expect("a day")))
    );
    for typed in ["2026-02-30", "hier", "31/01/26", "31 brumaire 2026"] {
        assert!(read(Kind::Day, typed).is_err(), "{typed}");
    }
    let month = Month::new(2026, 2).expect("a month");
    for typed in ["2026-02", "02/2026", "février 2026", "fevrier 2026", "February 2026"] {
        assert_eq!(read(Kind::Month, typed), Ok(Value::Month(month)), "{typed}");
    }
    assert!(read(Kind::Month, "13/2026").is_err());
}

#[test]
fn each_kind_says_what_it_would_take() {
    assert!(read(Kind::Text { most: 3 }, "abcd").expect_err("too long").contains("3 signes"));
    assert!(read(Kind::LINE, "a\u{7}b").is_err());
    assert!(read(Kind::Email, "nom@exemple.fr").is_ok());
    for typed in ["nom", "nom@", "@exemple.fr", "nom@exemple", "a b@exemple.fr", "nom@.fr"] {
        assert!(read(Kind::Email, typed).is_err(), "{typed}");
    }
    let whole = Kind::Whole { least: 0, most: 1_000 };
    assert_eq!(read(whole.clone(), "1 000"), Ok(Value::Whole(1000)));
    assert!(read(whole, "1001").expect_err("too many").contains("1000"));
    let list = Kind::Choice(vec![Choice::new("oui", "Oui")]);
    assert!(read(list.clone(), "oui").is_ok());
    assert!(read(list, "peut-etre").is_err());
}

#[test]
fn every_fault_is_listed_and_what_may_be_empty_is_absent() {
    let form = Form::new("Essai", "Envoyer")
        .field(Field::new("somme", "Somme", Kind::POSITIVE))
        .field(Field::new("jour", "Jour", Kind::Day))
        .field(Field::new("note", "Note", Kind::REASON).optional());
    let faults = form.read(&sent(&[("jour", "?")]), Language::English).expect_err("two faults");
    let fields: Vec<&str> = faults.iter().map(|fault| fault.field.as_str()).collect();
    assert_eq!(fields, ["somme", "jour"]);
    let fine = sent(&[("somme", "2"), ("jour", "2026-01-02"), ("note", "  ")]);
    let filled = form.read(&fine, Language::English).expect("read");
    assert_eq!(filled.text_if_any("note"), None);
    assert_eq!(filled.amount("somme").map_err(|fault| fault.sentence), Ok(Amount::from_cents(200)));
}

#[test]
fn what_changed_meanwhile_is_told_with_what_was_before() {
    let form = |owed: &str, name: &str| {
        Form::new("Essai", "Envoyer")
            .fact("Dû", owed)
            .field(Field::new("nom", "Nom", Kind::LINE).now(Some(name)))
            .field(Field::new("jour", "Jour", Kind::Day).value("2026-01-01"))
    };
    let before = facts_seen(&seen(&form("12,00 € & plus", "Ana").standing()));
    assert_eq!(before, form("12,00 € & plus", "Ana").standing());
    let french = Language::French;
    assert!(form("12,00 € & plus", "Ana").changed_since(&before, french).is_empty());
    assert_eq!(
        form("8,00 €", "Anna").changed_since(&before, french),
        ["Dû\u{a0}: 12,00 € & plus → 8,00 €", "Nom\u{a0}: Ana → Anna"]
    );
}

fn markup(form: &Form, sent: Option<&Sent>, faults: &[Fault]) -> String {
    let with = Shown {
        sent,
        faults,
        held: &[],
        key: "k",
        seal: "s",
        action: "/faire/essai",
        language: Language::French,
    };
    shown(form, &with).into_string()
}

#[test]
fn a_fault_stands_at_its_field_which_points_to_it_and_keeps_what_was_typed() {
    let form = one(Kind::POSITIVE);
    let typed = sent(&[("champ", "<douze>")]);
    let faults = form.read(&typed, Language::French).expect_err("not an amount");
    let page = markup(&form, Some(&typed), &faults);
    assert!(page.contains("href=\"#q-champ\""), "{page}");
    assert!(page.contains("aria-describedby=\"q-champ-faute\" aria-invalid=\"true\""), "{page}");
    assert!(page.contains("value=\"&lt;douze&gt;\""), "{page}");
    assert!(page.contains("<label for=\"q-champ\">Le champ</label>"), "{page}");
    assert!(page.contains("inputmode=\"decimal\""), "{page}");
}

#[test]
fn a_list_is_radios_up_to_seven_and_a_select_beyond() {
    let list = |many: usize| {
        one(Kind::Choice((0..many).map(|n| Choice::new(n.to_string(), n.to_string())).collect()))
    };
    assert_eq!(markup(&list(7), None, &[]).matches("type=\"radio\"").count(), 7);
    let page = markup(&list(8), None, &[]);
    assert!(page.contains("<select") && !page.contains("type=\"radio\""));
}

#[test]
fn a_secret_is_never_sent_back() {
    let page = markup(&one(Kind::Secret), Some(&sent(&[("champ", "sesame")])), &[]);
    assert!(!page.contains("sesame"), "{page}");
}

#[test]
fn a_day_that_a_native_field_could_not_show_is_shown_as_typed() {
    let page = markup(&one(Kind::Day), Some(&sent(&[("champ", "31 janvie 2026")])), &[]);
    assert!(page.contains("type=\"text\"") && page.contains("31 janvie 2026"), "{page}");
    assert!(markup(&one(Kind::Day), None, &[]).contains("type=\"date\""));
}

fn received(kind: &str, body: impl Into<Body>) -> Result<Sent, SentError> {
    let request = Request::builder().header(CONTENT_TYPE, kind).body(body.into());
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    runtime.block_on(Sent::from_request(request.expect("a request")))
}

#[test]
fn a_form_is_read_with_and_without_files() {
    let plain = received("application/x-www-form-urlencoded; charset=utf-8", "a=1+2&b=%C3%A9&a=3");
    let plain = plain.expect("a form");
    assert_eq!(plain.all("a").collect::<Vec<_>>(), ["1 2", "3"]);
    assert_eq!(plain.first("b"), "é");
    let body = "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n\
        --x\r\nContent-Disposition: form-data; name=\"f\"; filename=\"C:\\d\\relev\u{e9}.xml\"\r\n\
        Content-Type: text/xml\r\n\r\n<a/>\r\n\
        --x\r\nContent-Disposition: form-data; name=\"g\"; filename=\"\"\r\n\r\n\r\n--x--\r\n";
    let parts = received("multipart/form-data; boundary=x", body).expect("a form");
    assert_eq!(parts.first("a"), "1");
    assert_eq!(parts.uploads.len(), 1);
    assert_eq!(parts.uploads[0].1.name, "relevé.xml");
    assert_eq!(&*parts.uploads[0].1.bytes, b"<a/>");
}

#[test]
fn what_is_no_form_or_too_much_is_refused() {
    let kind = "application/x-www-form-urlencoded";
    assert_eq!(received("application/json", "{}"), Err(SentError::Strange));
    assert_eq!(received("multipart/form-data", "x"), Err(SentError::Strange));
    assert_eq!(received(kind, "a=%FF"), Err(SentError::Strange));
    assert_eq!(received(kind, "a_b=1"), Err(SentError::Strange));
    assert_eq!(received(kind, "a=1&".repeat(10_101)), Err(SentError::TooMuch));
    assert_eq!(received(kind, "a".repeat(2 << 20)), Err(SentError::TooMuch));
    let torn = "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1";
    assert_eq!(received("multipart/form-data; boundary=x", torn), Err(SentError::Strange));
    let large = format!(
        "--x\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a\"\r\n\r\n{}\r\n--x--\r\n",
        "a".repeat(17 << 20)
    );
    assert_eq!(received("multipart/form-data; boundary=x", large), Err(SentError::TooMuch));
}

#[test]
fn a_file_is_taken_by_its_ending_and_within_its_size() {
    let kind = Kind::Files { endings: vec!["xml"], most_bytes: 1 << 10, most: 1 };
    let form = one(kind);
    let with = |name: &str, size: usize| {
        let upload = Upload { name: name.to_owned(), bytes: vec![b'a'; size].into() };
        let sent = Sent { fields: Vec::new(), uploads: vec![("champ".to_owned(), upload)] };
        form.read(&sent, Language::French).map(|filled| filled.files("champ").len())
    };
    assert_eq!(with("Releve.XML", 10), Ok(1));
    for (name, size) in
        [("releve.exe", 10), ("releve", 10), ("releve.xml", 0), ("releve.xml", 1_025)]
    {
        assert!(with(name, size).is_err(), "{name} {size}");
    }
}
