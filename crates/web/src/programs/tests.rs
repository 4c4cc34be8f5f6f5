use super::taken::{Wrong, read};

#[test]
fn answers_are_texts_numbers_ticks_lists_and_files() {
    let body = r#"{"somme": "12,50", "nombre": 3, "vu": true, "non": false, "rien": null,
        "quoi": ["A1", "A2"], "releve": {"name": "r.xml", "base64": "PGEvPg=="}, "confirm": true}"#;
    let sent = read(body.as_bytes()).expect("answers");
    assert_eq!(
        (sent.first("somme"), sent.first("nombre"), sent.first("vu")),
        ("12,50", "3", "oui")
    );
    assert_eq!((sent.first("non"), sent.first("rien"), sent.first("confirme")), ("", "", "oui"));
    assert_eq!(sent.all("quoi").collect::<Vec<_>>(), ["A1", "A2"]);
    assert_eq!(&*sent.files("releve").next().expect("a file").bytes, b"<a/>");
}

#[test]
fn what_is_no_flat_object_is_refused_with_its_field() {
    for body in ["", "[]", "3", "{", "\u{0}"] {
        assert_eq!(read(body.as_bytes()), Err(Wrong::NotAnObject), "{body}");
    }
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(read(deep.as_bytes()), Err(Wrong::NotAnObject));
    for body in [
        r#"{"a": [1]}"#,
        r#"{"a": {"b": 1}}"#,
        r#"{"a": {"name": "x", "base64": "?"}}"#,
        r#"{"a": {"name": "x", "base64": "", "more": 1}}"#,
        r#"{"a": [["x"]]}"#,
    ] {
        assert_eq!(read(body.as_bytes()), Err(Wrong::Value("a".to_owned())), "{body}");
    }
    assert_eq!(read(br#"{"a b": "1"}"#), Err(Wrong::Fields));
    assert_eq!(read(br#"{"confirm": "yes"}"#), Err(Wrong::Value("confirm".to_owned())));
}
