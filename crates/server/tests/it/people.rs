//! An installation with accounts, and people who use it over the router.

use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::Arc;

use auth::secret::RootKey;
use axum::body::Body;
use axum::http::Method;
use data_encoding::BASE32_NOPAD;
use factoria_server::Config;
use factory::accounts::config::Signing;
use factory::accounts::{self, Registration, Secrets};
use factory::outside::identity::{DoorSettings, IdentityProviders};
use factory::outside::mail::Mailer;
use factory::{Clock, Ctx, Limits};
use serde_json::{Value, json};
use store::Db;
use store::shared::Shared;
use store::shared::redis::Redis;
use tempfile::TempDir;

use crate::app::{Answer, TestApp};

/// A password that is long enough and nobody's name.
pub(crate) const PASSWORD: &str = "nine purple anvils sleep";

/// An installation where everybody may register.
pub(crate) struct School {
    pub(crate) app: TestApp,
    pub(crate) mail: PathBuf,
}

/// Somebody who is signed in.
pub(crate) struct Person {
    pub(crate) email: String,
    pub(crate) access: String,
    pub(crate) refresh: String,
}

impl School {
    pub(crate) async fn new() -> Self {
        Self::with(|_| {}).await
    }

    /// With other decisions of the operator.
    pub(crate) async fn with(decide: impl FnOnce(&mut accounts::Config)) -> Self {
        Self::on(Clock::System, decide).await
    }

    /// With a clock of its own.
    pub(crate) async fn on(clock: Clock, decide: impl FnOnce(&mut accounts::Config)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self::in_folder(folder, clock, Secrets::ephemeral().unwrap(), decide).await
    }

    /// A server that shares counters and refresh tokens in Redis.
    pub(crate) async fn sharing(redis: &str, decide: impl FnOnce(&mut accounts::Config)) -> Self {
        let (folder, secrets) = (tempfile::tempdir().unwrap(), Secrets::ephemeral().unwrap());
        let shared = Shared::Redis(Redis::at(redis).unwrap());
        Self::made(folder, Clock::System, secrets, decide, |ctx| ctx.identity.shared = shared).await
    }

    /// Two servers over one database and one Redis.
    pub(crate) async fn replicated(redis: &str) -> (Self, Self) {
        let shared = || Shared::Redis(Redis::at(redis).unwrap());
        let (folder, clock) = (tempfile::tempdir().unwrap(), Clock::System);
        let one =
            Self::made(folder, clock.clone(), Self::lasting(), |_| {}, |ctx| ctx.identity.shared = shared());
        let one = one.await;
        let db = Db::open(&one.app.file(), clock.now_ms()).await.unwrap();
        let config = one.app.ctx.identity.config.clone();
        let identity = accounts::keys::start(&db, &clock, config, Self::lasting()).await.unwrap();
        let ctx = Ctx::with_identity(db, clock, Limits::default(), identity.sharing(shared()));
        let app = TestApp::over(Arc::new(ctx), tempfile::tempdir().unwrap(), Config::default());
        let other = Self { app, mail: one.mail.clone() };
        (one, other)
    }

    /// Before and after an operator decided otherwise: the same installation, started again.
    pub(crate) async fn restarted(&self, decide: impl FnOnce(&mut accounts::Config)) -> Self {
        let clock = self.app.ctx.clock.clone();
        let db = Db::open(&self.app.file(), clock.now_ms()).await.unwrap();
        let mut config = self.app.ctx.identity.config.clone();
        decide(&mut config);
        let identity = accounts::keys::start(&db, &clock, config, Self::lasting()).await.unwrap();
        let mut ctx = Ctx::with_identity(db, clock, Limits::default(), identity);
        ctx.mailer = Some(Mailer::Folder(self.mail.clone()));
        let app = TestApp::over(Arc::new(ctx), tempfile::tempdir().unwrap(), Config::default());
        Self { app, mail: self.mail.clone() }
    }

    /// Secrets that are the same at every start.
    pub(crate) fn lasting() -> Secrets {
        let root = RootKey::from_bytes([7; 32]);
        Secrets { root, previous: Vec::new(), signing: Signing::Kept }
    }

    /// With people coming in through identity providers.
    pub(crate) async fn signing_on(clock: Clock, doors: Vec<DoorSettings>) -> Self {
        let (folder, secrets) = (tempfile::tempdir().unwrap(), Secrets::ephemeral().unwrap());
        let providers = IdentityProviders::new(doors).unwrap();
        Self::made(folder, clock, secrets, |_| {}, |ctx| ctx.providers = providers).await
    }

    pub(crate) async fn in_folder(
        folder: TempDir,
        clock: Clock,
        secrets: Secrets,
        decide: impl FnOnce(&mut accounts::Config),
    ) -> Self {
        Self::made(folder, clock, secrets, decide, |_| {}).await
    }

    async fn made(
        folder: TempDir,
        clock: Clock,
        secrets: Secrets,
        decide: impl FnOnce(&mut accounts::Config),
        change: impl FnOnce(&mut Ctx),
    ) -> Self {
        let mut config = accounts::Config { registration: Registration::Open, ..accounts::Config::default() };
        "http://localhost:8000".clone_into(&mut config.public_url);
        decide(&mut config);
        let db = Db::open(&folder.path().join("test.db"), clock.now_ms()).await.unwrap();
        let identity = accounts::keys::start(&db, &clock, config, secrets).await.unwrap();
        let mut ctx = Ctx::with_identity(db, clock, Limits::default(), identity);
        let mail = folder.path().join("mail");
        ctx.mailer = Some(Mailer::Folder(mail.clone()));
        change(&mut ctx);
        let app = TestApp::over(Arc::new(ctx), folder, Config::default());
        Self { app, mail }
    }

    pub(crate) async fn register(&self, email: &str) -> Answer {
        let body = json!({ "email": email, "password": PASSWORD, "name": "Ann" });
        self.app.post("/api/v1/auth/register", &body).await
    }

    /// A form, as OAuth clients send it.
    pub(crate) async fn token(&self, fields: &[(&str, &str)]) -> Answer {
        self.token_from(None, fields).await
    }

    /// The same from an address.
    pub(crate) async fn token_from(&self, address: Option<IpAddr>, fields: &[(&str, &str)]) -> Answer {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let headers = [("content-type", "application/x-www-form-urlencoded")];
        let place = "/api/v1/auth/token";
        match address {
            Some(address) => {
                self.app.ask_from(address, Method::POST, place, &headers, Body::from(body)).await
            }
            None => self.app.ask(Method::POST, place, &headers, Body::from(body)).await,
        }
    }

    pub(crate) async fn password_grant(&self, email: &str, password: &str) -> Answer {
        self.token(&[("grant_type", "password"), ("username", email), ("password", password)]).await
    }

    pub(crate) async fn sign_in(&self, email: &str) -> Person {
        let tokens = self.password_grant(email, PASSWORD).await.expect(200).json();
        Person::of(email, &tokens)
    }

    /// Somebody new.
    pub(crate) async fn person(&self, name: &str) -> Person {
        let email = format!("{name}@example.org");
        self.register(&email).await.expect(202);
        self.sign_in(&email).await
    }

    /// An admin, made as an operator makes one.
    pub(crate) async fn admin(&self) -> Person {
        let link = accounts::first_admin::invite(&self.app.ctx).await.unwrap().expect("nobody is here yet");
        let token = secrecy::ExposeSecret::expose_secret(&link).split_once("token=").unwrap().1.to_owned();
        let email = "head@example.org";
        let body = json!({ "token": token, "email": email, "password": PASSWORD, "name": "Head" });
        self.app.post("/api/v1/auth/first-admin", &body).await.expect(201);
        self.sign_in(email).await
    }

    pub(crate) async fn ask(&self, who: &Person, method: &str, path: &str, body: Option<&Value>) -> Answer {
        let bearer = format!("Bearer {}", who.access);
        self.ask_with(&bearer, method, path, body).await
    }

    /// With any `Authorization`.
    pub(crate) async fn ask_with(
        &self,
        authorization: &str,
        method: &str,
        path: &str,
        body: Option<&Value>,
    ) -> Answer {
        let mut headers = vec![("authorization", authorization)];
        if body.is_some() {
            headers.push(("content-type", "application/json"));
        }
        let body = body.map_or(Body::empty(), |body| Body::from(body.to_string()));
        self.app.ask(method.parse().unwrap(), path, &headers, body).await
    }

    pub(crate) async fn me(&self, access: &str) -> Answer {
        self.ask_with(&format!("Bearer {access}"), "GET", "/api/v1/users/me", None).await
    }

    /// The letters to an address, in the order they were sent.
    pub(crate) async fn letters(&self, to: &str) -> Vec<String> {
        accounts::post::send_all(&self.app.ctx).await.unwrap();
        let Ok(folder) = std::fs::read_dir(&self.mail) else { return Vec::new() };
        let mut files: Vec<PathBuf> = folder.map(|entry| entry.unwrap().path()).collect();
        files.sort();
        let letters = files.iter().map(|file| std::fs::read_to_string(file).unwrap());
        letters.filter(|letter| letter.contains(&format!("To: {to}\r\n"))).collect()
    }

    /// The token of the link in the last letter to an address.
    pub(crate) async fn link(&self, to: &str) -> String {
        let letters = self.letters(to).await;
        let letter =
            letters.iter().rev().find(|letter| letter.contains("token=")).expect("no letter with a link");
        letter.split_once("token=").unwrap().1.split_whitespace().next().unwrap().to_owned()
    }

    /// The events that the admin's log shows of a kind.
    pub(crate) async fn events(&self, kind: &str) -> Vec<auth::audit::Record> {
        let filter = store::audit::Filter { kind: Some(kind.parse().unwrap()), user: None };
        store::audit::before(&self.app.ctx.db, &filter, i64::MAX, 100).await.unwrap()
    }

    /// Switches two-step sign-in on; answers the secret and the recovery codes.
    pub(crate) async fn with_app(&self, who: &Person) -> (Vec<u8>, Vec<String>) {
        let begun = self
            .ask(who, "POST", "/api/v1/auth/mfa/enable", Some(&json!({ "password": PASSWORD })))
            .await
            .expect(200)
            .json();
        let secret = BASE32_NOPAD.decode(begun["secret"].as_str().unwrap().as_bytes()).unwrap();
        let code = code(&secret, self.app.ctx.clock.now_ms());
        self.ask(who, "POST", "/api/v1/auth/mfa/verify", Some(&json!({ "code": code }))).await.expect(200);
        let codes = begun["recovery_codes"].as_array().unwrap();
        (secret, codes.iter().map(|code| code.as_str().unwrap().to_owned()).collect())
    }
}

impl Person {
    pub(crate) fn of(email: &str, tokens: &Value) -> Self {
        let text = |name: &str| tokens[name].as_str().unwrap().to_owned();
        Self { email: email.to_owned(), access: text("access_token"), refresh: text("refresh_token") }
    }
}

/// What an authenticator app shows.
pub(crate) fn code(secret: &[u8], now_ms: i64) -> String {
    let totp = totp_rs::Builder::new().with_secret(secret.to_vec()).with_digits(6).with_step_duration(30);
    totp.build().unwrap().generate(u64::try_from(now_ms / 1000).unwrap()).to_string()
}
