//! Notes for the speakers: pace, hard words, figures to read slowly, where the facts come from.

use text::Language;

use crate::facts::FactKind;
use crate::phrase::{list_of, one_line};
use crate::prose::Manuscript;

/// Words a minute when reading aloud.
///
/// **Source** the usual pace of audio books and radio, 150 to 160 words a minute (J. Rodero, "A comparative analysis of
/// speech rate and perception in radio bulletins", Text & Talk 32(3), 2012).
pub(super) const WORDS_A_MINUTE: u32 = 150;

/// The most hard words and figures named.
const NAMED: usize = 6;

/// What the speakers should know before they read `spoken`.
pub(super) fn of(manuscript: &Manuscript<'_>, spoken: &str) -> Vec<String> {
    let mut notes = vec![
        format!("Read at a calm pace, about {WORDS_A_MINUTE} words a minute."),
        "Pause for one breath after each question, so that listeners can think of an answer.".to_owned(),
    ];
    let words = hard_words(manuscript, spoken);
    if !words.is_empty() {
        notes.push(format!("Practice these words before you record: {}.", list_of(&words)));
    }
    let figures = figures(manuscript, spoken);
    if !figures.is_empty() {
        notes.push(format!("Read these figures slowly and clearly: {}.", figures.join("; ")));
    }
    let titles: Vec<String> = manuscript
        .lesson
        .request
        .sources
        .iter()
        .filter(|source| manuscript.passages().iter().any(|passage| passage.source_id == source.id))
        .take(5)
        .map(|source| format!("“{}”", one_line(&source.title)))
        .collect();
    if !titles.is_empty() {
        notes.push(format!("All facts come from {}.", list_of(&titles)));
    }
    notes.iter().map(|note| note.chars().take(1000).collect()).collect()
}

/// Terms of the spoken text that are long to say, each with its number of syllables.
fn hard_words(manuscript: &Manuscript<'_>, spoken: &str) -> Vec<String> {
    let mut found: Vec<(u32, String)> = Vec::new();
    for fact in manuscript.lesson.facts {
        let FactKind::Definition { term, .. } = &fact.kind else { continue };
        for word in text::word::words(&manuscript.lesson.term(term)) {
            let syllables = text::syllable::count(word, Language::En);
            let plain = word.chars().all(|c| c.is_alphabetic() || c == '-');
            if syllables >= 4
                && plain
                && spoken.contains(word)
                && !found.iter().any(|(_, other)| other == word)
            {
                found.push((syllables, word.to_owned()));
            }
        }
    }
    found.sort_by_key(|(syllables, _)| u32::MAX - syllables);
    found.truncate(NAMED);
    found.into_iter().map(|(syllables, word)| format!("{word} ({syllables} syllables)")).collect()
}

/// Figures of the spoken text, in the order of the source.
fn figures(manuscript: &Manuscript<'_>, spoken: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for fact in manuscript.lesson.facts {
        let FactKind::Figure { value, .. } = &fact.kind else { continue };
        let value = manuscript.lesson.words(value);
        if spoken.contains(&value) && !found.contains(&value) && found.len() < NAMED {
            found.push(value);
        }
    }
    found
}
