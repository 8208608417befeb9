//! Learning objectives on Bloom's revised taxonomy: verb, object, level.

use std::collections::HashMap;
use std::sync::OnceLock;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What kind of thinking is asked for, from the simplest up.
///
/// **Source** L. W. Anderson and D. R. Krathwohl (eds.), "A Taxonomy for Learning, Teaching, and Assessing",
/// Longman, 2001.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum BloomLevel {
    /// Recall facts and terms.
    Remember,
    /// Say it in one's own words.
    Understand,
    /// Use it in a new case.
    Apply,
    /// Take it apart and relate the parts.
    Analyze,
    /// Judge by reasons.
    Evaluate,
    /// Make something new of it.
    Create,
}

impl BloomLevel {
    /// All six, from the simplest up.
    pub const ALL: [Self; 6] =
        [Self::Remember, Self::Understand, Self::Apply, Self::Analyze, Self::Evaluate, Self::Create];

    /// The name used in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Remember => "remember",
            Self::Understand => "understand",
            Self::Apply => "apply",
            Self::Analyze => "analyze",
            Self::Evaluate => "evaluate",
            Self::Create => "create",
        }
    }

    /// The verbs that name this level, in the base form; no verb stands under two levels.
    ///
    /// **Source** the cognitive processes of Anderson and Krathwohl (2001), table 5.1, with the alternative names
    /// given there and verbs in common use in curricula.
    pub fn verbs(self) -> impl Iterator<Item = &'static str> {
        let list = match self {
            Self::Remember => {
                "remember recall recognize recognise identify name list define state label locate match \
                 memorize memorise recite know quote select spell retrieve"
            }
            Self::Understand => {
                "understand explain describe summarize summarise interpret paraphrase illustrate exemplify \
                 classify discuss infer translate clarify express restate report outline represent review \
                 trace learn"
            }
            Self::Apply => {
                "apply use solve calculate compute demonstrate execute implement carry show perform \
                 practice practise convert operate measure graph simplify add subtract multiply divide \
                 determine find complete read"
            }
            Self::Analyze => {
                "analyze analyse compare contrast differentiate distinguish organize organise examine \
                 investigate relate attribute deconstruct categorize categorise question test connect break \
                 diagram"
            }
            Self::Evaluate => {
                "evaluate judge critique assess justify argue defend support check recommend rate debate \
                 appraise weigh conclude decide choose"
            }
            Self::Create => {
                "create design compose construct develop plan produce invent write build formulate generate \
                 hypothesize hypothesise propose devise make draw"
            }
        };
        list.split(' ')
    }

    /// The level a verb names; `None` if it is on no list.
    pub fn of_verb(verb: &str) -> Option<Self> {
        static LEVELS: OnceLock<HashMap<&'static str, BloomLevel>> = OnceLock::new();
        let levels = LEVELS.get_or_init(|| {
            // a verb of two levels belongs to the first
            let verbs =
                Self::ALL.into_iter().rev().flat_map(|level| level.verbs().map(move |verb| (verb, level)));
            verbs.collect()
        });
        levels.get(verb).copied()
    }
}

/// What a learner can do afterwards: a verb, what it acts on, and the kind of thinking it asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Objective {
    /// The whole sentence, such as `Explain how plants make sugar`.
    pub statement: String,
    /// The verb in its base form, lower case.
    pub verb: String,
    /// What the verb acts on.
    pub object: String,
    /// The level the verb names.
    pub bloom_level: BloomLevel,
}

/// Why a text is no objective.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAnObjective {
    /// Nothing but white space, or too long.
    #[error("write one sentence of 3 to {MAX_CHARACTERS} characters")]
    Size,
    /// The first word is no verb that names a level.
    #[error(
        "`{0}` does not say what the learner does; begin with a verb such as explain, compare, solve or design"
    )]
    Verb(String),
    /// A verb with nothing to act on.
    #[error("say what the learner is to {0}")]
    Object(String),
}

/// The longest objective, in characters.
pub const MAX_CHARACTERS: usize = 300;

/// Openings that teachers write before the verb.
const OPENINGS: &[&str] = &[
    "the learner will be able to",
    "the student will be able to",
    "the students will be able to",
    "learners will be able to",
    "students will be able to",
    "pupils will be able to",
    "students should be able to",
    "learners should be able to",
    "by the end of the lesson, students will",
    "students will",
    "learners will",
    "students can",
    "learners can",
    "pupils can",
    "swbat",
    "be able to",
    "i can",
    "to",
];

impl Objective {
    /// Makes an objective of its parts; `verb` must name a level.
    pub fn new(verb: &str, object: &str) -> Option<Self> {
        let bloom_level = BloomLevel::of_verb(verb)?;
        let mut statement = capitalised(verb);
        statement.push(' ');
        statement.push_str(object);
        Some(Self { statement, verb: verb.to_owned(), object: object.to_owned(), bloom_level })
    }
}

impl std::str::FromStr for Objective {
    type Err = NotAnObjective;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim().trim_end_matches('.').trim_end();
        let length = text.chars().count();
        if !(3..=MAX_CHARACTERS).contains(&length) {
            return Err(NotAnObjective::Size);
        }
        let rest = without_opening(text);
        let (verb, object) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
        let verb = verb.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        let Some(bloom_level) = BloomLevel::of_verb(&verb) else {
            return Err(NotAnObjective::Verb(verb.chars().take(40).collect()));
        };
        let object = object.trim().to_owned();
        if object.is_empty() {
            return Err(NotAnObjective::Object(verb));
        }
        let statement = format!("{} {object}", capitalised(&verb));
        Ok(Self { statement, verb, object, bloom_level })
    }
}

fn without_opening(text: &str) -> &str {
    for opening in OPENINGS {
        let Some(head) = text.get(..opening.len()) else { continue };
        let rest = &text[opening.len()..];
        if head.eq_ignore_ascii_case(opening) && rest.starts_with(char::is_whitespace) {
            return rest.trim_start();
        }
    }
    text
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_objective_is_verb_object_and_level() {
        let objective: Objective = "Students will be able to explain how plants make sugar.".parse().unwrap();
        assert_eq!(objective.verb, "explain");
        assert_eq!(objective.object, "how plants make sugar");
        assert_eq!(objective.bloom_level, BloomLevel::Understand);
        assert_eq!(objective.statement, "Explain how plants make sugar");
    }

    #[test]
    fn what_is_no_objective_says_why() {
        assert_eq!("  ".parse::<Objective>(), Err(NotAnObjective::Size));
        assert_eq!("Photosynthesis".parse::<Objective>(), Err(NotAnObjective::Verb("photosynthesis".into())));
        assert_eq!("Explain".parse::<Objective>(), Err(NotAnObjective::Object("explain".into())));
        assert_eq!("e".repeat(301).parse::<Objective>(), Err(NotAnObjective::Size));
    }

    #[test]
    fn no_verb_names_two_levels() {
        let mut seen = std::collections::HashSet::new();
        for verb in BloomLevel::ALL.into_iter().flat_map(BloomLevel::verbs) {
            assert!(seen.insert(verb), "{verb} stands twice");
        }
    }
}
