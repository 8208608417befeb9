//! Practice: exercises and questions of a study guide, shared out so that no sentence is asked about twice.

use content::BloomLevel;
use content::material::quiz::BLANK;

use crate::facts::{FactKind, Span};
use crate::inquiry::{Inquiry, Sort};
use crate::lesson::Lesson;
use crate::phrase;
use crate::prose::join::{in_order, without_order};
use crate::prose::{Asking, Manuscript};
use crate::select::{hash, shuffled};

mod more;

/// How many exercises and questions make a good guide, and how many it must have.
const GOOD: (usize, usize) = (6, 10);
const LEAST: (usize, usize) = (3, 5);

/// How many questions may ask what a name of a manual is for.
const MOST_ENTRIES: usize = 5;

/// An exercise: what to do, and the sentences of the answer with what each rests on.
pub(super) struct Exercise {
    pub prompt: String,
    pub answer: Vec<(String, Span)>,
}

/// A question of the self-test.
pub(super) struct Question {
    pub question: String,
    pub answer: Vec<(String, Span)>,
    pub bloom_level: BloomLevel,
}

/// Exercises, and the questions that are left for a self-test.
pub(super) struct Practice {
    pub exercises: Vec<Exercise>,
    pub questions: Vec<Question>,
}

/// How exercises and questions take turns in choosing, so that both get some of every sort: sort, and whether it becomes
/// an exercise.
const TURNS: [(Sort, bool); 20] = [
    (Sort::Steps, true),
    (Sort::Difference, true),
    (Sort::Cause, false),
    (Sort::Meaning, false),
    (Sort::Belief, true),
    (Sort::Cause, true),
    (Sort::Figure, false),
    (Sort::Difference, false),
    (Sort::Cause, false),
    (Sort::Parts, true),
    (Sort::Meaning, false),
    (Sort::Belief, false),
    (Sort::Figure, true),
    (Sort::Cause, true),
    (Sort::Figure, false),
    (Sort::Meaning, false),
    (Sort::Parts, false),
    (Sort::Difference, true),
    (Sort::Meaning, false),
    (Sort::Meaning, true),
];

/// Shares out what the facts let us ask.
pub(super) fn of(manuscript: &Manuscript<'_>) -> Practice {
    let lesson = manuscript.lesson;
    let mut asking = Asking::of(manuscript);
    let mut exercises: Vec<Exercise> = Vec::new();
    let mut inquiries: Vec<Inquiry<'_>> = Vec::new();
    let mut missed = 0;
    for (sort, exercise) in TURNS.iter().copied().cycle().take(TURNS.len() * 4) {
        let full = if exercise { exercises.len() >= GOOD.0 } else { inquiries.len() >= GOOD.1 };
        if full || missed > TURNS.len() {
            continue;
        }
        let Some(inquiry) = asking.take_sort(&[sort]) else {
            missed += 1;
            continue;
        };
        missed = 0;
        let entry = |inquiry: &Inquiry<'_>| matches!(inquiry.fact.kind, FactKind::Entry { .. });
        if entry(&inquiry) && inquiries.iter().filter(|inquiry| entry(inquiry)).count() >= MOST_ENTRIES {
            continue;
        }
        match exercise.then(|| as_exercise(manuscript, &inquiry)).flatten() {
            Some(exercise) => exercises.push(exercise),
            None if inquiries.len() < GOOD.1 => inquiries.push(inquiry),
            None => {}
        }
    }
    inquiries.sort_by_key(|inquiry| (bloom_level(inquiry), lesson.place(inquiry.fact)));
    let mut practice = Practice { exercises, questions: inquiries.into_iter().map(as_question).collect() };
    more::fill(manuscript, &mut asking, &mut practice, LEAST);
    practice
}

/// A term is asked for without what else is said of it.
fn as_question(inquiry: Inquiry<'_>) -> Question {
    let bloom_level = bloom_level(&inquiry);
    let most = if inquiry.sort == Sort::Meaning { 1 } else { inquiry.answer.len() };
    Question {
        question: inquiry.question,
        answer: inquiry.answer.into_iter().take(most).collect(),
        bloom_level,
    }
}

/// A question about what follows asks to use what is known.
fn bloom_level(inquiry: &Inquiry<'_>) -> BloomLevel {
    let predicts = inquiry.sort == Sort::Cause && inquiry.question.starts_with("What happens");
    if predicts { BloomLevel::Apply } else { inquiry.bloom_level }
}

/// What to do about a question, beyond answering it.
fn as_exercise(manuscript: &Manuscript<'_>, inquiry: &Inquiry<'_>) -> Option<Exercise> {
    let lesson = manuscript.lesson;
    let asked = phrase_question(&inquiry.question);
    let prompt = match (&inquiry.fact.kind, inquiry.sort) {
        (FactKind::Sequence { steps, .. }, Sort::Steps) => return order(manuscript, steps),
        (FactKind::Contrast { sides: Some((one, other)) }, Sort::Difference) => {
            format!("Compare {} and {}. How are they different?", lesson.term(one), lesson.term(other))
        }
        (FactKind::Misconception { belief, .. }, Sort::Belief) => {
            let belief = phrase::as_sentence(&lesson.words(belief));
            format!("A classmate says, “{belief}” Is that right? Explain why or why not.")
        }
        (FactKind::Figure { value, .. }, Sort::Figure) => {
            return complete(lesson, &inquiry.fact.quote, value);
        }
        (_, Sort::Cause) if asked.starts_with("what happens") => format!("Make a prediction: {asked}"),
        (_, Sort::Cause) => format!("Explain in your own words: {asked}"),
        (_, Sort::Parts) => format!("Make a sketch with labels, or a list: {asked}"),
        (FactKind::Definition { term, .. }, Sort::Meaning) => {
            format!("Explain the word “{}” to a friend in your own words.", lesson.term(term))
        }
        (FactKind::Entry { .. }, Sort::Meaning) => {
            format!("Explain in your own words: {asked}")
        }
        _ => return None,
    };
    Some(Exercise { prompt, answer: inquiry.answer.iter().take(1).cloned().collect() })
}

/// A question as it goes on after a colon: its first word is a question word.
fn phrase_question(question: &str) -> String {
    let mut letters = question.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// `Put these steps in the right order: (A) …; (B) …`
fn order(manuscript: &Manuscript<'_>, steps: &[Span]) -> Option<Exercise> {
    let lesson = manuscript.lesson;
    let words: Vec<String> = steps.iter().map(|step| lesson.words(step)).collect();
    if !(3..=6).contains(&words.len()) || words.iter().any(|step| phrase::length(step) > 30) {
        return None;
    }
    let mut mixed = shuffled(words.len(), hash(&words.join(" ")));
    if mixed.windows(2).all(|pair| pair[0] < pair[1]) {
        mixed.rotate_left(1);
    }
    let list: Vec<String> = ('A'..)
        .zip(&mixed)
        .map(|(letter, &step)| {
            format!("({letter}) {}", lesson.inside(phrase::without_stop(&without_order(&words[step]))))
        })
        .collect();
    let answer = steps.iter().zip(&words).enumerate();
    let answer = answer.map(|(place, (span, step))| {
        (in_order(lesson, step, place, words.len()), manuscript.sentence_of(span))
    });
    Some(Exercise {
        prompt: format!("Put these steps in the right order: {}.", list.join("; ")),
        answer: answer.collect(),
    })
}

/// `Complete the sentence: One leaf cell can hold about _____.`
fn complete(lesson: &Lesson<'_>, quote: &Span, value: &Span) -> Option<Exercise> {
    let (sentence, value) = (lesson.stated(quote), lesson.words(value));
    let (before, after) = sentence.split_once(&value)?;
    let once = !after.contains(&value) && !before.trim().is_empty();
    let prompt = format!("Complete the sentence: {before}{BLANK}{after}");
    once.then(|| Exercise { prompt, answer: vec![(sentence.clone(), quote.clone())] })
}
