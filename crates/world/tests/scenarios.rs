//! The stories of `scenarios/`, in French, each played twice: on the core alone, then through the
//! house on a SQLite file. A step that no line below understands is a failure.

mod story;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use caisse_world::kinds;
use cucumber::event::ScenarioFinished;
use cucumber::{World as _, given, then, when};
use story::Story;

/// Kinds of refusal that no story meets, and why.
const WITHOUT_STORY: &[(&str, &str)] = &[
    ("Agreements NoticeTooShort", "a proposal already refuses a day before the notice has passed"),
    ("Federation TooMany", "the stories do not introduce ten thousand organisations"),
    ("Ledger AccountClosed", "no command closes an account: only another chart would"),
    ("Ledger Columns", "the core makes the columns of a call or of an allowance itself"),
    ("Ledger NegativeAmount", "a call or an allowance leaves out whoever has no positive amount"),
    ("Ledger NotAClosing", "a closing by hand is refused before, for its reason"),
];

static ON_SQLITE: AtomicBool = AtomicBool::new(false);
static PASSED: AtomicUsize = AtomicUsize::new(0);
static FAILED: AtomicUsize = AtomicUsize::new(0);

#[given(regex = r"^le (\S+ \S+ \d+), (.+)$")]
#[when(regex = r"^le (\S+ \S+ \d+), (.+)$")]
fn something_is_done(story: &mut Story, on: String, act: String) {
    story.act(&on, &act, ON_SQLITE.load(Ordering::SeqCst));
}

#[then(regex = r"^(.+)$")]
fn it_stands_so(story: &mut Story, figure: String) {
    match figure.strip_prefix("refusé : ") {
        Some(because) => story.expect_refusal(because),
        None => story.expect_figure(&figure),
    }
}

/// Plays every story on one body; counts in [`PASSED`] and [`FAILED`].
async fn play(stories: &Path) {
    Story::cucumber()
        .with_default_cli()
        .max_concurrent_scenarios(1)
        .fail_on_skipped()
        .after(|_, _, scenario, end, story| {
            let forgotten = story.and_then(|story| story.unexpected_refusal());
            let passed = matches!(end, ScenarioFinished::StepPassed) && forgotten.is_none();
            if let Some(refusal) = forgotten {
                println!("« {} » finit sur un refus inattendu : {refusal}", scenario.name);
            }
            if passed { &PASSED } else { &FAILED }.fetch_add(1, Ordering::SeqCst);
            Box::pin(async {})
        })
        .run(stories.to_path_buf())
        .await;
}

/// True if stories meet every kind of refusal, but those that cannot be met, each with its reason.
fn every_refusal_has_its_story() -> bool {
    let met = story::MET.lock().expect("the stories are over");
    let exempt: BTreeMap<&str, &str> = WITHOUT_STORY.iter().copied().collect();
    let mut right = true;
    for kind in kinds::refusals() {
        let without = match (met.contains(&kind), exempt.get(kind.as_str())) {
            (false, None) => "no story shows it: write one in scenarios/refusals",
            (true, Some(_)) => "a story shows it: take it out of the list of those without",
            _ => continue,
        };
        println!("refusal “{kind}”: {without}");
        right = false;
    }
    for kind in exempt.keys().filter(|kind| !kinds::refusals().contains(**kind)) {
        println!("refusal “{kind}”: the core has none of that name");
        right = false;
    }
    println!("{} kinds of refusal met, {} without a story", met.len(), exempt.len());
    right
}

/// True if a story counts a poll by every method, and adopts a proposal with every effect.
fn every_vote_has_its_story() -> bool {
    let voted = story::VOTED.lock().expect("the stories are over");
    let missing: Vec<String> = kinds::votes().difference(&voted).cloned().collect();
    missing.iter().for_each(|kind| println!("“{kind}”: no story shows it"));
    println!("{} methods and effects voted", voted.len());
    missing.is_empty()
}

fn main() {
    let stories = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scenarios");
    let stories = stories.canonicalize().expect("the folder of scenarios");
    let runtime = tokio::runtime::Builder::new_current_thread();
    let runtime = { runtime }.build().expect("a runtime");
    for on_sqlite in [false, true] {
        ON_SQLITE.store(on_sqlite, Ordering::SeqCst);
        runtime.block_on(play(&stories));
    }
    let (passed, failed) = (PASSED.load(Ordering::SeqCst), FAILED.load(Ordering::SeqCst));
    println!("{passed} passed, {failed} failed");
    let every_refusal = every_refusal_has_its_story();
    let every_vote = every_vote_has_its_story();
    if failed > 0 || passed == 0 || !every_refusal || !every_vote {
        std::process::exit(1);
    }
}
