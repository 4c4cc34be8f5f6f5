//! Several organisations behind one listener: whose pages answer to which name.

use std::sync::Arc;

use caisse_web::{Hosted, Label, OneHouse, Reception, by_host, front_page, guarded, pages_for};

use crate::browser::Server;
use crate::browser::html::tags;
use crate::house::TestHouse;

fn organisation(label: &str, name: &str) -> Hosted {
    let house = TestHouse { name: name.to_owned(), ..TestHouse::new() };
    let label = Label::parse(label).expect("a label");
    Hosted { label, reception: Arc::new(OneHouse(Arc::new(house))) }
}

fn served(hosted: Vec<Hosted>) -> Server {
    let routes = hosted.iter().map(|one| {
        let reception: Arc<dyn Reception> = Arc::clone(&one.reception);
        (one.label.as_str().to_owned(), guarded(pages_for(reception)))
    });
    let routes = routes.collect();
    Server::answering(by_host(front_page(hosted), routes))
}

fn two() -> Server {
    served(vec![
        organisation("gironde", "Caisse de Gironde"),
        organisation("caisse.example.org", "Caisse d'ailleurs"),
    ])
}

#[test]
fn each_name_shows_its_own_organisation_whatever_the_port_and_the_capitals() {
    let server = two();
    for host in ["gironde.localhost", "GIRONDE.localhost:8080", "gironde.localhost."] {
        let answer = server.get_under(host, "/regles");
        assert_eq!(answer.status, 200, "{host}");
        assert!(answer.body.contains("Caisse de Gironde"), "{host}");
        assert!(!answer.body.contains("ailleurs"), "{host}");
        assert!(answer.header("content-security-policy").contains("default-src 'none'"));
    }
    let other = server.get_under("caisse.example.org", "/");
    assert!(
        other.body.contains("Caisse d&#39;ailleurs") || other.body.contains("Caisse d'ailleurs")
    );
    assert_eq!(server.get_under("gironde.localhost", "/rien").status, 404);
}

#[test]
fn the_machine_itself_lists_its_organisations_with_a_door_to_each() {
    let server = two();
    for host in ["localhost:8080", "127.0.0.1:8080", "[::1]:8080"] {
        let answer = server.get_under(host, "/");
        assert_eq!(answer.status, 200, "{host}");
        let doors: Vec<String> = tags(&answer.body)
            .expect("well-formed markup")
            .into_iter()
            .filter(|tag| tag.name == "a")
            .filter_map(|tag| tag.attribute("href").map(str::to_owned))
            .filter(|address| address.starts_with("//"))
            .collect();
        assert_eq!(doors, ["//gironde.localhost:8080/", "//caisse.example.org:8080/"], "{host}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
    }
    for tag in ["fr", "en"] {
        let page = server.get_under("localhost", &format!("/?langue={tag}"));
        insta::assert_snapshot!(format!("front_{tag}"), crate::pages::by_lines(&page.body));
        assert!(page.header("set-cookie").starts_with(&format!("langue={tag}; Path=/;")));
    }
    // The front has no pages of an organisation, but its style sheet.
    assert_eq!(server.get_under("localhost", "/regles").status, 404);
    assert_eq!(server.get_under("localhost", "/style.css").status, 200);
}

#[test]
fn a_name_that_is_nobodys_gets_a_plain_page_and_nothing_else() {
    let server = two();
    for host in ["evil.example", "nobody.localhost:1", "gironde.localhost.evil.example", "gironde"]
    {
        for path in ["/", "/regles", "/membres/M12", "/fil"] {
            let answer = server.get_under(host, path);
            assert_eq!(answer.status, 404, "{host}{path}");
            assert!(answer.body.contains("Personne à ce nom"), "{host}{path}");
            assert!(!answer.body.contains("Gironde"), "{host}{path}");
            assert!(answer.header("content-security-policy").contains("default-src 'none'"));
        }
    }
    let english = server.get_under("nobody.localhost:8080", "/?langue=en");
    assert!(english.body.contains("Nobody of that name"));
    assert!(english.body.contains("href=\"//localhost:8080/\""));
    // Two names are none.
    let two_names = "GET / HTTP/1.1\r\nHost: gironde.localhost\r\nHost: evil.example\r\n\
                     Connection: close\r\n\r\n";
    assert!(matches!(server.write(two_names).status, 400 | 404));
}

#[test]
fn a_hostile_name_is_shown_as_text() {
    let server = served(vec![organisation("a", "<script>alert(1)</script>")]);
    let page = server.get_under("localhost", "/").body;
    assert!(!page.contains("<script") && page.contains("&lt;script&gt;"));
    let page = server.get_under("\"><b>.localhost", "/");
    assert!(page.status == 400 || !page.body.contains("<b>"), "{}", page.body);
}
