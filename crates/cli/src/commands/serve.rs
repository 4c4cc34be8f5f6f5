//! Showing one caisse or several in the browser, and the demo.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use caisse_app::Desk;
use caisse_units::Language;
use caisse_web::{Exchange, Hosted, Label, OneHouse, Reception, Router};
use caisse_window::{Clerk, Porter, Post, Reader, Troupe, Window};
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::json;

use crate::answer::{Answer, Failure};
use crate::arguments::{Demo, Serve};
use crate::context::Context;
use crate::demo::world;

use super::federation::Served;
use super::letters::SERVER_VARIABLE;

/// One organisation that is shown: its window, and what it answers to other organisations.
pub(crate) struct Shown {
    /// Under which name.
    pub label: Label,
    /// What its pages show, the personal words of members included.
    pub window: Window,
    /// Its feed and its witness; `None` when nobody asks.
    pub exchange: Option<Arc<dyn Exchange>>,
    /// Whom a visitor of a demonstration may be.
    pub troupe: Option<Arc<Troupe>>,
}

/// `caisse serve`.
pub fn serve(context: &Context, arguments: &Serve) -> Result<Answer, Failure> {
    match arguments.directories.as_slice() {
        [] => {
            let (window, exchange) = opened(context)?;
            show(
                context,
                routes(context, window, Some(exchange), &Letters::of(arguments)),
                &arguments.listen,
            )
        }
        [one] => {
            let context = context.for_directory(named(one).1);
            let (window, exchange) = opened(&context)?;
            show(
                &context,
                routes(&context, window, Some(exchange), &Letters::of(arguments)),
                &arguments.listen,
            )
        }
        several => {
            let mut shown: Vec<Shown> = Vec::with_capacity(several.len());
            for given in several {
                let (label, root) = label_of(context, given)?;
                if shown.iter().any(|other| other.label == label) {
                    return Err(twice(context, &label));
                }
                let (window, exchange) = opened(&context.for_directory(root))?;
                shown.push(Shown { label, window, exchange: Some(exchange), troupe: None });
            }
            show_all(context, shown, &arguments.listen, &Letters::of(arguments))
        }
    }
}

/// The name and the directory of `NAME=DIR`, or a directory alone. A directory whose own name has an
/// equals sign is a directory.
fn named(given: &str) -> (Option<&str>, PathBuf) {
    match given.split_once('=') {
        Some((name, directory)) if !Path::new(given).is_dir() => (Some(name), directory.into()),
        _ => (None, given.into()),
    }
}

fn label_of(context: &Context, given: &str) -> Result<(Label, PathBuf), Failure> {
    let (name, root) = named(given);
    let own = || {
        let whole = std::path::absolute(&root).unwrap_or_else(|_| root.clone());
        whole.file_name().map(|name| name.to_string_lossy().into_owned())
    };
    let name = name.map(str::to_owned).or_else(own).unwrap_or_default();
    let label = Label::parse(&name).ok_or_else(|| {
        let directory = root.display();
        Failure::new(match context.language {
            Language::French => format!(
                "«\u{a0}{name}\u{a0}» ne peut pas être un nom d'hôte\u{a0}: lettres sans accent, \
                 chiffres et traits d'union. Donnez-en un\u{a0}: caisse serve NOM={directory}"
            ),
            Language::English => format!(
                "“{name}” cannot be a host name: letters without accents, digits and hyphens. Give \
                 one: caisse serve NAME={directory}"
            ),
        })
    })?;
    Ok((label, root))
}

fn twice(context: &Context, label: &Label) -> Failure {
    let label = label.as_str();
    Failure::new(match context.language {
        Language::French => format!(
            "deux organisations auraient le nom {label}\u{a0}: donnez-en un autre, NOM=DOSSIER"
        ),
        Language::English => {
            format!("two organisations would have the name {label}: give another, NAME=DIRECTORY")
        }
    })
}

/// A caisse open for reading, whose peers are visited from now on.
fn opened(context: &Context) -> Result<(Window, Arc<dyn Exchange>), Failure> {
    let served = Served::start(context)?;
    Ok((with_words(Window::new(context.reading()?)), Arc::new(served)))
}

/// The window, where members read their own page under their personal word; without the words, a caisse
/// is shown all the same.
fn with_words(window: Window) -> Window {
    let words = window.desk().read().ok().and_then(|desk| desk.directory.words().ok());
    match words {
        Some(words) => window.with_words(words),
        None => window,
    }
}

/// How links to enter by are sent: from whom, and for which site.
#[derive(Default)]
pub(crate) struct Letters {
    site: Option<String>,
    sender: Option<String>,
}

impl Letters {
    /// As told on the command line. Each of several organisations has a site of its own, so that none
    /// is named then.
    fn of(arguments: &Serve) -> Letters {
        let alone = arguments.directories.len() <= 1;
        let site = arguments.site.clone().filter(|_| alone);
        Letters { site, sender: arguments.sender.clone() }
    }

    fn post(&self, window: &Window) -> Option<Post> {
        let sender = self.sender.as_ref()?;
        let folder = window.room().read().directory.outbox().join("entrer");
        let server = std::env::var(SERVER_VARIABLE).ok().filter(|server| !server.is_empty());
        Some(Post::new(folder, sender, server, self.site.clone()))
    }
}

/// Everything that one organisation answers, with its guards. Once anyone was invited to enter, there is
/// a door: whoever has not entered sees what is public. Before, a caisse is shown as its treasurer sees
/// it.
fn routes(
    context: &Context,
    window: Window,
    exchange: Option<Arc<dyn Exchange>>,
    letters: &Letters,
) -> Router {
    let pages = match porter(context, &window, letters) {
        Some(porter) => {
            let reception: Arc<dyn Reception> = Arc::clone(&porter) as _;
            let entrance = caisse_web::entrance_routes(Arc::clone(&reception), porter);
            inside(reception, &window).merge(entrance)
        }
        None => {
            // A door that does not open is no open house.
            let shut = window.room().read().directory.has_access();
            let seen = if shut { window.seen_by(Reader::Everyone) } else { window.clone() };
            caisse_web::pages_for(Arc::new(OneHouse(Arc::new(seen))))
        }
    };
    around(context, pages, window, exchange)
}

/// The same for a demonstration, where one enters by choosing whom to be.
fn played(
    context: &Context,
    window: Window,
    exchange: Option<Arc<dyn Exchange>>,
    troupe: Arc<Troupe>,
) -> Router {
    let reception: Arc<dyn Reception> = Arc::clone(&troupe) as _;
    let door = caisse_web::role_routes(Arc::clone(&reception), troupe);
    let pages = inside(reception, &window).merge(door);
    around(context, pages, window, exchange)
}

/// The pages, and the counter for those who entered and for programs that act.
fn inside(reception: Arc<dyn Reception>, window: &Window) -> Router {
    let counter = caisse_counter::routes(window.room(), Arc::clone(&reception));
    caisse_web::pages_for(reception).merge(counter)
}

/// The pages with the booth, the feed and the guards.
fn around(
    context: &Context,
    pages: Router,
    window: Window,
    exchange: Option<Arc<dyn Exchange>>,
) -> Router {
    let router = match Clerk::new(Arc::new(window)) {
        Ok(clerk) => caisse_web::guarded(pages.merge(caisse_web::booth_routes(Arc::new(clerk)))),
        // On a disk without writing the caisse is shown all the same.
        Err(error) => {
            let without = context.say("sans page de vote", "without the voters' page");
            eprintln!("{} ({without})", error.sentence(context.language));
            caisse_web::guarded(pages)
        }
    };
    match exchange {
        Some(exchange) => router.merge(caisse_web::feed_routes(exchange)),
        None => router,
    }
}

/// The one at the door, where there is one.
fn porter(context: &Context, window: &Window, letters: &Letters) -> Option<Arc<Porter>> {
    if !window.room().read().directory.has_access() {
        return None;
    }
    match Porter::new(window) {
        Ok(porter) => {
            let porter = porter.leading_to("/faire");
            Some(Arc::new(match letters.post(window) {
                Some(post) => porter.with_post(post),
                None => porter,
            }))
        }
        Err(error) => {
            let without = context.say("sans entrée", "without a door");
            eprintln!("{} ({without})", error.sentence(context.language));
            None
        }
    }
}

/// Serves several organisations, each under its own host name, until the process is asked to stop.
pub(crate) fn show_all(
    context: &Context,
    shown: Vec<Shown>,
    listen: &str,
    letters: &Letters,
) -> Result<Answer, Failure> {
    let (mut hosted, mut named) = (Vec::new(), Vec::new());
    for Shown { label, window, exchange, troupe } in shown {
        let everybody = OneHouse(Arc::new(window.seen_by(Reader::Everyone)));
        let router = match troupe {
            Some(troupe) => played(context, window, exchange, troupe),
            None => routes(context, window, exchange, letters),
        };
        named.push((label.as_str().to_owned(), router));
        hosted.push(Hosted { label, reception: Arc::new(everybody) });
    }
    show(context, caisse_web::by_host(caisse_web::front_page(hosted), named), listen)
}

/// Serves until the process is asked to stop. A caisse is shown as its treasurer sees it, so that
/// only the machine itself may be listened on.
fn show(context: &Context, router: Router, listen: &str) -> Result<Answer, Failure> {
    let fail = |error: std::io::Error| Failure::new(format!("{listen} : {error}"));
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(fail)?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind(listen).await.map_err(fail)?;
        let address = listener.local_addr().map_err(fail)?;
        if !address.ip().is_loopback() {
            return Err(Failure::new(context.say(
                "ces pages montrent tout : elles ne s'ouvrent que sur cette machine (127.0.0.1)",
                "these pages show everything: they open on this machine only (127.0.0.1)",
            )));
        }
        let open = context.say("Ouvrez", "Open");
        let stop = context.say("Ctrl-C pour arrêter.", "Ctrl-C to stop.");
        println!("{open} http://{address}/\n{stop}");
        let _ = std::io::stdout().flush();
        caisse_web::serve(listener, router).await.map_err(fail)
    })?;
    Ok(Answer::new("", json!({ "stopped": true })))
}

/// `caisse demo`: nine organisations made by real commands in a temporary directory, one folder each;
/// then served.
pub fn demo(context: &Context, arguments: &Demo) -> Result<Answer, Failure> {
    let temporary = match &arguments.output {
        Some(_) => None,
        None => Some(tempfile::tempdir().map_err(|error| Failure::new(error.to_string()))?),
    };
    let place = temporary.as_ref().map(|folder| folder.path().to_path_buf());
    let root = arguments.output.clone().or(place).unwrap_or_default();
    let style = ProgressStyle::with_template("{msg} {bar:30} {pos}/{len}");
    let bar = ProgressBar::new(0).with_message(context.say("mois", "months"));
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    let (mut desks, _clock) = world::make(context, &root, &mut |done, total| {
        bar.set_length(total as u64);
        bar.set_position(done as u64);
    })?;
    bar.finish_and_clear();
    let mut text = match context.language {
        Language::French => {
            format!("Un petit monde de neuf organisations est dans {}", root.display())
        }
        Language::English => {
            format!("A small world of nine organisations is in {}", root.display())
        }
    };
    let mut organisations = Vec::new();
    for label in world::LABELS {
        let directory = root.join(label);
        let house = desks[label].state().map_err(|error| context.fail(|l| error.sentence(l)))?;
        let name = house.founding.name.clone();
        text.push_str(&format!("\n  {label:<14} {name}"));
        organisations.push(json!({ "label": label, "name": name, "directory": directory }));
    }
    if arguments.no_serve {
        let json = json!({ "directory": root, "organisations": organisations });
        return Ok(Answer::new(text, json));
    }
    println!("{text}");
    let mut shown = Vec::new();
    for label in world::LABELS {
        let desk = desks.remove(label).expect("it was made");
        shown.push(of_the_demo(context, label, &root.join(label), desk)?);
    }
    show_all(context, shown, &arguments.listen, &Letters::default())
}

/// One organisation of the demo: the day stays the last one of the story, and feeds are answered but not
/// visited any more.
fn of_the_demo(
    context: &Context,
    label: &str,
    root: &Path,
    mut desk: Desk,
) -> Result<Shown, Failure> {
    let mut words = Vec::new();
    for _ in 0..Troupe::WORDS {
        words.push(desk.house.fresh_key().map_err(|error| context.fail(|l| error.sentence(l)))?);
    }
    let window = Window::new(desk).with_warning(
        "Démonstration : les personnes et les comptes sont inventés.",
        "A demonstration: people and accounts are invented.",
    );
    let served = Served::answering(&context.for_directory(root.to_path_buf()))?;
    let label = Label::parse(label).expect("labels of the demo are host names");
    let window = with_words(window);
    let troupe = Some(Arc::new(Troupe::new(&window, words)));
    Ok(Shown { label, window, exchange: Some(Arc::new(served)), troupe })
}
