//! Listening.

use std::io;
use std::net::SocketAddr;

use axum::Router;
use tokio::net::TcpListener;

/// Answers on `listener` without encryption and without limits of time: listen on the machine itself
/// (127.0.0.1), and let a web server that has both stand between the caisse and the internet. Goes on
/// until the process is asked to stop (Ctrl-C), then lets the answers under way finish.
///
/// # Errors
/// When the listener fails for good.
pub async fn serve(listener: TcpListener, router: Router) -> io::Result<()> {
    let stopped = async {
        // Without the signal there is nothing to wait for: serve until the process is killed.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    // Who is connected is told to the routes: a web server on this machine is believed about the other side.
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).with_graceful_shutdown(stopped).await
}
