//! Serves the caisse of the tests whose rules and offices were voted, to look at its pages:
//! `cargo run -p caisse-window --example voted`, then open the address printed.

#[path = "../tests/window/caisse.rs"]
#[allow(dead_code)]
mod caisse;
#[path = "../tests/window/voted.rs"]
#[allow(dead_code)]
mod voted;

use std::sync::Arc;

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::io::Result<()> {
    let caisse::Seen { window, directory } = caisse::Caisse::voted().seen();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:8418").await?;
    println!("http://{}/ from {}", listener.local_addr()?, directory.path().display());
    caisse_web::serve(listener, caisse_web::router(Arc::new(window))).await
}
