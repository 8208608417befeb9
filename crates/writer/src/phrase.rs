//! Phrases: fitting the source's words into a place without changing what they say.

/// The words as a sentence of their own: first letter capital, a full stop at the end.
pub(crate) fn as_sentence(words: &str) -> String {
    let words = words.trim().trim_end_matches([',', ';', ':']).trim_end();
    let mut sentence = capitalised(words);
    let last = sentence.trim_end_matches(['"', '”', '’', '\'', ')']).chars().next_back();
    if !matches!(last, Some('.' | '!' | '?')) {
        sentence.push('.');
    }
    sentence
}

/// The words with a capital first letter; words that begin with a formula or a mark stay as they are.
pub(crate) fn capitalised(words: &str) -> String {
    let words = words.trim();
    if is_lower_by_nature(words) {
        return words.to_owned();
    }
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Names that keep a small first letter wherever they stand, such as `pH`, `mRNA` or `row_stride`.
fn is_lower_by_nature(words: &str) -> bool {
    let first: &str = words.split_whitespace().next().unwrap_or_default();
    if first.contains('_') {
        return true;
    }
    let mut letters = first.chars();
    letters.next().is_some_and(char::is_lowercase) && letters.next().is_some_and(char::is_uppercase)
}

/// The words without the stop that ends them.
pub(crate) fn without_stop(words: &str) -> &str {
    words.trim().trim_end_matches(['.', ';', ':', ',']).trim_end()
}

/// `a`, `a and b`, `a, b and c`.
pub(crate) fn list_of<S: AsRef<str>>(items: &[S]) -> String {
    match items {
        [] => String::new(),
        [only] => only.as_ref().to_owned(),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", first.join(", "), last.as_ref())
        }
    }
}

/// The words on one line, runs of white space as one space.
pub(crate) fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// How many words a phrase has.
pub(crate) fn length(words: &str) -> usize {
    text::word::count(words)
}
