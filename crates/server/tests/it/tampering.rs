//! Somebody at the machine writes into the audit log's file, past the server and past the database's own guards.

use auth::audit::{Actor, Entry, Kind};
use factory::Clock;
use serde_json::{Value, json};

use crate::people::{Person, School};

/// Writes other bytes, as many, over the last place in the file where `before` stands, and starts again.
async fn meddled(school: &School, before: &str, after: &str) -> School {
    assert_eq!(before.len(), after.len(), "the file keeps its shape");
    school.app.ctx.db.close().await;
    let file = school.app.file();
    let mut bytes = std::fs::read(&file).unwrap();
    let places = bytes.windows(before.len()).enumerate().filter(|(_, window)| *window == before.as_bytes());
    let place = places.map(|(place, _)| place).next_back().expect("it stands in the file");
    bytes[place..place + after.len()].copy_from_slice(after.as_bytes());
    std::fs::write(&file, bytes).unwrap();
    school.restarted(|_| {}).await
}

async fn checked(school: &School, head: &Person) -> Value {
    school.ask(head, "GET", "/api/v1/admin/audit-log/verify", None).await.expect(200).json()
}

#[tokio::test]
async fn g_04_a_change_in_the_file_is_found_and_where() {
    for (before, after) in [
        // another kind of event, one that there is not, and somebody else's doing
        ("login_failed", "mfa_disabled"),
        ("login_failed", "login_fai1ed"),
        ("confirmation", "harmless one"),
        (r#"{"type":"user""#, r#"{"type":"usex""#),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let school = School::in_folder(folder, Clock::System, School::lasting(), |_| {}).await;
        let head = school.admin().await;
        let wrong = json!({ "current_password": "not it at all", "new_password": "nine purple anvils rest" });
        school.ask(&head, "POST", "/api/v1/auth/password/change", Some(&wrong)).await.problem(403);
        let failed = school.events("login_failed").await[0].sequence;
        school.ask(&head, "GET", "/api/v1/admin/audit-log", None).await.expect(200);
        assert_eq!(checked(&school, &head).await["intact"], true);

        let other = meddled(&school, before, after).await;
        let found = checked(&other, &head).await;
        assert_eq!(found["intact"], false, "{before} to {after}: {found}");
        let place = found["broken_at"].as_i64().unwrap();
        if before.contains("type") {
            assert!(place > 0, "{before} to {after}: {found}");
        } else {
            assert_eq!(place, failed, "{before} to {after}");
        }
    }
}

#[tokio::test]
async fn g_04_a_long_log_is_walked_to_its_end() {
    let folder = tempfile::tempdir().unwrap();
    let school = School::in_folder(folder, Clock::System, School::lasting(), |_| {}).await;
    let head = school.admin().await;
    let kept = school.app.ctx.db.write(|tx| {
        Box::pin(async move {
            for number in 0..700 {
                let (kind, detail) = (Kind::AuditRead, format!("record {number:03}"));
                let (actor, request_id) = (Actor::System, String::new());
                let entry = Entry { at_ms: 1, kind, actor, subject: None, request_id, detail };
                store::audit::append(tx, entry, None).await?;
            }
            Ok::<_, store::Error>(())
        })
    });
    kept.await.unwrap();
    let whole = checked(&school, &head).await;
    assert_eq!(whole["intact"], true, "{whole}");
    let other = meddled(&school, "record 698", "record 689").await;
    assert_eq!(checked(&other, &head).await["intact"], false);
}
