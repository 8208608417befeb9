//! More practice, for a text that invites few questions: sentences to complete, and what it says of its main things.

use content::BloomLevel;

use super::{Exercise, Practice, Question, complete, phrase_question};
use crate::english::clause;
use crate::english::word::is_pronoun;
use crate::facts::{FactKind, standing};
use crate::inquiry;
use crate::phrase::one_line;
use crate::prose::{Asking, Manuscript, Standing};
use crate::stems;

/// Fills exercises and questions up to the least number, as far as the text allows.
pub(super) fn fill(
    manuscript: &Manuscript<'_>,
    asking: &mut Asking<'_>,
    practice: &mut Practice,
    (exercises, questions): (usize, usize),
) {
    for fact in manuscript.lesson.figures() {
        let FactKind::Figure { value, .. } = &fact.kind else { continue };
        if practice.exercises.len() >= exercises {
            break;
        }
        if asking.is_untold(&fact.quote) {
            asking.told(&fact.quote);
            practice.exercises.extend(complete(manuscript.lesson, &fact.quote, value));
        }
    }
    ask_for_deeds(manuscript, asking, practice, (exercises, questions));
    let mut order: Vec<usize> = (0..manuscript.lines.len()).collect();
    order.sort_by(|&one, &other| manuscript.lines[other].weight.total_cmp(&manuscript.lines[one].weight));
    let mut asked = Vec::new();
    for line in order {
        let wants_exercise = practice.exercises.len() < exercises;
        if !wants_exercise && practice.questions.len() >= questions {
            break;
        }
        let Some((subject, question)) = about(manuscript, line) else { continue };
        if asking.is_untold(manuscript.lines[line].span()) && !asked.contains(&subject) {
            asking.told(manuscript.lines[line].span());
            asked.push(subject);
            if wants_exercise {
                practice.exercises.push(as_exercise(question));
            } else {
                practice.questions.push(question);
            }
        }
    }
}

/// Asks for what plain statements say, in questions that such a sentence answers.
fn ask_for_deeds(
    manuscript: &Manuscript<'_>,
    asking: &mut Asking<'_>,
    practice: &mut Practice,
    (exercises, questions): (usize, usize),
) {
    if practice.exercises.len() >= exercises && practice.questions.len() >= questions {
        return;
    }
    for inquiry in inquiry::deeds(manuscript.lesson) {
        if !asking.is_untold(&inquiry.fact.quote) {
            continue;
        }
        let question = super::as_question(inquiry.clone());
        if practice.questions.len() < questions {
            practice.questions.push(question);
        } else if practice.exercises.len() < exercises {
            practice.exercises.push(as_exercise(question));
        } else {
            break;
        }
        asking.told(&inquiry.fact.quote);
    }
}

fn as_exercise(question: Question) -> Exercise {
    let asked = phrase_question(&question.question);
    Exercise { prompt: format!("Explain in your own words: {asked}"), answer: question.answer }
}

/// `What does the text say about wild yeasts?`, with the stems of what it asks about.
fn about(manuscript: &Manuscript<'_>, line: usize) -> Option<(std::collections::BTreeSet<String>, Question)> {
    let found = &manuscript.lines[line];
    if found.standing != Standing::Alone || found.connected_only || !manuscript.is_single(line) {
        return None;
    }
    let text = one_line(found.sentence.text);
    let subject = clause::parse(standing::without_connective(&text))?.subject.to_owned();
    let words: Vec<String> = text::word::words(&subject).map(str::to_lowercase).collect();
    let named = (1..=5).contains(&words.len()) && !words.iter().any(|word| is_pronoun(word));
    let stems = stems::of(&subject);
    let question = format!("What does the text say about {}?", manuscript.lesson.inside(&subject));
    let answer = vec![(standing::stated(&text), found.span().clone())];
    (named && !stems.is_empty())
        .then_some((stems, Question { question, answer, bloom_level: BloomLevel::Understand }))
}
