//! Focus: does the body stay with its topic?

use foldhash::{HashSet, HashSetExt as _};

use content::{Finding, Score, SourceId, StatementRole};

use super::{Case, score};
use crate::agreement::{Sentence, covers_word};

/// The share of texts that must have to do with the topic.
const THRESHOLD: f64 = 0.6;

/// Measures how much of the body has to do with its topic.
///
/// **Measures** the share of facts, answers and questions of which at least half the words stand in the topic's name or
/// in sources that name it.
/// **Scale** 0 to 1; passes at 0.6. Its outcome is what `metadata.educational_focus` says.
/// **Source** rules of this project.
/// **Limits** a passage about something else that names the topic in passing counts as touching it.
pub fn check(case: &Case<'_>) -> (Score, Vec<Finding>) {
    let topic = Sentence::known(&case.candidate.brief.topic, case.language);
    let near = Near::of(case, &topic);
    let mut measured = 0_u32;
    let mut touching = 0_u32;
    for statement in &case.statements {
        let counts =
            matches!(statement.role, StatementRole::Fact | StatementRole::Answer | StatementRole::Question);
        if !counts {
            continue;
        }
        measured += 1;
        let subject = statement.subject.as_deref().unwrap_or_default();
        let sentence = Sentence::known(&format!("{subject} {}", statement.text), case.language);
        touching += u32::from(near.touches(&sentence));
    }
    if measured == 0 || topic.content().next().is_none() {
        return (score("focus", 1.0, THRESHOLD, "nothing to measure".to_owned()), Vec::new());
    }
    if case.candidate.passages.is_empty() {
        // without sources there are no words that are known to be near the topic but its own
        let named = |text: &str| {
            let sentence = Sentence::known(text, case.language);
            topic.content().any(|at| covers_word(&sentence, &topic.tokens[at]))
        };
        let names = case.statements.iter().filter(|statement| named(&statement.text)).count();
        (measured, touching) = (2, u32::try_from(names.min(2)).unwrap_or(2));
    }
    let value = f64::from(touching) / f64::from(measured);
    let reason = format!("{touching} of {measured} texts have to do with “{}”", case.candidate.brief.topic);
    let findings = if value < THRESHOLD {
        vec![Finding::new("off_topic", "", format!("{reason}; keep to the topic"))]
    } else {
        Vec::new()
    };
    (score("focus", value, THRESHOLD, reason), findings)
}

/// The words that have to do with the topic: its own, and those of passages that speak of it.
struct Near<'a> {
    stems: HashSet<&'a str>,
}

impl<'a> Near<'a> {
    fn of(case: &'a Case<'_>, topic: &'a Sentence) -> Self {
        let names_topic =
            |sentence: &Sentence| topic.content().any(|at| covers_word(sentence, &topic.tokens[at]));
        let mut stems = HashSet::new();
        let mut take = |sentence: &'a Sentence| {
            stems.extend(sentence.solid().into_iter().map(|at| sentence.tokens[at].stem.as_str()));
        };
        take(topic);
        let passages = case.candidate.passages;
        let touches = |index: usize| {
            let heading =
                passages[index].heading.as_deref().map(|heading| Sentence::known(heading, case.language));
            heading.is_some_and(|heading| names_topic(&heading)) || case.passages.of(index).any(names_topic)
        };
        let about: HashSet<SourceId> = (0..passages.len())
            .filter(|&index| touches(index))
            .map(|index| passages[index].source_id)
            .collect();
        // a topic by another name, such as an abbreviation: the passages were found by it
        let all = about.is_empty();
        for index in (0..passages.len()).filter(|&index| all || about.contains(&passages[index].source_id)) {
            case.passages.of(index).for_each(&mut take);
        }
        Self { stems }
    }

    /// Whether at least half of what a text says has to do with the topic.
    fn touches(&self, sentence: &Sentence) -> bool {
        let solid = sentence.solid();
        let known =
            solid.iter().filter(|&&at| self.stems.contains(sentence.tokens[at].stem.as_str())).count();
        solid.is_empty() || known * 2 >= solid.len()
    }
}
