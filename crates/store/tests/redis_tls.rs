//! Redis behind TLS, with a certificate that nobody but its owner signed.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use factoria_store::Error;
use factoria_store::shared::redis::Redis;
use rcgen::{CertifiedKey, generate_simple_self_signed};
use tempfile::TempDir;

struct Secured {
    port: u16,
    certificate: String,
    process: Child,
    _folder: TempDir,
}

impl Secured {
    fn start() -> Self {
        let CertifiedKey { cert, signing_key } =
            generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let kept = |name: &str, text: String| {
            let file = folder.path().join(name);
            std::fs::write(&file, text).unwrap();
            file.to_str().unwrap().to_owned()
        };
        let (pem, key) = (kept("cert.pem", cert.pem()), kept("key.pem", signing_key.serialize_pem()));
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let process = Command::new("redis-server")
            .args(["--port", "0", "--tls-port", &port.to_string(), "--bind", "127.0.0.1", "--save", ""])
            .args(["--tls-cert-file", &pem, "--tls-key-file", &key, "--tls-ca-cert-file", &pem])
            .args(["--tls-auth-clients", "no", "--dir", folder.path().to_str().unwrap()])
            .stdout(Stdio::null())
            .spawn()
            .expect("redis-server is missing; install it (Debian: apt-get install redis-server)");
        let server = Self { port, certificate: cert.pem(), process, _folder: folder };
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            thread::sleep(Duration::from_millis(20));
        }
        server
    }

    fn url(&self, scheme: &str, host: &str) -> String {
        format!("{scheme}://{host}:{}/0", self.port)
    }
}

impl Drop for Secured {
    fn drop(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

#[tokio::test]
async fn a_certificate_of_ones_own_is_believed_where_it_is_named_and_nowhere_else() {
    let server = Secured::start();
    let (url, certificate) = (server.url("rediss", "localhost"), server.certificate.as_bytes());
    Redis::trusting(&url, certificate).unwrap().ping().await.unwrap();
    // by those that the world trusts, by another one, and under another name
    let other = generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap().cert.pem();
    let elsewhere = server.url("rediss", "127.0.0.1");
    for refused in [
        Redis::at(&url).unwrap(),
        Redis::trusting(&url, other.as_bytes()).unwrap(),
        Redis::trusting(&elsewhere, certificate).unwrap(),
        Redis::at(&server.url("redis", "localhost")).unwrap(),
    ] {
        assert!(matches!(refused.ping().await, Err(Error::Shared(_))));
    }
}

#[tokio::test]
async fn certificates_that_cannot_be_used_are_said_at_once() {
    let certificate = generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap().cert.pem();
    let plain = Redis::trusting("redis://localhost:6379/0", certificate.as_bytes());
    assert!(matches!(plain, Err(Error::Shared(_))), "without TLS nothing is checked by them");
    for odd in ["", "nonsense", "-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n"] {
        let made = Redis::trusting("rediss://localhost:6379/0", odd.as_bytes());
        assert!(matches!(made, Err(Error::Shared(_))), "{odd}");
    }
}
