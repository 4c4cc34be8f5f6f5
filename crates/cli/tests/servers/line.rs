//! The line that leads to a server: it holds, is cut, or somebody sits on it and answers in its place.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

/// What the line does.
#[derive(Clone)]
pub enum State {
    /// It leads there.
    To(SocketAddr),
    /// Nobody is reached.
    Cut,
    /// Whoever sits on it answers this to everything.
    Says(Vec<u8>),
}

/// An address that stays the same whatever becomes of the server behind it.
pub struct Line {
    pub address: SocketAddr,
    state: Arc<Mutex<State>>,
}

impl Line {
    pub fn new() -> Line {
        Line::with(None)
    }

    /// A line over TLS, with the certificate of the tests for `federation.localhost`.
    pub fn encrypted() -> Line {
        let chain = CertificateDer::from_pem_slice(include_bytes!("tls/server.pem"));
        let key = PrivateKeyDer::from_pem_slice(include_bytes!("tls/server.key"));
        let (chain, key) = (chain.expect("a certificate"), key.expect("a key"));
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let settings = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .expect("versions")
            .with_no_client_auth()
            .with_single_cert(vec![chain], key);
        Line::with(Some(Arc::new(settings.expect("they fit"))))
    }

    fn with(tls: Option<Arc<ServerConfig>>) -> Line {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("an address");
        let state = Arc::new(Mutex::new(State::Cut));
        let known = Arc::clone(&state);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (state, tls) = (known.lock().expect("a state").clone(), tls.clone());
                std::thread::spawn(move || {
                    // A reader that goes away is no fault of the line.
                    let _ = match tls {
                        Some(settings) => ServerConnection::new(settings)
                            .map_err(std::io::Error::other)
                            .and_then(|tls| answer(&mut StreamOwned::new(tls, &stream), &state)),
                        None => answer(&mut &stream, &state),
                    };
                    let _ = stream.shutdown(Shutdown::Both);
                });
            }
        });
        Line { address, state }
    }

    pub fn set(&self, state: State) {
        *self.state.lock().expect("a state") = state;
    }

    /// Where a peer writes that it is.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }
}

/// Answers one request, then closes.
fn answer(reader: &mut (impl Read + Write), state: &State) -> std::io::Result<()> {
    let request = request(reader)?;
    match state {
        State::Cut => Ok(()),
        State::Says(body) => {
            let head = format!(
                "HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
                body.len()
            );
            reader.write_all(head.as_bytes())?;
            reader.write_all(body)?;
            reader.flush()
        }
        State::To(place) => {
            let mut server = TcpStream::connect(place)?;
            server.write_all(&request)?;
            let mut answer = Vec::new();
            server.read_to_end(&mut answer)?;
            reader.write_all(&answer)?;
            reader.flush()
        }
    }
}

/// A request with its body, its connection to be closed after it.
fn request(reader: &mut impl Read) -> std::io::Result<Vec<u8>> {
    let (mut bytes, mut part) = (Vec::new(), [0; 4096]);
    loop {
        let length = reader.read(&mut part)?;
        if length == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        bytes.extend_from_slice(&part[..length]);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
        let lower = head.to_ascii_lowercase();
        let long = lower.lines().find_map(|line| line.strip_prefix("content-length: "));
        let long: usize = long.and_then(|long| long.trim().parse().ok()).unwrap_or(0);
        if body.len() >= long {
            return Ok(format!("{head}\r\nConnection: close\r\n\r\n{body}").into_bytes());
        }
    }
}
