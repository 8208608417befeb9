//! Assertions: which sentences state a fact, and which only ask, greet, direct or say what a text is about.

use text::Language;

use crate::agreement::Sentence;

mod words;

use words::{ABOUT, DIRECTIONS, FRAMES, GREETINGS, LEADS, PEOPLE, TALK, TELLING, TEXTS, VERBS_OF_FACT};

/// What a sentence asserts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Claim<'a> {
    /// A fact that needs evidence: the sentence, or what stands after "Remember that".
    Fact(&'a str),
    /// What a text is about or what people are to do; only its numbers, dates and names need a source.
    Frame,
    /// Nothing: a question, a greeting, a word of agreement.
    Nothing,
}

/// Whether a sentence states a fact that needs evidence.
pub fn states_a_fact(sentence: &str) -> bool {
    matches!(claim(sentence), Claim::Fact(_))
}

/// What a sentence asserts.
///
/// **Measures** whether evidence is needed for a sentence of prose.
/// **Scale** fact, frame, nothing.
/// **Source** the openings that teachers, guides and presenters use, listed here.
/// **Limits** English openings only; in any other language every sentence but a question states a fact. What is not
/// recognised counts as a fact, so that nothing false passes as a frame.
pub fn claim(sentence: &str) -> Claim<'_> {
    let sentence = sentence.trim();
    let ends = sentence.trim_end_matches(['"', '”', '’', ')', '*', '_']);
    if ends.ends_with('?') || !sentence.chars().any(char::is_alphanumeric) {
        return Claim::Nothing;
    }
    if let Some(fact) = told(sentence) {
        return Claim::Fact(fact);
    }
    let words: Vec<String> =
        text::word::words(sentence).take(40).map(|word| word.to_lowercase().replace('’', "'")).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    if is_small_talk(&words, sentence) {
        Claim::Nothing
    } else if is_direction(&words) || is_about_the_text(&words) || is_about_people(&words) {
        Claim::Frame
    } else {
        Claim::Fact(sentence)
    }
}

/// The fact in "Remember that …", "This section shows that …", "Remind learners that …".
fn told(sentence: &str) -> Option<&str> {
    const BEFORE: usize = 60;
    let head = &sentence[..sentence.floor_char_boundary(BEFORE)];
    let at = head.find(" that ").map(|at| at + " that ".len())?;
    let words: Vec<String> = text::word::words(&head[..at]).map(str::to_lowercase).collect();
    let first = words.first().map_or("", String::as_str);
    let (tells, before) = words.split_last().and_then(|(_, rest)| rest.split_last())?;
    let tells = tells.as_str();
    let frames_only = before.iter().all(|word| {
        let word = word.as_str();
        let listed = [&PEOPLE, &TEXTS, &FRAMES, &LEADS, &TELLING].iter().any(|list| list.contains(word));
        listed || crate::agreement::is_function_word(word)
    });
    // "Remind learners that": the verb stands first, whom it is told between
    let telling = TELLING.contains(tells) || (TELLING.contains(first) && PEOPLE.contains(tells));
    let framed = frames_only && !before.is_empty() || TELLING.contains(first);
    (telling && framed).then(|| sentence[at..].trim()).filter(|rest| rest.split_whitespace().nth(2).is_some())
}

fn is_small_talk(words: &[&str], sentence: &str) -> bool {
    let opens = words.first().is_some_and(|first| GREETINGS.contains(first));
    let greets = opens && !words.iter().any(|word| VERBS_OF_FACT.contains(word));
    let talks = || words.iter().all(|word| TALK.contains(word) || word.len() <= 2);
    let is_empty = || Sentence::known(sentence, Language::En).content().next().is_none();
    greets || (words.len() <= 12 && (talks() || is_empty()))
}

/// An order to learners or teachers: "Ask learners …", "Then compare …".
fn is_direction(words: &[&str]) -> bool {
    let skipped = words.iter().take_while(|word| LEADS.contains(word)).count();
    let Some(verb) = words.get(skipped) else { return false };
    let known = DIRECTIONS.contains(verb) || content::BloomLevel::of_verb(verb).is_some();
    // "Light moves" and "Plants use light" are no orders: an order has its object after it, never a verb
    let next = words.get(skipped + 1).copied().unwrap_or_default();
    let asks =
        matches!(next, "what" | "which" | "who" | "how" | "why" | "where" | "when" | "whether" | "that");
    // "Place value is", "Point charges are": a noun of two words
    let noun = !asks && words.get(skipped + 2).is_some_and(|word| is_be(word));
    known && !noun && !VERBS_OF_FACT.contains(next)
}

fn is_be(word: &str) -> bool {
    matches!(word, "is" | "are" | "was" | "were")
}

/// "This guide explains …", "The next section covers …", "In this episode we look at …".
///
/// What a text calls itself must be what tells: "the domain is the set of all inputs" and "the unit of force is the
/// newton" are facts.
fn is_about_the_text(words: &[&str]) -> bool {
    let head = &words[..words.len().min(8)];
    let Some(noun) = head.iter().take(5).position(|word| TEXTS.contains(word)) else { return false };
    let frame = FRAMES.contains(head[0]) || noun == 0;
    let telling = |word: &&str| TELLING.contains(word) || ABOUT.contains(word);
    let denotes = head[..noun].iter().any(|word| is_be(word));
    let (before, after) = (&head[..noun], &head[noun + 1..]);
    let Some(verb) = after.iter().position(telling) else {
        return !denotes && frame && before.iter().any(telling);
    };
    let own = before.iter().any(|word| matches!(*word, "this" | "these" | "our" | "here"));
    let weak = is_be(after[verb]) || matches!(after[verb], "has" | "contains" | "comes" | "come");
    let about =
        after.get(verb + 1).is_some_and(|next| matches!(*next, "about" | "for" | "on" | "divided" | "to"));
    frame && if weak { about || (own && !is_be(after[verb])) } else { !denotes }
}

/// "Learners read …", "You will see …", "We start with …".
fn is_about_people(words: &[&str]) -> bool {
    let skipped = words
        .iter()
        .take_while(|word| {
            LEADS.contains(word) || matches!(**word, "the" | "each" | "all" | "both" | "one" | "in" | "a")
        })
        .count();
    let Some(first) = words.get(skipped) else { return false };
    // "The pupil is the dark hole": what somebody or something is
    let defined = words.get(skipped + 1).is_some_and(|word| is_be(word))
        && words.get(skipped + 2).is_some_and(|word| matches!(*word, "a" | "an" | "the"));
    if defined {
        return false;
    }
    let doing = words[skipped + 1..].iter().take(4).any(|word| {
        let base = word.strip_suffix("ing").or_else(|| word.strip_suffix('s')).unwrap_or(word);
        DIRECTIONS.contains(word)
            || DIRECTIONS.contains(base)
            || ABOUT.contains(word)
            || content::BloomLevel::of_verb(word).is_some()
            || content::BloomLevel::of_verb(base).is_some()
    });
    PEOPLE.contains(first) && doing
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directions_questions_and_greetings_state_nothing() {
        for text in [
            "Welcome to this episode about the water cycle.",
            "Why do leaves look green?",
            "Ask learners to name three producers.",
            "This guide explains how plants make food.",
            "Learners compare their lists in pairs.",
            "That's a great question!",
            "In this section we look at the heart.",
            "Then discuss the answers together.",
            "This section is about the heart.",
            "Compare what is alike in both.",
            "The next section covers the lungs.",
        ] {
            assert!(!states_a_fact(text), "{text}");
        }
    }

    #[test]
    fn facts_stay_facts_in_any_frame() {
        for text in [
            "Plants use light.",
            "Water boils at ten degrees.",
            "Light is a wave.",
            "The heart has four chambers.",
            "The domain is the set of all inputs for which a rule is defined.",
            "The unit of force is named after Newton.",
            "The pupil is the dark hole in the front of the eye.",
            "A group is a vertical column of elements.",
            "Place value is the contribution of a digit.",
            "Today most money is not coins or bills at all.",
            "The introduction is the opening part, which tells readers the topic.",
            "The joule is the unit scientists use to measure work.",
            "Welcome to Rome, which was founded in 753 BC and is the capital of Italy.",
        ] {
            assert!(states_a_fact(text), "{text}");
        }
        assert_eq!(
            claim("Remind learners that plants breathe at night."),
            Claim::Fact("plants breathe at night.")
        );
        assert_eq!(
            claim("This guide shows that water boils at ten degrees."),
            Claim::Fact("water boils at ten degrees.")
        );
    }
}
