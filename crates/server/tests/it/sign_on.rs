//! Coming in through an identity provider, and everything that must not.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use axum::body::Body;
use axum::http::Method;
use factory::Clock;
use factory::outside::identity::DoorSettings;
use serde_json::{Value, json};

use crate::app::Answer;
use crate::identity_provider::{IdentityProvider, Lie};
use crate::people::{PASSWORD, School, code};

const START: &str = "/api/v1/auth/oidc/school/start";
const BACK: &str = "/api/v1/auth/oidc/school/callback";
const SESSION: &str = "/api/v1/auth/session";

/// A school and its provider.
async fn school() -> (School, IdentityProvider) {
    school_with(|_| {}).await
}

async fn school_with(change: impl FnOnce(&mut DoorSettings)) -> (School, IdentityProvider) {
    let provider = IdentityProvider::start(&Clock::System);
    let mut settings = provider.settings("school");
    change(&mut settings);
    (School::signing_on(Clock::System, vec![settings]).await, provider)
}

/// A cookie that an answer gives, as a browser sends it back; `None` when it is taken away or not given.
fn cookie(answer: &Answer, name: &str) -> Option<String> {
    let mut lines = answer.headers.get_all("set-cookie").iter().map(|line| line.to_str().unwrap());
    let line = lines.rfind(|line| line.starts_with(&format!("{name}=")))?;
    assert!(line.ends_with("; Secure; HttpOnly; SameSite=Lax") && line.contains("; Path=/; "), "{line}");
    let pair = line.split(';').next().unwrap().to_owned();
    (!pair.ends_with('=')).then_some(pair)
}

async fn get(school: &School, path: &str, cookies: &[&str]) -> Answer {
    let cookies = cookies.join("; ");
    school.app.ask(Method::GET, path, &[("cookie", &cookies)], Body::empty()).await
}

/// Goes to the provider and comes back.
async fn sign_on(school: &School, provider: &IdentityProvider, start: &str, cookies: &[&str]) -> Answer {
    let started = get(school, start, cookies).await.expect(303);
    let attempt = cookie(&started, "__Host-sign-on").unwrap();
    let query = provider.authorize(&started.location());
    let mut cookies = cookies.to_vec();
    cookies.push(&attempt);
    get(school, &format!("{BACK}?{query}"), &cookies).await
}

async fn me(school: &School, answer: &Answer) -> Value {
    let session = cookie(answer, "__Host-session").expect("nobody is signed in");
    get(school, "/api/v1/users/me", &[&session]).await.expect(200).json()
}

#[tokio::test]
async fn somebody_new_gets_an_account_and_finds_it_again() {
    let (school, provider) = school().await;
    let listed = school.app.get("/api/v1/auth/oidc").await.expect(200).json();
    assert_eq!(listed["items"], json!([{ "name": "school", "label": "school", "start": START }]));
    let back =
        sign_on(&school, &provider, &format!("{START}?return_to=/materials%3Fq%3Dx"), &[]).await.expect(303);
    assert_eq!(back.location(), "/materials?q=x");
    assert_eq!(cookie(&back, "__Host-sign-on"), None);
    let ann = me(&school, &back).await;
    assert_eq!((&ann["email"], &ann["name"]), (&json!("ann@school.example"), &json!("Ann Lee")));
    assert_eq!(ann["email_verified"], json!(true));

    // the pair of issuer and subject is who she is, whatever address she has by now
    provider.say(json!({ "email": "ann.smith@school.example", "name": "Ann Smith" }));
    let again = sign_on(&school, &provider, START, &[]).await.expect(303);
    assert_eq!(
        (again.location(), me(&school, &again).await["id"].clone()),
        ("/".to_owned(), ann["id"].clone())
    );
    assert_eq!(school.events("account_created").await.len(), 1);
    assert_eq!(school.events("login_succeeded").await.len(), 2);
}

#[tokio::test]
async fn d_02_whoever_has_no_password_leaves_after_signing_in_anew() {
    let now = Arc::new(AtomicI64::new(1_790_000_000_000));
    let clock = Clock::Fixed(now.clone());
    let provider = IdentityProvider::start(&clock);
    let school = School::signing_on(clock, vec![provider.settings("school")]).await;
    let leave = async |answer: &Answer| {
        let session = cookie(answer, "__Host-session").unwrap();
        let seen = get(&school, "/api/v1/auth/session", &[&session]).await.expect(200).json();
        let csrf = seen["csrf_token"].as_str().unwrap().to_owned();
        let headers = [
            ("cookie", session.as_str()),
            ("x-csrf-token", &csrf),
            ("sec-fetch-site", "same-origin"),
            ("content-type", "application/json"),
        ];
        school.app.ask(Method::DELETE, "/api/v1/users/me", &headers, Body::from("{}")).await
    };
    let first = sign_on(&school, &provider, START, &[]).await.expect(303);
    now.fetch_add(11 * 60_000, Ordering::SeqCst);
    leave(&first).await.problem(403);

    let anew = format!("{START}?anew=true&return_to=/account/data");
    let place = get(&school, &anew, &[]).await.expect(303).location();
    assert!(place.contains("prompt=login") && place.contains("max_age=0"), "{place}");
    provider.say(json!({ "auth_time": now.load(Ordering::SeqCst) / 1_000 - 3_600 }));
    sign_on(&school, &provider, &anew, &[]).await.problem(403);
    provider.say(json!({ "auth_time": now.load(Ordering::SeqCst) / 1_000 }));
    let again = sign_on(&school, &provider, &anew, &[]).await.expect(303);
    assert_eq!(again.location(), "/account/data");
    leave(&again).await.expect(204);
    assert_eq!(school.events("account_deleted").await.len(), 1);
}

#[tokio::test]
async fn o_01_nobody_finishes_what_another_browser_began() {
    let (school, provider) = school().await;
    let mine = get(&school, START, &[]).await.expect(303);
    let theirs = get(&school, START, &[]).await.expect(303);
    let (my_query, my_cookie) =
        (provider.authorize(&mine.location()), cookie(&mine, "__Host-sign-on").unwrap());
    let their_cookie = cookie(&theirs, "__Host-sign-on").unwrap();
    let (rest, last) = my_cookie.split_at(my_cookie.len() - 1);
    let tampered = format!("{rest}{}", if last == "A" { "Q" } else { "A" });
    let place = format!("{BACK}?{my_query}");
    for cookies in [vec![], vec![their_cookie.as_str()], vec![tampered.as_str()], vec!["__Host-sign-on=AAAA"]]
    {
        let refused = get(&school, &place, &cookies).await;
        assert_eq!(cookie(&refused, "__Host-session"), None);
        refused.problem(403);
    }
    for query in [
        "",
        "code=code-1",
        "state=&code=code-1",
        "state=x&code=code-1",
        "state=x&state=y",
        "error=access_denied",
    ] {
        let refused = get(&school, &format!("{BACK}?{query}"), &[&my_cookie]).await;
        assert_eq!(cookie(&refused, "__Host-session"), None);
        refused.expect_client_error();
    }
    get(&school, &place, &[&my_cookie]).await.expect(303);
}

#[tokio::test]
async fn a_person_led_astray_sees_a_page() {
    let (school, _) = school().await;
    let navigating = [("sec-fetch-mode", "navigate"), ("accept", "text/html")];
    let place = format!("{BACK}?error=access_denied");
    let refused = school.app.ask(Method::GET, &place, &navigating, Body::empty()).await.expect(403);
    assert_eq!(refused.headers["content-type"], "text/html; charset=utf-8");
    get(&school, &place, &[]).await.problem(403);
}

#[tokio::test]
async fn o_02_no_lie_of_a_provider_is_believed() {
    let (school, provider) = school().await;
    let forged = [
        json!({ "iss": "https://accounts.google.com" }),
        json!({ "aud": "somebody else" }),
        json!({ "aud": ["la factoria", "somebody else"] }),
        json!({ "azp": "somebody else" }),
        json!({ "nonce": "another" }),
        json!({ "nonce": null }),
        json!({ "exp": 1 }),
        json!({ "iat": 99_999_999_999_i64 }),
        json!({ "sub": "" }),
        json!({ "sub": 7 }),
    ];
    for claims in forged {
        provider.say(claims.clone());
        let refused = sign_on(&school, &provider, START, &[]).await;
        assert_eq!(cookie(&refused, "__Host-session"), None, "{claims}");
        refused.problem(403);
    }
    provider.say(json!({}));
    for lie in
        [Lie::AlgorithmNone, Lie::SharedSecret, Lie::AnotherKey, Lie::UnknownKey, Lie::ChangedAfterSigning]
    {
        provider.lie(lie);
        let refused = sign_on(&school, &provider, START, &[]).await;
        assert_eq!(cookie(&refused, "__Host-session"), None, "{lie:?}");
        refused.problem(403);
    }
    provider.lie(Lie::NoToken);
    sign_on(&school, &provider, START, &[]).await.problem(503);
    assert!(school.events("account_created").await.is_empty());
    provider.lie(Lie::None);
    sign_on(&school, &provider, START, &[]).await.expect(303);
}

#[tokio::test]
async fn o_02_a_code_is_good_once_and_for_the_provider_that_gave_it() {
    let (one, other) = (IdentityProvider::start(&Clock::System), IdentityProvider::start(&Clock::System));
    let school =
        School::signing_on(Clock::System, vec![one.settings("school"), other.settings("other")]).await;
    let started = get(&school, START, &[]).await.expect(303);
    let (query, attempt) = (one.authorize(&started.location()), cookie(&started, "__Host-sign-on").unwrap());
    get(&school, &format!("/api/v1/auth/oidc/other/callback?{query}"), &[&attempt]).await.problem(403);
    let posing =
        query.replace(&one.issuer.replace(':', "%3A").replace('/', "%2F"), "https%3A%2F%2Fevil.example");
    assert_ne!(posing, query);
    get(&school, &format!("{BACK}?{posing}"), &[&attempt]).await.problem(403);
    get(&school, &format!("{BACK}?{query}"), &[&attempt]).await.expect(303);
    let replayed = get(&school, &format!("{BACK}?{query}"), &[&attempt]).await;
    assert_eq!(cookie(&replayed, "__Host-session"), None);
    replayed.problem(403);
    school.app.get("/api/v1/auth/oidc/nobody/start").await.problem(404);
    school.app.get("/api/v1/auth/oidc/No%20Body/callback?code=x").await.problem(404);
}

#[tokio::test]
async fn o_03_the_way_back_never_leads_elsewhere() {
    let (school, provider) = school().await;
    for place in [
        "https://evil.example",
        "//evil.example",
        "/%5Cevil.example",
        "javascript:alert(1)",
        "/%09/evil.example",
    ] {
        let back = sign_on(&school, &provider, &format!("{START}?return_to={place}"), &[]).await.expect(303);
        assert_eq!(back.location(), "/", "{place}");
    }
}

#[tokio::test]
async fn o_02_an_address_alone_opens_nobodys_account() {
    let (school, provider) = school().await;
    let ben = school.person("ben").await;
    provider.say(json!({ "email": "BEN@example.org" }));
    let refused = sign_on(&school, &provider, START, &[]).await;
    assert_eq!(cookie(&refused, "__Host-session"), None);
    refused.problem(403);
    provider.say(json!({ "email": "new@example.org", "email_verified": false }));
    sign_on(&school, &provider, START, &[]).await.problem(403);

    // signed in, he adds the identity to his account; from then on it opens it
    let body = json!({ "email": ben.email, "password": PASSWORD });
    let session = cookie(&school.app.post(SESSION, &body).await.expect(200), "__Host-session").unwrap();
    school.app.get(&format!("{START}?link=true")).await.problem(401);
    provider.say(json!({ "email": "BEN@example.org" }));
    let linked =
        sign_on(&school, &provider, &format!("{START}?link=true&return_to=/account"), &[&session]).await;
    assert_eq!(linked.expect(303).location(), "/account");
    let back = sign_on(&school, &provider, START, &[]).await.expect(303);
    assert_eq!(me(&school, &back).await["email"], json!("ben@example.org"));
    assert!(
        school.letters("ben@example.org").await.iter().any(|letter| letter.contains("opened with school"))
    );

    let listed = school.ask(&ben, "GET", "/api/v1/auth/identities", None).await.expect(200).json();
    let place = format!("/api/v1/auth/identities/{}", listed["items"][0]["id"].as_str().unwrap());
    let other = school.person("eve").await;
    school.ask(&other, "DELETE", &place, None).await.problem(404);
    school.ask(&ben, "DELETE", &place, None).await.expect(204);
    sign_on(&school, &provider, START, &[]).await.problem(403);
}

#[tokio::test]
async fn o_02_an_identity_is_linked_only_by_who_began_it_and_only_once() {
    let (school, provider) = school().await;
    let mut sessions = Vec::new();
    for name in ["ben", "eve"] {
        let person = school.person(name).await;
        let body = json!({ "email": person.email, "password": PASSWORD });
        sessions.push(cookie(&school.app.post(SESSION, &body).await.expect(200), "__Host-session").unwrap());
    }
    let link = format!("{START}?link=true");
    // eve begins, ben's browser is made to finish
    let started = get(&school, &link, &[&sessions[1]]).await.expect(303);
    let (query, attempt) =
        (provider.authorize(&started.location()), cookie(&started, "__Host-sign-on").unwrap());
    get(&school, &format!("{BACK}?{query}"), &[&sessions[0], &attempt]).await.problem(403);
    sign_on(&school, &provider, &link, &[&sessions[0]]).await.expect(303);
    sign_on(&school, &provider, &link, &[&sessions[1]]).await.problem(403);
}

#[tokio::test]
async fn m_10_this_door_asks_for_the_second_factor_too() {
    let (school, provider) = school_with(|door| door.provider.second_factor_is_proof = true).await;
    let ben = school.person("ben").await;
    let (secret, recovery_codes) = school.with_app(&ben).await;
    let body = json!({ "email": ben.email, "password": PASSWORD, "totp": code(&secret, school.app.ctx.clock.now_ms() + 30_000) });
    let session = cookie(&school.app.post(SESSION, &body).await.expect(200), "__Host-session").unwrap();
    sign_on(&school, &provider, &format!("{START}?link=true"), &[&session]).await.expect(303);

    let waits = sign_on(&school, &provider, &format!("{START}?return_to=/sources"), &[]).await.expect(303);
    assert_eq!(waits.location(), "/sign-in?second_factor=1&return_to=%2Fsources");
    assert_eq!(cookie(&waits, "__Host-session"), None);
    let pending = cookie(&waits, "__Host-mfa").unwrap();
    let finish = async |totp: &str| {
        let headers = [("cookie", pending.as_str()), ("content-type", "application/json")];
        school.app.ask(Method::POST, SESSION, &headers, Body::from(json!({ "totp": totp }).to_string())).await
    };
    finish("000000").await.expect(401);
    let finished = finish(&recovery_codes[0]).await.expect(200);
    assert_eq!(me(&school, &finished).await["email"], json!("ben@example.org"));
    finish(&recovery_codes[1]).await.expect(401);

    provider.say(json!({ "amr": ["pwd", "mfa"] }));
    let strong = sign_on(&school, &provider, START, &[]).await.expect(303);
    assert!(cookie(&strong, "__Host-session").is_some());
}

#[tokio::test]
async fn only_people_of_the_domains_come_in() {
    let (school, provider) = school_with(|door| {
        door.provider.domains = vec!["school.example".to_owned()];
        door.owns_domains = true;
    })
    .await;
    provider.say(json!({ "email": "eve@evil-school.example" }));
    sign_on(&school, &provider, START, &[]).await.problem(403);
    // a tenant of the school's own does not say that it verified its addresses
    provider.say(json!({ "email_verified": null }));
    sign_on(&school, &provider, START, &[]).await.expect(303);
}

#[tokio::test]
async fn keys_are_kept_for_an_hour_and_asked_for_again_when_one_is_new() {
    let time = Arc::new(AtomicI64::new(1_800_000_000_000));
    let clock = Clock::Fixed(time.clone());
    let provider = IdentityProvider::start(&clock);
    let school = School::signing_on(clock, vec![provider.settings("school")]).await;
    for _ in 0..3 {
        sign_on(&school, &provider, START, &[]).await.expect(303);
    }
    assert_eq!(provider.key_requests(), 1);
    provider.rotate();
    sign_on(&school, &provider, START, &[]).await.problem(403);
    assert_eq!(provider.key_requests(), 1, "a flood of unknown keys is no flood of requests");
    time.fetch_add(60_000, Ordering::SeqCst);
    sign_on(&school, &provider, START, &[]).await.expect(303);
    assert_eq!(provider.key_requests(), 2);
}

#[tokio::test]
async fn a_provider_that_is_down_is_said() {
    let provider = IdentityProvider::start(&Clock::System);
    let mut settings = provider.settings("school");
    settings.provider.issuer = "http://127.0.0.1:9".to_owned();
    let school = School::signing_on(Clock::System, vec![settings]).await;
    let down = school.app.get(START).await;
    assert!(down.headers.contains_key("retry-after"));
    down.problem(503);
}

#[tokio::test]
async fn m_07_who_knows_the_password_alone_links_no_way_round_the_second_factor() {
    let (school, _provider) = school().await;
    let ann = school.person("ann").await;
    let body = json!({ "email": ann.email, "password": PASSWORD });
    let weak = school.app.post("/api/v1/auth/session", &body).await.expect(200);
    let weak = cookie(&weak, "__Host-session").unwrap();
    get(&school, &format!("{START}?link=true"), &[&weak]).await.expect(303);
    school.with_app(&ann).await;
    get(&school, &format!("{START}?link=true"), &[&weak]).await.problem(403);
}
