//! STARTTLS and TLS from the first octet, against a server with a certificate of its own.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use berth_domain::address::WireAddress;
use berth_transport::smtp::{Deadlines, SmtpTransport};
use berth_transport::{Attempted, Parcel, Providers, Transport, Verdict};
use tokio::io::{AsyncBufReadExt as _, AsyncRead, AsyncWrite, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject as _};

const CERTIFICATE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/transport/tls/certificate.pem");
const KEY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/transport/tls/key.pem");

/// What was said on which side of the handshake.
#[derive(Default)]
struct Heard {
    plain: Vec<String>,
    encrypted: Vec<String>,
}

struct Server {
    port: u16,
    heard: Arc<Mutex<Heard>>,
}

fn acceptor() -> TlsAcceptor {
    let certificate = CertificateDer::from_pem_file(CERTIFICATE).unwrap();
    let key = PrivateKeyDer::from_pem_file(KEY).unwrap();
    let provider = Arc::new(tokio_rustls::rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .unwrap();
    TlsAcceptor::from(Arc::new(config))
}

impl Server {
    /// `after_starttls` is sent in the clear right behind the answer to STARTTLS, as an attacker would.
    async fn start(implicit: bool, after_starttls: &'static str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let heard = Arc::new(Mutex::new(Heard::default()));
        let shared = Arc::clone(&heard);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let heard = Arc::clone(&shared);
                tokio::spawn(async move {
                    let ended = if implicit {
                        encrypted(stream, &heard, true).await
                    } else {
                        plain(stream, &heard, after_starttls).await
                    };
                    drop(ended);
                });
            }
        });
        Self { port, heard }
    }

    fn encrypted(&self) -> Vec<String> {
        self.heard.lock().unwrap().encrypted.clone()
    }

    fn plain(&self) -> Vec<String> {
        self.heard.lock().unwrap().plain.clone()
    }
}

async fn plain(stream: TcpStream, heard: &Mutex<Heard>, after: &str) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    stream.write_all(b"220 test\r\n").await?;
    let mut line = String::new();
    while stream.read_line(&mut line).await? > 0 {
        heard.lock().unwrap().plain.push(line.trim_end().to_owned());
        if line.starts_with("STARTTLS") {
            stream.write_all(format!("220 go\r\n{after}").as_bytes()).await?;
            return encrypted(stream.into_inner(), heard, false).await;
        }
        stream
            .write_all(b"250-test\r\n250-STARTTLS\r\n250 PIPELINING\r\n")
            .await?;
        line.clear();
    }
    Ok(())
}

async fn encrypted(stream: TcpStream, heard: &Mutex<Heard>, greet: bool) -> std::io::Result<()> {
    let stream = acceptor().accept(stream).await?;
    session(BufReader::new(stream), heard, greet).await
}

async fn session<S: AsyncRead + AsyncWrite + Unpin>(
    mut stream: BufReader<S>,
    heard: &Mutex<Heard>,
    greet: bool,
) -> std::io::Result<()> {
    if greet {
        stream.write_all(b"220 test\r\n").await?;
    }
    let (mut line, mut content) = (String::new(), false);
    while stream.read_line(&mut line).await? > 0 {
        let text = line.trim_end().to_owned();
        let answer = match text.split(' ').next().unwrap_or_default() {
            "." => {
                content = false;
                "250 taken\r\n"
            }
            _ if content => "",
            "EHLO" => "250-test\r\n250-AUTH LOGIN\r\n250 PIPELINING\r\n",
            "AUTH" => "334 VXNlcm5hbWU6\r\n",
            "b3Bz" => "334 UGFzc3dvcmQ6\r\n",
            "czNjcmV0" => "235 welcome\r\n",
            "DATA" => {
                content = true;
                "354 go\r\n"
            }
            _ => "250 fine\r\n",
        };
        heard.lock().unwrap().encrypted.push(text);
        stream.write_all(answer.as_bytes()).await?;
        stream.flush().await?;
        line.clear();
    }
    Ok(())
}

async fn deliver(url: &str) -> Attempted {
    let quick = Deadlines {
        connect: Duration::from_secs(5),
        command: Duration::from_secs(2),
        content: Duration::from_secs(2),
    };
    let transport = Transport::Smtp(Providers::from(vec![
        SmtpTransport::from_url(url, "localhost")
            .unwrap()
            .with_deadlines(quick),
    ]));
    let address = WireAddress::parse("a@example.org").unwrap();
    let parcel = Parcel {
        message_id: "x",
        from: &address,
        to: &address,
        bytes: b"Subject: x\r\n\r\nsecret\r\n",
    };
    transport.deliver(&parcel, async { true }).await
}

#[tokio::test]
async fn nothing_but_hello_is_said_before_starttls() {
    let server = Server::start(false, "").await;
    let url = format!(
        "smtp://ops:s3cret@localhost:{}?tls=required&ca={CERTIFICATE}",
        server.port
    );
    let attempted = deliver(&url).await;
    assert_eq!(attempted.verdict, Verdict::Accepted, "{attempted:?}");
    assert_eq!(server.plain(), ["EHLO localhost", "STARTTLS"]);
    let encrypted = server.encrypted();
    assert!(encrypted.contains(&"AUTH LOGIN".to_owned()) && encrypted.contains(&"secret".to_owned()));
}

#[tokio::test]
async fn smtps_is_encrypted_from_the_first_octet() {
    let server = Server::start(true, "").await;
    let attempted = deliver(&format!("smtps://localhost:{}?ca={CERTIFICATE}", server.port)).await;
    assert_eq!(attempted.verdict, Verdict::Accepted, "{attempted:?}");
    assert!(server.plain().is_empty());
}

#[tokio::test]
async fn an_unknown_certificate_gets_no_mail_and_no_password() {
    let server = Server::start(false, "").await;
    for mode in ["required", "starttls"] {
        let attempted = deliver(&format!("smtp://ops:s3cret@localhost:{}?tls={mode}", server.port)).await;
        assert_eq!(
            (attempted.verdict, attempted.phase.as_str()),
            (Verdict::Later, "tls"),
            "{attempted:?}"
        );
    }
    assert!(server.encrypted().is_empty());
}

#[tokio::test]
async fn what_is_slipped_in_before_the_handshake_ends_the_connection() {
    let server = Server::start(false, "250 slipped in\r\n").await;
    let attempted = deliver(&format!(
        "smtp://localhost:{}?tls=required&ca={CERTIFICATE}",
        server.port
    ))
    .await;
    assert_eq!(
        (attempted.verdict, attempted.phase.as_str()),
        (Verdict::Later, "tls"),
        "{attempted:?}"
    );
    assert!(server.encrypted().is_empty());
}
