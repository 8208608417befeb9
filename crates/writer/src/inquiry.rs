//! Inquiries: questions that the facts answer, each with its answer in the source's sentences.
//!
//! [`mixed`] is what a composer asks for: so many questions of different kinds, none about a sentence that another
//! already asks about.

use content::BloomLevel;

use crate::cite::Prose;
use crate::facts::{Fact, FactKind, Span};
use crate::lesson::Lesson;
use crate::question::{self, Asked};
use crate::select::Seen;
use crate::{phrase, stems};

/// What an inquiry asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Sort {
    /// `What is …?`
    Meaning,
    /// `Why …?`, `What happens when …?`
    Cause,
    /// `What are the parts of …?`
    Parts,
    /// `What are the steps of …?`
    Steps,
    /// `How is … different from …?`
    Difference,
    /// `When …?`, `How many …?`
    Figure,
    /// `Is it true that …?`
    Belief,
    /// `What does … contain?`
    Deed,
}

/// A question with its answer.
#[derive(Debug, Clone)]
pub(crate) struct Inquiry<'a> {
    /// The fact asked about.
    pub fact: &'a Fact,
    /// What it asks for.
    pub sort: Sort,
    /// The question.
    pub question: String,
    /// The sentences of the answer with what each rests on.
    pub answer: Vec<(String, Span)>,
    /// The kind of thinking it asks for.
    pub bloom_level: BloomLevel,
}

impl Inquiry<'_> {
    /// The answer as a text at a place of the body.
    pub(crate) fn prose(&self, pointer: impl Into<String>) -> Prose {
        let mut prose = Prose::new(pointer);
        for (sentence, quote) in &self.answer {
            prose.say(sentence, quote);
        }
        prose
    }
}

/// In which order kinds take turns.
const TURNS: [Sort; 12] = [
    Sort::Meaning,
    Sort::Cause,
    Sort::Belief,
    Sort::Difference,
    Sort::Meaning,
    Sort::Cause,
    Sort::Steps,
    Sort::Figure,
    Sort::Meaning,
    Sort::Cause,
    Sort::Parts,
    Sort::Figure,
];

/// At most `wanted` inquiries of mixed kinds in reading order, none about the same sentence as another; where there are
/// fewer than `least`, plain statements are asked for as well.
pub(crate) fn mixed<'a>(lesson: &Lesson<'a>, least: usize, wanted: usize) -> Vec<Inquiry<'a>> {
    let mut left = all(lesson);
    let mut picked: Vec<Inquiry<'_>> = Vec::new();
    let mut asked = Seen::default();
    let mut turn = 0;
    let mut missed = 0;
    while picked.len() < wanted && missed < TURNS.len() {
        let sort = TURNS[turn % TURNS.len()];
        turn += 1;
        let found = left.iter().position(|inquiry| inquiry.sort == sort);
        let Some(at) = found else {
            missed += 1;
            continue;
        };
        missed = 0;
        let inquiry = left.remove(at);
        let fresh = !picked.iter().any(|other| other.fact.quote.overlaps(&inquiry.fact.quote));
        if fresh && asked.is_new(&inquiry.question, 0.7) {
            picked.push(inquiry);
        }
    }
    filled(lesson, &mut picked, &mut asked, least);
    picked.sort_by_key(|inquiry| lesson.place(inquiry.fact));
    let asked: Vec<Span> = picked.iter().map(|inquiry| inquiry.fact.quote.clone()).collect();
    for (index, inquiry) in picked.iter_mut().enumerate() {
        // what another question asks is not told here already
        let elsewhere = |quote: &Span| {
            asked.iter().enumerate().any(|(other, span)| other != index && span.overlaps(quote))
        };
        if inquiry.sort == Sort::Meaning {
            inquiry.answer.retain(|(_, quote)| !elsewhere(quote));
        }
    }
    picked
}

/// Every inquiry that the facts allow, best first within its kind.
pub(crate) fn all<'a>(lesson: &Lesson<'a>) -> Vec<Inquiry<'a>> {
    let mut found = Vec::new();
    let mut add = |facts: Vec<&'a Fact>, of: &dyn Fn(&'a Fact) -> Option<Inquiry<'a>>| {
        found.extend(facts.into_iter().filter_map(of));
    };
    add(lesson.definitions(), &|fact| meaning(lesson, fact));
    add(lesson.entries(), &|fact| purpose(lesson, fact));
    add(lesson.causes(), &|fact| cause(lesson, fact));
    add(lesson.misconceptions(), &|fact| belief(lesson, fact));
    add(lesson.contrasts(), &|fact| {
        sentence(lesson, fact, Sort::Difference, &question::difference(lesson, fact)?)
    });
    add(lesson.parts(), &|fact| sentence(lesson, fact, Sort::Parts, &question::parts(lesson, fact)?));
    add(lesson.figures(), &|fact| sentence(lesson, fact, Sort::Figure, &question::figure(lesson, fact)?));
    add(lesson.sequences(), &|fact| steps(lesson, fact));
    found
}

/// What plain statements say of their subjects, best first: for a text that invites too few other questions.
pub(crate) fn deeds<'a>(lesson: &Lesson<'a>) -> Vec<Inquiry<'a>> {
    let asked = |fact| sentence(lesson, fact, Sort::Deed, &question::deed(lesson, fact)?.0);
    lesson.best(|kind| matches!(kind, FactKind::Statement)).into_iter().filter_map(asked).collect()
}

/// Adds plain statements until there are `least`, none about the same as another.
fn filled<'a>(lesson: &Lesson<'a>, picked: &mut Vec<Inquiry<'a>>, asked: &mut Seen, least: usize) {
    if picked.len() >= least {
        return;
    }
    for inquiry in deeds(lesson) {
        let fresh = !picked.iter().any(|other| other.fact.quote.overlaps(&inquiry.fact.quote));
        if picked.len() < least && fresh && asked.is_new(&inquiry.question, 0.7) {
            picked.push(inquiry);
        }
    }
}

/// An inquiry that the fact's own sentence answers.
fn sentence<'a>(lesson: &Lesson<'_>, fact: &'a Fact, sort: Sort, question: &str) -> Option<Inquiry<'a>> {
    let bloom_level = match sort {
        Sort::Difference => BloomLevel::Analyze,
        Sort::Cause | Sort::Steps | Sort::Deed => BloomLevel::Understand,
        Sort::Belief => BloomLevel::Evaluate,
        Sort::Meaning | Sort::Parts | Sort::Figure => BloomLevel::Remember,
    };
    let answer = vec![(lesson.stated(&fact.quote), fact.quote.clone())];
    Some(Inquiry { fact, sort, question: phrase::capitalised(question), answer, bloom_level })
}

fn meaning<'a>(lesson: &Lesson<'a>, fact: &'a Fact) -> Option<Inquiry<'a>> {
    let FactKind::Definition { term, .. } = &fact.kind else { return None };
    let mut inquiry = sentence(lesson, fact, Sort::Meaning, &question::what_is(lesson, fact)?)?;
    inquiry.answer = vec![(lesson.defined(fact), fact.quote.clone())];
    inquiry.answer.extend(more_about(lesson, fact, &lesson.words(term)));
    Some(inquiry)
}

/// What an entry of a manual is for.
fn purpose<'a>(lesson: &Lesson<'_>, fact: &'a Fact) -> Option<Inquiry<'a>> {
    let FactKind::Entry { meaning, .. } = &fact.kind else { return None };
    let mut inquiry = sentence(lesson, fact, Sort::Meaning, &question::purpose(lesson, fact)?)?;
    inquiry.answer = vec![(phrase::as_sentence(&lesson.words(meaning)), fact.quote.clone())];
    Some(inquiry)
}

/// Another sentence of the same passage that says more about a term.
fn more_about(lesson: &Lesson<'_>, fact: &Fact, term: &str) -> Option<(String, Span)> {
    let wanted = stems::of(term);
    let about = |other: &&Fact| {
        matches!(other.kind, FactKind::Statement | FactKind::Figure { .. } | FactKind::Parts { .. })
            && other.quote.passage == fact.quote.passage
            && other.quote.bytes.start >= fact.quote.bytes.end
            && !other.quote.overlaps(&fact.quote)
            && begins_with(lesson.stated(&other.quote).as_str(), &wanted)
            && standing_alone(lesson, other)
    };
    let next = lesson.facts.iter().find(about)?;
    Some((lesson.stated(&next.quote), next.quote.clone()))
}

/// A marked fact was taken on its author's word: for a second sentence only what surely stands alone will do.
fn standing_alone(lesson: &Lesson<'_>, fact: &Fact) -> bool {
    !fact.marked || crate::facts::standing::quotable(&lesson.words(&fact.quote))
}

/// Whether a sentence is about what the stems name: all of them stand among its first words.
fn begins_with(sentence: &str, wanted: &std::collections::BTreeSet<String>) -> bool {
    let opening: Vec<&str> = text::word::words(sentence).take(wanted.len() + 3).collect();
    !wanted.is_empty() && wanted.is_subset(&stems::of(&opening.join(" ")))
}

fn cause<'a>(lesson: &Lesson<'_>, fact: &'a Fact) -> Option<Inquiry<'a>> {
    let question = match question::because(lesson, fact)? {
        Asked::Cause(question) | Asked::Effect(question) => question,
    };
    sentence(lesson, fact, Sort::Cause, &question)
}

fn belief<'a>(lesson: &Lesson<'_>, fact: &'a Fact) -> Option<Inquiry<'a>> {
    let FactKind::Misconception { belief, correction } = &fact.kind else { return None };
    let claim = lesson.inside(phrase::without_stop(&lesson.words(belief)));
    let mut inquiry = sentence(lesson, fact, Sort::Belief, &format!("Is it true that {claim}?"))?;
    inquiry.answer = vec![(phrase::as_sentence(&lesson.words(correction)), correction.clone())];
    Some(inquiry)
}

fn steps<'a>(lesson: &Lesson<'_>, fact: &'a Fact) -> Option<Inquiry<'a>> {
    let FactKind::Sequence { steps, .. } = &fact.kind else { return None };
    let mut inquiry = sentence(lesson, fact, Sort::Steps, &question::steps(lesson, fact)?)?;
    inquiry.answer =
        steps.iter().map(|step| (phrase::as_sentence(&lesson.words(step)), step.clone())).collect();
    Some(inquiry)
}
