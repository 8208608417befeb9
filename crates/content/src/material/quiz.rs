//! Quiz: questions of several kinds with a key.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Difficulty;
use crate::markdown::Markdown;
use crate::objective::BloomLevel;
use crate::report::Finding;
use crate::statement::{Collector, StatementRole};

/// The mark that stands for the missing words of a cloze stem.
pub const BLANK: &str = "_____";

/// Questions with an answer key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Quiz {
    /// What a reader sees first.
    #[schemars(length(min = 1, max = 300))]
    pub title: String,
    /// The questions.
    #[schemars(length(min = 5, max = 30))]
    pub items: Vec<QuizItem>,
}

/// How a question is asked and answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum QuizKind {
    /// Two to six options, exactly one of them right.
    MultipleChoice,
    /// The stem is a statement; `True` or `False`.
    TrueFalse,
    /// The stem has one blank, written `_____`.
    Cloze,
    /// A few words or a sentence.
    ShortAnswer,
    /// Pairs to put together.
    Matching,
    /// A number.
    Numeric,
}

/// One question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct QuizItem {
    /// How it is asked and answered.
    pub kind: QuizKind,
    /// The question, the statement to judge, or the sentence with its blank.
    #[schemars(length(min = 1, max = 2000))]
    pub stem: String,
    /// The options of a multiple-choice or true-false question; empty otherwise.
    #[schemars(length(max = 6))]
    pub options: Vec<QuizOption>,
    /// The pairs of a matching question; empty otherwise.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(max = 10))]
    pub pairs: Vec<QuizPair>,
    /// The key: the right option's text, `True` or `False`, the missing words, the number.
    #[schemars(length(min = 1, max = 2000))]
    pub answer: String,
    /// Why it is right.
    #[schemars(length(min = 1, max = 5000))]
    pub explanation: String,
    /// The kind of thinking it asks for.
    pub bloom_level: BloomLevel,
    /// How hard it is.
    pub difficulty: Difficulty,
}

/// One option.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct QuizOption {
    /// What it says.
    #[schemars(length(min = 1, max = 1000))]
    pub text: String,
    /// Whether it is right.
    pub correct: bool,
    /// What a learner who chose it is told; may be empty.
    #[schemars(length(max = 2000))]
    pub feedback: String,
}

/// One pair of a matching question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct QuizPair {
    /// The term.
    #[schemars(length(min = 1, max = 500))]
    pub left: String,
    /// What belongs to it.
    #[schemars(length(min = 1, max = 1000))]
    pub right: String,
}

impl Quiz {
    pub(super) fn collect(&self, to: &mut Collector) {
        to.push(StatementRole::Frame, "/title", &self.title);
        for (index, item) in self.items.iter().enumerate() {
            item.collect(&format!("/items/{index}"), to);
        }
    }

    pub(super) fn broken_invariants(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        for (index, item) in self.items.iter().enumerate() {
            if let Some((field, detail)) = item.broken() {
                findings.push(Finding::new("answer_key", format!("/items/{index}/{field}"), detail));
            }
        }
        findings
    }

    pub(super) fn to_markdown(&self) -> String {
        let mut md = Markdown::titled(&self.title);
        for (index, item) in self.items.iter().enumerate() {
            md.line(&format!("{}. {}", index + 1, item.stem));
            let options: Vec<String> = item.options.iter().map(|option| option.text.clone()).collect();
            md.lettered(&options);
            for (letter, pair) in ('A'..).zip(&item.pairs) {
                md.line(&format!("   - {} … ({letter})", pair.left));
            }
            let mut rights: Vec<&str> = item.pairs.iter().map(|pair| pair.right.as_str()).collect();
            rights.sort_unstable();
            for right in rights {
                md.line(&format!("   - … {right}"));
            }
        }
        md.heading(2, "Answer key");
        for (index, item) in self.items.iter().enumerate() {
            md.line(&format!("{}. **{}** — {}", index + 1, item.answer, item.explanation));
        }
        md.finish()
    }
}

impl QuizItem {
    fn collect(&self, at: &str, to: &mut Collector) {
        let stem = format!("{at}/stem");
        match self.kind {
            QuizKind::Cloze => {
                to.push(StatementRole::Fact, stem, &self.stem.replacen(BLANK, &self.answer, 1));
            }
            QuizKind::TrueFalse if self.answer == "True" => to.push(StatementRole::Fact, stem, &self.stem),
            QuizKind::TrueFalse => to.push(StatementRole::Distractor, stem, &self.stem),
            _ => to.push(StatementRole::Question, stem, &self.stem),
        }
        for (index, option) in self.options.iter().enumerate() {
            let role = match (self.kind, option.correct) {
                (QuizKind::TrueFalse, _) => StatementRole::Frame,
                (_, true) => StatementRole::Answer,
                (_, false) => StatementRole::Distractor,
            };
            to.push(role, format!("{at}/options/{index}/text"), &option.text);
            to.push(StatementRole::Guidance, format!("{at}/options/{index}/feedback"), &option.feedback);
        }
        for (index, pair) in self.pairs.iter().enumerate() {
            to.pair(&format!("{at}/pairs/{index}"), &pair.left, &pair.right);
        }
        if matches!(self.kind, QuizKind::ShortAnswer | QuizKind::Numeric) {
            to.push(StatementRole::Answer, format!("{at}/answer"), &self.answer);
        }
        to.push(StatementRole::Fact, format!("{at}/explanation"), &self.explanation);
    }

    /// The field at fault and what is wrong with the key; `None` when it is consistent in itself.
    fn broken(&self) -> Option<(&'static str, String)> {
        let right: Vec<&QuizOption> = self.options.iter().filter(|option| option.correct).collect();
        match self.kind {
            QuizKind::MultipleChoice | QuizKind::TrueFalse => self.broken_options(&right),
            QuizKind::Cloze => match self.stem.matches(BLANK).count() {
                1 => self.unwanted_options(),
                n => Some(("stem", format!("the stem has {n} blanks; write `{BLANK}` exactly once"))),
            },
            QuizKind::Matching if self.pairs.len() < 2 => {
                Some(("pairs", "a matching question needs at least two pairs".to_owned()))
            }
            QuizKind::Matching
                if has_twins(self.pairs.iter().map(|pair| pair.left.as_str()))
                    || has_twins(self.pairs.iter().map(|pair| pair.right.as_str())) =>
            {
                Some(("pairs", "two pairs share a side, so that more than one answer is right".to_owned()))
            }
            QuizKind::Numeric if leading_number(&self.answer).is_none() => {
                Some(("answer", "the answer to a numeric question begins with a number".to_owned()))
            }
            QuizKind::Matching | QuizKind::Numeric | QuizKind::ShortAnswer => self.unwanted_options(),
        }
    }

    fn broken_options(&self, right: &[&QuizOption]) -> Option<(&'static str, String)> {
        let [only] = right else {
            return Some(("options", format!("{} options are marked right; mark exactly one", right.len())));
        };
        if self.options.len() < 2 {
            return Some(("options", "give at least two options".to_owned()));
        }
        if has_twins(self.options.iter().map(|option| option.text.as_str())) {
            return Some(("options", "two options say the same".to_owned()));
        }
        if only.text != self.answer {
            return Some((
                "answer",
                format!("the key says `{}`, the right option `{}`", self.answer, only.text),
            ));
        }
        let is_true_false = self.options.len() == 2
            && self.options.iter().all(|option| matches!(option.text.as_str(), "True" | "False"));
        if self.kind == QuizKind::TrueFalse && !is_true_false {
            return Some(("options", "the options are `True` and `False`".to_owned()));
        }
        None
    }

    fn unwanted_options(&self) -> Option<(&'static str, String)> {
        (!self.options.is_empty()).then(|| ("options", "this kind of question has no options".to_owned()))
    }
}

fn has_twins<'a>(texts: impl Iterator<Item = &'a str>) -> bool {
    let mut seen = std::collections::HashSet::new();
    texts.map(|text| text.trim().to_lowercase()).any(|text| !seen.insert(text))
}

/// The number an answer begins with, such as 6000 of `6,000 °C`.
pub fn leading_number(answer: &str) -> Option<f64> {
    let answer = answer.trim().trim_start_matches(['$', '€', '£']).replace('−', "-");
    let end = answer
        .char_indices()
        .take_while(|(index, c)| c.is_ascii_digit() || matches!(c, '.' | ',') || (*index == 0 && *c == '-'))
        .map(|(index, c)| index + c.len_utf8())
        .last()?;
    answer[..end].trim_end_matches(['.', ',']).replace(',', "").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_an_answer_begins_with_is_read() {
        assert_eq!(leading_number("6,000 °C"), Some(6000.0));
        assert_eq!(leading_number("−3.5."), Some(-3.5));
        assert_eq!(leading_number("$12"), Some(12.0));
        assert_eq!(leading_number("about 12"), None);
        assert_eq!(leading_number(""), None);
    }
}
