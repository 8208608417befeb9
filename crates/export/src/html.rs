//! One page that needs nothing else: to read, to print, to hand out. Every statement leads to its source at the end.

use content::{Body, Material};

mod bodies;
mod notes;
mod style;
mod writer;

use notes::Notes;
use writer::Writer;

/// A page may show its own styles and do nothing else, wherever it is opened.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'";

/// The material as a page.
pub(crate) fn page(material: &Material, body: &Body) -> String {
    let notes = Notes::of(material);
    let mut page = Writer::new(&notes);
    page.raw("<!doctype html>\n<html lang=\"");
    page.text(material.language.as_str());
    page.raw("\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    page.raw("<meta http-equiv=\"Content-Security-Policy\" content=\"");
    page.text(POLICY);
    page.raw("\">\n<title>");
    page.text(body.title());
    page.raw("</title>\n<style>");
    page.raw(style::SHEET);
    page.raw("</style>\n</head>\n<body>\n<main>\n<header>\n");
    page.element("h1", body.title());
    let about = format!("{} · {}", material.content_type.title(), material.grade_level.title());
    page.classed("p", "about", &about);
    page.raw("</header>\n");
    objectives(&mut page, material);
    bodies::write(&mut page, body);
    notes.write(&mut page);
    page.raw("</main>\n</body>\n</html>\n");
    page.finish()
}

fn objectives(page: &mut Writer<'_>, material: &Material) {
    if material.learning_objectives.is_empty() {
        return;
    }
    page.raw("<section class=\"objectives\">\n");
    page.element("h2", "You will be able to");
    page.raw("<ul>\n");
    for objective in &material.learning_objectives {
        page.element("li", &objective.statement);
    }
    page.raw("</ul>\n</section>\n");
}
