//! What holds for any bytes: no panic, offsets that hold, passages that are the text's own sentences.

use content::SourceId;
use factoria_sources::chunk::{MAX_SENTENCE_WORDS, MAX_WORDS, passages};
use factoria_sources::{BlockKind, Document, Hint, clean, extract};
use proptest::prelude::*;
use uuid::Uuid;

use crate::given::{data, patient};

const NAMES: [&str; 6] = ["a.md", "a.txt", "a.html", "a.pdf", "a.docx", "a.epub"];

/// Checks what must hold for every document, and for its passages.
fn check(document: &Document) -> Result<(), TestCaseError> {
    let mut end = 0;
    for block in &document.blocks {
        prop_assert!(block.bytes.start >= end && block.bytes.end > block.bytes.start);
        prop_assert_eq!(document.text[end..block.bytes.start].trim(), "");
        let text = document.text_of(block);
        prop_assert_eq!(text.trim_end(), text);
        prop_assert!(block.kind == BlockKind::Code || !text.contains('\n'), "{:?}", text);
        end = block.bytes.end;
    }
    prop_assert_eq!(end, document.text.len());
    prop_assert_eq!(&clean::clean(&document.text).text, &document.text);
    for pair in document.pages.windows(2) {
        prop_assert_eq!(pair[0].bytes.end, pair[1].bytes.start);
    }
    check_passages(document)
}

fn check_passages(document: &Document) -> Result<(), TestCaseError> {
    let characters: Vec<char> = document.text.chars().collect();
    let made = passages(SourceId(Uuid::from_u128(1)), document);
    let again = passages(SourceId(Uuid::from_u128(1)), document);
    prop_assert_eq!(&made, &again);
    let mut end = 0;
    for passage in &made {
        prop_assert!(passage.start >= end);
        end = passage.end;
        let quoted: String = characters[passage.start..passage.end].iter().collect();
        prop_assert_eq!(&quoted, &passage.text);
        let words = text::word::count(&passage.text);
        let sentences = text::sentence::sentences(&passage.text).len();
        prop_assert!(
            words <= MAX_WORDS || (sentences == 1 && words <= MAX_SENTENCE_WORDS),
            "{} words",
            words
        );
    }
    Ok(())
}

fn read(bytes: &[u8], name: &str) -> Result<(), TestCaseError> {
    let hint = Hint { file_name: Some(name), media_type: None };
    match extract(bytes, hint, &patient()) {
        Ok(document) => check(&document),
        Err(_) => Ok(()),
    }
}

/// Text with the marks that the readers look for.
fn marked_up() -> impl Strategy<Value = String> {
    let pieces = proptest::sample::select(vec![
        "Water boils at 100 degrees. ",
        "Plants make sugar.",
        "\n",
        "\n\n",
        "  ",
        "# ",
        "## A heading\n",
        "- item ",
        "1. ",
        "* ",
        "> ",
        "`",
        "```\n",
        "$x^2$",
        "$",
        "|a|b|\n|-|-|\n",
        "[a](http://b)",
        "![x](y)",
        "**",
        "<p>",
        "</p>",
        "<div hidden>",
        "</div>",
        "<table><tr><td>",
        "<ul><li>",
        "<h2>",
        "<!--",
        "-->",
        "<span style='display:none'>",
        "</span>",
        "&amp;",
        "\u{c}",
        "[Page 3]\n",
        "\u{8}",
        "x\u{8}x",
        "\u{1b}[1m",
        "---\n",
        "+++\n",
        "title: x\n",
        "é\u{301}",
        "\u{200d}",
        "😀",
        "مرحبا ",
        "    ",
        "\t",
        "o  ",
        "Doe   ",
        "a-\n",
        "é",
        "\\",
        "&#x202e;",
        "<pre>",
        "<br>",
        "^",
        "_",
        "[^1]: note\n",
        "[^1]",
    ]);
    proptest::collection::vec(pieces, 0..40).prop_map(|pieces| pieces.concat())
}

/// One of the real files with some bytes changed.
fn damaged() -> impl Strategy<Value = (&'static str, Vec<u8>)> {
    let names = vec![
        "report.pdf",
        "rivers.pdf",
        "rivers.docx",
        "rivers.epub",
        "rivers.html",
        "rfc9999.txt",
        "trout.man",
    ];
    let changes = proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 1..30);
    (proptest::sample::select(names), changes).prop_map(|(name, changes)| {
        let mut bytes = data(name);
        for (index, byte) in changes {
            let at = index.index(bytes.len());
            bytes[at] = byte;
        }
        (name, bytes)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_bytes_are_a_document_or_an_error(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        for name in NAMES {
            read(&bytes, name)?;
        }
    }

    #[test]
    fn any_text_keeps_its_offsets(text in prop_oneof![marked_up(), any::<String>()]) {
        for name in &NAMES[..3] {
            read(text.as_bytes(), name)?;
        }
    }

    #[test]
    fn damaged_files_are_a_document_or_an_error((name, bytes) in damaged()) {
        read(&bytes, name)?;
    }
}
