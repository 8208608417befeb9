//! Fragments: what manuals and glossaries write with a full stop although it is no sentence.

use crate::english::verb::{self, Form};
use crate::english::word::{is_among, is_article, is_copula, is_determiner, is_modal, is_preposition};

/// Whether a text that ends like a sentence has no main clause of its own.
pub(super) fn is_fragment(text: &str, words: &[&str]) -> bool {
    is_order(words)
        || is_cut_off(text, words)
        || is_labelled(text)
        || is_only_relative(words)
        || is_bare_participle(words)
        || is_bare_gerund(words)
}

/// `a list of characters enclosed in "[]".`: what the last word leads to is made of signs, which no answer can say.
fn is_cut_off(text: &str, words: &[&str]) -> bool {
    let leads = words.last().is_some_and(|last| is_article(last) || is_preposition(last));
    let mut tail = text.chars().rev().take_while(|sign| !sign.is_alphanumeric());
    leads && tail.any(|sign| !sign.is_whitespace() && !".!?)'\"’”".contains(sign))
}

/// `Changing the size if that changes the layout.`: the only verb belongs to the condition.
fn is_bare_gerund(words: &[&str]) -> bool {
    let gerund = words.first().is_some_and(|first| first.len() > 4 && first.ends_with("ing"));
    let condition = |word: &&str| matches!(*word, "if" | "when" | "unless" | "because");
    let at = words.iter().position(condition);
    gerund && at.is_some_and(|at| !(1..at).any(|at| is_finite(words, at)))
}

/// `Show built-in defaults …`: how manuals begin what an option does.
fn is_order(words: &[&str]) -> bool {
    const ORDERS: &str = "show print display use specify enable disable ignore skip append extract update exit quit preserve \
         suppress dump treat assume set list run force report restrict limit";
    let [first, second, ..] = words else { return true };
    is_among(first, ORDERS)
        && !(*second == "of" || is_copula(second) || is_modal(second) || verb::read(second).is_some())
}

/// `As a noun: a single point …`, `For example: …`: a label before what is said. `Photon: a particle …` defines.
fn is_labelled(text: &str) -> bool {
    const LABEL: usize = 4;
    let opens = text
        .split_whitespace()
        .next()
        .is_some_and(|first| is_among(&first.to_lowercase(), "as for in on by"));
    // `Usage: asn1Parser …`, `Note: the …`: one word of a form, and what follows is no definition
    let mut words = text.split_whitespace();
    let form = words.next().is_some_and(|first| {
        first.strip_suffix(':').is_some_and(|label| label.chars().all(char::is_alphabetic))
    });
    let defines = words.next().is_some_and(|next| is_article(&next.to_lowercase()));
    opens && text.split_whitespace().take(LABEL).any(|word| word.ends_with(':')) || form && !defines
}

/// `A branch that is used by a developer …`: the only verb belongs to what is said of the noun.
fn is_only_relative(words: &[&str]) -> bool {
    let one = words.first().is_some_and(|first| matches!(*first, "a" | "an"));
    let relative = |word: &&str| matches!(*word, "that" | "which" | "who" | "whose" | "where");
    let Some(at) = words.iter().take(10).position(relative) else { return false };
    // `management that doesn't require …`: after a plural no verb can be told from a noun
    let bare = !words[..at].iter().any(|word| is_determiner(word));
    let singular = bare && at > 0 && !crate::english::noun::is_plural(words[at - 1]);
    if !one && !singular {
        return false;
    }
    if (0..at).any(|at| is_finite(words, at)) {
        return false;
    }
    match (at + 1..words.len()).find(|&at| is_finite(words, at)) {
        Some(verb) => !(verb + 1..words.len()).any(|at| is_finite(words, at)),
        None => true,
    }
}

/// `Pattern used to limit paths …`: a noun and a participle, and no verb.
fn is_bare_participle(words: &[&str]) -> bool {
    let opens = words.first().is_some_and(|first| !is_article(first) && verb::read(first).is_none());
    let used = words.get(1).is_some_and(|second| matches!(*second, "used" | "given" | "made" | "called"))
        && words.get(2).is_some_and(|third| matches!(*third, "to" | "by" | "for" | "in" | "as"));
    opens && used && !(2..words.len() - 1).any(|at| is_finite(words, at))
}

/// Whether a word is a verb with a subject where it stands: no participle and no infinitive.
fn is_finite(words: &[&str], at: usize) -> bool {
    let word = words[at];
    let before = at.checked_sub(1).map_or("", |at| words[at]);
    let after = words.get(at + 1).copied().unwrap_or_default();
    if is_copula(word) || is_modal(word) || matches!(word, "has" | "have" | "had" | "do" | "does" | "did") {
        return before != "to";
    }
    let phrase = is_copula(before) || before == "to" || is_article(before) || is_article_like(before);
    match verb::read(word).map(|read| read.form) {
        Some(Form::ThirdPerson) => !phrase,
        Some(Form::Past) => {
            !phrase && !matches!(after, "by" | "to" | "in" | "for" | "as" | "from" | "with" | "on")
        }
        _ => false,
    }
}

fn is_article_like(word: &str) -> bool {
    is_among(word, "its their his her of by for in on at with from and or")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_one(text: &str) -> bool {
        let lower = text.to_lowercase();
        is_fragment(text, &text::word::words(&lower).collect::<Vec<_>>())
    }

    #[test]
    fn glossary_and_manual_lines_are_no_sentences() {
        for text in [
            "Show built-in defaults for various tar options and exit.",
            "As a noun: A single point in the Git history.",
            "A regular Git branch that is used by a developer to identify a conceptual line of development.",
            "Pattern used to limit paths in Git commands.",
            "Structure management that doesn't require any file of code.",
            "Changing the size of a field if that changes the layout.",
            "Usage: tar [OPTION] FILE reads the file and prints its names.",
            "A bracket expression is a list of characters enclosed in \"[]\".",
        ] {
            assert!(is_one(text), "{text}");
        }
    }

    #[test]
    fn sentences_stay() {
        for text in [
            "A home directory is the place that a user works in (by default).",
            "A plant that grows in deserts stores water in its stem.",
            "A branch is a line of development.",
            "A cell that has no nucleus is called a prokaryote.",
            "Work is force times distance.",
            "Water that flows downhill carries sand.",
            "People that live in cities need clean water.",
            "Photon: a particle that carries the energy of light.",
            "Changing the size of a field is a breaking change if others see it.",
            "Force equals mass times acceleration.",
            "The speed of light is about 300,000 kilometers per second.",
            "A glacier forms where more snow falls than melts.",
            "An animal which eats only plants is a herbivore.",
        ] {
            assert!(!is_one(text), "{text}");
        }
    }
}
