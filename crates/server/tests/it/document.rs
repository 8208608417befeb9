//! The OpenAPI document says what the server does.

use axum::body::Body;
use axum::http::Method;
use content::brief::{
    COUNT, MAX_OBJECTIVES, MAX_SOURCES, MINUTES, REQUIREMENTS_CHARACTERS, TOPIC_CHARACTERS,
};
use serde_json::{Value, json};

use crate::app::TestApp;

fn document() -> Value {
    serde_json::from_str(factoria_server::openapi_json()).unwrap()
}

#[tokio::test]
async fn every_route_of_the_document_answers_as_it_says() {
    let app = TestApp::new().await;
    for (path, item) in document()["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let address = path
                .replace("{id}", "018f2f6e-7b5c-7aaa-8bbb-123456789abc")
                .replace("{content_type}", "quiz");
            let method: Method = method.to_uppercase().parse().unwrap();
            let answer = app.ask(method.clone(), &address, &[], Body::empty()).await;
            let status = answer.status.as_str();
            assert!(operation["responses"].get(status).is_some(), "{method} {path} answered {status}");
            assert!(answer.text().find("nothing at this address").is_none(), "{method} {path}");
            // and the methods it does not name are refused with those it does
            let odd = app.ask(Method::PUT, &address, &[], Body::empty()).await;
            assert!(odd.header("allow").contains(method.as_str()), "{path}: {}", odd.header("allow"));
            odd.problem(405);
        }
    }
}

#[test]
fn the_contracts_routes_are_all_there() {
    let paths = document()["paths"].clone();
    for (method, path) in [
        ("post", "/materials"),
        ("get", "/materials"),
        ("get", "/materials/{id}"),
        ("patch", "/materials/{id}"),
        ("delete", "/materials/{id}"),
        ("post", "/materials/{id}/approve"),
        ("post", "/materials/{id}/cancel"),
        ("post", "/materials/{id}/regenerate"),
        ("get", "/materials/{id}/versions"),
        ("get", "/materials/{id}/events"),
        ("get", "/materials/{id}/export"),
        ("post", "/batches"),
        ("get", "/batches/{id}"),
        ("delete", "/batches/{id}"),
        ("post", "/sources"),
        ("post", "/sources/upload"),
        ("get", "/sources"),
        ("get", "/sources/{id}"),
        ("delete", "/sources/{id}"),
        ("get", "/sources/search"),
        ("get", "/content-types"),
        ("get", "/models"),
        ("post", "/generate/{content_type}"),
    ] {
        assert!(paths[format!("/api/v1{path}")][method].is_object(), "{method} {path}");
    }
    assert!(paths["/health/live"]["get"].is_object() && paths["/health/ready"]["get"].is_object());
}

#[test]
fn every_reference_leads_somewhere_and_every_name_is_its_own() {
    let document = document();
    let mut references = Vec::new();
    collect(&document, &mut references);
    assert!(references.len() > 50);
    for reference in references {
        assert!(document.pointer(reference.trim_start_matches('#')).is_some(), "{reference}");
    }
    let mut names = std::collections::HashSet::new();
    for item in document["paths"].as_object().unwrap().values() {
        for operation in item.as_object().unwrap().values() {
            assert!(names.insert(operation["operationId"].to_string()), "{}", operation["operationId"]);
            for parameter in operation["parameters"].as_array().unwrap() {
                assert_ne!(parameter["name"], "", "{}", operation["operationId"]);
            }
        }
    }
}

fn collect(value: &Value, references: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            references.extend(fields.get("$ref").and_then(Value::as_str).map(ToOwned::to_owned));
            fields.values().for_each(|value| collect(value, references));
        }
        Value::Array(items) => items.iter().for_each(|value| collect(value, references)),
        _ => {}
    }
}

#[test]
fn the_limits_of_the_document_are_those_that_are_checked() {
    let brief = &document()["components"]["schemas"]["NewBrief"]["properties"];
    assert_eq!(brief["topic"]["minLength"], TOPIC_CHARACTERS.0);
    assert_eq!(brief["topic"]["maxLength"], TOPIC_CHARACTERS.1);
    assert_eq!(brief["requirements"]["maxLength"], REQUIREMENTS_CHARACTERS);
    assert_eq!(brief["learning_objectives"]["maxItems"], MAX_OBJECTIVES);
    assert_eq!(brief["source_ids"]["maxItems"], MAX_SOURCES);
    assert_eq!((&brief["count"]["minimum"], &brief["count"]["maximum"]), (&json!(COUNT.0), &json!(COUNT.1)));
    assert_eq!(
        (&brief["minutes"]["minimum"], &brief["minutes"]["maximum"]),
        (&json!(MINUTES.0), &json!(MINUTES.1))
    );
    let batch = &document()["components"]["schemas"]["NewBatch"]["properties"]["briefs"];
    assert_eq!(batch["maxItems"], factory::Limits::default().batch_briefs);
    let source = &document()["components"]["schemas"]["NewSource"]["properties"];
    assert_eq!(source["title"]["maxLength"], factory::ingest::TITLE_CHARACTERS);
    assert_eq!(source["licence"]["maxLength"], factory::ingest::LICENCE_CHARACTERS);
}

#[tokio::test]
async fn a_person_reads_it_without_a_network_or_a_script() {
    let app = TestApp::new().await;
    app.get("/openapi.json").await.expect(200).json();
    let page = app.get("/docs").await.expect(200);
    assert!(page.header("content-security-policy").contains("style-src 'self'"));
    let text = page.text();
    for absent in ["<script", "http://", "style=\"", "onclick"] {
        assert!(!text.contains(absent), "{absent}");
    }
    assert!(text.contains("Ask for a material") && text.contains("id=\"problem-not-found\""));
    assert_eq!(
        app.get("/docs/style.css").await.expect(200).header("content-type"),
        "text/css; charset=utf-8"
    );
}
