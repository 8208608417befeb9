//! Blocks that are about the document: notices, captions, references, lines of a table of contents.

/// Words that only notices and web pages' furniture use; lower-case.
const NOTICE: &[&str] = &[
    "all rights reserved",
    "accept cookies",
    "we use cookies",
    "uses cookies",
    "cookie policy",
    "privacy policy",
    "terms of use",
    "terms of service",
    "subscribe to our",
    "sign up for",
    "click here",
    "skip to content",
    "skip to main content",
    "jump to navigation",
    "permission is hereby granted",
    "redistribution and use in source and binary forms",
    "licensed under",
    "distribution of this memo is unlimited",
    "without warranty",
    "share this article",
    "follow us on",
    "leave a comment",
    "powered by",
    "back to top",
    "creative commons",
    "javascript is disabled",
    "enable javascript",
    "this page was last edited",
    "last updated on",
    "isbn",
    "doi:",
    "doi.org/",
    "retrieved from \"http",
];

/// Words that begin the caption of a picture or table, before its number.
const CAPTIONED: &[&str] =
    &["figure", "fig.", "table", "photo", "image", "picture", "diagram", "abbildung", "abb.", "tabelle"];

/// Whether a block is a notice, a caption, a reference or a line of a table of contents.
pub(super) fn is_boilerplate(text: &str) -> bool {
    is_notice(text) || is_caption(text) || is_reference(text) || is_contents_line(text)
}

fn is_notice(text: &str) -> bool {
    const LONGEST_NOTICE_BYTES: usize = 1_200;
    if text.len() > LONGEST_NOTICE_BYTES {
        return false;
    }
    let lower = text.to_lowercase();
    lower.contains('©')
        || lower.starts_with("copyright (c)")
        || NOTICE.iter().any(|words| lower.contains(words))
}

/// A short line such as `Figure 3: The water cycle` or `Image credit: NASA`.
fn is_caption(text: &str) -> bool {
    const LONGEST_CAPTION_BYTES: usize = 240;
    if text.len() > LONGEST_CAPTION_BYTES {
        return false;
    }
    let lower = text.to_lowercase();
    let Some(after) = CAPTIONED.iter().find_map(|word| lower.strip_prefix(word)) else { return false };
    let after = after.trim_start();
    let number = after.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.' || c == '-');
    let numbered = number.len() < after.len();
    (numbered
        && (number.is_empty() || number.starts_with([':', ' ', ')', '|', '—', '–']))
        && !is_verb_next(number))
        || after.starts_with("credit")
        || after.starts_with("by ")
}

/// `Figure 3 shows that …` is a sentence about the figure, not its caption.
fn is_verb_next(after_number: &str) -> bool {
    const VERBS: [&str; 10] = [
        "shows",
        "is",
        "gives",
        "lists",
        "illustrates",
        "presents",
        "compares",
        "has",
        "contains",
        "summarizes",
    ];
    after_number.split_whitespace().next().is_some_and(|word| VERBS.contains(&word))
}

/// `[12] Smith, J. and Doe, A., "Title", 1999.` or `Smith, J. (1999). Title. Publisher, pp. 3–7.`
fn is_reference(text: &str) -> bool {
    let bracketed =
        text.strip_prefix('[').and_then(|rest| rest.split_once(']')).is_some_and(|(label, rest)| {
            label.len() <= 24
                && label.bytes().any(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase())
                && { has_year(rest) || rest.contains("http") }
        });
    bracketed || ((text.contains(" pp. ") || text.contains("et al., ")) && has_year(text) && text.len() < 300)
}

fn has_year(text: &str) -> bool {
    let digits = |window: &[u8]| {
        (window.starts_with(b"19") || window.starts_with(b"20")) && window.iter().all(u8::is_ascii_digit)
    };
    text.as_bytes().windows(4).any(digits)
}

/// `3.2. Message format ........ 17`
fn is_contents_line(text: &str) -> bool {
    let dots = text.contains(".....") || text.contains(". . . .") || text.contains("……");
    dots && text.trim_end().ends_with(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn furniture_is_recognised() {
        for text in [
            "© 2021 The Authors. All rights reserved.",
            "We use cookies to give you the best experience.",
            "Figure 3: The water cycle",
            "Table 2.1 Melting points of metals",
            "Image credit: NASA",
            "[RFC2119] Bradner, S., \"Key words\", BCP 14, March 1997.",
            "Smith, J. (1999). Cells. Science Press, pp. 3–7.",
            "3.2. Message format ............. 17",
        ] {
            assert!(is_boilerplate(text), "{text}");
        }
    }

    #[test]
    fn teaching_text_is_not_furniture() {
        for text in [
            "Figure 3 shows that water evaporates from the sea.",
            "Tables were first made from flat stones.",
            "The copyright of a work lasts for many years after the death of its author.",
            "[In fact] plants make sugar in their leaves.",
            "In 1999 the treaty was signed.",
            "Imagery is language that appeals to the senses.",
        ] {
            assert!(!is_boilerplate(text), "{text}");
        }
    }
}
