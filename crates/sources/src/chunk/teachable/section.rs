//! Sections that are about the document, not about its subject.

/// Headings of such sections, lower-case, without numbering.
const APPARATUS: &[&str] = &[
    "about the author",
    "about the authors",
    "about this article",
    "about this document",
    "acknowledgement",
    "acknowledgements",
    "acknowledgment",
    "acknowledgments",
    "author",
    "authors",
    "authors' addresses",
    "author's address",
    "bibliografía",
    "bibliographie",
    "bibliography",
    "citations",
    "contents",
    "copyright",
    "copyright and licence",
    "copyright and license",
    "copyright notice",
    "einzelnachweise",
    "external links",
    "footnotes",
    "further reading",
    "full copyright statement",
    "índice",
    "index",
    "inhalt",
    "inhaltsverzeichnis",
    "informative references",
    "intellectual property",
    "leave a reply",
    "licence",
    "license",
    "links",
    "list of figures",
    "list of tables",
    "literatur",
    "navigation",
    "navigation menu",
    "normative references",
    "note e riferimenti",
    "notes",
    "notes and references",
    "on this page",
    "quellen",
    "references",
    "referencias",
    "related articles",
    "related pages",
    "reporting bugs",
    "riferimenti",
    "see also",
    "siehe auch",
    "sommaire",
    "sources",
    "status of this memo",
    "table des matières",
    "table of contents",
    "voir aussi",
    "véase también",
    "weblinks",
    "works cited",
];

/// Whether a heading opens a section about the document: references, contents, copyright and the like.
pub(super) fn is_apparatus(heading: &str) -> bool {
    const LONGEST_BYTES: usize = 80;
    if heading.len() > LONGEST_BYTES {
        return false;
    }
    let numbering = |c: char| c.is_ascii_digit() || matches!(c, '.' | ')' | '§' | ' ');
    let plain = heading.to_lowercase().replace('’', "'");
    let plain = plain.trim_start_matches(numbering).trim_end_matches(|c: char| c == ':' || c.is_whitespace());
    let notice =
        plain.starts_with("copyright ©") || plain.starts_with("copyright (c)") || plain.starts_with('©');
    notice || APPARATUS.contains(&plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn apparatus_is_told_from_subjects() {
        for heading in [
            "References",
            "10.  Acknowledgements",
            "SEE ALSO",
            "Copyright © 2004 Some Group",
            "Authors’ Addresses",
            "Table of Contents:",
        ] {
            assert!(is_apparatus(heading), "{heading}");
        }
        for heading in ["Sources of energy", "Index fossils", "Notes of a scale", "", "Copyright law"] {
            assert!(!is_apparatus(heading), "{heading}");
        }
    }
}
