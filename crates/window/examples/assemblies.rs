//! Serves the pages of a small caisse with a poll of every method, to look at them while they are drawn:
//! `cargo run -p caisse-window --example assemblies`, then open the address printed. With the word
//! `everyone`, as anyone on the network sees them; with `colleges`, one that votes in colleges.

#[path = "../tests/window/played.rs"]
mod played;

use std::sync::Arc;

use caisse_window::Reader;

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::io::Result<()> {
    let everyone = std::env::args().any(|word| word == "everyone");
    let reader = if everyone { Reader::Everyone } else { Reader::Treasurer };
    let played = match std::env::args().any(|word| word == "colleges") {
        true => played::Played::in_colleges(),
        false => played::Played::whole(),
    };
    let (window, _directory) = played.seen_by(reader);
    println!("{} polls", played::ALL.len());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    println!("http://{}/assemblees", listener.local_addr()?);
    caisse_web::serve(listener, caisse_web::router(Arc::new(window))).await
}
