//! What an entry of a glossary looks like, whatever the format: a term and, apart from it, what it means.

use crate::document::{BlockKind, Builder};

/// The most words of a term.
const TERM_WORDS: usize = 6;
/// The fewest and most words of a meaning.
const MEANING_WORDS: (usize, usize) = (3, 60);

/// Whether `term` is a name in a few words, not an option (`--all`) or a constant (`EINVAL`), and `meaning` a short text.
pub(super) fn is_entry(term: &str, meaning: &str) -> bool {
    let words = meaning.split_whitespace().count();
    term.starts_with(char::is_alphabetic)
        && (term.chars().any(char::is_lowercase) || term.chars().count() <= 5 && !meaning.contains(" - "))
        && !term.contains(['_', '=', '<', '[', '/', '.'])
        && term.split_whitespace().count() <= TERM_WORDS
        && (MEANING_WORDS.0..=MEANING_WORDS.1).contains(&words)
}

/// A table whose rows were read, cell by cell.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// What its columns are called, where it says so.
    pub(super) head: Vec<String>,
    /// Its rows.
    pub(super) rows: Vec<Vec<String>>,
}

impl Table {
    /// Whether nothing was read yet.
    pub(super) fn is_empty(&self) -> bool {
        self.head.is_empty() && self.rows.is_empty()
    }

    /// Lays the table out: a glossary as items `term: meaning`, any other as rows.
    pub(super) fn push(&self, builder: &mut Builder) {
        let labelled = is_labelled(&self.head);
        let glossary = labelled || self.defines_throughout();
        if !glossary {
            builder.push(BlockKind::TableRow, &row(&self.head));
        }
        for cells in &self.rows {
            match cells.as_slice() {
                [term, meaning] if glossary && is_entry(term.trim(), meaning.trim()) => {
                    builder.push(BlockKind::ListItem, &item(term, meaning));
                }
                _ => builder.push(BlockKind::TableRow, &row(cells)),
            }
        }
        builder.close_list();
    }

    /// Whether, in a table without a head, each row of two cells has a term and words that begin as a definition does.
    fn defines_throughout(&self) -> bool {
        const LEAST: usize = 2;
        let nameless = self.head.iter().all(|cell| cell.trim().is_empty());
        nameless
            && self.rows.len() >= LEAST
            && self.rows.iter().all(|cells| match cells.as_slice() {
                [term, meaning] => is_entry(term.trim(), meaning.trim()) && begins_definition(meaning),
                _ => false,
            })
    }
}

/// An entry as a glossary in a text has it.
pub(super) fn item(term: &str, meaning: &str) -> String {
    format!("- {}: {}", term.trim().trim_end_matches(':'), meaning.trim())
}

/// Whether an item is an entry whose meaning begins as a definition does, verb or not: `- Jitter: the change of delay`.
pub(crate) fn defines(item: &str) -> bool {
    let entry = item.strip_prefix("- ").and_then(|entry| entry.split_once(": "));
    entry.is_some_and(|(term, meaning)| is_entry(term, meaning) && begins_definition(meaning))
}

fn begins_definition(meaning: &str) -> bool {
    let first = meaning.split_whitespace().next().unwrap_or_default().to_lowercase();
    matches!(first.as_str(), "a" | "an" | "the" | "any")
}

/// Cells on one line, without empty ones before the first.
fn row(cells: &[String]) -> String {
    let mut line = String::new();
    for cell in cells {
        if !line.is_empty() {
            line.push_str(" | ");
        }
        line.push_str(cell);
    }
    line
}

/// Whether the columns say that one holds terms and the other what they mean.
fn is_labelled(head: &[String]) -> bool {
    const TERMS: [&str; 8] =
        ["term", "word", "concept", "expression", "vocabulary", "key term", "notion", "phrase"];
    const MEANINGS: [&str; 6] =
        ["definition", "meaning", "explanation", "description", "what it means", "it means"];
    let [term, meaning] = head else { return false };
    let named = |cell: &str, names: &[&str]| {
        let cell = cell.trim().to_lowercase();
        names.iter().any(|name| cell == *name || cell.strip_suffix('s') == Some(name))
    };
    named(term, &TERMS) && named(meaning, &MEANINGS)
}

#[cfg(test)]
mod tests {
    use super::is_entry;

    #[test]
    fn terms_with_meanings_are_entries_and_options_are_not() {
        let meaning = "A device that joins two networks.";
        assert!(is_entry("Gateway", meaning) && is_entry("VLAN", meaning) && is_entry("Coral reef", meaning));
        for term in ["--all", "-a, --all", "GREP_COLORS", "SYNOPSIS", "file.txt", "", "<name>"] {
            assert!(!is_entry(term, meaning), "{term}");
        }
        assert!(!is_entry("NAME", "ls - list directory contents"));
        assert!(!is_entry("Gateway", "See router."));
    }
}
