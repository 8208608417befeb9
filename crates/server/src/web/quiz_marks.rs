//! Marking an answered question.

use content::material::quiz::{QuizItem, QuizKind, leading_number};
use export::math;

use super::cited::Cited;
use super::form::Form;

/// How an answer came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// It is the key's.
    Right,
    /// It is not.
    Wrong,
    /// In one's own words: the learner compares it with the key.
    Yours,
}

/// An answered question with its mark. Texts are HTML.
pub(super) struct Marked {
    pub(super) stem: String,
    pub(super) given: String,
    pub(super) answer: String,
    pub(super) feedback: String,
    pub(super) explanation: String,
    pub(super) mark: Mark,
}

impl Marked {
    /// What a person reads beside the question.
    pub(super) fn label(&self) -> &'static str {
        match self.mark {
            Mark::Right => "Right",
            Mark::Wrong => "Not right",
            Mark::Yours => "Compare with the answer",
        }
    }

    /// The style of the mark.
    pub(super) fn class(&self) -> &'static str {
        match self.mark {
            Mark::Right => "right",
            Mark::Wrong => "wrong",
            Mark::Yours => "yours",
        }
    }
}

/// Marks the answer to the question at `index`.
pub(super) fn mark(index: usize, item: &QuizItem, form: &Form, cited: &Cited) -> Marked {
    let given = match item.kind {
        QuizKind::Matching => matched(index, item, form),
        _ => form.get(&format!("q{index}")).unwrap_or_default().to_owned(),
    };
    let chosen = item.options.iter().position(|option| option.text == given);
    let feedback = match chosen.and_then(|place| Some((place, item.options.get(place)?))) {
        Some((place, option)) if !option.correct => {
            cited.line(&format!("/items/{index}/options/{place}/feedback"), &option.feedback)
        }
        _ => String::new(),
    };
    Marked {
        stem: math::html(&item.stem),
        mark: judged(item, &given, index, form),
        given: math::html(&given),
        answer: math::html(&item.answer),
        feedback,
        explanation: cited.line(&format!("/items/{index}/explanation"), &item.explanation),
    }
}

fn judged(item: &QuizItem, given: &str, index: usize, form: &Form) -> Mark {
    let is_right = match item.kind {
        QuizKind::ShortAnswer if given.is_empty() => false,
        QuizKind::ShortAnswer => return Mark::Yours,
        QuizKind::Numeric => {
            leading_number(given).is_some_and(|number| Some(number) == leading_number(&item.answer))
        }
        QuizKind::Matching => {
            let pairs = item.pairs.iter().enumerate();
            pairs
                .into_iter()
                .all(|(place, pair)| form.get(&format!("q{index}-{place}")) == Some(pair.right.trim()))
        }
        _ => same_words(given, &item.answer),
    };
    if is_right { Mark::Right } else { Mark::Wrong }
}

fn matched(index: usize, item: &QuizItem, form: &Form) -> String {
    let pairs = item.pairs.iter().enumerate();
    let given = pairs.map(|(place, pair)| {
        format!("{} – {}", pair.left, form.get(&format!("q{index}-{place}")).unwrap_or("…"))
    });
    given.collect::<Vec<_>>().join("; ")
}

/// Whether two answers are the same words, whatever their case, articles and final full stop.
fn same_words(a: &str, b: &str) -> bool {
    let key = |text: &str| {
        let words: Vec<String> = text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .filter(|word| !matches!(word.as_str(), "a" | "an" | "the"))
            .collect();
        words
    };
    let (a, b) = (key(a), key(b));
    !a.is_empty() && a == b
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_counts_whatever_its_dress() {
        assert!(same_words("the Chlorophyll.", "chlorophyll"));
        assert!(!same_words("", ""));
        assert!(!same_words("chloroplast", "chlorophyll"));
    }
}
