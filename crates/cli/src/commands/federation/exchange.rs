//! Serving our feed and our witness to other organisations, and taking what they say while we serve.

use std::io::Write as _;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use caisse_app::directory::DirectoryError;
use caisse_app::peers::{self, Answer as Looked, Errands};
use caisse_app::{Desk, DeskError};
use caisse_journal::StoreError;
use caisse_units::Language;
use caisse_web::Exchange;
use serde_json::json;

use crate::answer::{Answer, Failure};
use crate::context::Context;

/// How often feeds are read without a nudge…
const BETWEEN_VISITS: Duration = Duration::from_secs(15);
/// …and how long one waits after a visit, however many nudges came.
const BETWEEN_NUDGES: Duration = Duration::from_millis(200);
/// How long a visit waits for the pen, and how long between two attempts.
const PATIENCE: Duration = Duration::from_secs(10);
const ATTEMPT: Duration = Duration::from_millis(10);

/// Answers from a directory. Its desk is open for reading only: treasurer's commands go on beside it.
pub(crate) struct Served {
    root: PathBuf,
    desk: Arc<Mutex<Desk>>,
    wake: SyncSender<()>,
}

impl Served {
    /// Serves the caisse of the context, and visits its peers from now on.
    pub(crate) fn start(context: &Context) -> Result<Served, Failure> {
        let desk = Arc::new(Mutex::new(context.reading()?));
        // One that waits is enough: it stands for all that came meanwhile.
        let (wake, woken) = sync_channel(1);
        visit_when_woken(context.for_nobody(), Arc::clone(&desk), woken);
        Ok(Served { root: context.root.clone(), desk, wake })
    }

    /// Serves the caisse of the context to who asks, and visits nobody, nudged or not.
    pub(crate) fn answering(context: &Context) -> Result<Served, Failure> {
        let desk = Arc::new(Mutex::new(context.reading()?));
        let (wake, _) = sync_channel(1);
        Ok(Served { root: context.root.clone(), desk, wake })
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
    let served = Served::start(context)?;
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
fn visit_when_woken(context: Context, desk: Arc<Mutex<Desk>>, woken: Receiver<()>) {
    std::thread::spawn(move || {
        loop {
            // A visit that fails is told and made again: nothing of it is lost.
            let more = visit(&context, &desk).unwrap_or_else(|Failure { sentence }| {
                eprintln!("{sentence}");
                false
            });
            if !more {
                std::thread::sleep(BETWEEN_NUDGES);
                match woken.recv_timeout(BETWEEN_VISITS) {
                    Ok(()) | Err(RecvTimeoutError::Timeout) => (),
                    Err(RecvTimeoutError::Disconnected) => return,
                }
            }
        }
    });
}

/// One visit to every peer; true when there may be more to read at once.
fn visit(context: &Context, desk: &Mutex<Desk>) -> Result<bool, Failure> {
    let fail = |sentence: &dyn Fn(Language) -> String| context.fail(sentence);
    let (errands, proofs) = {
        let mut desk = desk.lock().unwrap_or_else(PoisonError::into_inner);
        desk.follow().map_err(|error: DeskError| fail(&|l| error.sentence(l)))?;
        let errands = Errands::of(&desk).map_err(|error| fail(&|l| error.sentence(l)))?;
        (errands, new_proofs(context, &desk)?)
    };
    // Nobody's desk is held while others take their time.
    let now = context.clock().now();
    let news = errands.run(now).map_err(|error| fail(&|l| error.sentence(l)))?;
    if news.is_empty() && !proofs {
        return Ok(false);
    }
    with_the_pen(context, desk, |desk| {
        let actor = context.acting(desk.house.state());
        let said = desk.house.state().map_or(0, |state| state.federation.sent().len());
        peers::keep_evidence(desk, actor).map_err(|error| fail(&|l| error.sentence(l)))?;
        let reports = peers::take_news(desk, actor, news);
        let reports = reports.map_err(|error| fail(&|l| error.sentence(l)))?;
        // What we answered to it is for others to read.
        if desk.house.state().is_some_and(|state| state.federation.sent().len() > said) {
            peers::nudge(desk).map_err(|error| fail(&|l| error.sentence(l)))?;
        }
        Ok(reports.iter().any(|report| report.taken > 0 && report.fault.is_none()))
    })
}

/// Writes with the pen, and puts it down. Waits for it as a command does, but lets our own answers go on
/// meanwhile.
fn with_the_pen<T>(
    context: &Context,
    desk: &Mutex<Desk>,
    write: impl FnOnce(&mut Desk) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let fail = |error: DeskError| context.fail(|l| error.sentence(l));
    let start = Instant::now();
    loop {
        let mut desk = desk.lock().unwrap_or_else(PoisonError::into_inner);
        match desk.take_pen() {
            Err(DeskError::Directory(DirectoryError::Store(StoreError::Busy { .. })))
                if start.elapsed() < PATIENCE =>
            {
                drop(desk);
                std::thread::sleep(ATTEMPT);
            }
            Err(error) => return Err(fail(error)),
            Ok(()) => {
                let written = write(&mut desk);
                desk.put_pen_down().map_err(fail)?;
                return written;
            }
        }
    }
}

/// Whether our witness kept a proof that the journal does not hold yet.
fn new_proofs(context: &Context, desk: &Desk) -> Result<bool, Failure> {
    let proofs = peers::evidence_files(desk).map_err(|e| context.fail(|l| e.sentence(l)))?;
    let Some(state) = desk.house.state() else { return Ok(false) };
    Ok(proofs.iter().any(|(origin, note)| {
        let known = state.federation.by_origin(origin);
        known.is_some_and(|(_, peer)| !peer.evidence.contains(note))
    }))
}
