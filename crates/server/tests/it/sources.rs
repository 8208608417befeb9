//! A person's own sources.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use axum::body::Body;
use axum::http::Method;
use serde_json::{Value, json};

use crate::app::{Answer, TestApp};

const ALL: &str = "/api/v1/sources";
const URL: &str = "/api/v1/sources/url";
const TEXT: &str = "# Glimmer moss\n\nGlimmer moss is a plant that lives in caves. It glows because it holds a green \
pigment called lumen. The moss grows two millimetres a year. Cave beetles eat the moss at night.";

fn form(parts: &[(&str, Option<&str>, &[u8])]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, file_name, bytes) in parts {
        let file_name = file_name.map(|file_name| format!("; filename=\"{file_name}\"")).unwrap_or_default();
        body.extend(
            format!("--X\r\nContent-Disposition: form-data; name=\"{name}\"{file_name}\r\n\r\n").bytes(),
        );
        body.extend_from_slice(bytes);
        body.extend(b"\r\n");
    }
    body.extend(b"--X--\r\n");
    body
}

async fn upload(app: &TestApp, parts: &[(&str, Option<&str>, &[u8])]) -> Answer {
    let headers = [("content-type", "multipart/form-data; boundary=X")];
    app.ask(Method::POST, "/api/v1/sources/upload", &headers, Body::from(form(parts))).await
}

#[tokio::test]
async fn a_text_becomes_a_source_that_can_be_found_and_verified() {
    let app = TestApp::new().await;
    let new = json!({ "title": "Moss", "text": TEXT, "licence": "CC0-1.0" });
    let made = app.post(ALL, &new).await.expect(201);
    assert_eq!((&made.json()["title"], &made.json()["origin"]), (&json!("Moss"), &json!("text")));
    let source = app.get(&made.location()).await.expect(200).json();
    let text: Vec<char> = source["text"].as_str().unwrap().chars().collect();

    let found = app.get(&format!("{ALL}/search?q=glowing+mosses")).await.expect(200).json();
    let hit = &found["items"][0];
    assert_eq!((&hit["source_id"], &hit["source_title"]), (&made.json()["id"], &json!("Moss")));
    let (start, end) = (hit["start"].as_u64().unwrap() as usize, hit["end"].as_u64().unwrap() as usize);
    assert_eq!(text[start..end].iter().collect::<String>(), hit["text"]);

    let list = app.get(ALL).await.json();
    assert_eq!(list["items"][0]["id"], made.json()["id"]);
    app.delete(&made.location()).await.expect(204);
    app.delete(&made.location()).await.problem(404);
    app.get(&made.location()).await.problem(404);
    assert_eq!(app.get(&format!("{ALL}/search?q=moss")).await.json()["items"], json!([]));
}

#[tokio::test]
async fn a_file_becomes_a_source() {
    let app = TestApp::new().await;
    let parts = [("file", Some("../../notes/moss.md"), TEXT.as_bytes()), ("licence", None, &b"CC0-1.0"[..])];
    let made = upload(&app, &parts).await.expect(201).json();
    assert_eq!((&made["origin"], &made["licence"]), (&json!("upload"), &json!("CC0-1.0")));
    assert!(!made["title"].as_str().unwrap().contains('/'), "{made}");
    let titled = upload(&app, &[("title", None, "Möss".as_bytes()), ("file", None, TEXT.as_bytes())]).await;
    assert_eq!(titled.expect(201).json()["title"], "Möss");
}

#[tokio::test]
async fn a_file_that_cannot_be_read_is_a_clear_refusal() {
    let app = TestApp::new().await;
    upload(&app, &[("file", Some("a.md"), b"")]).await.problem(422);
    upload(&app, &[("file", Some("a.bin"), &[0, 159, 146, 150, 0, 1, 2, 3].repeat(50))]).await.problem(415);
    upload(&app, &[("file", Some("a.pdf"), b"%PDF-1.7\n1 0 obj\n<< /Type /Cat")]).await.expect_client_error();
    upload(&app, &[("file", Some("a.docx"), b"PK\x03\x04broken")]).await.expect_client_error();
    upload(&app, &[("file", Some("a.txt"), &vec![b'a'; 10 * 1024 * 1024 + 1])]).await.problem(413);
    upload(&app, &[("title", None, b"no file")]).await.problem(422);
    upload(&app, &[("file", None, TEXT.as_bytes()), ("file", None, TEXT.as_bytes())]).await.problem(422);
    upload(&app, &[("title", None, &[b'x'; 5000]), ("file", None, TEXT.as_bytes())]).await.problem(422);
    upload(&app, &[("title", None, b"\xff\xfe"), ("file", None, TEXT.as_bytes())]).await.problem(422);
    let headers = [("content-type", "multipart/form-data; boundary=X")];
    for broken in
        ["", "--X\r\n", "--Y--\r\n", "--X\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nabc"]
    {
        app.ask(Method::POST, "/api/v1/sources/upload", &headers, Body::from(broken))
            .await
            .expect_client_error();
    }
    app.post("/api/v1/sources/upload", &json!({})).await.problem(415);
    assert_eq!(app.get(ALL).await.json()["items"], json!([]));
}

#[tokio::test]
async fn a_repeated_source_is_added_once() {
    let app = TestApp::new().await;
    let key = [("idempotency-key", "source-1")];
    let new = json!({ "text": TEXT });
    let asked = (0..8).map(|_| app.post_with(ALL, &key, &new));
    let answers = futures_util::future::join_all(asked).await;
    let first = answers[0].json()["id"].clone();
    assert!(answers.iter().all(|answer| answer.status == 201 && answer.json()["id"] == first));
    app.post_with(ALL, &key, &json!({ "text": TEXT, "title": "Other" })).await.problem(409);
    assert_eq!(app.get(ALL).await.json()["items"].as_array().unwrap().len(), 1);

    let headers = [("content-type", "multipart/form-data; boundary=X"), ("idempotency-key", "file-1")];
    let send = async || {
        let body = Body::from(form(&[("file", Some("moss.md"), TEXT.as_bytes())]));
        app.ask(Method::POST, "/api/v1/sources/upload", &headers, body).await.expect(201)
    };
    let (one, two) = (send().await, send().await);
    assert_eq!((one.location(), two.header("idempotent-replayed")), (two.location(), "true"));
}

#[tokio::test]
async fn a_bad_description_is_named_field_by_field() {
    let app = TestApp::new().await;
    let new = |title: &str, licence: &str| json!({ "title": title, "licence": licence, "text": TEXT });
    let mut pointers = app.post(ALL, &new(&"t".repeat(301), &"l".repeat(201))).await.pointers();
    pointers.sort();
    assert_eq!(pointers, ["/licence", "/title"]);
    assert_eq!(app.post(ALL, &new(" ", "")).await.pointers(), ["/title"]);
    assert_eq!(app.post(ALL, &new("a\u{0}b", "")).await.pointers(), ["/title"]);
    assert_eq!(app.post(ALL, &json!({ "title": "x" })).await.pointers(), ["/text"]);
    for text in ["", "  ", "\u{0}\u{1}\u{2}\u{0}\u{3}"] {
        assert_eq!(app.post(ALL, &json!({ "text": text })).await.pointers(), ["/text"], "{text:?}");
    }
    app.post(ALL, &json!({ "text": "   \n" })).await.problem(422);
}

#[tokio::test]
async fn the_library_is_listed_apart() {
    let app = TestApp::new().await;
    factory::library::load(&app.ctx).await.unwrap();
    assert_eq!(app.get(ALL).await.json()["items"], json!([]));
    let library = app.get(&format!("{ALL}?library=true&limit=100")).await.expect(200).json();
    let items = library["items"].as_array().unwrap();
    assert!(items.len() >= 64, "{}", items.len());
    assert!(items.iter().all(|item| item["origin"] == "library"));
    let one = format!("{ALL}/{}", items[0]["id"].as_str().unwrap());
    app.get(&one).await.expect(200);
    app.delete(&one).await.problem(404);
    app.get(&one).await.expect(200);

    let found = app.get(&format!("{ALL}/search?q=WWII&limit=3")).await.expect(200).json();
    let titles: Vec<&Value> =
        found["items"].as_array().unwrap().iter().map(|hit| &hit["source_title"]).collect();
    assert!(titles.iter().any(|title| title.as_str().unwrap().contains("World War")), "{titles:?}");
}

#[tokio::test]
async fn a_search_takes_whatever_a_person_types() {
    let app = TestApp::new().await;
    app.post(ALL, &json!({ "text": TEXT })).await.expect(201);
    for words in [
        "%22",
        "NEAR(a,b)",
        "a%00b",
        "'%3B+DROP+TABLE+sources--",
        "moss+AND",
        "%E2%80%AEmoss",
        "*",
        "%F0%9F%8C%BF",
    ] {
        app.get(&format!("{ALL}/search?q={words}")).await.expect(200);
    }
    for query in ["", "q=", "q=+++", "q=moss&limit=0"] {
        app.get(&format!("{ALL}/search?{query}")).await.problem(422);
    }
    app.get(&format!("{ALL}/search?q={}", "x".repeat(501))).await.problem(422);
}

#[tokio::test]
async fn a_web_address_becomes_a_source_fetched_once() {
    let (url, connections) = web_page();
    let app = TestApp::fetching("127.0.0.1/32").await;
    let new = json!({ "url": format!("{url}#top"), "licence": "CC0-1.0" });
    let key = [("idempotency-key", "url-1")];
    let made = app.post_with(URL, &key, &new).await.expect(201);
    let (origin, title) = (&made.json()["origin"], &made.json()["title"]);
    assert_eq!((origin, title), (&json!("url"), &json!("Glimmer moss")));
    assert_eq!(made.json()["url"], json!(url));
    assert_eq!(app.get(&made.location()).await.json()["url"], json!(url));

    let again = app.post_with(URL, &key, &new).await.expect(201);
    assert_eq!((again.location(), again.header("idempotent-replayed")), (made.location(), "true"));
    app.post_with(URL, &key, &json!({ "url": url })).await.problem(409);
    assert_eq!(connections.load(Ordering::SeqCst), 1);
    assert_eq!(app.post(URL, &json!({ "url": url, "title": "" })).await.pointers(), ["/title"]);
}

#[tokio::test]
async fn an_address_that_leads_inside_is_refused_without_a_connection() {
    let (url, connections) = web_page();
    let app = TestApp::fetching("10.99.0.0/16").await;
    for address in
        [url.as_str(), "http://localhost/", "http://169.254.169.254/", "file:///etc/passwd", "", "\u{0}"]
    {
        assert_eq!(app.post(URL, &json!({ "url": address })).await.pointers(), ["/url"], "{address}");
    }
    for odd in [json!({}), json!({ "url": 7 }), json!({ "url": null }), json!([])] {
        app.post(URL, &odd).await.expect_client_error();
    }
    let form = [("content-type", "application/x-www-form-urlencoded")];
    let page = app.ask(Method::POST, "/sources/url", &form, Body::from(format!("url={url}"))).await;
    assert_eq!(page.status, 422);
    assert_eq!(connections.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn web_addresses_can_be_switched_off() {
    let app = TestApp::new().await;
    let refused = app.post(URL, &json!({ "url": "https://example.org/" })).await;
    assert_eq!(refused.pointers(), ["/url"]);
    assert!(!app.get("/sources").await.text().contains("/sources/url"));
    let open = TestApp::fetching("10.99.0.0/16").await;
    assert!(open.get("/sources").await.text().contains("/sources/url"));
}

/// A page on this machine, and how often somebody connected to it.
fn web_page() -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/moss", listener.local_addr().unwrap());
    let connections = Arc::new(AtomicUsize::new(0));
    let counted = connections.clone();
    thread::spawn(move || {
        for stream in listener.incoming() {
            counted.fetch_add(1, Ordering::SeqCst);
            let mut stream = stream.unwrap();
            let _ = stream.read(&mut [0; 4096]);
            let head = format!(
                "HTTP/1.1 200 OK\r\ncontent-type: text/markdown\r\ncontent-length: {}\r\n",
                TEXT.len()
            );
            let _ = stream.write_all(format!("{head}connection: close\r\n\r\n{TEXT}").as_bytes());
        }
    });
    (url, connections)
}
