//! The rules of entering.

use caisse_units::Language;
use tempfile::TempDir;

use super::*;

const NOW: Second = Second(1_780_000_000);
const PASSWORD: &str = "lampe bateau cerise mardi";
const KEY: [u8; 32] = [
    0x3f, 0x91, 0x07, 0xd2, 0x5a, 0xee, 0x18, 0x6c, 0xb4, 0x02, 0x79, 0xc5, 0x8d, 0x33, 0xf0, 0x4e,
    0x21, 0x96, 0x5b, 0xaa, 0x10, 0xcd, 0x67, 0xe8, 0x0f, 0x84, 0xbb, 0x52, 0x39, 0xd7, 0x7c, 0x01,
];

fn house() -> (TempDir, Access) {
    let folder = tempfile::tempdir().unwrap();
    let access = open(&folder);
    (folder, access)
}

fn open(folder: &TempDir) -> Access {
    Access::open(&folder.path().join("acces.sqlite"), "caisse.example", &KEY).unwrap()
}

/// M12, who has chosen a password.
fn member(access: &Access) {
    let invited = access.invite("M12", Some("Amel@Exemple.fr"), "M1", 30, NOW).unwrap();
    access.accept(&invited.word, PASSWORD, Some("Amel R."), "Firefox", NOW).unwrap();
}

/// The code that the application shows at a moment.
fn code(preparation: &Preparation, at: Second) -> String {
    let secret = totp_rs::Secret::try_from_base32(preparation.secret.replace(' ', "")).unwrap();
    let totp = totp_rs::Builder::new().with_secret(secret).build_noncompliant();
    totp.generate(at.0.unsigned_abs()).to_string()
}

/// A session of M12 with a second factor set up, and its recovery codes.
fn with_factor(access: &Access) -> (Preparation, Entered, Vec<String>) {
    member(access);
    let entered = access.enter("M12", PASSWORD, "", NOW).unwrap();
    let prepared = access.prepare_factor(&entered.word, "Caisse de Gironde", NOW).unwrap();
    let (entered, codes) =
        access.confirm_factor(&entered.word, &code(&prepared, NOW), NOW).unwrap();
    (prepared, entered, codes)
}

#[test]
fn one_enters_by_number_address_or_chosen_name_however_it_is_written() {
    let (_folder, access) = house();
    member(&access);
    for name in ["M12", "m12", " amel@exemple.fr ", "AMEL@EXEMPLE.FR", "amel  r."] {
        let entered = access.enter(name, PASSWORD, "Firefox", NOW).unwrap();
        assert_eq!(entered.member, "M12");
        assert!(!entered.asks_code);
        let session = access.session(&entered.word, NOW).unwrap().unwrap();
        assert_eq!((session.member.as_str(), session.second_factor), ("M12", false));
    }
    for (name, password) in [("M12", "lampe bateau cerise lundi"), ("M13", PASSWORD), ("", "")] {
        let refused = access.enter(name, password, "", NOW).err();
        assert_eq!(refused, Some(AccessError::WrongNameOrPassword));
    }
}

#[test]
fn the_file_holds_no_address_no_name_and_no_secret_and_is_its_owners_only() {
    let (folder, access) = house();
    let (prepared, entered, codes) = with_factor(&access);
    let link = access.ask_for_link("M12", "", NOW).unwrap().unwrap();
    drop(access);
    let mut bytes = Vec::new();
    for file in std::fs::read_dir(folder.path()).unwrap() {
        let path = file.unwrap().path();
        bytes.extend(std::fs::read(&path).unwrap());
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        }
    }
    let holds = |text: &str| bytes.windows(text.len()).any(|window| window == text.as_bytes());
    assert!(holds("M12"), "the search finds what is there");
    let secret = prepared.secret.replace(' ', "");
    let letters = codes[0].replace('-', "");
    for text in [
        "amel@exemple.fr",
        "Amel@Exemple.fr",
        "Amel R.",
        PASSWORD,
        &secret,
        &letters,
        &codes[0],
        &entered.word,
        &link.word,
    ] {
        assert!(!holds(text), "{text}");
    }
}

#[test]
fn a_password_is_kept_by_argon2id_with_the_parameters_of_owasp() {
    let kept = Gate::default().kept(PASSWORD).unwrap();
    assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{kept}");
    assert!(Gate::default().is(PASSWORD, Some(&kept)));
    assert!(!Gate::default().is("autre", Some(&kept)));
    assert!(!Gate::default().is("autre", None));
}

#[test]
fn long_passwords_and_four_words_are_good_and_the_most_common_are_not() {
    let check = |password: &str| check_password(password, &["M12", "amel@exemple.fr"]);
    for good in [PASSWORD, "kT7-vélo-x9q2", "une roue dix mot été", "voyage à Concarneau 1987"]
    {
        assert_eq!(check(good), Ok(()), "{good}");
    }
    use PasswordFault::{Common, Long, Name, Repeated, Short};
    for (password, fault) in [
        ("court", Short),
        ("a b c d", Short),
        ("motdepasse2026", Common),
        ("MotDePasse!!123", Common),
        ("passwordpassword", Common),
        ("azertyuiop123", Common),
        ("correct horse battery staple", Common),
        ("azertyuiopqs", Repeated),
        ("123456789012", Repeated),
        ("aaaaaaaaaaaaaaa", Repeated),
        ("Amel@Exemple.fr", Name),
    ] {
        assert_eq!(check(password), Err(fault), "{password}");
        assert!(!fault.sentence(Language::French).is_empty());
    }
    assert_eq!(check(&"ab1 é".repeat(200)), Err(Long));
}

#[test]
fn wrong_tries_wait_longer_and_longer_even_after_a_restart_and_others_do_not() {
    let (folder, access) = house();
    member(&access);
    access.invite("M13", None, "", 30, NOW).unwrap();
    for _ in 0..5 {
        assert_eq!(
            access.enter("M12", "faux", "", NOW).err(),
            Some(AccessError::WrongNameOrPassword)
        );
    }
    // Under another of the names the same account waits; the right password waits too.
    let wait = access.enter("amel@exemple.fr", PASSWORD, "", NOW).err();
    assert_eq!(wait, Some(AccessError::Wait { seconds: 30 }));
    drop(access);
    let access = open(&folder);
    assert_eq!(
        access.enter("M12", PASSWORD, "", NOW.plus(10)).err(),
        Some(AccessError::Wait { seconds: 20 })
    );
    assert!(access.enter("M12", "faux", "", NOW.plus(30)).is_err());
    assert_eq!(
        access.enter("M12", PASSWORD, "", NOW.plus(30)).err(),
        Some(AccessError::Wait { seconds: 60 })
    );
    assert_eq!(access.enter("M13", "faux", "", NOW).err(), Some(AccessError::WrongNameOrPassword));
    assert!(access.enter("M12", PASSWORD, "", NOW.plus(90)).is_ok());
    assert!(access.enter("M12", "faux", "", NOW.plus(90)).is_err());
    assert!(access.enter("M12", PASSWORD, "", NOW.plus(90)).is_ok(), "it was forgiven");
}

#[test]
fn a_name_without_account_waits_like_one_that_has_one() {
    let (_folder, access) = house();
    for _ in 0..5 {
        let _ = access.enter("personne@exemple.fr", "faux", "", NOW);
    }
    assert_eq!(
        access.enter("Personne@exemple.fr", "faux", "", NOW).err(),
        Some(AccessError::Wait { seconds: 30 })
    );
}

#[test]
fn over_all_accounts_a_hundred_wrong_tries_are_answered_then_one_a_second() {
    let (_folder, access) = house();
    for number in 0..100 {
        assert!(access.count_try(&format!("name|{number}"), NOW).is_ok());
    }
    assert_eq!(access.count_try("name|200", NOW).err(), Some(AccessError::Wait { seconds: 1 }));
    assert!(access.count_try("name|200", NOW.plus(1)).is_ok());
    assert!(access.count_try("name|201", NOW.plus(1)).is_err());
}

#[test]
fn an_invitation_is_good_once_until_its_day_and_as_it_is_typed_from_paper() {
    let (_folder, access) = house();
    let first = access.invite("M12", None, "M1", 7, NOW).unwrap();
    let second = access.invite("M12", None, "M1", 7, NOW).unwrap();
    assert_eq!(access.invitation(&first.word, NOW).unwrap(), None, "a new one ends the old one");
    let typed = format!(" {} ", second.word.to_uppercase().replace('0', "O"));
    let waiting = access.invitation(&typed, NOW).unwrap().unwrap();
    assert_eq!((waiting.member.as_str(), waiting.inviter.as_str()), ("M12", "M1"));
    assert_eq!(waiting.ends, NOW.plus(7 * 86_400));
    assert_eq!(access.invitation(&second.word, waiting.ends).unwrap(), None);

    let refused = access.accept(&typed, "court", None, "", NOW).err();
    assert_eq!(refused, Some(AccessError::Password(PasswordFault::Short)));
    let entered = access.accept(&typed, PASSWORD, None, "", NOW).unwrap();
    assert!(access.session(&entered.word, NOW).unwrap().is_some());
    assert_eq!(access.accept(&typed, PASSWORD, None, "", NOW).err(), Some(AccessError::Ended));
}

#[test]
fn a_chosen_name_is_nobody_elses_and_looks_like_no_number() {
    let (_folder, access) = house();
    member(&access);
    let invited = access.invite("M13", Some("amel@exemple.fr"), "", 30, NOW).unwrap();
    let refused = access.accept(&invited.word, PASSWORD, Some("amel r."), "", NOW).err();
    assert_eq!(refused, Some(AccessError::NameTaken { name: "amel r.".to_owned() }));
    for strange in ["M14", "ab", &"a".repeat(101)] {
        let refused = access.accept(&invited.word, PASSWORD, Some(strange), "", NOW).err();
        assert_eq!(refused, Some(AccessError::StrangeName), "{strange}");
    }
    access.accept(&invited.word, PASSWORD, None, "", NOW).unwrap();
    // Two people share the address: it stays the name of the first, and the second gets letters too.
    assert_eq!(access.enter("amel@exemple.fr", PASSWORD, "", NOW).unwrap().member, "M12");
    let link = access.ask_for_link("M13", "", NOW).unwrap().unwrap();
    assert_eq!(link.email, "amel@exemple.fr");
}

#[test]
fn a_link_is_good_once_for_a_quarter_of_an_hour_and_nobody_is_flooded() {
    let (_folder, access) = house();
    member(&access);
    assert!(access.ask_for_link("personne@exemple.fr", "", NOW).unwrap().is_none());
    let link = access.ask_for_link("amel@exemple.fr", "", NOW).unwrap().unwrap();
    assert_eq!((link.member.as_str(), link.email.as_str()), ("M12", "Amel@Exemple.fr"));
    assert_eq!(access.link(&link.word, NOW).unwrap().as_deref(), Some("M12"));
    assert_eq!(access.link(&link.word, NOW.plus(900)).unwrap(), None);
    assert!(access.ask_for_link("M12", "", NOW).unwrap().is_some());
    assert!(access.ask_for_link("M12", "", NOW).unwrap().is_some());
    assert!(access.ask_for_link("M12", "", NOW).unwrap().is_none(), "three wait already");
    let entered = access.enter_by_link(&link.word, "", NOW.plus(60)).unwrap();
    assert!(access.session(&entered.word, NOW.plus(60)).unwrap().is_some());
    let again = access.enter_by_link(&link.word, "", NOW.plus(60)).err();
    assert_eq!(again, Some(AccessError::Ended));
}

#[test]
fn a_code_of_the_application_is_asked_and_accepted_once() {
    let (_folder, access) = house();
    let (prepared, _, _) = with_factor(&access);
    assert!(prepared.address.starts_with("otpauth://totp/Caisse%20de%20Gironde:M12?secret="));
    let later = NOW.plus(60);
    let entered = access.enter("M12", PASSWORD, "", later).unwrap();
    assert!(entered.asks_code && access.waits_for_code(&entered.word, later).unwrap());
    assert_eq!(access.session(&entered.word, later).unwrap(), None, "half a session opens nothing");
    assert_eq!(
        access.show_code(&entered.word, "000000", "", later).err(),
        Some(AccessError::WrongCode)
    );
    let code = code(&prepared, later);
    let full = access.show_code(&entered.word, &code, "", later).unwrap();
    assert_ne!(full.word, entered.word);
    assert!(access.session(&full.word, later).unwrap().unwrap().second_factor);
    assert_eq!(access.session(&entered.word, later).unwrap(), None);

    let again = access.enter("M12", PASSWORD, "", later).unwrap();
    assert_eq!(
        access.show_code(&again.word, &code, "", later).err(),
        Some(AccessError::WrongCode),
        "a code that someone read over the shoulder"
    );
    // Shown long ago, it is shown again.
    let night = later.plus(12 * 3600);
    assert!(!access.session(&full.word, night).unwrap().unwrap().second_factor);
    let shown = access.show_code(&full.word, &self::code(&prepared, night), "", night).unwrap();
    assert!(access.session(&shown.word, night).unwrap().unwrap().second_factor);
}

#[test]
fn the_codes_are_those_of_rfc_6238() {
    // Appendix B, SHA-1, the secret “12345678901234567890”: the last six of its eight digits.
    let secret = totp_rs::Secret::from(b"12345678901234567890".as_slice()).to_base32();
    let prepared = Preparation { secret, address: String::new() };
    for (at, expected) in [(59, "287082"), (1_111_111_109, "081804"), (2_000_000_000, "279037")] {
        assert_eq!(code(&prepared, Second(at)), expected);
    }
}

#[test]
fn codes_cannot_be_tried_one_after_the_other() {
    let (_folder, access) = house();
    with_factor(&access);
    let later = NOW.plus(60);
    let entered = access.enter("M12", PASSWORD, "", later).unwrap();
    for _ in 0..5 {
        let refused = access.show_code(&entered.word, "000000", "", later).err();
        assert_eq!(refused, Some(AccessError::WrongCode));
    }
    // A new session does not begin the count again.
    let entered = access.enter("M12", PASSWORD, "", later).unwrap();
    let refused = access.show_code(&entered.word, "000000", "", later).err();
    assert_eq!(refused, Some(AccessError::Wait { seconds: 30 }));
}

#[test]
fn a_recovery_code_opens_once_as_it_is_typed() {
    let (_folder, access) = house();
    let (_, _, codes) = with_factor(&access);
    assert_eq!(codes.len(), RECOVERY_CODES);
    let enter = || access.enter("M12", PASSWORD, "", NOW).unwrap().word;
    let typed = codes[3].to_uppercase().replace('-', " ");
    assert!(access.show_code(&enter(), &typed, "", NOW).is_ok());
    assert_eq!(access.show_code(&enter(), &codes[3], "", NOW).err(), Some(AccessError::WrongCode));
    assert_eq!(access.account("M12", NOW).unwrap().unwrap().recovery_codes, 9);
}

#[test]
fn a_second_factor_is_changed_or_removed_only_by_who_showed_it() {
    let (_folder, access) = house();
    let (_, entered, codes) = with_factor(&access);
    let late = NOW.plus(13 * 3600);
    assert_eq!(access.remove_factor(&entered.word, late).err(), Some(AccessError::Ended));
    assert!(access.prepare_factor(&entered.word, "Caisse", late).is_err());
    assert!(access.renew_recovery_codes(&entered.word, late).is_err());
    let shown = access.show_code(&entered.word, &codes[0], "", late).unwrap();
    assert_eq!(access.renew_recovery_codes(&shown.word, late).unwrap().len(), RECOVERY_CODES);
    access.remove_factor(&shown.word, late).unwrap();
    assert!(!access.enter("M12", PASSWORD, "", late).unwrap().asks_code);
    assert!(!access.session(&shown.word, late).unwrap().unwrap().second_factor);
}

#[test]
fn a_session_ends_when_nobody_uses_it_and_after_thirty_days_in_any_case() {
    let (_folder, access) = house();
    member(&access);
    let day = |days: i64| NOW.plus(days * 86_400);
    let unused = access.enter("M12", PASSWORD, "", NOW).unwrap().word;
    let used = access.enter("M12", PASSWORD, "", NOW).unwrap().word;
    for days in [6, 12, 18, 24, 29] {
        assert!(access.session(&used, day(days)).unwrap().is_some(), "{days}");
    }
    assert_eq!(access.session(&unused, day(7)).unwrap(), None);
    assert_eq!(access.session(&used, day(30)).unwrap(), None);
}

#[test]
fn sessions_are_listed_and_ended_by_their_owner_only() {
    let (_folder, access) = house();
    member(&access);
    let here = access.enter("M12", PASSWORD, "Firefox\n(Linux)", NOW).unwrap().word;
    let there = access.enter("M12", PASSWORD, "Safari", NOW.plus(600)).unwrap().word;
    let listed = access.sessions("M12", NOW.plus(600)).unwrap();
    // The one of the invitation is there too.
    assert_eq!(listed.len(), 3);
    assert_eq!(listed[0].agent, "Safari");
    assert!(listed.iter().any(|session| session.agent == "Firefox(Linux)"));
    assert!(!access.end_session("M13", listed[0].number, NOW).unwrap());
    assert!(access.session(&there, NOW).unwrap().is_some());
    assert!(access.end_session("M12", listed[0].number, NOW).unwrap());
    assert_eq!(access.session(&there, NOW).unwrap(), None);
    let kept = access.session(&here, NOW).unwrap().unwrap();
    assert_eq!(access.end_sessions("M12", Some(kept.number), NOW).unwrap(), 1);
    assert!(access.session(&here, NOW).unwrap().is_some());
    access.leave(&here, NOW).unwrap();
    assert_eq!(access.session(&here, NOW).unwrap(), None);
    access.leave(&here, NOW).unwrap();
}

#[test]
fn the_seal_of_forms_is_one_of_the_session_and_does_not_tell_its_word() {
    let (_folder, access) = house();
    member(&access);
    let words = [(); 2].map(|()| access.enter("M12", PASSWORD, "", NOW).unwrap().word);
    let seals = words.clone().map(|word| access.session(&word, NOW).unwrap().unwrap().seal);
    assert_ne!(seals[0], seals[1]);
    assert!(seals[0].len() == 32 && !seals[0].contains(&words[0]));
}

#[test]
fn a_password_is_changed_by_who_knows_it_and_other_sessions_end() {
    let (_folder, access) = house();
    member(&access);
    let here = access.enter("M12", PASSWORD, "", NOW).unwrap().word;
    let there = access.enter("M12", PASSWORD, "", NOW).unwrap().word;
    let new = "tambour orange jeudi clou";
    let refused = access.change_password(&here, "faux", new, NOW).err();
    assert_eq!(refused, Some(AccessError::WrongNameOrPassword));
    let refused = access.change_password(&here, PASSWORD, "amel@exemple.fr", NOW).err();
    assert_eq!(refused, Some(AccessError::Password(PasswordFault::Name)));
    access.change_password(&here, PASSWORD, new, NOW).unwrap();
    assert!(access.session(&here, NOW).unwrap().is_some());
    assert_eq!(access.session(&there, NOW).unwrap(), None);
    assert!(access.enter("M12", PASSWORD, "", NOW).is_err());
    assert!(access.enter("M12", new, "", NOW).is_ok());
}

#[test]
fn who_forgot_a_password_enters_by_a_link_and_chooses_another() {
    let (_folder, access) = house();
    member(&access);
    let link = access.ask_for_link("M12", "", NOW).unwrap().unwrap();
    let session = access.enter_by_link(&link.word, "", NOW).unwrap().word;
    let new = "tambour orange jeudi clou";
    let late = NOW.plus(16 * 60);
    assert!(access.session(&session, NOW).unwrap().unwrap().may_choose_password);
    assert!(!access.session(&session, late).unwrap().unwrap().may_choose_password);
    assert!(access.change_password(&session, "", new, late).is_err());
    access.change_password(&session, "", new, NOW).unwrap();
    assert!(access.enter("M12", new, "", NOW).is_ok());
}

#[test]
fn a_link_does_not_replace_the_second_factor() {
    let (_folder, access) = house();
    with_factor(&access);
    let link = access.ask_for_link("M12", "", NOW).unwrap().unwrap();
    let entered = access.enter_by_link(&link.word, "", NOW).unwrap();
    assert!(entered.asks_code);
    assert!(access.change_password(&entered.word, "", "tambour orange jeudi clou", NOW).is_err());
}

#[test]
fn an_account_that_is_reset_waits_for_a_new_invitation() {
    let (_folder, access) = house();
    let (_, entered, _) = with_factor(&access);
    access.reset("M12", NOW).unwrap();
    assert_eq!(access.session(&entered.word, NOW).unwrap(), None);
    assert!(access.enter("M12", PASSWORD, "", NOW).is_err());
    let invited = access.invite("M12", None, "M1", 30, NOW).unwrap();
    assert!(!access.accept(&invited.word, PASSWORD, None, "", NOW).unwrap().asks_code);
    assert_eq!(access.reset("M99", NOW), Err(AccessError::NoAccount { member: "M99".to_owned() }));
}

#[test]
fn who_is_erased_leaves_nothing_in_the_file() {
    let (folder, access) = house();
    let (_, entered, _) = with_factor(&access);
    let _ = access.enter("M12", "faux", "", NOW);
    access.invite("M13", None, "", 30, NOW).unwrap();
    assert!(access.erase("M12").unwrap());
    assert!(!access.erase("M12").unwrap());
    assert_eq!(access.session(&entered.word, NOW).unwrap(), None);
    assert_eq!(access.accounts(NOW).unwrap().len(), 1);
    for file in std::fs::read_dir(folder.path()).unwrap() {
        let path = file.unwrap().path();
        let bytes = std::fs::read(&path).unwrap();
        assert!(!bytes.windows(3).any(|window| window == b"M12"), "{}", path.display());
    }
}

#[test]
fn the_diary_says_what_happened_for_half_a_year() {
    let (_folder, access) = house();
    member(&access);
    let _ = access.enter("M12", "faux", "Firefox", NOW.plus(1));
    access.enter("M12", PASSWORD, "Firefox", NOW.plus(2)).unwrap();
    let deeds = |member| -> Vec<Deed> {
        access.diary(member, 100).unwrap().into_iter().map(|entry| entry.deed).collect()
    };
    let expected =
        [Deed::EnteredByPassword, Deed::WrongPassword, Deed::EnteredByInvitation, Deed::Invited];
    assert_eq!(deeds(Some("M12")), expected);
    assert_eq!(deeds(Some("M13")), []);
    access.invite("M13", None, "", 30, NOW.plus((DAYS_KEPT + 1) * 86_400)).unwrap();
    assert_eq!(deeds(None), [Deed::Invited]);
}

#[test]
fn two_programs_may_have_the_file_open() {
    let (folder, access) = house();
    let other = open(&folder);
    let invited = other.invite("M12", None, "", 30, NOW).unwrap();
    let entered = access.accept(&invited.word, PASSWORD, None, "", NOW).unwrap();
    assert!(other.session(&entered.word, NOW).unwrap().is_some());
}

#[test]
fn a_file_of_another_program_or_another_key_is_not_used() {
    let (folder, access) = house();
    member(&access);
    let path = folder.path().join("autre.sqlite");
    std::fs::write(&path, b"not a database at all, but a text of some length").unwrap();
    assert!(Access::open(&path, "caisse.example", &KEY).is_err());
    let mut key = KEY;
    key[0] ^= 1;
    let other = Access::open(access.place(), "caisse.example", &key).unwrap();
    assert!(other.names("M12").is_err());
    assert!(other.enter("M12", PASSWORD, "", NOW).is_err());
}

#[test]
fn every_refusal_has_its_sentence_in_both_languages() {
    let member = "M12".to_owned();
    for error in [
        AccessError::WrongNameOrPassword,
        AccessError::WrongCode,
        AccessError::Wait { seconds: 30 },
        AccessError::Wait { seconds: 300 },
        AccessError::Ended,
        AccessError::NoAccount { member },
        AccessError::NameTaken { name: "Amel".to_owned() },
        AccessError::StrangeName,
        AccessError::Password(PasswordFault::Common),
        AccessError::NoSecondFactor,
        AccessError::StrangePseudonym,
    ] {
        assert_ne!(error.sentence(Language::French), error.sentence(Language::English));
    }
}
