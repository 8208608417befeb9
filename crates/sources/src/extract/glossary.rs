//! What an entry of a glossary looks like, whatever the format: a term and, apart from it, what it means.

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
