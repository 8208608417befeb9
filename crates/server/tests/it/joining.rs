//! Invitations taken by people who have an account already.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use auth::sign_in::CONFIRMED_MS;
use factory::Clock;
use serde_json::{Value, json};

use crate::app::Answer;
use crate::people::{PASSWORD, Person, School};

const LOOK: &str = "/api/v1/auth/invitations/look";
const ACCEPT: &str = "/api/v1/auth/invitations/accept";

/// A school of pupils, made by an admin; its address.
pub(crate) async fn hillside(school: &School, head: &Person) -> String {
    let new = json!({ "slug": "hillside", "name": "Hillside School" });
    school.ask(head, "POST", "/api/v1/organisations", Some(&new)).await.expect(201).location()
}

/// The token of an invitation that somebody makes.
pub(crate) async fn invited(school: &School, by: &Person, place: &str, what: &Value) -> String {
    let all = format!("{place}/invitations");
    let made = school.ask(by, "POST", &all, Some(what)).await.expect(201).json();
    made["link"].as_str().unwrap().split_once("token=").unwrap().1.to_owned()
}

/// Confirms the address of somebody who registered.
pub(crate) async fn confirm(school: &School, who: &Person) {
    let token = json!({ "token": school.link(&who.email).await });
    school.app.post("/api/v1/auth/verify-email", &token).await.expect(204);
}

async fn take(school: &School, who: &Person, token: &str) -> Answer {
    school.ask(who, "POST", ACCEPT, Some(&json!({ "token": token }))).await
}

async fn look(school: &School, who: Option<&Person>, token: &str) -> Answer {
    let body = json!({ "token": token });
    match who {
        Some(who) => school.ask(who, "POST", LOOK, Some(&body)).await,
        None => school.app.post(LOOK, &body).await,
    }
}

async fn register(school: &School, email: &str, token: &str) -> Answer {
    let body = json!({ "email": email, "password": PASSWORD, "name": "Ann", "invitation": token });
    school.app.post("/api/v1/auth/register", &body).await
}

#[tokio::test]
async fn whoever_has_an_account_joins_a_school_with_it() {
    let school = School::new().await;
    let head = school.admin().await;
    let place = hillside(&school, &head).await;
    let ann = school.person("ann").await;
    confirm(&school, &ann).await;
    let bound = json!({ "role": "teacher", "email": "ANN@example.org", "manager": true });
    let token = invited(&school, &head, &place, &bound).await;

    let offer = look(&school, None, &token).await.expect(200).json();
    assert_eq!((&offer["role"], &offer["organisation"]), (&json!("teacher"), &json!("Hillside School")));
    let offer = look(&school, Some(&ann), &token).await.expect(200).json();
    assert_eq!((&offer["in_the_way"], &offer["sign_in_again"]), (&json!(null), &json!(false)));
    school.app.post(ACCEPT, &json!({ "token": token })).await.problem(401);

    let joined = take(&school, &ann, &token).await.expect(200).json();
    assert_eq!((&joined["role"], &joined["manager"]), (&json!("teacher"), &json!(true)));
    assert_eq!(joined["organisation"], "Hillside School");
    let me = school.me(&ann.access).await.json();
    assert_eq!((&me["role"], me["organisation_id"].is_string()), (&json!("teacher"), true));
    // what was granted to a program before does not grow
    school.ask(&ann, "GET", &format!("{place}/members"), None).await.problem(403);
    let ann = school.sign_in(&ann.email).await;
    let members = school.ask(&ann, "GET", &format!("{place}/members"), None).await.expect(200).json();
    assert_eq!(members["items"][0]["email"], "ann@example.org");

    let events = school.events("invitation_accepted").await;
    assert_eq!((events.len(), events[0].entry.detail.as_str()), (1, "teacher"));
    let letter = school.letters("ann@example.org").await.pop().unwrap();
    assert!(letter.contains("Hillside School"), "{letter}");
    take(&school, &ann, &token).await.problem(403);
    look(&school, Some(&ann), &token).await.problem(404);
    look(&school, None, &token).await.problem(404);
    register(&school, "eve@example.org", &token).await.problem(403);
    let open = school.ask(&head, "GET", "/api/v1/admin/invitations", None).await.json();
    assert_eq!(open["items"], json!([]));
}

#[tokio::test]
async fn a_bound_invitation_is_for_the_confirmed_owner_of_its_address() {
    let school = School::new().await;
    let head = school.admin().await;
    let place = hillside(&school, &head).await;
    let (ann, bob) = (school.person("ann").await, school.person("bob").await);
    confirm(&school, &bob).await;
    let bound = json!({ "role": "teacher", "email": "ann@example.org" });
    let token = invited(&school, &head, &place, &bound).await;
    register(&school, "eve@example.org", &token).await.problem(403);
    for other in [&bob, &ann] {
        let offer = look(&school, Some(other), &token).await.expect(200).json();
        assert!(offer["in_the_way"].is_string(), "{}", other.email);
        take(&school, other, &token).await.problem(403);
        assert_eq!(school.me(&other.access).await.json()["role"], "student");
    }
    let letters = school.letters("ann@example.org").await;
    let letter = letters.iter().find(|letter| letter.contains("/verify-email?")).unwrap();
    let link = letter.split_once("token=").unwrap().1.split_whitespace().next().unwrap();
    school.app.post("/api/v1/auth/verify-email", &json!({ "token": link })).await.expect(204);
    take(&school, &ann, &token).await.expect(200);
}

#[tokio::test]
async fn an_account_has_one_school_and_what_is_refused_spends_nothing() {
    let school = School::new().await;
    let head = school.admin().await;
    let place = hillside(&school, &head).await;
    let new = json!({ "slug": "valley", "name": "Valley School" });
    let valley = school.ask(&head, "POST", "/api/v1/organisations", Some(&new)).await.expect(201).location();
    let ann = school.person("ann").await;
    let teacher = json!({ "role": "teacher" });
    let first = invited(&school, &head, &place, &teacher).await;
    take(&school, &ann, &first).await.expect(200);
    let ann = school.sign_in(&ann.email).await;
    let (again, elsewhere) =
        (invited(&school, &head, &place, &teacher).await, invited(&school, &head, &valley, &teacher).await);
    take(&school, &ann, &again).await.problem(409);
    take(&school, &ann, &elsewhere).await.problem(409);
    let more = invited(&school, &head, &place, &json!({ "role": "teacher", "manager": true })).await;
    assert_eq!(take(&school, &ann, &more).await.expect(200).json()["manager"], true);
    // what she could not take, another can
    let bob = school.person("bob").await;
    take(&school, &bob, &elsewhere).await.expect(200);
    for odd in ["", "x", "lfi_x", &"x".repeat(5_000)] {
        take(&school, &bob, odd).await.problem(403);
        look(&school, Some(&bob), odd).await.problem(404);
    }
    let eve = school.person("eve").await;
    let pupils = invited(&school, &head, &valley, &json!({})).await;
    take(&school, &ann, &pupils).await.problem(409);
    take(&school, &eve, &pupils).await.expect(200);
}

#[tokio::test]
async fn of_many_who_take_one_invitation_at_once_one_does() {
    let school = School::new().await;
    let head = school.admin().await;
    let place = hillside(&school, &head).await;
    let token = invited(&school, &head, &place, &json!({ "role": "teacher" })).await;
    let mut people = Vec::new();
    for name in ["ann", "bob", "cyd", "dan", "eve"] {
        people.push(school.person(name).await);
    }
    let body = json!({ "token": token });
    let racing = people.iter().map(|who| school.ask(who, "POST", ACCEPT, Some(&body)));
    let mut answers: Vec<u16> =
        futures_util::future::join_all(racing).await.iter().map(|answer| answer.status.as_u16()).collect();
    answers.sort_unstable();
    assert_eq!(answers, [200, 403, 403, 403, 403]);
    let members = school.ask(&head, "GET", &format!("{place}/members"), None).await.expect(200).json();
    assert_eq!(members["items"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn p_07_registering_with_an_invitation_does_not_tell_who_has_an_account() {
    let school = School::new().await;
    let head = school.admin().await;
    let place = hillside(&school, &head).await;
    let ann = school.person("ann").await;
    let teacher = json!({ "role": "teacher" });
    let (known, new) =
        (invited(&school, &head, &place, &teacher).await, invited(&school, &head, &place, &teacher).await);
    // the same in every answer, now and afterwards
    let (one, other) = (
        register(&school, "ann@example.org", &known).await,
        register(&school, "new@example.org", &new).await,
    );
    assert_eq!((one.status, one.text()), (other.status, other.text()));
    assert_eq!(one.status.as_u16(), 202);
    for token in [&known, &new] {
        look(&school, None, token).await.problem(404);
        register(&school, "third@example.org", token).await.problem(403);
        register(&school, "ann@example.org", token).await.problem(403);
        let page = school.app.get(&format!("/join?token={token}")).await.expect(403).text();
        assert!(page.contains("works no more"), "{page}");
        let eve = school.sign_in("new@example.org").await;
        look(&school, Some(&eve), token).await.problem(404);
        take(&school, &eve, token).await.problem(403);
    }
    // nothing is lost to the owner, who has a letter with the link
    assert_eq!(school.link("ann@example.org").await, known);
    assert_eq!(school.me(&ann.access).await.json()["role"], "student");
    take(&school, &ann, &known).await.problem(403); // not confirmed
    let verify = school.letters("ann@example.org").await;
    let verify = verify.iter().find(|letter| letter.contains("/verify-email?")).unwrap();
    let link = verify.split_once("token=").unwrap().1.split_whitespace().next().unwrap();
    school.app.post("/api/v1/auth/verify-email", &json!({ "token": link })).await.expect(204);
    assert!(look(&school, Some(&ann), &known).await.expect(200).json()["in_the_way"].is_null());
    take(&school, &ann, &known).await.expect(200);
}

#[tokio::test]
async fn a_03_an_invitation_is_worth_what_its_maker_is_worth_today() {
    let school = School::new().await;
    let head = school.admin().await;
    let place = hillside(&school, &head).await;
    let (mona, ann) = (school.person("mona").await, school.person("ann").await);
    let manager = json!({ "role": "teacher", "manager": true });
    let to_mona = invited(&school, &head, &place, &manager).await;
    take(&school, &mona, &to_mona).await.expect(200);
    let id = school.me(&mona.access).await.json()["id"].as_str().unwrap().to_owned();
    let mona = school.sign_in(&mona.email).await;
    let token = invited(&school, &mona, &place, &manager).await;
    let account = format!("/api/v1/admin/users/{id}");
    let set = async |change: Value| {
        school.ask(&head, "PATCH", &account, Some(&change)).await.expect(200);
    };
    for (off, on) in [
        (json!({ "disabled": true }), json!({ "disabled": false })),
        (json!({ "role": "student" }), json!({ "role": "teacher" })),
    ] {
        set(off).await;
        take(&school, &ann, &token).await.problem(403);
        register(&school, "new@example.org", &token).await.problem(403);
        look(&school, None, &token).await.problem(404);
        set(on).await;
    }
    take(&school, &ann, &token).await.expect(200);

    // nobody makes themselves the head of their school, with an invitation of their own
    let member = invited(&school, &head, &place, &json!({ "role": "teacher" })).await;
    let tess = school.person("tess").await;
    take(&school, &tess, &member).await.expect(200);
    let tess = school.sign_in(&tess.email).await;
    let all = format!("{place}/invitations");
    for more in [json!({ "role": "teacher" }), json!({ "manager": true, "role": "teacher" })] {
        school.ask(&tess, "POST", &all, Some(&more)).await.problem(403);
    }
    school.ask(&tess, "POST", &all, Some(&json!({ "manager": true }))).await.problem(422);
    // nor does a teacher from elsewhere come in as a pupil and teach
    let uma = school.person("uma").await;
    let id = school.me(&uma.access).await.json()["id"].as_str().unwrap().to_owned();
    let teacher = json!({ "role": "teacher" });
    school.ask(&head, "PATCH", &format!("/api/v1/admin/users/{id}"), Some(&teacher)).await.expect(200);
    let pupils = invited(&school, &tess, &place, &json!({ "role": "student" })).await;
    take(&school, &uma, &pupils).await.problem(403);
}

#[tokio::test]
async fn m_01_joining_needs_a_sign_in_of_the_last_minutes() {
    let now = Arc::new(AtomicI64::new(1_800_000_000_000));
    let school = School::on(Clock::Fixed(now.clone()), |_| {}).await;
    let head = school.admin().await;
    let place = hillside(&school, &head).await;
    let token = invited(&school, &head, &place, &json!({ "role": "teacher" })).await;
    let ann = school.person("ann").await;
    now.fetch_add(CONFIRMED_MS, Ordering::SeqCst);
    let offer = look(&school, Some(&ann), &token).await.expect(200).json();
    assert_eq!(offer["sign_in_again"], true);
    take(&school, &ann, &token).await.problem(403);
    let key = json!({ "name": "k", "scopes": ["account:read"] });
    let ann = school.sign_in(&ann.email).await;
    let key = school.ask(&ann, "POST", "/api/v1/auth/api-keys", Some(&key)).await.expect(201).json();
    let key = format!("Bearer {}", key["key"].as_str().unwrap());
    school.ask_with(&key, "POST", ACCEPT, Some(&json!({ "token": token }))).await.problem(403);
    take(&school, &ann, &token).await.expect(200);
}

#[tokio::test]
async fn d_03_the_young_join_as_students_and_come_alone_nowhere() {
    let school = School::new().await;
    let head = school.admin().await;
    let place = hillside(&school, &head).await;
    let young = |token: &str| json!({ "email": "kid@example.org", "password": PASSWORD, "name": "Kid", "age_band": "under13", "invitation": token });
    let anywhere = invited(&school, &head, "/api/v1/admin", &json!({})).await;
    let to_teach = invited(&school, &head, &place, &json!({ "role": "teacher" })).await;
    for token in [&anywhere, &to_teach] {
        school.app.post("/api/v1/auth/register", &young(token)).await.problem(403);
        look(&school, None, token).await.expect(200);
    }
    let to_learn = invited(&school, &head, &place, &json!({})).await;
    school.app.post("/api/v1/auth/register", &young(&to_learn)).await.expect(202);
    let kid = school.sign_in("kid@example.org").await;
    take(&school, &kid, &to_teach).await.problem(403);

    let pupil = json!({ "username": "leo.b", "name": "Leo" });
    let made = school.ask(&head, "POST", &format!("{place}/pupils"), Some(&pupil)).await.expect(201).json();
    let token = made["link"].as_str().unwrap().split_once("token=").unwrap().1;
    let body = json!({ "token": token, "new_password": PASSWORD });
    school.app.post("/api/v1/auth/password/reset", &body).await.expect(204);
    let leo = school.sign_in("leo.b@hillside").await;
    take(&school, &leo, &to_teach).await.problem(403);
}
