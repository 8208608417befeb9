//! Small facts about English: where sentences end, which words open a definition, which words are alike.

/// Sentences of a text that stand alone: they begin with a capital, end with a stop, and do not begin with a word that
/// points back.
pub(super) fn sentences(text: &str) -> Vec<&str> {
    text.split('\n').flat_map(in_line).filter(|s| stands_alone(s)).collect()
}

fn in_line(line: &str) -> Vec<&str> {
    let line = line.trim().trim_start_matches(['-', '*', '#', '>', '•']).trim_start();
    let mut out = Vec::new();
    let mut start = 0;
    let ends: Vec<(usize, char)> =
        line.char_indices().filter(|(_, c)| matches!(c, '.' | '!' | '?')).collect();
    for (at, c) in ends {
        let after = &line[at + c.len_utf8()..];
        let word = line[start..at].rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or_default();
        let goes_on = !after.is_empty() && !after.starts_with(char::is_whitespace);
        let next = after.trim_start().chars().next();
        let small = next.is_some_and(|n| !(n.is_uppercase() || n.is_ascii_digit() || "\"“‘'(".contains(n)));
        if goes_on || small || (c == '.' && is_abbreviation(word)) {
            continue;
        }
        out.push(line[start..at + c.len_utf8()].trim());
        start = at + c.len_utf8();
    }
    out
}

fn is_abbreviation(word: &str) -> bool {
    const KNOWN: &[&str] = &[
        "Dr", "Mr", "Mrs", "Ms", "St", "No", "vs", "etc", "e.g", "i.e", "c", "ca", "approx", "Fig", "Jr",
        "Sr", "U.S", "U.K", "B.C", "A.D", "a.m", "p.m",
    ];
    KNOWN.contains(&word) || (word.len() == 1 && word.chars().all(char::is_uppercase))
}

fn stands_alone(sentence: &str) -> bool {
    const POINTING: &[&str] = &[
        "It",
        "Its",
        "They",
        "Their",
        "These",
        "Those",
        "This",
        "That",
        "He",
        "She",
        "His",
        "Her",
        "But",
        "And",
        "So",
        "However",
        "Therefore",
        "Then",
        "Instead",
        "Such",
        "Both",
        "Here",
        "There",
        "Some",
    ];
    let words: Vec<&str> = sentence.split_whitespace().collect();
    let first = words.first().map_or("", |w| w.trim_matches(|c: char| !c.is_alphanumeric()));
    (4..=45).contains(&words.len())
        && sentence.ends_with('.')
        && first.starts_with(char::is_uppercase)
        && !POINTING.contains(&first)
        && !sentence.contains('<')
}

/// Verbs by which a sentence is split, in the forms in which school texts use them.
const VERBS: &str = "\
    is are was were means has have had can makes make uses use contains contain releases release absorbs \
    absorb moves move forms form carries carry holds hold gives give takes take began begins became \
    becomes happens occurs turns turn produces produce needs need controls control shows show helps help \
    includes include causes cause led leads ended protects protect stores store joins breaks break \
    builds build covers cover describes describe follows lies lives live measures measure reaches rises \
    sends started states tells";

/// Subject, verb and rest of a sentence, split at the first verb that is known.
pub(super) fn split(sentence: &str) -> Option<(&str, &str, &str)> {
    let mut at = 0;
    for (nth, word) in sentence.split(' ').enumerate() {
        if nth > 0 && VERBS.split_whitespace().any(|v| v == word) {
            let rest = sentence[at + word.len()..].trim();
            return Some((sentence[..at].trim(), word, rest)).filter(|(s, ..)| !s.contains(',') && nth <= 7);
        }
        at += word.len() + 1;
    }
    None
}

/// A subject without its article.
pub(super) fn bare(subject: &str) -> &str {
    ["The ", "A ", "An ", "the ", "a ", "an "].iter().find_map(|a| subject.strip_prefix(a)).unwrap_or(subject)
}

/// A subject as it stands inside a sentence: its article is small.
pub(super) fn inside(subject: &str) -> String {
    for article in ["The ", "A ", "An "] {
        if let Some(rest) = subject.strip_prefix(article) {
            return format!("{}{rest}", article.to_lowercase());
        }
    }
    subject.to_owned()
}

/// The same with a capital at its beginning.
pub(super) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().collect::<String>() + chars.as_str())
}

/// The same with a small letter at its beginning.
pub(super) fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |c| c.to_lowercase().collect::<String>() + chars.as_str())
}

/// Whether a text has a word that is like one of a term's.
pub(super) fn shares_a_word(term: &str, text: &str) -> bool {
    let stems = |s: &str| -> Vec<String> {
        s.split(|c: char| !c.is_alphanumeric()).filter(|w| w.chars().count() > 3).map(stem).collect()
    };
    let of_text = stems(text);
    stems(term).iter().any(|s| of_text.contains(s))
}

fn stem(word: &str) -> String {
    word.to_lowercase().chars().take(5).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_where_they_end() {
        let text = "Heading here\n\nDr. Lee saw 3.5 kg of ice in the U.S. army store. It melted.\n- A cell wall is a stiff layer, e.g. of cellulose.";
        assert_eq!(
            sentences(text),
            [
                "Dr. Lee saw 3.5 kg of ice in the U.S. army store.",
                "A cell wall is a stiff layer, e.g. of cellulose."
            ]
        );
    }

    #[test]
    fn subjects_and_terms() {
        let split = split("The cell wall is a stiff layer.").unwrap();
        assert_eq!(split, ("The cell wall", "is", "a stiff layer."));
        assert_eq!((bare(split.0), inside(split.0)), ("cell wall", "the cell wall".to_owned()));
        assert!(shares_a_word("photosynthesis", "the photosynthetic way"));
        assert!(!shares_a_word("cell wall", "a stiff layer"));
    }
}
