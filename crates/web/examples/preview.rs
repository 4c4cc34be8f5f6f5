//! Serves the pages over the invented caisse of the tests, to look at them while they are drawn:
//! `cargo run -p caisse-web --example preview`, then open the address printed.

#[path = "../tests/web/house/mod.rs"]
mod house;

use std::sync::Arc;

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::io::Result<()> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:8417").await?;
    println!("http://{}/", listener.local_addr()?);
    let router = caisse_web::router(Arc::new(house::TestHouse::new()));
    caisse_web::serve(listener, router).await
}
