//! Documents that people really have become their text, whatever program made them.

use content::SourceId;
use factoria_sources::chunk::passages;
use factoria_sources::document::Hidden;
use factoria_sources::{BlockKind, Document, Hint, extract};
use uuid::Uuid;

use crate::given::{self, data, page, patient};

fn read(name: &str) -> Document {
    let hint = Hint { file_name: Some(name), media_type: None };
    extract(&data(name), hint, &patient()).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn read_text(text: &str, name: &str) -> Document {
    let hint = Hint { file_name: Some(name), media_type: None };
    extract(text.as_bytes(), hint, &patient()).unwrap()
}

fn texts(document: &Document, kind: BlockKind) -> Vec<&str> {
    document.blocks.iter().filter(|block| block.kind == kind).map(|block| document.text_of(block)).collect()
}

fn headings(document: &Document) -> Vec<&str> {
    let is_heading = |kind: BlockKind| matches!(kind, BlockKind::Heading(_));
    document
        .blocks
        .iter()
        .filter(|block| is_heading(block.kind))
        .map(|block| document.text_of(block))
        .collect()
}

#[test]
fn one_text_is_the_same_in_every_format() {
    for name in ["rivers.md", "rivers.html", "rivers.docx", "rivers.epub", "rivers.pdf"] {
        let document = read(name);
        assert_eq!(document.title.as_deref(), Some("How rivers shape the land"), "{name}");
        let headings = headings(&document);
        for heading in ["Erosion", "Deposition", "References"] {
            assert!(headings.contains(&heading), "{name}: {headings:?}");
        }
        let paragraphs = texts(&document, BlockKind::Paragraph);
        assert!(
            paragraphs.contains(
                &"Some rivers cut deep valleys. The Colorado River carved the Grand Canyon over about 5 to 6 million years."
            ),
            "{name}: {paragraphs:#?}"
        );
        let items = texts(&document, BlockKind::ListItem);
        assert!(items.contains(&"2. The current carries the pieces away."), "{name}: {items:?}");
        assert!(items.contains(&"- on a flood plain,"), "{name}: {items:?}");
        let rows = texts(&document, BlockKind::TableRow);
        assert_eq!(rows, ["Grain | Size in mm", "Clay | 0.002", "Gravel | 2–63"], "{name}");
        assert!(document.text.contains("24,000 km²"), "{name}");
    }
}

#[test]
fn formulas_stay_tex_where_the_document_has_them() {
    assert!(read("rivers.md").text.contains("$4 \\times 10^{13}$"));
    assert!(read("rivers.docx").text.contains("$4×10^{13}$"));
    assert!(read("rivers.epub").text.contains("$4 \\times 10^{13}$"));
}

#[test]
fn a_report_in_two_columns_reads_in_order() {
    let report = read("report.pdf");
    assert_eq!(report.title.as_deref(), Some("Rivers of the North"));
    assert_eq!(report.pages.len(), 3);
    assert!(report.cleaned.count(Hidden::RunningLine) >= 4, "running heads and page numbers");
    assert!(!report.text.contains("Field Notes"), "the running head is no text");
    let paragraphs = texts(&report, BlockKind::Paragraph);
    let spring = paragraphs.iter().find(|text| text.starts_with("A spring is a place")).unwrap();
    assert!(
        spring.contains("Most streams in the northern hills begin"),
        "a word broken at the line's end is whole"
    );
    assert!(spring.contains("which is enough for a small town."));
    // this one begins in one column and ends in the other
    let canals = paragraphs.iter().find(|text| text.starts_with("Farmers built the first canals")).unwrap();
    assert!(canals.ends_with("pass the dams on their way upstream."));
    let numbered =
        headings(&report).into_iter().filter(|heading| heading.starts_with(|c: char| c.is_ascii_digit()));
    assert_eq!(numbered.count(), 12);
}

#[test]
fn passages_of_a_report_know_their_page_and_heading() {
    let report = read("report.pdf");
    let passages = passages(SourceId(Uuid::from_u128(7)), &report);
    let valley = passages.iter().find(|passage| passage.text.contains("A meander is a bend")).unwrap();
    assert_eq!((valley.page, valley.heading.as_deref()), (Some(1), Some("2. How a valley is made")));
    assert_eq!(passages.last().unwrap().page, Some(3));
}

#[test]
fn a_manual_page_as_the_terminal_shows_it() {
    let manual = read("trout.man");
    assert_eq!(
        headings(&manual),
        ["NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "-q, --quiet", "-s seconds, --since", "SEE ALSO"]
    );
    let passages = passages(SourceId(Uuid::from_u128(7)), &manual);
    assert!(
        passages[0].text.starts_with("trout counts the fish that swim past a sensor and writes the count")
    );
    assert!(passages.iter().all(|passage| !passage.text.contains("salmon(1)")));
}

#[test]
fn an_rfc_loses_its_pages_and_keeps_its_sentences() {
    let rfc = read_text(given::RFC, "rfc9999.txt");
    assert!(headings(&rfc).contains(&"2. The Fish Header"));
    let paragraphs = texts(&rfc, BlockKind::Paragraph);
    let expected = "A server that counts fish MUST send the count in the Fish header. The count is the number of fish \
                    that passed the sensor since the last request, and a client can ask for it at any time.";
    assert!(paragraphs.contains(&expected), "{paragraphs:#?}");
    let passages = passages(SourceId(Uuid::from_u128(7)), &rfc);
    let all: String = passages.iter().map(|passage| passage.text.as_str()).collect();
    for furniture in ["[Page", "RFC 9999", ".....", "Copyright", "+--", "Bradner"] {
        assert!(!all.contains(furniture), "{furniture}: {all}");
    }
}

#[test]
fn a_web_page_gives_its_article_and_not_its_menus() {
    let document = read_text(&page(""), "volcano.html");
    assert_eq!(document.title.as_deref(), Some("Volcanoes"));
    assert_eq!(headings(&document), ["Volcanoes", "Kinds of volcanoes"]);
    assert!(
        document
            .text
            .contains("A volcano is an opening in the crust through which molten rock, ash and gas escape.")
    );
    assert!(document.text.contains("about 1,200 °C, which is 1.2 × 10³ degrees; CO₂ escapes"));
    for furniture in ["Home", "Sign in", "Related", "© 2024", "[1]", "var x"] {
        assert!(!document.text.contains(furniture), "{furniture}: {}", document.text);
    }
}

#[test]
fn what_a_page_hides_is_not_read() {
    for hidden in given::HIDDEN_HTML {
        let document = read_text(&page(hidden), "volcano.html");
        assert!(!document.text.contains("EVIL"), "{hidden}");
        assert!(document.text.contains("Shield volcanoes are broad"), "{hidden}");
    }
    let markdown = "# Title\n\nSeen words are here. <span style=\"display:none\">EVIL <b>x</b> EVIL</span> And more.\n\n\
                    <div hidden>EVIL</div>\n\n<!-- EVIL -->\n\n![EVIL](x.png) The end is here.";
    let document = read_text(markdown, "a.md");
    assert!(!document.text.contains("EVIL"), "{}", document.text);
    assert!(document.text.contains("Seen words are here.") && document.text.contains("And more."));
}

#[test]
fn hidden_characters_are_taken_out_at_the_door() {
    let hiding = "The leaf\u{200b} is green.\u{e0049}\u{e0067} It uses \u{202e}light\u{202c}.";
    for name in ["a.txt", "a.md", "a.html"] {
        let document = read_text(hiding, name);
        assert_eq!(document.text, "The leaf is green. It uses light.", "{name}");
        assert_eq!(document.cleaned.count(Hidden::Tag), 2);
    }
}

const MARKDOWN_GLOSSARY: &str = "# Networks

Term | Definition
--- | ---
Router | A device that joins networks.
Latency | The time a message takes.
2 | Two is no term at all.

Gateway
: A node at the border of a network.

Reading list
: A long paragraph that says much more than a meaning does. It goes on with a second sentence about books, and with a third about those who write them, about libraries that keep them for many years, about the people who read them in the evening, and about all the rest of what can be said of reading and of books.
";

#[test]
fn glossaries_in_tables_and_definition_lists_are_items() {
    let document = read_text(MARKDOWN_GLOSSARY, "networks.md");
    assert_eq!(
        texts(&document, BlockKind::ListItem),
        [
            "- Router: A device that joins networks.",
            "- Latency: The time a message takes.",
            "- Gateway: A node at the border of a network.",
        ]
    );
    assert_eq!(texts(&document, BlockKind::TableRow), ["2 | Two is no term at all."]);
    assert_eq!(headings(&document), ["Networks", "Reading list"]);
    let page = "<h1>Networks</h1><table><tr><th>Term</th><th>Meaning</th></tr><tr><td>Router</td><td>A device that \
                joins networks.</td></tr></table><table><tr><td>Hub</td><td>A box that repeats signals.</td></tr>\
                <tr><td>Port</td><td>The place where a cable ends.</td></tr></table>";
    assert_eq!(
        texts(&read_text(page, "networks.html"), BlockKind::ListItem),
        [
            "- Router: A device that joins networks.",
            "- Hub: A box that repeats signals.",
            "- Port: The place where a cable ends."
        ]
    );
}

#[test]
fn other_tables_are_no_glossaries() {
    for table in [
        "Year | Nests\n--- | ---\n1954 | 6,800\n2003 | 14,200",
        "Day | Lesson\n--- | ---\nMonday | A walk to the river and back\nTuesday | A visit to the museum",
        "Term | Definition | Page\n--- | --- | ---\nRouter | A device that joins networks. | 4",
        "Option | Description\n--- | ---\n--all | Show all of the files there are",
        "Country | Capital\n--- | ---\nFrance | Paris\nSpain | Madrid",
        "| | |\n| --- | --- |\n| France | Its capital is Paris |\n| Spain | Its capital is Madrid |",
    ] {
        let document = read_text(&format!("# Facts\n\n{table}\n"), "facts.md");
        assert_eq!(texts(&document, BlockKind::ListItem), [""; 0], "{table}");
        assert!(!texts(&document, BlockKind::TableRow).is_empty(), "{table}");
    }
}
