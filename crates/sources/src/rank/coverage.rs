//! Whether passages really are about a topic.

use std::collections::HashSet;

use content::{Passage, Source};
use text::Language;

use super::index::language_of;
use super::query::telling_words;
use crate::names;
use crate::stems::{self, Stemmed};

/// From how many words on a topic may hold some that no source knows ("… for children who love football").
const LONG_TOPIC_WORDS: usize = 4;
/// How often passages must mention a topic that no title or heading names.
const FEWEST_MENTIONS: usize = 3;

/// Whether, and which, passages are about a topic.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Whether the passages are about the topic.
    pub covered: bool,
    /// The passages that are, as indices; empty when the topic is not covered.
    pub relevant: Vec<usize>,
    /// The words of the topic that none of the passages holds, as they were typed.
    pub missing: Vec<String>,
}

/// Whether passages, of the given sources, are about a topic.
///
/// A passage is when every telling word of the topic, or of one of its other names, stands by stem in it, its heading
/// or its source's title, and it is not just that common words meet by chance: the words stand together as in the
/// topic, or the title or heading names a part of the topic and the text the rest. A topic that only the text mentions
/// must be mentioned at least three times. What a title names in full is covered by all passages of the source.
pub fn covers(topic: &str, passages: &[Passage], sources: &[Source]) -> Coverage {
    let titles: Vec<(&Source, Vec<Vec<String>>)> =
        sources.iter().map(|source| (source, titles(source))).collect();
    let examined: Vec<Examined> = passages
        .iter()
        .filter_map(|passage| {
            let (source, titles) = titles.iter().find(|(source, _)| source.id == passage.source_id)?;
            Some(Examined::new(passage, language_of(source), titles))
        })
        .collect();
    // a passage whose source was not given cannot be examined, and indices must hold
    if examined.len() != passages.len() {
        return Coverage::default();
    }
    let mut coverage = Coverage { missing: missing(topic, &examined), ..Coverage::default() };
    coverage.relevant = relevant_to(topic, &examined, LONG_TOPIC_WORDS);
    for name in names::alternatives(topic) {
        coverage.relevant.extend(relevant_to(&name, &examined, usize::MAX));
    }
    coverage.relevant.sort_unstable();
    coverage.relevant.dedup();
    coverage.covered = !coverage.relevant.is_empty();
    coverage
}

/// A passage prepared for being asked about many names.
struct Examined {
    language: Language,
    /// Stems of the title, of each of its other names and of the heading, each in order.
    labels: Vec<Vec<String>>,
    label_words: HashSet<String>,
    /// Stems of each sentence, in order.
    sentences: Vec<Vec<String>>,
    words: HashSet<String>,
}

/// The telling stems of a source's title and of each of its other names.
fn titles(source: &Source) -> Vec<Vec<String>> {
    let others = names::alternatives(&source.title);
    std::iter::once(&source.title).chain(&others).map(|title| label(title, language_of(source))).collect()
}

fn label(text: &str, language: Language) -> Vec<String> {
    telling_words(text, language).into_iter().map(|word| word.stem).collect()
}

impl Examined {
    fn new(passage: &Passage, language: Language, titles: &[Vec<String>]) -> Self {
        let heading = passage.heading.as_deref().map(|heading| label(heading, language));
        let labels: Vec<Vec<String>> = titles.iter().cloned().chain(heading).collect();
        let sentences = text::sentence::sentences(&passage.text);
        let sentences: Vec<Vec<String>> =
            sentences.into_iter().map(|range| stems::of(&passage.text[range], language)).collect();
        Self {
            language,
            label_words: labels.iter().flatten().cloned().collect(),
            words: sentences.iter().flatten().cloned().collect(),
            labels,
            sentences,
        }
    }

    fn holds(&self, stem: &str) -> bool {
        self.words.contains(stem) || self.label_words.contains(stem)
    }

    /// Whether a label names the words: together in their order, or alone in any.
    fn is_named(&self, words: &[String]) -> bool {
        self.labels.iter().any(|label| {
            let alone = label.len() == words.len() && words.iter().all(|word| label.contains(word));
            alone || holds_run(label, words)
        })
    }

    /// Whether a label is named in full by the words, which say more.
    fn is_named_within(&self, words: &[String]) -> bool {
        self.labels.iter().any(|label| !label.is_empty() && holds_run(words, label))
    }

    /// How often the words stand together, in their order.
    fn mentions(&self, words: &[String]) -> usize {
        self.sentences
            .iter()
            .map(|sentence| sentence.windows(words.len()).filter(|run| *run == words).count())
            .sum()
    }
}

fn holds_run(words: &[String], run: &[String]) -> bool {
    !run.is_empty() && words.windows(run.len()).any(|window| window == run)
}

/// The passages that are about one name of the topic; a name of `long` words may hold one in four that is unknown.
fn relevant_to(name: &str, passages: &[Examined], long: usize) -> Vec<usize> {
    let mut mentions = 0;
    let (mut relevant, mut mentioning) = (Vec::new(), Vec::new());
    let mut asked: Vec<(Language, Vec<String>)> = Vec::new();
    for (index, passage) in passages.iter().enumerate() {
        let known = asked.iter().position(|(language, _)| *language == passage.language);
        let at = known.unwrap_or_else(|| {
            asked.push((passage.language, subject_words(name, passage.language)));
            asked.len() - 1
        });
        let words = &asked[at].1;
        let lacking = words.iter().filter(|word| !passage.holds(word)).count();
        let is_long = words.len() >= long && passage.is_named_within(words);
        let may_lack = if is_long { words.len() / 4 } else { 0 };
        if words.is_empty() || lacking > may_lack {
            continue;
        }
        let said_by_label = words.iter().filter(|word| passage.label_words.contains(*word)).count();
        let label_and_text =
            said_by_label > 0 && words.iter().any(|word| !passage.label_words.contains(word));
        if passage.is_named(words) || label_and_text {
            relevant.push(index);
        } else {
            let times = passage.mentions(words);
            mentions += times;
            if times > 0 {
                mentioning.push(index);
            }
        }
    }
    if !relevant.is_empty() || mentions >= FEWEST_MENTIONS {
        relevant.append(&mut mentioning);
    }
    relevant
}

/// The words of the topic that no passage holds, as typed.
fn missing(topic: &str, passages: &[Examined]) -> Vec<String> {
    let words = telling_words(topic, Language::En);
    let known = |word: &Stemmed| {
        passages
            .iter()
            .any(|passage| stems::of(&word.word, passage.language).iter().all(|stem| passage.holds(stem)))
    };
    words.into_iter().filter(|word| !is_aspect(&word.word) && !known(word)).map(|word| word.word).collect()
}

/// The stems a passage must hold to be about a name: without words for what is asked about it, unless all are such.
fn subject_words(name: &str, language: Language) -> Vec<String> {
    let words = telling_words(name, language);
    let mut subject: Vec<String> = Vec::new();
    for word in words.iter().filter(|word| !is_aspect(&word.word)) {
        if !subject.contains(&word.stem) {
            subject.push(word.stem.clone());
        }
    }
    if subject.is_empty() { words.into_iter().map(|word| word.stem).collect() } else { subject }
}

/// Words for what one may ask about any subject; lower-case, sorted.
const ASPECTS: &[&str] = &[
    "aspects",
    "cause",
    "causes",
    "characteristics",
    "consequences",
    "definition",
    "definitions",
    "development",
    "effect",
    "effects",
    "example",
    "examples",
    "facts",
    "features",
    "function",
    "functions",
    "history",
    "ideas",
    "impact",
    "importance",
    "important",
    "kinds",
    "main",
    "major",
    "meaning",
    "misconceptions",
    "origin",
    "origins",
    "part",
    "parts",
    "process",
    "processes",
    "properties",
    "reasons",
    "results",
    "role",
    "stages",
    "steps",
    "structure",
    "timeline",
    "types",
    "use",
    "uses",
];

fn is_aspect(word: &str) -> bool {
    ASPECTS.binary_search(&word.to_lowercase().as_str()).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_of_aspects_can_be_searched() {
        assert!(ASPECTS.is_sorted());
    }
}
