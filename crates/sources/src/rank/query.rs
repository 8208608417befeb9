//! What to search for when someone names a topic.

use text::Language;

use crate::names;
use crate::stems::{self, Stemmed};

/// The most words of a topic that are searched for.
const MAX_TERMS: usize = 24;

/// What to search an index for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SearchQuery {
    /// The stems of the topic: ASCII letters and digits only, each once, the most telling ones; empty when the topic
    /// has no words.
    pub terms: Vec<String>,
    /// The stems of the topic's other names, one list a name; a passage about any of them is about the topic.
    pub alternatives: Vec<Vec<String>>,
    /// The language whose stems these are.
    pub language: Language,
}

impl SearchQuery {
    /// Every stem that is worth finding, each once.
    pub fn all_terms(&self) -> Vec<&str> {
        let mut all: Vec<&str> = Vec::new();
        for term in self.terms.iter().chain(self.alternatives.iter().flatten()) {
            if !all.contains(&term.as_str()) {
                all.push(term);
            }
        }
        all
    }
}

/// What to search for, for a topic in English or an unknown language.
pub fn query(topic: &str) -> SearchQuery {
    query_in(topic, Language::En)
}

/// What to search for, for a topic in `language`.
pub fn query_in(topic: &str, language: Language) -> SearchQuery {
    let alternatives = names::alternatives(topic);
    SearchQuery {
        terms: stems_of(&telling_words(topic, language)),
        alternatives: alternatives.iter().map(|name| stems_of(&telling_words(name, language))).collect(),
        language,
    }
}

/// The words of a topic that say what it is about, without those that say what is to be done with it; all of them
/// where nothing else is left.
pub(super) fn telling_words(topic: &str, language: Language) -> Vec<Stemmed> {
    let words = stems::words(topic, language);
    let telling: Vec<Stemmed> = (0..words.len())
        .filter(|at| !is_teaching_word(&words[*at].word) && !is_number_of_grade(&words, *at))
        .take(MAX_TERMS)
        .map(|at| words[at].clone())
        .collect();
    if telling.is_empty() { words.into_iter().take(MAX_TERMS).collect() } else { telling }
}

/// Whether a word is the number in `5th grade` or `grade 5`.
fn is_number_of_grade(words: &[Stemmed], at: usize) -> bool {
    let is_grade = |word: &Stemmed| {
        ["grade", "grader", "graders", "grades", "grades", "grader", "graders"].contains(&word.word.as_str())
    };
    let beside = words.get(at + 1).is_some_and(is_grade) || (at > 0 && is_grade(&words[at - 1]));
    beside && words[at].word.starts_with(|c: char| c.is_ascii_digit())
}

fn stems_of(words: &[Stemmed]) -> Vec<String> {
    let mut stems: Vec<String> = Vec::new();
    for word in words {
        if !stems.contains(&word.stem) {
            stems.push(word.stem.clone());
        }
    }
    stems
}

/// Words about teaching and asking, which name no subject; lower-case, sorted.
const TEACHING: &[&str] = &[
    "answer",
    "answers",
    "basic",
    "basics",
    "beginner",
    "beginners",
    "between",
    "chapter",
    "class",
    "concept",
    "concepts",
    "course",
    "create",
    "did",
    "difference",
    "differences",
    "do",
    "does",
    "explain",
    "explained",
    "explaining",
    "flashcards",
    "fundamentals",
    "give",
    "grade",
    "grader",
    "graders",
    "grades",
    "guide",
    "how",
    "into",
    "intro",
    "introduction",
    "introductory",
    "key",
    "kids",
    "learn",
    "learning",
    "lesson",
    "lessons",
    "make",
    "material",
    "me",
    "my",
    "overview",
    "please",
    "quiz",
    "review",
    "school",
    "student",
    "students",
    "study",
    "summary",
    "teach",
    "teaching",
    "tell",
    "topic",
    "understand",
    "understanding",
    "unit",
    "what",
    "when",
    "where",
    "who",
    "why",
    "work",
    "works",
    "write",
    "you",
];

fn is_teaching_word(word: &str) -> bool {
    TEACHING.binary_search(&word.to_lowercase().as_str()).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_topic_becomes_its_telling_stems() {
        assert_eq!(query("An introduction to the Water Cycle").terms, ["water", "cycl"]);
        assert_eq!(query("How does photosynthesis work?").terms, ["photosynthesi"]);
        assert_eq!(query("study guide").terms, ["studi", "guid"]);
        assert!(TEACHING.is_sorted());
    }

    #[test]
    fn other_names_are_searched_too() {
        let query = query("WWII");
        assert_eq!(query.terms, ["wwii"]);
        assert!(query.alternatives.contains(&["world", "war", "2"].map(str::to_owned).to_vec()));
        assert!(query.all_terms().contains(&"war"));
    }

    #[test]
    fn terms_are_safe_for_any_search_engine() {
        for topic in [
            "\" OR 1=1 --",
            "NEAR(a b)",
            "*:*",
            "",
            "a\0b",
            "光合",
            "x'y & z | !w",
            "ДНК",
            &"long ".repeat(500),
        ] {
            let query = query(topic);
            assert!(query.terms.len() <= MAX_TERMS);
            assert!(query.all_terms().iter().all(|term| {
                !term.is_empty()
                    && term.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
            }));
        }
    }
}
