//! Members from the tables that people really have.

use std::collections::BTreeMap;

use caisse_app::work::members_file::{self, Preview, Problem};
use caisse_domain::offices::Actor;
use caisse_units::Language;

use super::caisse::{Caisse, acting, day, found, iban, member, month};

fn empty() -> Caisse {
    found("food-caisse-gironde", day("2026-01-01"))
}

fn preview(caisse: &Caisse, bytes: &[u8]) -> Result<Preview, Vec<Problem>> {
    members_file::preview(&caisse.desk, bytes, day("2026-01-01")).unwrap()
}

/// The lines of the problems found.
fn lines(caisse: &Caisse, text: &str) -> Vec<usize> {
    let found = preview(caisse, text.as_bytes());
    found.unwrap_err().iter().map(|problem| problem.line).collect()
}

fn names(preview: &Preview) -> Vec<String> {
    preview.new.iter().map(|row| row.data.full_name().unwrap()).collect()
}

#[test]
fn every_usual_encoding_and_separator_gives_the_same_members() {
    let caisse = empty();
    for separator in [";", ",", "\t"] {
        let text =
            format!("Nom{separator}Prénom\r\nLefèvre{separator}Zoé\r\nœuvre{separator}Ana\r\n");
        let (windows, _, lost) = encoding_rs::WINDOWS_1252.encode(&text);
        assert!(!lost);
        let mut marked = b"\xef\xbb\xbf".to_vec();
        marked.extend(text.as_bytes());
        for bytes in [text.as_bytes(), &windows, &marked] {
            let preview = preview(&caisse, bytes).unwrap();
            assert_eq!(names(&preview), ["Zoé Lefèvre", "Ana œuvre"]);
        }
    }
    let (latin, wide): (Vec<u8>, Vec<u16>) = (
        "nom;prénom\nLefèvre;Zoé\n".chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect(),
        "\u{feff}nom\tprénom\r\nLefèvre\tZoé\r\n".encode_utf16().collect(),
    );
    assert_eq!(names(&preview(&caisse, &latin).unwrap()), ["Zoé Lefèvre"]);
    // What a spreadsheet calls "Unicode text".
    let little: Vec<u8> = wide.iter().flat_map(|unit| unit.to_le_bytes()).collect();
    let big: Vec<u8> = wide.iter().flat_map(|unit| unit.to_be_bytes()).collect();
    for bytes in [little, big] {
        assert_eq!(names(&preview(&caisse, &bytes).unwrap()), ["Zoé Lefèvre"]);
    }
}

#[test]
fn cells_with_separators_quotes_and_breaks_stay_whole() {
    let caisse = empty();
    let text = "nom;prenom\n\"Dupont; fils\";\"Jean \"\"Jo\"\"\nPaul\"\n\n;;\nMartin;Léa\n";
    let preview = preview(&caisse, text.as_bytes()).unwrap();
    assert_eq!(preview.new.len(), 2);
    assert_eq!(preview.new[0].data.family_name.as_deref(), Some("Dupont; fils"));
    assert_eq!(preview.new[1].line, 6);
}

#[test]
fn every_error_is_listed_with_its_line_and_nothing_is_taken() {
    let caisse = empty();
    let head = caisse.desk.house.head();
    let text = "nom;courriel;iban;naissance;adhesion;type\n\
                Bon;bon@example.org;;1980-02-29;2026-01-01;personne\n\
                A;pas une adresse;;;;\n\
                B;;FR7630006000011234567890188;;;\n\
                C;;;1981-02-29;;\n\
                D;;;;hier;\n\
                E;;;;;robot\n\
                ;e@example.org;;;;\n";
    assert_eq!(lines(&caisse, text), [3, 4, 5, 6, 7, 8]);
    let problems = preview(&caisse, text.as_bytes()).unwrap_err();
    for problem in &problems {
        let french = problem.sentence(Language::French);
        assert!(french.starts_with("ligne "), "{french}");
        assert!(problem.sentence(Language::English).starts_with("line "));
    }
    assert_eq!(caisse.desk.house.head(), head);
    assert_eq!(caisse.state().members.len(), 0);
}

#[test]
fn the_same_person_twice_is_an_error_of_the_second_line() {
    let caisse = empty();
    let twice = "nom;prenom;courriel\nA;Zoé;z@example.org\nB;Ana;\nA;zoé;Z@Example.org\n";
    assert_eq!(lines(&caisse, twice), [4]);
    assert_eq!(lines(&caisse, "nom;prenom\nDupont;Léa\nDUPONT;léa\n"), [3]);
}

#[test]
fn a_table_that_cannot_be_a_list_of_members_is_refused() {
    let caisse = empty();
    let wrong = [
        ("", 1),
        ("\u{feff}", 1),
        ("nom;prenom\n", 0),
        ("nom;prenom\n;\n\n", 0),
        ("prenom;courriel\nZoé;z@example.org\n", 1),
        ("nom;pointure\nDupont;42\n", 1),
        ("nom;nom\nDupont;Durand\n", 1),
        ("nom;Name\nDupont;Durand\n", 1),
        ("numero;nom\nM7;Dupont\n", 2),
    ];
    for (text, line) in wrong {
        assert_eq!(lines(&caisse, text), [line], "{text:?}");
    }
    let large = vec![b'a'; 64_000_001];
    assert_eq!(preview(&caisse, &large).unwrap_err()[0].line, 0);
}

#[test]
fn a_call_opens_the_situations_of_those_who_pay_and_of_nobody_else() {
    let mut caisse = empty();
    let table = "nom;prenom;foyer;situation:personnes\nDiallo;Amina;rue A;2\nDiallo;Omar;rue A;2\n\
                 Petit;Zoé;;1\nSow;Fatou;;\n";
    let table = preview(&caisse, table.as_bytes()).unwrap();
    members_file::take(&mut caisse.desk, Actor::Founders, table).unwrap();
    let (people, state, january) = (&caisse.desk.people, caisse.state(), month("2026-01"));
    let all = people.situations(state, january.first_day()).unwrap();
    assert!(all.contains_key(&member(2)));
    let opened = people.situations_to_call(state, january).unwrap();
    assert_eq!(opened.keys().copied().collect::<Vec<_>>(), [member(1), member(3)]);
    assert!(opened.iter().all(|(payer, situation)| all.get(payer) == Some(situation)));
    let granted = people.situations_to_grant(state, "allocation", january).unwrap();
    assert_eq!(granted, opened);
    assert!(people.situations_to_grant(state, "inconnue", january).unwrap().is_empty());
    caisse.elect(&[1, 2], day("2026-01-01"));
    caisse.call("2026-01", "2026-01-15");
    let again = caisse.desk.people.situations_to_call(caisse.state(), january).unwrap();
    assert!(again.is_empty(), "all are called already");
}

#[test]
fn a_row_longer_than_its_head_is_an_error_of_its_line() {
    let caisse = empty();
    assert_eq!(lines(&caisse, "nom;prenom\nDupont;Zoé;z@example.org\nA;B\n"), [2]);
}

const TABLE: &str = "nom;prenom;courriel;foyer;situation:personnes\n\
                     Diallo;Amina;amina@example.org;rue A;2\n\
                     Diallo;Omar;;rue A;\n\
                     Petit;Zoé;zoe@example.org;;1\n";

#[test]
fn a_preview_changes_nothing_and_a_second_import_finds_everybody() {
    let mut caisse = empty();
    let head = caisse.desk.house.head();
    let first = preview(&caisse, TABLE.as_bytes()).unwrap();
    assert_eq!((first.new.len(), first.changed.len(), first.unchanged.len()), (3, 0, 0));
    assert_eq!(caisse.desk.house.head(), head);
    assert_eq!(members_file::take(&mut caisse.desk, Actor::Founders, first).unwrap(), 3);
    let households: Vec<_> =
        caisse.state().members.all().map(|(_, known)| known.household).collect();
    assert!(households[0].is_some() && households[0] == households[1] && households[2].is_none());
    let (state, head) = (caisse.state().clone(), caisse.desk.house.head());
    let second = preview(&caisse, TABLE.as_bytes()).unwrap();
    assert_eq!((second.new.len(), second.changed.len()), (0, 0));
    assert_eq!(second.unchanged, [member(1), member(2), member(3)]);
    members_file::take(&mut caisse.desk, Actor::Founders, second).unwrap();
    assert_eq!((caisse.state(), caisse.desk.house.head()), (&state, head));
}

#[test]
fn a_corrected_account_changes_the_data_and_not_the_register() {
    let mut caisse = empty();
    caisse.enrol(TABLE, day("2026-01-01"));
    caisse.elect(&[1], day("2026-01-01"));
    let before = caisse.state().members.clone();
    let text = format!("nom;prenom;iban\nPetit;Zoé;{}\n", iban(5));
    let preview = preview(&caisse, text.as_bytes()).unwrap();
    assert_eq!(preview.changed.len(), 1);
    assert_eq!(preview.changed[0].2, ["iban"]);
    members_file::take(&mut caisse.desk, acting(1), preview).unwrap();
    let data = caisse.desk.people.personal(member(3)).unwrap();
    assert_eq!(data.iban, Some(iban(5)));
    assert_eq!(data.email.as_deref(), Some("zoe@example.org"), "what a row leaves out stays");
    assert_eq!(caisse.state().members, before);
}

#[test]
fn a_new_situation_or_category_in_the_table_is_a_change() {
    let mut caisse = empty();
    caisse.enrol(TABLE, day("2026-01-01"));
    let text = "nom;prenom;categorie;situation:personnes\nPetit;Zoé;soutien;3\n";
    let preview = preview(&caisse, text.as_bytes()).unwrap();
    assert_eq!(preview.changed.len(), 1);
    assert_eq!(preview.changed[0].2, ["categorie", "situation"]);
    members_file::take(&mut caisse.desk, Actor::Founders, preview).unwrap();
    assert_eq!(caisse.state().members.get(member(3)).unwrap().category, "soutien");
    let situation =
        caisse.desk.people.situation(caisse.state(), member(3), day("2026-02-01")).unwrap();
    assert_eq!(situation, Some(BTreeMap::from([("personnes".to_owned(), "3".to_owned())])));
}

#[test]
fn a_table_without_categories_or_with_households_named_anew_moves_nobody() {
    let mut caisse = empty();
    caisse.enrol(
        "nom;prenom;foyer;categorie\nDiallo;Amina;rue A;soutien\nDiallo;Omar;rue A;soutien\n",
        day("2026-01-01"),
    );
    let before = caisse.state().members.clone();
    let text =
        "nom;prenom;foyer;telephone\nDiallo;Amina;5 rue A;0102030405\nDiallo;Omar;5 rue A;\n";
    let preview = preview(&caisse, text.as_bytes()).unwrap();
    assert_eq!(preview.changed.len(), 1);
    assert_eq!(preview.changed[0].2, ["telephone"]);
    members_file::take(&mut caisse.desk, Actor::Founders, preview).unwrap();
    assert_eq!(caisse.state().members, before);
    let data = caisse.desk.people.personal(member(1)).unwrap();
    assert_eq!(data.phone.as_deref(), Some("0102030405"));
}

#[test]
fn two_people_who_share_one_address_are_two() {
    let mut caisse = empty();
    let table =
        "nom;prenom;courriel\nMartin;Léa;famille@exemple.org\nMartin;Hugo;famille@exemple.org\n";
    let shown = preview(&caisse, table.as_bytes()).unwrap();
    assert_eq!(names(&shown), ["Léa Martin", "Hugo Martin"]);
    members_file::take(&mut caisse.desk, Actor::Founders, shown).unwrap();
    // Again, each is known; a third one at the same address is new.
    let again = preview(&caisse, table.as_bytes()).unwrap();
    assert_eq!((again.new.len(), again.unchanged.len(), again.changed.len()), (0, 2, 0));
    let third = "nom;prenom;courriel\nDurand;Ali;famille@exemple.org\n";
    assert_eq!(names(&preview(&caisse, third.as_bytes()).unwrap()), ["Ali Durand"]);
    // A table without first names still knows the address of one person.
    let short = "nom;courriel;telephone\nMartin;famille@exemple.org;0600000000\n";
    assert_eq!(preview(&caisse, short.as_bytes()).unwrap().changed.len(), 1);
}

#[test]
fn two_rows_that_mean_one_member_are_refused() {
    let mut caisse = empty();
    let first = preview(&caisse, b"nom;prenom\nMartin;Zoe\n").unwrap();
    members_file::take(&mut caisse.desk, Actor::Founders, first).unwrap();
    let table = "nom;prenom;courriel\nMartin;Zoe;a@exemple.org\nMartin;Zoe;b@exemple.org\n";
    assert_eq!(lines(&caisse, table), [3]);
}
