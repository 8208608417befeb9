//! Whether a block holds language: a sentence that says something, rather than a label.

use text::Language;
use text::sentence::sentences;
use text::word;

/// The fewest words of a sentence that says something.
const FEWEST_WORDS: usize = 4;
/// The smallest share of letters among the characters that are neither space nor within mathematics.
const LEAST_LETTERS_PERCENT: usize = 60;

/// Verbs, auxiliaries and irregular pasts that end in nothing regular; lower-case.
const VERBS: &[&str] = &[
    "am", "are", "ate", "be", "became", "become", "been", "began", "begin", "bring", "brought", "build",
    "built", "buy", "call", "came", "can", "cannot", "carry", "cause", "chose", "come", "contain", "could",
    "cut", "describe", "did", "do", "draw", "drew", "eat", "fall", "fell", "felt", "fight", "find", "flow",
    "form", "fought", "found", "gave", "get", "give", "go", "got", "grew", "grow", "had", "happen", "have",
    "held", "help", "hold", "is", "keep", "kept", "knew", "know", "lay", "lead", "led", "left", "let", "lie",
    "live", "lose", "lost", "made", "make", "may", "mean", "meant", "meet", "met", "might", "move", "must",
    "need", "occur", "paid", "pay", "put", "ran", "read", "rise", "rose", "run", "said", "sat", "saw", "say",
    "see", "sent", "set", "shall", "should", "show", "sold", "spent", "spoke", "stand", "stood", "take",
    "taught", "tell", "think", "thought", "told", "took", "turn", "use", "was", "went", "were", "will",
    "win", "won", "work", "would", "write", "wrote",
];

/// Whether one of its sentences is complete: ended by a mark, long enough, and with what may be a verb.
pub(super) fn has_sentence(text: &str, language: Language) -> bool {
    is_language(text)
        && sentences(text).into_iter().any(|range| {
            let sentence = &text[range];
            is_ended(sentence) && has_clause(sentence, language)
        })
}

/// Whether a text has enough words and what may be a verb, ended or not.
pub(super) fn has_clause(text: &str, language: Language) -> bool {
    let alone = |c: char| matches!(u32::from(c), 0x0E00..=0x0E7F | 0x3040..=0x30FF | 0x3400..=0x9FFF);
    let written_without_spaces =
        text.chars().filter(|c| alone(*c)).take(FEWEST_WORDS).count() == FEWEST_WORDS;
    written_without_spaces
        || (word::words(text).take(FEWEST_WORDS).count() == FEWEST_WORDS
            && (language != Language::En || word::words(text).skip(1).any(may_be_verb)))
}

/// Whether a list item says anything at all.
pub(super) fn has_words(text: &str) -> bool {
    is_language(text) && word::words(text).any(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 1)
}

fn may_be_verb(word: &str) -> bool {
    let lower = word.to_lowercase();
    let ends = |ending: &str| lower.len() > ending.len() + 1 && lower.ends_with(ending);
    VERBS.binary_search(&lower.as_str()).is_ok()
        || (ends("s") && !ends("ss"))
        || ends("ed")
        || ends("n't")
        || ends("n’t")
}

fn is_ended(sentence: &str) -> bool {
    let inner = sentence.trim_end_matches(|c: char| {
        matches!(c, '"' | '\'' | ')' | ']' | '”' | '’' | '»' | '」') || is_note(c)
    });
    inner.ends_with(['.', '!', '?', '…', '。', '！', '？', '؟', '।', '॥', '۔', '։', '።', ';'])
        || has_script_without_stop(inner)
}

/// Raised digits, with which a note is called.
fn is_note(c: char) -> bool {
    matches!(c, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹')
}

/// Thai and its neighbours write no full stop.
fn has_script_without_stop(text: &str) -> bool {
    text.chars()
        .next_back()
        .is_some_and(|c| matches!(u32::from(c), 0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1780..=0x17FF))
}

/// Whether most of the text, mathematics aside, is letters.
fn is_language(text: &str) -> bool {
    let (mut letters, mut others) = (0_usize, 0_usize);
    let mut in_mathematics = false;
    for c in text.chars() {
        match c {
            '$' => in_mathematics = !in_mathematics,
            c if in_mathematics || c.is_whitespace() => {}
            c if c.is_alphabetic() => letters += 1,
            _ => others += 1,
        }
    }
    letters > 0 && letters * 100 >= (letters + others) * LEAST_LETTERS_PERCENT
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_told_from_labels() {
        for text in [
            "Plants make their own food.",
            "The value of $\\frac{1}{2} + \\frac{1}{4}$ equals $0.75$.",
            "Water boils at 100 °C (212 °F) at sea level.",
            "“The war ended in 1945.”",
            "光合作用是植物制造养分的过程。",
        ] {
            assert!(has_sentence(text, Language::En), "{text}");
        }
        for text in [
            "Home | About | Contact",
            "Back to the top.",
            "Chapter 3",
            "12.5 14.2 88.1 4.",
            "",
            "A cell. A leaf.",
        ] {
            assert!(!has_sentence(text, Language::En), "{text}");
        }
    }

    #[test]
    fn the_list_of_verbs_can_be_searched() {
        assert!(VERBS.is_sorted());
    }
}
