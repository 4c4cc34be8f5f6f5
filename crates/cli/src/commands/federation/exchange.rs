//! Serving our feed and our witness to other organisations, and taking what they say while we serve.

use std::io::Write as _;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use caisse_app::peers::{self, Answer as Looked};
use caisse_app::{Desk, DeskError};
use caisse_units::Language;
use caisse_web::Exchange;
use serde_json::json;

use crate::answer::{Answer, Failure};
use crate::context::Context;

/// How often feeds are read without a nudge.
const BETWEEN_VISITS: Duration = Duration::from_secs(15);

/// Answers from a directory. Its desk is open for reading only: treasurer's commands go on beside it.
pub(crate) struct Served {
    root: PathBuf,
    desk: Mutex<Desk>,
    wake: SyncSender<()>,
}

impl Served {
    /// Serves the caisse of the context; gives also where nudges arrive.
    pub(crate) fn new(context: &Context) -> Result<(Served, Receiver<()>), Failure> {
        let desk = context.reading()?;
        // One that waits is enough: it stands for all that came meanwhile.
        let (wake, woken) = sync_channel(1);
        Ok((Served { root: context.root.clone(), desk: Mutex::new(desk), wake }, woken))
    }

    fn current<T>(&self, ask: impl FnOnce(&mut Desk) -> Option<T>) -> Option<T> {
        let mut desk = self.desk.lock().unwrap_or_else(PoisonError::into_inner);
        desk.follow().ok()?;
        ask(&mut desk)
    }
}

impl Exchange for Served {
    fn page(&self, after: u64) -> Option<Vec<u8>> {
        peers::page(&self.root, after).ok()
    }

    fn witness_card(&self) -> Option<String> {
        self.current(|desk| peers::witness_card(&desk.directory).ok())
    }

    fn checkpoint(&self) -> Option<String> {
        self.current(|desk| {
            let organisation = desk.directory.organisation();
            let kept = desk.house.store().checkpoints(organisation).ok()?;
            kept.into_iter().next_back().map(|kept| kept.note)
        })
    }

    fn add_checkpoint(&self, submission: &str) -> Option<(u16, String)> {
        let Looked { status, text } = self.current(|desk| peers::look_at(desk, submission).ok())?;
        Some((status, text))
    }

    fn called(&self) {
        let _ = self.wake.try_send(());
    }
}

/// `caisse federation serve`: nothing but what is public, so that any address may be listened on.
pub(super) fn serve(context: &Context, listen: &str) -> Result<Answer, Failure> {
    let fail = |error: std::io::Error| Failure::new(format!("{listen} : {error}"));
    let (served, woken) = Served::new(context)?;
    visit_when_woken(context, woken);
    let router = caisse_web::feed_router(Arc::new(served));
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(fail)?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind(listen).await.map_err(fail)?;
        let address = listener.local_addr().map_err(fail)?;
        let said = context.say("Notre fil et notre témoin :", "Our feed and our witness:");
        println!("{said} http://{address}/fil");
        let _ = std::io::stdout().flush();
        caisse_web::serve(listener, router).await.map_err(fail)
    })?;
    Ok(Answer::new("", json!({ "stopped": true })))
}

/// Reads the feeds of others when nudged, and from time to time; takes the pen only for what is new.
pub(crate) fn visit_when_woken(context: &Context, woken: Receiver<()>) {
    let context = context.for_nobody();
    std::thread::spawn(move || {
        loop {
            // A visit that fails is told and made again: nothing of it is lost.
            if let Err(Failure { sentence }) = visit(&context) {
                eprintln!("{sentence}");
            }
            match woken.recv_timeout(BETWEEN_VISITS) {
                Ok(()) | Err(RecvTimeoutError::Timeout) => (),
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    });
}

fn visit(context: &Context) -> Result<(), Failure> {
    let fail = |sentence: &dyn Fn(Language) -> String| context.fail(sentence);
    let reading = Desk::open_read_only(&context.root, context.clock())
        .map_err(|error: DeskError| fail(&|l| error.sentence(l)))?;
    let news = peers::fetch_news(&reading).map_err(|error| fail(&|l| error.sentence(l)))?;
    let mut proofs =
        peers::evidence_files(&reading).map_err(|error| fail(&|l| error.sentence(l)))?;
    if let Some(state) = reading.house.state() {
        let known = |origin: &str| state.federation.by_origin(origin).map(|(_, peer)| peer);
        proofs.retain(|(origin, note)| known(origin).is_some_and(|p| !p.evidence.contains(note)));
    }
    drop(reading);
    if news.is_empty() && proofs.is_empty() {
        return Ok(());
    }
    let mut desk = context.desk()?;
    let actor = context.acting(desk.house.state());
    peers::keep_evidence(&mut desk, actor).map_err(|error| fail(&|l| error.sentence(l)))?;
    for (peer, page) in news {
        peers::sync(&mut desk, actor, peer, &page).map_err(|error| fail(&|l| error.sentence(l)))?;
    }
    peers::publish(&mut desk).map_err(|error| fail(&|l| error.sentence(l)))?;
    Ok(())
}
