//! Passkeys of a software authenticator: added, used, and everything that must not open an account.

use axum::body::Body;
use axum::http::Method;
use data_encoding::BASE64URL_NOPAD;
use serde_json::{Value, json};
use webauthn_authenticator_rs::AuthenticatorBackend;
use webauthn_authenticator_rs::prelude::{CreationChallengeResponse, RequestChallengeResponse, Url};
use webauthn_authenticator_rs::softpasskey::SoftPasskey;

use crate::app::Answer;
use crate::people::{PASSWORD, Person, School};

pub(crate) const ALL: &str = "/api/v1/auth/passkeys";
pub(crate) const ORIGIN: &str = "http://localhost:8000";

pub(crate) type Device = SoftPasskey;

pub(crate) fn device() -> Device {
    SoftPasskey::new(true)
}

/// A device that makes a passkey for a page.
pub(crate) fn made(device: &mut Device, origin: &str, options: &Value) -> Value {
    let options: CreationChallengeResponse = serde_json::from_value(options.clone()).unwrap();
    let made = device.perform_register(Url::parse(origin).unwrap(), options.public_key, 1_000).unwrap();
    serde_json::to_value(made).unwrap()
}

/// A device that shows the passkey `id` of somebody to a page, as one does that was asked for none in particular.
pub(crate) fn shown(device: &mut Device, origin: &str, options: &Value, (user, id): (&str, &str)) -> Value {
    let mut options = options.clone();
    options["publicKey"]["allowCredentials"] = json!([{ "type": "public-key", "id": id }]);
    let options: RequestChallengeResponse = serde_json::from_value(options).unwrap();
    let shown = device.perform_auth(Url::parse(origin).unwrap(), options.public_key, 1_000).unwrap();
    let mut shown = serde_json::to_value(shown).unwrap();
    let user: uuid::Uuid = user.parse().unwrap();
    shown["response"]["userHandle"] = BASE64URL_NOPAD.encode(user.as_bytes()).into();
    shown
}

pub(crate) struct Owner {
    pub(crate) person: Person,
    pub(crate) id: String,
    device: Device,
    credential_id: String,
}

impl Owner {
    pub(crate) async fn new(school: &School, name: &str) -> Self {
        let person = school.person(name).await;
        Self::of(school, person).await
    }

    /// Somebody who adds a passkey.
    pub(crate) async fn of(school: &School, person: Person) -> Self {
        let id = school.me(&person.access).await.json()["id"].as_str().unwrap().to_owned();
        let mut device = device();
        let begun = post(school, Some(&person), "/register/start", &json!({})).await.expect(200).json();
        let credential = made(&mut device, ORIGIN, &begun["options"]);
        let credential_id = credential["rawId"].as_str().unwrap().to_owned();
        let body = json!({ "ceremony": begun["ceremony"], "name": "My phone", "credential": credential });
        post(school, Some(&person), "/register/finish", &body).await.expect(201);
        Self { person, id, device, credential_id }
    }

    /// The id of their passkey.
    async fn passkey(&self, school: &School) -> String {
        let listed = school.ask(&self.person, "GET", ALL, None).await.expect(200).json();
        listed["items"][0]["id"].as_str().unwrap().to_owned()
    }

    pub(crate) fn shows(&mut self, origin: &str, options: &Value) -> Value {
        shown(&mut self.device, origin, options, (&self.id, &self.credential_id))
    }
}

pub(crate) async fn post(school: &School, who: Option<&Person>, place: &str, body: &Value) -> Answer {
    let place = format!("{ALL}{place}");
    match who {
        Some(who) => school.ask(who, "POST", &place, Some(body)).await,
        None => school.app.post(&place, body).await,
    }
}

pub(crate) async fn begin(school: &School) -> Value {
    post(school, None, "/sign-in/start", &json!({})).await.expect(200).json()
}

async fn come(school: &School, begun: &Value, credential: Value) -> Answer {
    let body = json!({ "ceremony": begun["ceremony"], "credential": credential });
    post(school, None, "/sign-in/finish", &body).await
}

#[tokio::test]
async fn a_passkey_opens_the_account_of_its_owner() {
    let school = School::new().await;
    let mut ann = Owner::new(&school, "ann").await;
    for _ in 0..2 {
        let begun = begin(&school).await;
        let credential = ann.shows(ORIGIN, &begun["options"]);
        let entered = come(&school, &begun, credential).await.expect(200);
        assert_eq!(entered.json()["user_id"], json!(ann.id));
        let cookie = entered.header("set-cookie").split(';').next().unwrap().to_owned();
        assert!(cookie.starts_with("__Host-session="));
        let me = school.app.ask(Method::GET, "/api/v1/users/me", &[("cookie", &cookie)], Body::empty()).await;
        assert_eq!(me.expect(200).json()["email"], json!("ann@example.org"));
    }
    let listed = school.ask(&ann.person, "GET", ALL, None).await.expect(200).json();
    assert_eq!(listed["items"][0]["name"], json!("My phone"));
    assert!(listed["items"][0]["last_used_at"].is_string());
    assert_eq!(school.events("passkey_added").await.len(), 1);
    assert!(
        school.letters("ann@example.org").await.iter().any(|letter| letter.contains("passkey was added"))
    );
}

#[tokio::test]
async fn m_11_a_challenge_is_good_once_for_one_page_and_one_answer() {
    let school = School::new().await;
    let mut ann = Owner::new(&school, "ann").await;
    let refused = async |begun: &Value, credential: Value| {
        let refused = come(&school, begun, credential).await;
        assert!(!refused.headers.contains_key("set-cookie"));
        refused.problem(401);
    };
    let begun = begin(&school).await;
    let (random, challenge) = (&begun["ceremony"], &begun["options"]["publicKey"]["challenge"]);
    assert!(BASE64URL_NOPAD.decode(challenge.as_str().unwrap().as_bytes()).unwrap().len() >= 16);
    assert_eq!(begun["options"]["publicKey"]["userVerification"], json!("required"));
    let credential = ann.shows(ORIGIN, &begun["options"]);
    come(&school, &begun, credential.clone()).await.expect(200);
    refused(&begun, credential.clone()).await;
    // an answer to one challenge under the secret of another
    let other = begin(&school).await;
    assert_ne!((&other["ceremony"], &other["options"]["publicKey"]["challenge"]), (random, challenge));
    refused(&other, credential).await;
    // a page of another name or port
    for origin in ["http://localhost:8001", "https://localhost:8000", "http://evil.localhost:8000"] {
        let begun = begin(&school).await;
        let credential = ann.shows(origin, &begun["options"]);
        refused(&begun, credential).await;
    }
    for broken in
        [json!(null), json!({}), json!("x"), json!({ "id": "AA", "rawId": "AA", "type": "public-key" })]
    {
        refused(&begin(&school).await, broken).await;
    }
    refused(&json!({ "ceremony": "lfk_nothing" }), json!({})).await;
}

#[tokio::test]
async fn m_11_nothing_in_an_answer_can_be_changed() {
    let school = School::new().await;
    let mut ann = Owner::new(&school, "ann").await;
    let ben = Owner::new(&school, "ben").await;
    let ben_handle = BASE64URL_NOPAD.encode(ben.id.parse::<uuid::Uuid>().unwrap().as_bytes());
    for part in ["flags", "counter", "signature", "owner", "credential"] {
        let begun = begin(&school).await;
        let mut credential = ann.shows(ORIGIN, &begun["options"]);
        let response = &mut credential["response"];
        let change = |value: &mut Value, at: usize, to: u8| {
            let mut bytes = BASE64URL_NOPAD.decode(value.as_str().unwrap().as_bytes()).unwrap();
            bytes[at] ^= to;
            *value = BASE64URL_NOPAD.encode(&bytes).into();
        };
        match part {
            // without the sign that the device made sure of its owner
            "flags" => change(&mut response["authenticatorData"], 32, 0x04),
            "counter" => change(&mut response["authenticatorData"], 36, 0x40),
            "signature" => change(&mut response["signature"], 10, 0x01),
            "owner" => response["userHandle"] = ben_handle.clone().into(),
            _ => {
                credential["rawId"] = ben.credential_id.clone().into();
                credential["id"] = ben.credential_id.clone().into();
                credential["response"]["userHandle"] = ben_handle.clone().into();
            }
        }
        let refused = come(&school, &begun, credential).await;
        assert!(!refused.headers.contains_key("set-cookie"), "{part}");
        refused.problem(401);
    }
}

#[tokio::test]
async fn m_11_a_copied_passkey_is_noticed() {
    let school = School::new().await;
    let mut ann = Owner::new(&school, "ann").await;
    let first = begin(&school).await;
    let second = begin(&school).await;
    let early = ann.shows(ORIGIN, &first["options"]);
    let late = ann.shows(ORIGIN, &second["options"]);
    come(&school, &second, late).await.expect(200);
    // the copy has counted less far than the original
    come(&school, &first, early).await.problem(401);
    assert_eq!(school.events("passkey_counter_regressed").await.len(), 1);
}

#[tokio::test]
async fn a_passkey_stands_in_for_the_code_of_the_app() {
    let school = School::new().await;
    let mut ann = Owner::new(&school, "ann").await;
    let mut eve = Owner::new(&school, "eve").await;
    school.with_app(&ann.person).await;
    let half = json!({ "email": "ann@example.org", "password": PASSWORD });
    let half = school.app.post("/api/v1/auth/session", &half).await.expect(401).json();
    let token = json!({ "mfa_token": half["mfa_token"] });
    let begun = post(&school, None, "/sign-in/start", &token).await.expect(200).json();
    let body = |begun: &Value, credential: Value| json!({ "ceremony": begun["ceremony"], "mfa_token": half["mfa_token"], "credential": credential });
    let credential = eve.shows(ORIGIN, &begun["options"]);
    post(&school, None, "/sign-in/finish", &body(&begun, credential)).await.problem(401);

    let begun = post(&school, None, "/sign-in/start", &token).await.expect(200).json();
    let credential = ann.shows(ORIGIN, &begun["options"]);
    let entered = post(&school, None, "/sign-in/finish", &body(&begun, credential)).await.expect(200);
    assert_eq!(entered.json()["user_id"], json!(ann.id));
    post(&school, None, "/sign-in/start", &token).await.problem(401);
}

#[tokio::test]
async fn m_10_a_passkey_alone_is_a_second_factor_too() {
    let school = School::new().await;
    let before = school.person("ann").await;
    let mut ann = Owner::of(&school, school.sign_in("ann@example.org").await).await;
    let asked = school.password_grant("ann@example.org", PASSWORD).await.expect(400).json();
    assert_eq!(asked["mfa_methods"], json!(["passkey", "recovery_code"]), "{asked}");
    let key = json!({ "name": "k" });
    // begun before there was a passkey: too weak by now
    school.ask(&before, "POST", "/api/v1/auth/api-keys", Some(&key)).await.problem(403);
    let leave = json!({ "password": PASSWORD });
    school.ask(&before, "DELETE", "/api/v1/users/me", Some(&leave)).await.problem(403);
    // m-07: nor does it add another, take this one away, or put an app beside it
    post(&school, Some(&before), "/register/start", &json!({})).await.problem(403);
    let place = format!("{ALL}/{}", ann.passkey(&school).await);
    school.ask(&before, "DELETE", &place, None).await.problem(403);
    school.ask(&before, "POST", "/api/v1/auth/mfa/enable", Some(&leave)).await.problem(403);

    let half = json!({ "email": "ann@example.org", "password": PASSWORD });
    let half = school.app.post("/api/v1/auth/session", &half).await.expect(401).json();
    assert_eq!(half["mfa_methods"], asked["mfa_methods"]);
    let token = json!({ "mfa_token": half["mfa_token"] });
    let begun = post(&school, None, "/sign-in/start", &token).await.expect(200).json();
    let credential = ann.shows(ORIGIN, &begun["options"]);
    let body =
        json!({ "ceremony": begun["ceremony"], "mfa_token": half["mfa_token"], "credential": credential });
    let entered = post(&school, None, "/sign-in/finish", &body).await.expect(200);
    let cookie = entered.header("set-cookie").split(';').next().unwrap().to_owned();
    let csrf = entered.json()["csrf_token"].as_str().unwrap().to_owned();
    let headers = [("cookie", cookie.as_str()), ("x-csrf-token", &csrf), ("sec-fetch-site", "same-origin")];
    let renew = json!({ "password": PASSWORD, "code": "" });
    let codes = school.app.post_with("/api/v1/auth/mfa/recovery-codes", &headers, &renew).await.expect(200);
    let code = codes.json()["recovery_codes"][0].as_str().unwrap().to_owned();
    school.app.post_with("/api/v1/auth/api-keys", &headers, &key).await.expect(201);

    // the day the device is gone
    let fields = [
        ("grant_type", "password"),
        ("username", "ann@example.org"),
        ("password", PASSWORD),
        ("recovery_code", &code),
    ];
    school.token(&fields).await.expect(200);
    school.token(&fields).await.expect(400);
}

#[tokio::test]
async fn passkeys_are_their_owners_business() {
    let school = School::new().await;
    let mut ann = Owner::new(&school, "ann").await;
    let ben = Owner::new(&school, "ben").await;
    let listed = school.ask(&ann.person, "GET", ALL, None).await.expect(200).json();
    let place = format!("{ALL}/{}", listed["items"][0]["id"].as_str().unwrap());
    let name = json!({ "name": "Old phone" });
    school.ask(&ben.person, "PATCH", &place, Some(&name)).await.problem(404);
    school.ask(&ben.person, "DELETE", &place, None).await.problem(404);
    school.app.get(ALL).await.problem(401);
    school.ask(&ann.person, "PATCH", &place, Some(&json!({ "name": " " }))).await.problem(422);
    school.ask(&ann.person, "PATCH", &place, Some(&name)).await.expect(204);
    school.ask(&ann.person, "DELETE", &place, None).await.expect(204);
    let begun = begin(&school).await;
    let credential = ann.shows(ORIGIN, &begun["options"]);
    come(&school, &begun, credential).await.problem(401);
    assert_eq!(school.events("passkey_removed").await.len(), 1);
}

#[tokio::test]
async fn a_passkey_is_added_only_by_its_owner_and_only_once() {
    let school = School::new().await;
    let (ann, ben) = (school.person("ann").await, school.person("ben").await);
    let begun = post(&school, Some(&ann), "/register/start", &json!({})).await.expect(200).json();
    assert_eq!(begun["options"]["publicKey"]["authenticatorSelection"]["residentKey"], json!("preferred"));
    let credential = made(&mut device(), ORIGIN, &begun["options"]);
    let body = json!({ "ceremony": begun["ceremony"], "name": "Phone", "credential": credential });
    post(&school, Some(&ben), "/register/finish", &body).await.problem(422);
    post(&school, Some(&ann), "/register/finish", &body).await.problem(422);

    let begun = post(&school, Some(&ann), "/register/start", &json!({})).await.expect(200).json();
    let credential = made(&mut device(), "http://evil.example", &begun["options"]);
    let body = json!({ "ceremony": begun["ceremony"], "name": "Phone", "credential": credential });
    post(&school, Some(&ann), "/register/finish", &body).await.problem(422);
    assert_eq!(school.ask(&ann, "GET", ALL, None).await.json()["items"], json!([]));
}
