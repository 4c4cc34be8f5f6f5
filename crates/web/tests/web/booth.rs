//! The page on which members vote, over a real server, with a booth that takes anything: what each
//! method looks like, what is kept when a form is wrong, who is turned away.

use std::sync::{Arc, Mutex};

use caisse_units::{Amount, Language, Month};
use caisse_web::ballot_form::{Answering, Fields, Mark, Marks, Shape};
use caisse_web::views::{Asked, Candidate, Frame, Paper, Sheet, Told, VoterPage};
use caisse_web::{Booth, router_with_booth};

use crate::browser::html::tags;
use crate::browser::{Answer, Server};
use crate::house::TestHouse;
use crate::pages::main_of;

const FORM: &str = "application/x-www-form-urlencoded";

/// A booth whose word is `AG1-M12-true`, for one poll `S1` that asks one thing.
#[derive(Clone)]
struct TestBooth {
    shape: Shape,
    given: Option<Marks>,
    cast: Arc<Mutex<Vec<(String, Marks)>>>,
}

impl TestBooth {
    fn asking(answering: Answering, options: u16) -> TestBooth {
        let shape = Shape { answering, options, votes: 1 };
        TestBooth { shape, given: None, cast: Arc::default() }
    }

    fn with(mut self, given: Marks) -> TestBooth {
        self.given = Some(given);
        self
    }

    fn serve(&self) -> Server {
        let booth = Arc::new(self.clone());
        Server::answering(router_with_booth(Arc::new(TestHouse::new()), booth))
    }

    fn sheet(&self, language: Language) -> Sheet {
        let names = ["M3, Amel Roux", "M7, Jo <Petit>", "M9, Lou Garnier"];
        let costs = [40_000, 25_000, 90_000].map(Amount::from_cents);
        let shares = self.shape.answering == Answering::Shares;
        let candidate = |(name, cost): (&&str, Amount)| Candidate {
            label: (*name).to_owned(),
            cost: shares.then_some(cost),
        };
        let grades = match self.shape.answering {
            Answering::Judgment { grades } => (0..grades)
                .map(|grade| format!("{} {grade}", language.choose("mention", "grade")))
                .collect(),
            _ => Vec::new(),
        };
        Sheet {
            shape: self.shape,
            options: names
                .iter()
                .zip(costs)
                .take(usize::from(self.shape.options))
                .map(candidate)
                .collect(),
            grades,
            budget: shares.then(|| Amount::from_cents(100_000)),
            given: self
                .given
                .as_ref()
                .map_or_else(Fields::default, |given| self.shape.fields(given)),
            cast: self.given.is_some(),
        }
    }

    fn shown(&self, language: Language) -> VoterPage {
        let say = |fr: &str, en: &str| language.choose(fr, en).to_owned();
        let own = Paper {
            voter: "M12".to_owned(),
            whose: None,
            standing: match self.given {
                Some(_) => say("Votre bulletin est enregistré.", "Your ballot is recorded."),
                None => say("Pas encore de bulletin.", "No ballot yet."),
            },
            sheet: Ok(self.sheet(language)),
        };
        let proxy = Paper {
            voter: "M5".to_owned(),
            whose: Some(say(
                "Pour M5, qui vous a donné procuration",
                "For M5, who gave you a proxy",
            )),
            standing: say("Cette personne a voté elle-même.", "This person voted in person."),
            sheet: Err(say("M5 a voté en personne.", "M5 voted in person.")),
        };
        VoterPage {
            assembly: say("assemblée de février", "February assembly"),
            on: "2026-02-01".parse().expect("a day"),
            place: "18 h 30, salle des fêtes".to_owned(),
            voter: "M12, Amel Roux".to_owned(),
            notes: vec![say("L'assemblée est ouverte.", "The assembly is open.")],
            presence: Some(say(
                "Si vous suivez à distance, dites-le.",
                "If you follow from afar, say so.",
            )),
            open: vec![Asked {
                poll: "S1".to_owned(),
                question: say("Ouvrir le samedi ?", "Open on Saturdays?"),
                about: vec![say("10 € devient 12 €", "€10 becomes €12")],
                decided: vec![say("plus de 1/2 des suffrages", "more than 1/2 of votes")],
                turnout: say("Bulletins reçus : 3 sur 12.", "Ballots received: 3 of 12."),
                papers: vec![own, proxy],
            }],
            closed: vec![Told {
                poll: "S0".to_owned(),
                question: say("Adopter l'ordre du jour ?", "Adopt the agenda?"),
                result: say("Adopté : 9 pour, 1 contre.", "Adopted: 9 for, 1 against."),
            }],
        }
    }
}

impl Booth for TestBooth {
    fn frame(&self, _: Language) -> Frame {
        Frame {
            name: "Caisse d'essai".to_owned(),
            kind: "alimentation".to_owned(),
            month: "2026-02".parse::<Month>().expect("a month"),
            years: vec![2026],
            warning: None,
        }
    }

    fn page(&self, word: &str, language: Language) -> Option<VoterPage> {
        (word == "AG1-M12-true").then(|| self.shown(language))
    }

    fn shape(&self, word: &str, poll: &str, voter: &str) -> Option<Shape> {
        (word == "AG1-M12-true" && poll == "S1" && voter == "M12").then_some(self.shape)
    }

    fn cast(
        &self,
        _: &str,
        _: &str,
        voter: &str,
        marks: Marks,
        language: Language,
    ) -> Result<(), String> {
        if marks == Marks::Answers(vec![(Mark::Blank, 1)]) {
            return Err(language.choose("Ce scrutin est clos.", "This poll is closed.").to_owned());
        }
        self.cast.lock().expect("a list").push((voter.to_owned(), marks));
        Ok(())
    }

    fn take_part(&self, word: &str, _: Language) -> Result<(), String> {
        self.cast.lock().expect("a list").push((word.to_owned(), Marks::NoObjection));
        Ok(())
    }
}

/// Sends a form as a browser does.
fn post(server: &Server, path: &str, body: &str) -> Answer {
    post_with(server, path, "Sec-Fetch-Site: same-origin\r\n", FORM, body)
}

fn post_with(server: &Server, path: &str, headers: &str, kind: &str, body: &str) -> Answer {
    let length = body.len();
    let headers = format!("{headers}Content-Type: {kind}\r\nContent-Length: {length}\r\n");
    server.send("POST", path, &headers, body)
}

const PAGE: &str = "/voter/AG1-M12-true";

#[test]
fn the_page_suits_each_method_in_french_and_in_english() {
    let forms = [
        ("motion", TestBooth::asking(Answering::Motion, 0)),
        (
            "motion_cast",
            TestBooth::asking(Answering::Motion, 0).with(Marks::Answers(vec![(Mark::No, 1)])),
        ),
        ("consent", TestBooth::asking(Answering::Consent { vote: true }, 0)),
        (
            "consent_objection",
            TestBooth::asking(Answering::Consent { vote: false }, 0)
                .with(Marks::Objection("Trop cher & trop tôt.".to_owned())),
        ),
        ("approval", TestBooth::asking(Answering::Approval, 3)),
        ("shares", TestBooth::asking(Answering::Shares, 3).with(Marks::Approved(vec![0, 2]))),
        (
            "scores",
            TestBooth::asking(Answering::Scores { most: 10 }, 2)
                .with(Marks::Graded(vec![Some(7), None])),
        ),
        (
            "judgment",
            TestBooth::asking(Answering::Judgment { grades: 5 }, 2)
                .with(Marks::Graded(vec![Some(4), None])),
        ),
        (
            "ranking",
            TestBooth::asking(Answering::Ranking { ties: true }, 3)
                .with(Marks::Ranked(vec![vec![1], vec![0]])),
        ),
        ("transferable", TestBooth::asking(Answering::Ranking { ties: false }, 2)),
    ];
    for (name, booth) in forms {
        let server = booth.serve();
        for tag in ["fr", "en"] {
            let answer = server.get(&format!("{PAGE}?langue={tag}"));
            assert_eq!(answer.status, 200, "{name}");
            let tags = tags(&answer.body).unwrap_or_else(|error| panic!("{name}: {error}"));
            assert!(tags.iter().all(|tag| tag.name != "script" && tag.name != "img"), "{name}");
            assert!(answer.body.len() < 60_000, "{name}");
            let shown = main_of(&answer.body).replace("><", ">\n<");
            insta::assert_snapshot!(format!("voter_{name}_{tag}"), shown);
        }
    }
}

#[test]
fn a_delegate_is_asked_for_numbers_of_votes() {
    let mut booth = TestBooth::asking(Answering::Motion, 0);
    booth.shape.votes = 67;
    let server = booth.serve();
    assert!(server.get(PAGE).body.contains("Vous portez 67 voix"));
    let wrong = post(&server, PAGE, "scrutin=S1&voix=M12&pour=40&contre=28");
    assert_eq!(wrong.status, 422);
    assert!(wrong.body.contains("Vous portez 67 voix et vous en donnez 68"));
    assert!(wrong.body.contains("value=\"28\""), "what was typed stands there");
    assert_eq!(post(&server, PAGE, "scrutin=S1&voix=M12&pour=40&contre=27").status, 303);
    let cast = booth.cast.lock().expect("a list").clone();
    assert_eq!(cast, [("M12".to_owned(), Marks::Answers(vec![(Mark::Yes, 40), (Mark::No, 27)]))]);
}

#[test]
fn a_ballot_is_cast_and_the_reader_led_back_to_it() {
    let booth = TestBooth::asking(Answering::Motion, 0);
    let server = booth.serve();
    let answer = post(&server, PAGE, "scrutin=S1&voix=M12&reponse=pour");
    assert_eq!((answer.status, answer.header("location")), (303, "/voter/AG1-M12-true#S1-M12"));
    assert_eq!(answer.header("cache-control"), "no-store");
    assert_eq!(answer.header("referrer-policy"), "no-referrer");
    assert_eq!(answer.header("set-cookie"), "");
    assert_eq!(post(&server, PAGE, "geste=participer").header("location"), PAGE);
    assert_eq!(booth.cast.lock().expect("a list").len(), 2);
}

#[test]
fn a_fault_stands_at_its_field_and_what_was_typed_stays() {
    let server = TestBooth::asking(Answering::Scores { most: 10 }, 2).serve();
    let answer = post(&server, PAGE, "scrutin=S1&voix=M12&note-0=7&note-1=%3Cdix%3E");
    assert_eq!(answer.status, 422);
    let at = answer.body.find("id=\"S1-M12-note-1-faute\"").expect("the fault");
    assert!(answer.body[at..].contains("Écrivez un nombre entier, ou rien."));
    assert!(answer.body.contains("aria-describedby=\"S1-M12-note-1-faute\""));
    assert!(answer.body.contains("value=\"&lt;dix&gt;\"") && answer.body.contains("value=\"7\""));
    // What the core refuses is told too, in the reader's language.
    let server = TestBooth::asking(Answering::Motion, 0).serve();
    let english = format!("{PAGE}?langue=en");
    let refused = post(&server, &english, "scrutin=S1&voix=M12&reponse=blanc");
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("This poll is closed."));
}

#[test]
fn forms_of_other_sites_of_other_kinds_and_too_long_ones_are_turned_away() {
    let booth = TestBooth::asking(Answering::Motion, 0);
    let server = booth.serve();
    let vote = "scrutin=S1&voix=M12&reponse=pour";
    let sent = |headers: &str, kind: &str, body: &str| {
        post_with(&server, PAGE, headers, kind, body).status
    };
    assert_eq!(sent("Sec-Fetch-Site: cross-site\r\n", FORM, vote), 403);
    assert_eq!(sent("Origin: https://evil.example\r\n", FORM, vote), 403);
    assert_eq!(sent("", "text/plain", vote), 400);
    assert_eq!(sent("", "multipart/form-data; boundary=x", vote), 400);
    assert_eq!(sent("", FORM, "scrutin=%ff"), 400);
    assert_eq!(sent("", FORM, &format!("objection={}", "a".repeat(70_000))), 413);
    assert_eq!(sent("", FORM, "scrutin=S2&voix=M12&reponse=pour"), 404);
    assert_eq!(sent("", FORM, "scrutin=S1&voix=M13&reponse=pour"), 404);
    assert!(booth.cast.lock().expect("a list").is_empty());
    assert_eq!(sent("Origin: http://caisse\r\n", FORM, vote), 303);
    assert_eq!(
        sent("Origin: null\r\n", "application/x-www-form-urlencoded; charset=utf-8", vote),
        303
    );
}

#[test]
fn wrong_words_are_not_found_then_slowed_down_and_true_ones_never_are() {
    let server = TestBooth::asking(Answering::Motion, 0).serve();
    let wrong = server.get("/voter/AG1-M12-0000");
    assert_eq!(wrong.status, 404);
    assert!(wrong.body.contains("Page introuvable"));
    assert_eq!(post(&server, "/voter/AG1-M12-0000", "scrutin=S1&voix=M12").status, 404);
    let tried: Vec<u16> = (0..60).map(|_| server.get("/voter/nobody").status).collect();
    assert!(tried.contains(&404) && tried.contains(&429), "{tried:?}");
    assert_eq!(server.get("/voter/nobody").header("retry-after"), "10");
    assert_eq!(server.get(PAGE).status, 200);
    assert_eq!(server.get("/voter/%ff").status, 404);
    // The other pages answer as ever, and take nothing in.
    assert_eq!(server.get("/").status, 200);
    assert_eq!(post(&server, "/journal", "").status, 405);
}
