use axum::http::HeaderMap;
use axum::http::header::HOST;

use super::{Label, host_of, is_the_machine};

fn label(text: &str) -> Option<String> {
    Label::parse(text).map(|label| label.host())
}

#[test]
fn a_label_is_a_word_under_localhost_or_a_whole_name() {
    assert_eq!(label("gironde"), Some("gironde.localhost".to_owned()));
    assert_eq!(label("Gironde-2"), Some("gironde-2.localhost".to_owned()));
    assert_eq!(label("caisse.example.org"), Some("caisse.example.org".to_owned()));
    let long = "a".repeat(64);
    for wrong in [
        "",
        ".",
        "a.",
        "a..b",
        "-a",
        "a-",
        "é",
        "a b",
        "a/b",
        "a:1",
        "localhost",
        "127.0.0.1",
        &long,
    ] {
        assert_eq!(label(wrong), None, "{wrong}");
    }
    assert_eq!(label("x.localhost"), None, "the label alone is asked");
}

#[test]
fn the_host_is_read_without_its_port_and_its_capitals() {
    let host = |text: &str| {
        let mut headers = HeaderMap::new();
        headers.insert(HOST, text.parse().expect("a header"));
        host_of(None, &headers)
    };
    assert_eq!(host("Gironde.localhost:8080").as_deref(), Some("gironde.localhost"));
    assert_eq!(host("gironde.localhost.").as_deref(), Some("gironde.localhost"));
    assert_eq!(host("[::1]:8080").as_deref(), Some("[::1]"));
    assert_eq!(host("[::1]").as_deref(), Some("[::1]"));
    assert_eq!(host_of(None, &HeaderMap::new()), None);
    let mut two = HeaderMap::new();
    two.append(HOST, "a.localhost".parse().expect("a header"));
    two.append(HOST, "b.localhost".parse().expect("a header"));
    assert_eq!(host_of(None, &two), None, "two names are none");
    assert_eq!(host_of(Some("B.localhost"), &two).as_deref(), Some("b.localhost"));
}

#[test]
fn the_machine_is_localhost_and_addresses_in_figures() {
    for ours in ["localhost", "127.0.0.1", "[::1]", "192.168.1.2"] {
        assert!(is_the_machine(ours), "{ours}");
    }
    for other in ["", "gironde.localhost", "example.org", "127.0.0.1.example.org", "localhost.org"]
    {
        assert!(!is_the_machine(other), "{other}");
    }
}
