//! Materials that ask their readers who they are and where they live.

use text::Language;
use text::sentence::sentences_in;

/// How something is asked of a reader.
const ASKING: &[&str] = &[
    "what is your",
    "what's your",
    "what are your",
    "tell us your",
    "tell me your",
    "give us your",
    "give your",
    "enter your",
    "type your",
    "type in your",
    "fill in your",
    "write down your",
    "send your",
    "send us your",
    "share your",
    "post your",
    "leave your",
];

/// What gives a reader away.
const TELLING: &[&str] = &[
    "home address",
    "street address",
    "address",
    "street",
    "phone number",
    "telephone number",
    "mobile number",
    "date of birth",
    "birthday",
    "password",
    "full name",
];

/// What does so only together with that.
const BESIDE: &[&str] = &["name", "surname", "age", "school", "class", "e-mail address", "email address"];

/// Words by which a sentence warns of it.
const WARNINGS: &[&str] = &["never", "not", "don't", "avoid", "careful", "strangers"];

/// What a text asks of its readers that gives them away; `None` when it asks nothing of the kind.
///
/// One thing alone may be a lesson in introducing oneself or in writing letters; two and more are a form.
///
/// **Limits** English only, and only where the reader is spoken to.
pub fn asked(text: &str) -> Option<&'static str> {
    sentences_in(text, Language::En).into_iter().find_map(|range| asked_in(&text[range].to_lowercase()))
}

fn asked_in(sentence: &str) -> Option<&'static str> {
    let sentence = sentence.replace('’', "'");
    let start = ASKING.iter().filter_map(|asking| Some(sentence.find(asking)? + asking.len())).min()?;
    if sentence.split(|c: char| !c.is_alphabetic() && c != '\'').any(|word| WARNINGS.contains(&word)) {
        return None;
    }
    let rest = [" and ", " or ", " on ", " to ", " in ", " at ", " here"]
        .iter()
        .fold(sentence[start..].to_owned(), |rest, word| rest.replace(word, ","));
    let items = || {
        let parts = rest.split([',', '.', '?', '!', ':', ';', '\'', '"']).map(str::trim);
        parts.map(|part| part.strip_prefix("your ").unwrap_or(part).trim())
    };
    let told = items().filter(|item| TELLING.contains(item) || BESIDE.contains(item)).count();
    let worst = TELLING.iter().copied().find(|data| items().any(|item| item == *data));
    worst.filter(|_| told >= 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_gives_a_child_away_is_not_asked() {
        for text in [
            "To save the score: what is your name, your birthday and your home address?",
            "Well done! Enter your full name and your school to see the result.",
            "Post your full name, school and street on the class page.",
        ] {
            assert!(asked(text).is_some(), "{text}");
        }
    }

    #[test]
    fn lessons_about_it_stay() {
        for text in [
            "Never share your home address with strangers.",
            "What is your answer to question 3?",
            "Write your address at the top right of a letter.",
            "An IP address names a device in a network.",
            "Do not give your password to anybody.",
            "What is your favourite birthday cake made of?",
            "What is your phone number? — It is five five five.",
            "Write down your name and today's date.",
            "A birthday paradox: 23 people are enough.",
        ] {
            assert!(asked(text).is_none(), "{text}");
        }
    }
}
