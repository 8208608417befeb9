//! An identity provider (OpenID Connect Core 1.0) with real keys, which can be told to lie.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use auth::oidc::Provider;
use data_encoding::{BASE64, BASE64URL_NOPAD};
use factory::Clock;
use factory::outside::identity::DoorSettings;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// What the provider does to a token before it hands it out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lie {
    None,
    AlgorithmNone,
    SharedSecret,
    AnotherKey,
    UnknownKey,
    ChangedAfterSigning,
    NoToken,
}

/// An identity provider on this machine.
pub(crate) struct IdentityProvider {
    pub(crate) issuer: String,
    shared: Arc<Mutex<Shared>>,
}

struct Shared {
    issuer: String,
    clock: Clock,
    key: EcdsaKeyPair,
    key_id: String,
    codes: HashMap<String, Granted>,
    minted: u32,
    claims: Value,
    lie: Lie,
    key_requests: u32,
}

struct Granted {
    nonce: String,
    challenge: String,
    redirect_uri: String,
}

const SECRET: &str = "a secret: with / odd & signs";

impl IdentityProvider {
    pub(crate) fn start(clock: &Clock) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let issuer = format!("http://{}", listener.local_addr().unwrap());
        let shared = Arc::new(Mutex::new(Shared {
            issuer: issuer.clone(),
            clock: clock.clone(),
            key: key(),
            key_id: "first".to_owned(),
            codes: HashMap::new(),
            minted: 0,
            claims: json!({}),
            lie: Lie::None,
            key_requests: 0,
        }));
        let served = shared.clone();
        thread::spawn(move || {
            for stream in listener.incoming() {
                answer(&stream.unwrap(), &served);
            }
        });
        Self { issuer, shared }
    }

    /// How an operator would set it up.
    pub(crate) fn settings(&self, name: &str) -> DoorSettings {
        DoorSettings {
            name: name.to_owned(),
            label: String::new(),
            provider: Provider {
                issuer: self.issuer.clone(),
                client_id: "la factoria".to_owned(),
                domains: Vec::new(),
                email_is_proof: true,
                needs_hosted_domain: false,
                second_factor_is_proof: false,
                may_create: true,
                names_itself: false,
            },
            owns_domains: false,
            client_secret: SECRET.into(),
        }
    }

    /// What tokens say from now on, beside or in place of what they should.
    pub(crate) fn say(&self, claims: Value) {
        self.shared.lock().unwrap().claims = claims;
    }

    pub(crate) fn lie(&self, lie: Lie) {
        self.shared.lock().unwrap().lie = lie;
    }

    /// Takes another key.
    pub(crate) fn rotate(&self) {
        let mut shared = self.shared.lock().unwrap();
        shared.key = key();
        shared.key_id.push_str("-next");
    }

    /// How often the keys were asked for.
    pub(crate) fn key_requests(&self) -> u32 {
        self.shared.lock().unwrap().key_requests
    }

    /// What a person's browser does here: signs in, and is sent back with this query.
    pub(crate) fn authorize(&self, location: &str) -> String {
        let query = location.strip_prefix(&format!("{}/authorize?", self.issuer)).expect("sent elsewhere");
        let asked: HashMap<String, String> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        assert_eq!(
            (asked["response_type"].as_str(), asked["code_challenge_method"].as_str()),
            ("code", "S256")
        );
        assert_eq!(
            (asked["client_id"].as_str(), asked["scope"].as_str()),
            ("la factoria", "openid email profile")
        );
        let mut shared = self.shared.lock().unwrap();
        shared.minted += 1;
        let code = format!("code-{}", shared.minted);
        let granted = Granted {
            nonce: asked["nonce"].clone(),
            challenge: asked["code_challenge"].clone(),
            redirect_uri: asked["redirect_uri"].clone(),
        };
        shared.codes.insert(code.clone(), granted);
        form_urlencoded::Serializer::new(String::new())
            .append_pair("code", &code)
            .append_pair("state", &asked["state"])
            .append_pair("iss", &self.issuer)
            .finish()
    }
}

fn key() -> EcdsaKeyPair {
    let random = SystemRandom::new();
    let document = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).unwrap();
    EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, document.as_ref(), &random).unwrap()
}

fn answer(stream: &TcpStream, shared: &Mutex<Shared>) {
    let Some((head, body)) = request(stream) else { return };
    let mut shared = shared.lock().unwrap();
    let place = head.split(' ').nth(1).unwrap_or_default().to_owned();
    let (status, body) = match place.as_str() {
        "/.well-known/openid-configuration" => (200, shared.metadata()),
        "/jwks" => (200, shared.keys()),
        "/token" => match shared.token(&head, &body) {
            Ok(tokens) => (200, tokens),
            Err(error) => (400, json!({ "error": error })),
        },
        _ => (404, json!({})),
    };
    let body = body.to_string();
    let head = format!(
        "HTTP/1.1 {status} X\r\ncontent-type: application/json\r\ncontent-length: {}\r\n",
        body.len()
    );
    let _ = (&*stream).write_all(format!("{head}connection: close\r\n\r\n{body}").as_bytes());
}

fn request(stream: &TcpStream) -> Option<(String, String)> {
    let mut reader = BufReader::new(stream);
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        if reader.read_line(&mut head).ok()? == 0 {
            return None;
        }
    }
    let lower = head.to_ascii_lowercase();
    let length = lower.split("content-length: ").nth(1).and_then(|rest| rest.split("\r\n").next());
    let mut body = vec![0; length.and_then(|length| length.parse().ok()).unwrap_or(0)];
    reader.read_exact(&mut body).ok()?;
    Some((head, String::from_utf8(body).ok()?))
}

impl Shared {
    fn metadata(&self) -> Value {
        json!({
            "issuer": self.issuer,
            "authorization_endpoint": format!("{}/authorize", self.issuer),
            "token_endpoint": format!("{}/token", self.issuer),
            "jwks_uri": format!("{}/jwks", self.issuer),
            "authorization_response_iss_parameter_supported": true,
        })
    }

    fn keys(&mut self) -> Value {
        self.key_requests += 1;
        let point = self.key.public_key().as_ref();
        let [x, y] = [&point[1..33], &point[33..]].map(|half| BASE64URL_NOPAD.encode(half));
        let key = json!({ "kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": self.key_id, "x": x, "y": y });
        json!({ "keys": [key] })
    }

    fn token(&mut self, head: &str, body: &str) -> Result<Value, &'static str> {
        let encoded = |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
        let basic = BASE64.encode(format!("{}:{}", encoded("la factoria"), encoded(SECRET)).as_bytes());
        if !head.contains(&format!("uthorization: Basic {basic}\r\n")) {
            return Err("invalid_client");
        }
        let form: HashMap<String, String> = form_urlencoded::parse(body.as_bytes()).into_owned().collect();
        let granted = form.get("code").and_then(|code| self.codes.remove(code)).ok_or("invalid_grant")?;
        let proof = BASE64URL_NOPAD.encode(&Sha256::digest(&form["code_verifier"]));
        if proof != granted.challenge || form["redirect_uri"] != granted.redirect_uri {
            return Err("invalid_grant");
        }
        if self.lie == Lie::NoToken {
            return Ok(json!({ "access_token": "x" }));
        }
        let now = self.clock.now_ms() / 1000;
        let mut claims = json!({
            "iss": self.issuer, "aud": "la factoria", "sub": "s-1", "nonce": granted.nonce, "iat": now,
            "exp": now + 300, "email": "ann@school.example", "email_verified": true, "name": "Ann Lee",
        });
        for (name, value) in self.claims.as_object().unwrap() {
            claims[name] = value.clone();
        }
        Ok(json!({ "access_token": "x", "token_type": "Bearer", "id_token": self.signed(&claims) }))
    }

    fn signed(&self, claims: &Value) -> String {
        let algorithm = match self.lie {
            Lie::AlgorithmNone => "none",
            Lie::SharedSecret => "HS256",
            _ => "ES256",
        };
        let key_id = if self.lie == Lie::UnknownKey { "nobody's" } else { &self.key_id };
        let part = |value: &Value| BASE64URL_NOPAD.encode(value.to_string().as_bytes());
        let header = part(&json!({ "alg": algorithm, "typ": "JWT", "kid": key_id }));
        let signed = format!("{header}.{}", part(claims));
        let random = SystemRandom::new();
        let signature = match self.lie {
            Lie::AlgorithmNone => Vec::new(),
            Lie::SharedSecret => {
                let key = ring::hmac::Key::new(ring::hmac::HMAC_SHA256, self.key.public_key().as_ref());
                ring::hmac::sign(&key, signed.as_bytes()).as_ref().to_vec()
            }
            Lie::AnotherKey => key().sign(&random, signed.as_bytes()).unwrap().as_ref().to_vec(),
            _ => self.key.sign(&random, signed.as_bytes()).unwrap().as_ref().to_vec(),
        };
        let mut body = claims.clone();
        if self.lie == Lie::ChangedAfterSigning {
            body["sub"] = "another".into();
        }
        format!("{header}.{}.{}", part(&body), BASE64URL_NOPAD.encode(&signature))
    }
}
