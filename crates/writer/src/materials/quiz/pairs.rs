//! Matching: terms and definitions to put together.

use content::BloomLevel;
use content::material::Difficulty;
use content::material::quiz::{QuizKind, QuizPair};

use super::question::Question;
use crate::distractors;
use crate::facts::{Fact, FactKind};
use crate::lesson::Lesson;
use crate::phrase::as_sentence;

/// The fewest and most pairs.
const PAIRS: (usize, usize) = (4, 5);

/// Terms to match with their definitions, each definition true of one term only.
pub(super) fn matching(lesson: &Lesson<'_>, pool: &[&Fact]) -> Option<Question> {
    let mut picked: Vec<&Fact> = Vec::new();
    for fact in pool {
        let apart = picked.iter().all(|other| {
            distractors::is_false_of(lesson, fact, other) && distractors::is_false_of(lesson, other, fact)
        });
        if picked.len() < PAIRS.1 && apart && pair(lesson, fact).is_some() {
            picked.push(fact);
        }
    }
    if picked.len() < PAIRS.0 {
        return None;
    }
    crate::select::in_reading_order(lesson, &mut picked);
    let pairs: Vec<QuizPair> = picked.iter().filter_map(|fact| pair(lesson, fact)).collect();
    let answer: Vec<String> = pairs.iter().map(|pair| format!("{}: {}", pair.left, pair.right)).collect();
    let sentences: Vec<String> = picked.iter().map(|fact| lesson.defined(fact)).collect();
    let first = (sentences[0].clone(), picked[0].quote.clone());
    let mut question = Question::new(
        QuizKind::Matching,
        "Match each term with its definition.".to_owned(),
        answer.join(" "),
        first,
    );
    question.item.explanation = sentences.join(" ");
    question.cited.clear();
    question.about = picked.iter().map(|fact| fact.quote.clone()).collect();
    for (index, (fact, sentence)) in picked.iter().zip(sentences).enumerate() {
        question.cite(format!("pairs/{index}/right"), &fact.quote);
        question.cited.push(("explanation".to_owned(), Some(sentence), fact.quote.clone()));
    }
    question.item.pairs = pairs;
    Some(question.asking(BloomLevel::Remember, Difficulty::Medium))
}

fn pair(lesson: &Lesson<'_>, fact: &Fact) -> Option<QuizPair> {
    let FactKind::Definition { term, definition, .. } = &fact.kind else { return None };
    let (left, right) = (lesson.term(term), as_sentence(&lesson.words(definition)));
    (!crate::stems::gives_away(&left, &right)).then_some(QuizPair { left, right })
}
