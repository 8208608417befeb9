//! The page that an invitation leads to: for strangers, for whoever has an account, and for whoever may not take it.

use serde_json::json;

use crate::doors_pages::Browser;
use crate::joining::{confirm, hillside, invited};
use crate::people::School;

#[tokio::test]
async fn c_02_a_browser_takes_an_invitation_and_goes_on_with_another_cookie() {
    let school = School::new().await;
    let head = school.admin().await;
    let place = hillside(&school, &head).await;
    let ann = school.person("ann").await;
    confirm(&school, &ann).await;
    let what = json!({ "role": "teacher", "email": ann.email });
    let token = invited(&school, &head, &place, &what).await;
    let page = format!("/join?token={token}");

    // a stranger makes an account, or signs in and comes back
    let strangers = school.app.get(&page).await.expect(200).text();
    assert!(strangers.contains("Join Hillside School") && strangers.contains("Choose a password"));
    let back = format!("/sign-in?return_to=%2Fjoin%3Ftoken%3D{token}");
    assert!(strangers.contains(&back), "{strangers}");

    let mut browser = Browser::signed_in(&school, &ann.email).await;
    let elsewhere = Browser::signed_in(&school, &ann.email).await;
    let shown = browser.get(&page).await.expect(200).text();
    assert!(shown.contains("Join Hillside School") && shown.contains("as a teacher"));
    assert!(shown.contains("Join with this account"));
    browser.get("/organisations").await.expect(403);
    let csrf = browser.token(&page).await;
    browser.post("/join", &[("token", &token)]).await.expect(403);
    assert_eq!(
        school.me(&ann.access).await.json()["role"],
        "student",
        "nothing without the page's own token"
    );

    let joined = browser.post("/join", &[("csrf_token", &csrf), ("token", &token)]).await.expect(303);
    assert_eq!(joined.header("location"), "/account?said=joined");
    let cookie = joined.header("set-cookie").split(';').next().unwrap().to_owned();
    assert_ne!(cookie, browser.cookie);
    browser.get("/account").await.expect(303); // the old cookie is dead
    elsewhere.get("/account").await.expect(303); // and so is what was worth less elsewhere
    browser.cookie = cookie;
    assert!(browser.get("/account?said=joined").await.expect(200).text().contains("took the invitation"));
    let own = browser.get("/organisations").await.expect(303);
    assert!(own.header("location").starts_with("/organisations/"));
    let gone = browser.get(&page).await.expect(403).text();
    assert!(gone.contains("works no more"));
}

#[tokio::test]
async fn whoever_may_not_take_it_is_told_why_and_spends_nothing() {
    let school = School::new().await;
    let head = school.admin().await;
    let place = hillside(&school, &head).await;
    let bob = school.person("bob").await;
    let what = json!({ "role": "teacher", "email": "ann@example.org" });
    let token = invited(&school, &head, &place, &what).await;
    let browser = Browser::signed_in(&school, &bob.email).await;
    let page = browser.get(&format!("/join?token={token}")).await.expect(200).text();
    assert!(page.contains("another address") && !page.contains("Join with this account"), "{page}");
    let csrf = browser.token("/account").await;
    let refused = browser.post("/join", &[("csrf_token", &csrf), ("token", &token)]).await.expect(403).text();
    assert!(refused.contains("another address"));
    let dead = browser.post("/join", &[("csrf_token", &csrf), ("token", "x")]).await.expect(403).text();
    assert!(dead.contains("works no more"));
    let form = browser.get(&format!("/sign-up?token={token}")).await.expect(200).text();
    assert!(form.contains("This makes another account"));
    school.app.get(&format!("/join?token={token}")).await.expect(200);
}
