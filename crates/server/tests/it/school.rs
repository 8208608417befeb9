//! Admins, teachers, pupils, and the log of what they do.

use serde_json::json;

use crate::joining::invited;
use crate::people::{PASSWORD, Person, School};

async fn id(school: &School, who: &Person) -> String {
    school.me(&who.access).await.expect(200).json()["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_02_admin_routes_are_for_admins_in_any_spelling() {
    let school = School::new().await;
    let head = school.admin().await;
    let ann = school.person("ann").await;
    let routes = [
        "/api/v1/admin/users",
        "/api/v1/admin/audit-log",
        "/api/v1/admin/usage",
        "/api/v1/admin/signing-keys",
    ];
    for route in routes {
        school.app.get(route).await.problem(401);
        school.ask(&ann, "GET", route, None).await.problem(403);
        school.ask(&head, "GET", route, None).await.expect(200);
    }
    for spelling in [
        "/api/v1/admin/users/",
        "/api/v1//admin/users",
        "/api/v1/Admin/users",
        "/api/v1/admin/%75sers",
        "/api/v1/x/../admin/users",
    ] {
        let answer = school.ask(&ann, "GET", spelling, None).await;
        assert!([403, 404].contains(&answer.status.as_u16()), "{spelling}: {}", answer.status);
    }
    let list = school.ask(&head, "GET", "/api/v1/admin/users?limit=1", None).await.json();
    assert_eq!(list["items"].as_array().unwrap().len(), 1);
    assert!(list["next_cursor"].is_string());
    let found = school.ask(&head, "GET", "/api/v1/admin/users?q=ann%40", None).await.json();
    assert_eq!(found["items"][0]["email"], "ann@example.org");
}

#[tokio::test]
async fn t_14_a_disabled_account_is_dead_at_once_and_lives_again() {
    let school = School::new().await;
    let head = school.admin().await;
    let ann = school.person("ann").await;
    let key = school.ask(&ann, "POST", "/api/v1/auth/api-keys", Some(&json!({ "name": "k" }))).await.json();
    let key = format!("Bearer {}", key["key"].as_str().unwrap());
    let place = format!("/api/v1/admin/users/{}", id(&school, &ann).await);
    let off = school.ask(&head, "PATCH", &place, Some(&json!({ "disabled": true }))).await.expect(200).json();
    assert_eq!(off["disabled"], true);
    school.me(&ann.access).await.problem(401);
    school.ask_with(&key, "GET", "/api/v1/materials", None).await.problem(401);
    school.app.post("/api/v1/auth/refresh", &json!({ "refresh_token": ann.refresh })).await.problem(401);
    school.password_grant(&ann.email, PASSWORD).await.expect(400);
    school.ask(&head, "PATCH", &place, Some(&json!({ "disabled": false }))).await.expect(200);
    school.sign_in(&ann.email).await;
    school.ask_with(&key, "GET", "/api/v1/materials", None).await.expect(200);
}

#[tokio::test]
async fn r_05_a_role_counts_from_the_next_renewal_and_less_counts_at_once() {
    let school = School::new().await;
    let head = school.admin().await;
    let ann = school.person("ann").await;
    let place = format!("/api/v1/admin/users/{}", id(&school, &ann).await);
    school.ask(&head, "PATCH", &place, Some(&json!({ "role": "admin" }))).await.expect(200);
    school.ask(&ann, "GET", "/api/v1/admin/usage", None).await.problem(403);
    let renewed =
        school.app.post("/api/v1/auth/refresh", &json!({ "refresh_token": ann.refresh })).await.expect(200);
    let renewed = Person::of(&ann.email, &renewed.json());
    school.ask(&renewed, "GET", "/api/v1/admin/usage", None).await.problem(403);
    let raised = school.sign_in(&ann.email).await;
    school.ask(&raised, "GET", "/api/v1/admin/usage", None).await.expect(200);
    school.ask(&head, "PATCH", &place, Some(&json!({ "role": "student" }))).await.expect(200);
    school.ask(&raised, "GET", "/api/v1/admin/usage", None).await.problem(403);
    for odd in [json!({ "role": "root" }), json!({ "role": 1 }), json!({ "disabled": "yes" })] {
        school.ask(&head, "PATCH", &place, Some(&odd)).await.problem(422);
    }
    let own = format!("/api/v1/admin/users/{}", id(&school, &head).await);
    school.ask(&head, "PATCH", &own, Some(&json!({ "role": "student" }))).await.problem(409);
}

#[tokio::test]
async fn p_11_an_admin_starts_a_reset_and_never_sees_a_password() {
    let school = School::new().await;
    let head = school.admin().await;
    let new = json!({ "email": "eve@example.org", "name": "Eve", "role": "teacher", "password": "ignored" });
    let made = school.ask(&head, "POST", "/api/v1/admin/users", Some(&new)).await.expect(201);
    assert!(!made.text().contains("token="));
    school.ask(&head, "POST", "/api/v1/admin/users", Some(&new)).await.problem(409);
    let body = json!({ "token": school.link("eve@example.org").await, "new_password": PASSWORD });
    school.app.post("/api/v1/auth/password/reset", &body).await.expect(204);
    let eve = school.sign_in("eve@example.org").await;
    let place = format!("/api/v1/admin/users/{}/reset-password", id(&school, &eve).await);
    let answer = school.ask(&head, "POST", &place, None).await.expect(200).json();
    assert_eq!(answer["link"], json!(null));
    school.ask(&head, "POST", "/api/v1/admin/users/nonsense/reset-password", None).await.problem(404);
}

#[tokio::test]
async fn g_01_g_04_the_log_tells_what_happened_and_shows_any_change() {
    let school = School::new().await;
    let head = school.admin().await;
    let ann = school.person("ann").await;
    school.password_grant(&ann.email, "not it at all").await.expect(400);
    let log = school.ask(&head, "GET", "/api/v1/admin/audit-log?limit=100", None).await.expect(200);
    assert!(!log.text().contains("ann@example.org"), "{}", log.text());
    let log = log.json();
    let events: Vec<&str> =
        log["items"].as_array().unwrap().iter().map(|record| record["event"].as_str().unwrap()).collect();
    for event in ["account_created", "login_succeeded", "login_failed"] {
        assert!(events.contains(&event), "{event}: {events:?}");
    }
    let filtered = school.ask(&head, "GET", "/api/v1/admin/audit-log?event=login_failed", None).await.json();
    assert_eq!(filtered["items"].as_array().unwrap().len(), 1);
    assert!(filtered["items"][0]["tried"].is_string());
    school.ask(&head, "GET", "/api/v1/admin/audit-log?event=nonsense", None).await.problem(422);
    school.ask(&head, "GET", "/api/v1/admin/audit-log?cursor=x", None).await.problem(422);
    let lines = school.ask(&head, "GET", "/api/v1/admin/audit-log/export", None).await.expect(200).text();
    assert!(lines.lines().count() > 4);
    let checked = school.ask(&head, "GET", "/api/v1/admin/audit-log/verify", None).await.expect(200).json();
    assert_eq!(checked["intact"], true);
}

#[tokio::test]
async fn d_03_a_school_makes_accounts_for_pupils_without_addresses() {
    let school = School::new().await;
    let head = school.admin().await;
    let new = json!({ "slug": "hillside", "name": "Hillside School" });
    let place = school.ask(&head, "POST", "/api/v1/organisations", Some(&new)).await.expect(201).location();
    let invitation = json!({ "role": "teacher", "email": "tess@example.org" });
    let invited = school
        .ask(&head, "POST", &format!("{place}/invitations"), Some(&invitation))
        .await
        .expect(201)
        .json();
    let token = invited["link"].as_str().unwrap().split_once("token=").unwrap().1.to_owned();
    let tess =
        json!({ "email": "tess@example.org", "password": PASSWORD, "name": "Tess", "invitation": token });
    school.app.post("/api/v1/auth/register", &tess).await.expect(202);
    let tess = school.sign_in("tess@example.org").await;
    assert_eq!(school.me(&tess.access).await.json()["role"], "teacher");

    let pupil = json!({ "username": "leo.b", "name": "Leo", "age_band": "under13" });
    let made = school.ask(&tess, "POST", &format!("{place}/pupils"), Some(&pupil)).await.expect(201).json();
    assert_eq!(made["username"], "leo.b@hillside");
    school.ask(&tess, "POST", &format!("{place}/pupils"), Some(&pupil)).await.problem(409);
    let token = made["link"].as_str().unwrap().split_once("token=").unwrap().1;
    let body = json!({ "token": token, "new_password": PASSWORD });
    school.app.post("/api/v1/auth/password/reset", &body).await.expect(204);
    let leo = school.sign_in("leo.b@hillside").await;
    let me = school.me(&leo.access).await.json();
    assert_eq!((&me["email"], &me["age_band"]), (&json!(null), &json!("under13")));
    let kept = store::users::find_by_name(&school.app.ctx.db, "leo.b@hillside").await.unwrap().unwrap();
    assert!(matches!(kept.consent, Some(auth::organisation::ConsentBasis::School { .. })));

    let stranger = school.person("sam").await;
    school.ask(&stranger, "GET", &place, None).await.problem(403);
    school.ask(&leo, "GET", &format!("{place}/members"), None).await.problem(403);
    let members = school.ask(&tess, "GET", &format!("{place}/members"), None).await.expect(200).json();
    assert_eq!(members["items"].as_array().unwrap().len(), 2);
    let pupils = format!("/api/v1/organisations/pupils/{}", made["id"].as_str().unwrap());
    school.ask(&tess, "DELETE", &pupils, None).await.problem(404); // for managers
    school.ask(&tess, "POST", &format!("{pupils}/disable"), None).await.expect(204);
    school.me(&leo.access).await.problem(401);
    let other = format!("/api/v1/organisations/pupils/{}/disable", id(&school, &stranger).await);
    school.ask(&tess, "POST", &other, None).await.problem(404);
}

#[tokio::test]
async fn d_02_what_a_pupil_made_stays_with_the_school() {
    let school = School::new().await;
    let head = school.admin().await;
    let new = json!({ "slug": "hillside", "name": "Hillside School" });
    let place = school.ask(&head, "POST", "/api/v1/organisations", Some(&new)).await.expect(201).location();
    let invited = async |role: &str, manager: bool, name: &str| {
        let email = format!("{name}@example.org");
        let invitation = json!({ "role": role, "email": email, "manager": manager });
        let all = format!("{place}/invitations");
        let made = school.ask(&head, "POST", &all, Some(&invitation)).await.expect(201).json();
        let token = made["link"].as_str().unwrap().split_once("token=").unwrap().1.to_owned();
        let body = json!({ "email": email, "password": PASSWORD, "name": name, "invitation": token });
        school.app.post("/api/v1/auth/register", &body).await.expect(202);
        school.sign_in(&email).await
    };
    let tess = invited("teacher", false, "tess").await;
    let mona = invited("teacher", true, "mona").await;
    let pupil = json!({ "username": "leo.b", "name": "Leo" });
    let made = school.ask(&tess, "POST", &format!("{place}/pupils"), Some(&pupil)).await.expect(201).json();
    let token = made["link"].as_str().unwrap().split_once("token=").unwrap().1;
    let body = json!({ "token": token, "new_password": PASSWORD });
    school.app.post("/api/v1/auth/password/reset", &body).await.expect(204);
    let leo = school.sign_in("leo.b@hillside").await;
    let text = json!({ "title": "Tides", "text": "The moon draws the sea towards it twice a day." });
    let source = school.ask(&leo, "POST", "/api/v1/sources", Some(&text)).await.expect(201).location();
    school.ask(&mona, "GET", &source, None).await.problem(404);

    let leave = json!({ "password": PASSWORD });
    school.ask(&leo, "DELETE", "/api/v1/users/me", Some(&leave)).await.expect(204);
    school.me(&leo.access).await.problem(401);
    school.ask(&mona, "GET", &source, None).await.expect(200);
    school.ask(&tess, "GET", &source, None).await.problem(404);
    let told = school.events("account_deleted").await;
    let heir = format!("handed to {}", id(&school, &mona).await);
    assert_eq!(told[0].entry.detail, heir);
    // an account of one's own takes everything along
    let text = json!({ "title": "Mine", "text": "The sea is salty since rivers carry salt into it." });
    let source = school.ask(&tess, "POST", "/api/v1/sources", Some(&text)).await.expect(201).location();
    school.ask(&tess, "DELETE", "/api/v1/users/me", Some(&leave)).await.expect(204);
    school.ask(&mona, "GET", &source, None).await.problem(404);
}

#[tokio::test]
async fn invitations_are_listed_and_taken_back() {
    let school = School::new().await;
    let head = school.admin().await;
    let ann = school.person("ann").await;
    let new = json!({ "slug": "hillside", "name": "Hillside School" });
    let place = school.ask(&head, "POST", "/api/v1/organisations", Some(&new)).await.expect(201).location();
    let all = format!("{place}/invitations");
    let here = json!({ "role": "teacher", "email": "tess@example.org" });
    let made = school.ask(&head, "POST", &all, Some(&here)).await.expect(201).json();
    let elsewhere =
        school.ask(&head, "POST", "/api/v1/admin/invitations", Some(&json!({}))).await.expect(201);
    let listed = school.ask(&head, "GET", &all, None).await.expect(200).json();
    assert_eq!(listed["items"].as_array().unwrap().len(), 1);
    assert_eq!(listed["items"][0]["email"], "tess@example.org");
    assert_eq!(listed["items"][0]["role"], "teacher");
    let whole = school.ask(&head, "GET", "/api/v1/admin/invitations", None).await.expect(200).json();
    assert_eq!(whole["items"].as_array().unwrap().len(), 2);

    let one = format!("/api/v1/organisations/invitations/{}", made["id"].as_str().unwrap());
    school.ask(&ann, "DELETE", &one, None).await.problem(403);
    // a teacher of another school has no say over it, nor over those to the whole installation
    let new = json!({ "slug": "valley", "name": "Valley School" });
    let valley = school.ask(&head, "POST", "/api/v1/organisations", Some(&new)).await.expect(201).location();
    let teacher = invited(&school, &head, &valley, &json!({ "role": "teacher" })).await;
    let body =
        json!({ "email": "uma@example.org", "password": PASSWORD, "name": "Uma", "invitation": teacher });
    school.app.post("/api/v1/auth/register", &body).await.expect(202);
    let uma = school.sign_in("uma@example.org").await;
    school.ask(&uma, "DELETE", &one, None).await.problem(404);
    let whole = elsewhere.location().replace("/admin/", "/organisations/");
    school.ask(&uma, "DELETE", &whole, None).await.problem(404);
    school.ask(&uma, "GET", &all, None).await.problem(404);
    school.ask(&head, "DELETE", &one, None).await.expect(204);
    school.ask(&head, "DELETE", &one, None).await.problem(404);
    school.ask(&head, "DELETE", &elsewhere.location(), None).await.expect(204);
    let token = made["link"].as_str().unwrap().split_once("token=").unwrap().1;
    let body =
        json!({ "email": "tess@example.org", "password": PASSWORD, "name": "Tess", "invitation": token });
    school.app.post("/api/v1/auth/register", &body).await.problem(403);
    assert_eq!(school.events("invitation_revoked").await.len(), 2);
}

#[tokio::test]
async fn d_03_the_young_do_not_register_by_themselves() {
    let school = School::new().await;
    for band in ["under13", "from13_to15"] {
        let body =
            json!({ "email": "kid@example.org", "password": PASSWORD, "name": "Kid", "age_band": band });
        school.app.post("/api/v1/auth/register", &body).await.expect_client_error();
    }
    let body =
        json!({ "email": "kid@example.org", "password": PASSWORD, "name": "Kid", "age_band": "adult" });
    school.app.post("/api/v1/auth/register", &body).await.expect(202);
}
