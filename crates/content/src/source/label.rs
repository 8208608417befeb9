//! Labels: the names that a manual's entries have, told from headings in words.

use super::Passage;

/// The most characters of a label.
const LONGEST: usize = 60;
/// The most words of a label.
const WORDS: usize = 5;

impl Passage {
    /// The name that the heading is, of an option, a constant, a function or a file, without what stands in brackets after
    /// it: `CAP_BPF` of `CAP_BPF (since Linux 5.8)`. `None` for a heading in words.
    ///
    /// What a manual says right under such a name, it says of it, and leaves the name out.
    pub fn label(&self) -> Option<&str> {
        let heading = self.heading.as_deref()?.trim().trim_end_matches(['¶', ':', ' ']);
        // but `strlen(text)`
        let heading = heading.split_once(" (").map_or(heading, |(name, _)| name);
        let heading = heading.split_once(" [default").map_or(heading, |(name, _)| name).trim_end();
        is_label(heading).then_some(heading)
    }
}

/// Whether words are the name of an option, a constant, a function, a variable or a file.
pub fn is_label(words: &str) -> bool {
    let Some(first) = words.split_whitespace().next() else { return false };
    let sized = words.chars().count() <= LONGEST && words.split_whitespace().count() <= WORDS;
    let plain =
        words.chars().all(|c| c.is_ascii_graphic() || c == ' ') && words.chars().any(char::is_alphabetic);
    let paired = words.matches('(').count() == words.matches(')').count()
        && words.matches('[').count() == words.matches(']').count()
        && words.matches('"').count().is_multiple_of(2);
    let numbered = first.starts_with(|c: char| c.is_ascii_digit());
    sized && plain && paired && !numbered && !words.ends_with('.') && is_technical(words, first)
}

/// Whether its form shows that it is a name of a program's world: `--all`, `TCP_NODELAY`, `strlen()`, `/etc/passwd`.
fn is_technical(words: &str, first: &str) -> bool {
    let alone = words == first;
    let letters = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    let option = first.starts_with('-') && first.trim_start_matches('-').starts_with(char::is_alphanumeric);
    let identifier =
        first.contains('_') && first.trim_matches('"').chars().all(|c| letters(c) || c == '(' || c == ')');
    let call = first.contains('(') && first.ends_with(')') || words.ends_with("()");
    let path = first.starts_with('/') && first.len() > 2 && alone;
    let error = alone && first.len() > 3 && first.starts_with('E') && is_capital(first) && !is_section(first);
    let variable = first.starts_with('$') && first.len() > 2;
    let signal = alone && first.len() > 4 && first.starts_with("SIG") && is_capital(first);
    let kind = matches!(
        first,
        "exception" | "class" | "function" | "method" | "command" | "event" | "signal" | "macro"
    );
    let bare = words.split('(').next().unwrap_or(words);
    let named = words.split_whitespace().nth(1).is_some_and(|name| {
        bare.split_whitespace().count() == 2
            && (name.chars().skip(1).any(|c| c.is_ascii_uppercase()) || name.contains(['_', '.', '(']))
    });
    kind && named || option || identifier || call || path || error || variable || signal
}

fn is_capital(word: &str) -> bool {
    word.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
}

/// Sections of manual pages that look like the name of an error.
fn is_section(word: &str) -> bool {
    matches!(
        word,
        "EXAMPLE"
            | "EXAMPLES"
            | "ERRORS"
            | "ENVIRONMENT"
            | "EXIT"
            | "EXTENSIONS"
            | "ENCODING"
            | "EXPRESSIONS"
            | "ESCAPES"
    )
}

#[cfg(test)]
mod tests {
    use super::is_label;

    #[test]
    fn names_of_a_programs_world_are_labels_and_headings_in_words_are_not() {
        for label in [
            "--all",
            "-a, --all",
            "-o file",
            "CAP_CHOWN",
            "tcp_abort_on_overflow",
            "EINVAL",
            "strlen()",
            "os.getcwd()",
            "/etc/passwd",
            "$PATH",
            "SIGHUP",
            "asn1_create_element (node, name)",
            "exception ImportError",
            "class asyncio.Task",
            "exception SyntaxError(message, details)",
        ] {
            assert!(is_label(label), "{label}");
        }
        for heading in [
            "",
            "NAME",
            "EXAMPLES",
            "ENVIRONMENT",
            "Overview",
            "The cell",
            "2.1 Message format",
            "World War II",
            "-",
            "- 5",
            "What is it?",
            "What happens to a file (or folder) that was removed",
            "DNA",
        ] {
            assert!(!is_label(heading), "{heading}");
        }
    }
}
