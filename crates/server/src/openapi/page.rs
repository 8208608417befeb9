//! The document for programs and, as a page, for people. The page needs no script and no network.

use std::sync::OnceLock;

use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value};

mod html;

use html::Html;

use crate::problem::Kind;

/// The page may load its own style sheet and nothing else.
const POLICY: &str = "default-src 'none'; style-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// `GET /openapi.json`.
pub(crate) async fn document() -> Response {
    with_type("application/json", super::openapi_json())
}

/// `GET /docs`.
pub(crate) async fn page() -> Response {
    static PAGE: OnceLock<String> = OnceLock::new();
    let page = PAGE.get_or_init(|| {
        let document: Value =
            serde_json::from_str(super::openapi_json()).expect("the document is JSON of our own");
        whole(&document)
    });
    let mut response = with_type("text/html; charset=utf-8", page);
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    response
}

/// `GET /docs/style.css`.
pub(crate) async fn style() -> Response {
    with_type("text/css; charset=utf-8", include_str!("page/style.css"))
}

fn with_type(media_type: &'static str, text: &'static str) -> Response {
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    (headers, text).into_response()
}

fn whole(document: &Value) -> String {
    let mut page = Html::default();
    page.raw(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>La Factoria API</title>",
    );
    page.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
    page.raw("<link rel=\"stylesheet\" href=\"/docs/style.css\"></head><body>");
    page.raw("<header><h1>La Factoria API</h1>");
    page.prose(text(&document["info"]["description"]));
    page.raw("<p><a href=\"/openapi.json\">OpenAPI document</a></p></header>");
    let groups = groups(document);
    contents(&mut page, &groups);
    page.raw("<main>");
    for (tag, operations) in &groups {
        page.raw("<section><h2>");
        page.text(tag);
        page.raw("</h2>");
        operations.iter().for_each(|found| operation(&mut page, found));
        page.raw("</section>");
    }
    problems(&mut page);
    schemas(&mut page, &document["components"]["schemas"]);
    page.raw("</main></body></html>");
    page.finish()
}

/// An operation and where it is found.
struct Found<'a> {
    method: &'a str,
    path: &'a str,
    operation: &'a Value,
}

/// The operations under their headings, in the order of the routes.
fn groups(document: &Value) -> Vec<(&str, Vec<Found<'_>>)> {
    let mut groups: Vec<(&str, Vec<Found<'_>>)> = Vec::new();
    for (path, item) in fields(&document["paths"]) {
        for (method, operation) in fields(item) {
            let tag = text(&operation["tags"][0]);
            let found = Found { method, path, operation };
            match groups.iter_mut().find(|(known, _)| *known == tag) {
                Some((_, operations)) => operations.push(found),
                None => groups.push((tag, vec![found])),
            }
        }
    }
    groups
}

fn contents(page: &mut Html, groups: &[(&str, Vec<Found<'_>>)]) {
    page.raw("<nav><ul>");
    for (tag, operations) in groups {
        page.raw("<li>");
        page.text(tag);
        page.raw("<ul>");
        for found in operations {
            page.raw("<li><a href=\"#");
            page.text(text(&found.operation["operationId"]));
            page.raw("\">");
            page.text(text(&found.operation["summary"]));
            page.raw("</a></li>");
        }
        page.raw("</ul></li>");
    }
    page.raw("</ul></nav>");
}

fn operation(page: &mut Html, found: &Found<'_>) {
    let operation = found.operation;
    page.raw("<article id=\"");
    page.text(text(&operation["operationId"]));
    page.raw("\"><h3>");
    page.text(text(&operation["summary"]));
    page.raw("</h3><p class=\"address\"><b>");
    page.text(&found.method.to_uppercase());
    page.raw("</b> <code>");
    page.text(found.path);
    page.raw("</code></p>");
    page.prose(text(&operation["description"]));
    parameters(page, &operation["parameters"]);
    for (media_type, body) in fields(&operation["requestBody"]["content"]) {
        page.raw("<h4>Body</h4><p><code>");
        page.text(media_type);
        page.raw("</code> ");
        page.schema(&body["schema"]);
        page.raw(" ");
        page.prose(text(&operation["requestBody"]["description"]));
        page.raw("</p>");
    }
    page.raw("<h4>Answers</h4><dl>");
    for (status, answer) in fields(&operation["responses"]) {
        page.raw("<dt><code>");
        page.text(status);
        page.raw("</code></dt><dd>");
        page.text(text(&answer["description"]));
        if let Some((_, body)) = fields(&answer["content"]).next() {
            page.raw(" ");
            page.schema(&body["schema"]);
        }
        page.raw("</dd>");
    }
    page.raw("</dl></article>");
}

fn parameters(page: &mut Html, parameters: &Value) {
    let parameters = parameters.as_array().map(Vec::as_slice).unwrap_or_default();
    if parameters.is_empty() {
        return;
    }
    page.raw("<h4>Parameters</h4><dl>");
    for parameter in parameters {
        page.raw("<dt><code>");
        page.text(text(&parameter["name"]));
        page.raw("</code> <small>");
        page.text(text(&parameter["in"]));
        if parameter["required"] == true {
            page.raw(", required");
        }
        page.raw("</small></dt><dd>");
        page.text(text(&parameter["description"]));
        page.raw(" ");
        page.schema(&parameter["schema"]);
        page.raw("</dd>");
    }
    page.raw("</dl>");
}

/// What each kind of problem means; a problem's `type` points here.
fn problems(page: &mut Html) {
    page.raw("<section><h2>Problems</h2><dl>");
    for kind in Kind::ALL {
        page.raw("<dt id=\"problem-");
        page.text(kind.slug());
        page.raw("\"><code>");
        page.text(kind.status().as_str());
        page.raw("</code> ");
        page.text(kind.slug());
        page.raw("</dt><dd>");
        page.text(kind.title());
        page.raw(".</dd>");
    }
    page.raw("</dl></section>");
}

fn schemas(page: &mut Html, schemas: &Value) {
    page.raw("<section><h2>Schemas</h2>");
    for (name, schema) in fields(schemas) {
        page.raw("<details id=\"schema-");
        page.text(name);
        page.raw("\"><summary>");
        page.text(name);
        page.raw("</summary>");
        page.prose(text(&schema["description"]));
        page.raw("<pre>");
        page.text(&serde_json::to_string_pretty(schema).unwrap_or_default());
        page.raw("</pre></details>");
    }
    page.raw("</section>");
}

fn fields(value: &Value) -> impl Iterator<Item = (&str, &Value)> {
    value.as_object().into_iter().flat_map(Map::iter).map(|(name, value)| (name.as_str(), value))
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
