//! Files made of materials whose every text is hostile, read back by readers that are not ours.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod sample;

use content::ContentType;
use factoria_export::{Error, Format, export, formats};
use sample::{HOSTILE, material};

#[test]
fn every_type_leaves_in_every_format_it_has_and_no_other() {
    for content_type in ContentType::ALL {
        let material = material(content_type);
        for format in Format::ALL {
            match export(&material, format) {
                Ok(file) => {
                    assert!(formats(content_type).contains(&format));
                    assert!(!file.bytes.is_empty() && std::str::from_utf8(&file.bytes).is_ok());
                    assert!(file.file_name.as_str().ends_with(&format!(".{format}")));
                }
                Err(error) => {
                    assert!(!formats(content_type).contains(&format), "{error}");
                    assert!(error.to_string().contains("md, html, json"), "{error}");
                }
            }
        }
    }
}

#[test]
fn what_has_no_body_is_not_exported() {
    let mut material = material(ContentType::Quiz);
    material.body = None;
    assert_eq!(export(&material, Format::Html), Err(Error::NotReady));
}

#[test]
fn no_text_becomes_markup_on_a_page() {
    for content_type in ContentType::ALL {
        let page = export(&material(content_type), Format::Html).unwrap();
        let page = String::from_utf8(page.bytes).unwrap();
        for tag in tags(&page) {
            assert!(TAGS.contains(&tag.as_str()), "{content_type}: <{tag}>");
        }
        assert!(!page.contains("onload=\"") && !page.contains("\u{1}"), "{content_type}");
        assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"), "{content_type}");
        assert!(page.contains("<msub>"), "{content_type}: the formula is not shown as one");
        assert_eq!(page.matches("<main>").count(), 1);
    }
}

/// The elements that a page of ours is made of.
const TAGS: &[&str] = &[
    "!doctype", "html", "head", "meta", "title", "style", "body", "main", "header", "section", "footer",
    "h1", "h2", "h3", "p", "ul", "ol", "li", "dl", "dt", "dd", "table", "thead", "tr", "th", "td", "sup",
    "a", "strong", "math", "mrow", "msub", "mi", "mn", "mo",
];

fn tags(page: &str) -> Vec<String> {
    let opened = page.split('<').skip(1);
    let names =
        opened.map(|rest| rest.trim_start_matches('/').split([' ', '>', '\n']).next().unwrap_or_default());
    names.map(str::to_lowercase).collect()
}

#[test]
fn every_mark_on_a_page_leads_to_its_note() {
    let page = export(&material(ContentType::Flashcards), Format::Html).unwrap();
    let page = String::from_utf8(page.bytes).unwrap();
    assert!(page.contains("<dd>") && page.contains("href=\"#note-1\"") && page.contains("id=\"note-1\""));
    assert!(page.contains("title=\"No source says this\""), "the second card rests on nothing");
    assert!(page.contains("“The quote &lt;b&gt;stands&lt;/b&gt; here.” — The source"));
    assert!(page.contains("The source (CC0-1.0)"));
}

#[test]
fn a_table_is_read_back_as_it_was_and_runs_no_formula() {
    for content_type in ContentType::ALL {
        let Ok(table) = export(&material(content_type), Format::Csv) else { continue };
        let mut reader = csv::Reader::from_reader(table.bytes.as_slice());
        let head = reader.headers().unwrap().clone();
        let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        assert!(!rows.is_empty(), "{content_type}");
        for row in &rows {
            assert_eq!(row.len(), head.len());
            for cell in row {
                let is_number = cell.parse::<f64>().is_ok();
                assert!(
                    is_number || !cell.trim_start_matches(' ').starts_with(['=', '+', '-', '@']),
                    "{cell:?}"
                );
            }
        }
        let all: String = rows.iter().flatten().collect();
        assert!(all.contains(HOSTILE), "{content_type}: quotes, commas and line breaks survive");
    }
}

#[test]
fn json_holds_everything() {
    let file = export(&material(ContentType::Quiz), Format::Json).unwrap();
    let value: serde_json::Value = serde_json::from_slice(&file.bytes).unwrap();
    for field in ["id", "body", "evidence", "quality", "retrieved_context", "source_materials"] {
        assert!(!value[field].is_null(), "{field}");
    }
}
