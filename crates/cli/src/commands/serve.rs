//! Showing a caisse in the browser, and the demo.

use std::io::Write as _;
use std::sync::Arc;

use caisse_units::Language;
use caisse_web::Exchange;
use caisse_window::{Clerk, Window};
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::json;

use crate::answer::{Answer, Failure};
use crate::arguments::Demo;
use crate::context::Context;
use crate::demo::world;

use super::federation::{Served, visit_when_woken};

/// `caisse serve`.
pub fn serve(context: &Context, listen: &str) -> Result<Answer, Failure> {
    let (served, woken) = Served::new(context)?;
    visit_when_woken(context, woken);
    show(context, Window::new(context.reading()?), listen, Some(Arc::new(served)))
}

/// Serves until the process is asked to stop. A caisse is shown as its treasurer sees it, so that
/// only the machine itself may be listened on.
fn show(
    context: &Context,
    window: Window,
    listen: &str,
    exchange: Option<Arc<dyn Exchange>>,
) -> Result<Answer, Failure> {
    let fail = |error: std::io::Error| Failure::new(format!("{listen} : {error}"));
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(fail)?;
    // Without the words of its members, a caisse is shown all the same.
    let words = window.desk().read().ok().and_then(|desk| desk.directory.words().ok());
    let window = Arc::new(match words {
        Some(words) => window.with_words(words),
        None => window,
    });
    let router = match Clerk::new(Arc::clone(&window)) {
        Ok(clerk) => caisse_web::router_with_booth(window, Arc::new(clerk)),
        // On a disk without writing the caisse is shown all the same.
        Err(error) => {
            let without = context.say("sans page de vote", "without the voters' page");
            eprintln!("{} ({without})", error.sentence(context.language));
            caisse_web::router(window)
        }
    };
    let router = match exchange {
        Some(exchange) => router.merge(caisse_web::feed_routes(exchange)),
        None => router,
    };
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
        text.push_str(&format!("\n  {:<14} {name}", label));
        organisations.push(json!({ "label": label, "name": name, "directory": directory }));
    }
    if arguments.no_serve {
        let json = json!({ "directory": root, "organisations": organisations });
        return Ok(Answer::new(text, json));
    }
    let desk = desks.remove(world::LARGE).expect("it was made");
    drop(desks);
    println!("{text}");
    let window = Window::new(desk).with_warning(
        "Caisse de démonstration : les personnes et les comptes sont inventés.",
        "A demonstration: people and accounts are invented.",
    );
    show(context, window, &arguments.listen, None)
}
