//! Requests that are sent twice, since the answer to the first got lost.

use serde_json::{Value, json};

use crate::app::Answer;
use crate::people::{PASSWORD, Person, School};

/// Sends what makes something, under a name.
async fn named(school: &School, who: &Person, path: &str, body: &Value, key: &str) -> Answer {
    let bearer = format!("Bearer {}", who.access);
    school.app.post_with(path, &[("authorization", &bearer), ("idempotency-key", key)], body).await
}

/// Two answers to one request: the second tells that it is one, and holds no secret.
async fn made_once(school: &School, who: &Person, path: &str, body: &Value, secret: Option<&str>) -> Value {
    let first = named(school, who, path, body, path).await.expect(201);
    let again = named(school, who, path, body, path).await.expect(201);
    assert_eq!(first.location(), again.location(), "{path}");
    assert_eq!(again.header("idempotent-replayed"), "true", "{path}");
    let (first, mut again) = (first.json(), again.json());
    if let Some(secret) = secret {
        assert!(first[secret].is_string() && again[secret].is_null(), "{path}: {again}");
        again[secret] = first[secret].clone();
    }
    assert_eq!(first, again, "{path}");
    let mut other = body.clone();
    other["name"] = json!("Somebody else");
    named(school, who, path, &other, path).await.problem(409);
    first
}

#[tokio::test]
async fn a_repeated_request_makes_nothing_twice_and_tells_no_secret_again() {
    let school = School::new().await;
    let head = school.admin().await;
    let key = json!({ "name": "k" });
    let key = made_once(&school, &head, "/api/v1/auth/api-keys", &key, Some("key")).await;
    let keys = school.ask(&head, "GET", "/api/v1/auth/api-keys", None).await.json();
    assert_eq!(keys["items"].as_array().unwrap().len(), 1);
    let place = format!("/api/v1/auth/api-keys/{}", key["id"].as_str().unwrap());
    school.ask(&head, "DELETE", &place, None).await.expect(204);
    named(&school, &head, "/api/v1/auth/api-keys", &json!({ "name": "k" }), "/api/v1/auth/api-keys")
        .await
        .problem(404);

    let user = json!({ "email": "eve@example.org", "name": "Eve" });
    made_once(&school, &head, "/api/v1/admin/users", &user, None).await;
    assert_eq!(school.letters("eve@example.org").await.len(), 1);
    let slug = json!({ "slug": "hillside", "name": "Hillside" });
    let hillside = made_once(&school, &head, "/api/v1/organisations", &slug, None).await;
    let place = format!("/api/v1/organisations/{}", hillside["id"].as_str().unwrap());
    let leo = json!({ "username": "leo", "name": "Leo" });
    made_once(&school, &head, &format!("{place}/pupils"), &leo, Some("link")).await;
}

#[tokio::test]
async fn a_repeated_invitation_is_one() {
    let school = School::new().await;
    let head = school.admin().await;
    let invited = json!({ "email": "tess@example.org" });
    const ALL: &str = "/api/v1/admin/invitations";
    let first = named(&school, &head, ALL, &invited, "i").await.expect(201).json();
    let again = named(&school, &head, ALL, &invited, "i").await.expect(201).json();
    assert!(first["link"].is_string() && again["link"].is_null() && first["id"] == again["id"]);
    assert_eq!(school.letters("tess@example.org").await.len(), 1);
    let other = json!({ "email": "else@example.org" });
    named(&school, &head, ALL, &other, "i").await.problem(409);
    assert_eq!(school.ask(&head, "GET", ALL, None).await.json()["items"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn p_07_registering_twice_writes_one_letter() {
    let school = School::new().await;
    let register = async |email: &str, key: &str| {
        let body = json!({ "email": email, "password": PASSWORD, "name": "Ann" });
        school.app.post_with("/api/v1/auth/register", &[("idempotency-key", key)], &body).await
    };
    let first = register("ann@example.org", "a").await.expect(202).text();
    assert_eq!(register("ann@example.org", "a").await.expect(202).text(), first);
    assert_eq!(school.letters("ann@example.org").await.len(), 1);
    register("bob@example.org", "a").await.problem(409);
    register("ann@example.org", "b").await.expect(202);
    assert_eq!(school.letters("ann@example.org").await.len(), 2);
}
