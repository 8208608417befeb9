//! The manuscript: every line of the passages with its weight, its standing and the facts it holds.

use std::collections::{BTreeSet, HashMap};

use content::Passage;

use super::sound::{is_sound, ties_back};
use super::weigh;
use crate::Request;
use crate::facts::standing::stands_alone;
use crate::facts::{Fact, FactKind, Span};
use crate::names::Names;
use crate::sentence::{self, Block, Sentence};
use crate::stems;

/// How a line may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Anywhere.
    Alone,
    /// Only right after the line before it.
    Leaning,
    /// A wrong belief: only right before the line that sets it right.
    Belief,
    /// Nowhere.
    Unfit,
}

/// One sentence of a passage as an editor sees it.
#[derive(Debug)]
pub(crate) struct Line<'a> {
    /// The sentence.
    pub sentence: Sentence<'a>,
    /// What it is about.
    pub stems: BTreeSet<String>,
    /// How it may be used.
    pub standing: Standing,
    /// How central it is to the passages, above 0; about 1 on average.
    pub weight: f64,
    /// The facts it holds: indexes into the facts.
    pub facts: Vec<usize>,
    /// Whether it begins its paragraph.
    pub leads: bool,
    /// Its number in a process whose steps stand in a list, from 0.
    pub step: Option<usize>,
}

impl Line<'_> {
    /// How many words it has.
    pub(crate) fn words(&self) -> usize {
        self.sentence.words.len()
    }

    /// Where it stands.
    pub(crate) fn span(&self) -> &Span {
        &self.sentence.span
    }
}

/// The passages as an editor sees them.
#[derive(Debug)]
pub(crate) struct Manuscript<'a> {
    /// What was asked for.
    pub request: Request<'a>,
    /// What the passages say.
    pub facts: &'a [Fact],
    /// Every line in reading order.
    pub lines: Vec<Line<'a>>,
    /// Which words keep their capital letter.
    pub names: Names,
    /// The stems of what the material is about.
    pub topic: BTreeSet<String>,
}

impl<'a> Manuscript<'a> {
    /// Reads the passages.
    pub(crate) fn read(request: &Request<'a>, facts: &'a [Fact]) -> Self {
        let sentences = sentence::read(request.passages);
        let names = Names::of(&sentences);
        let topic = topic_stems(request);
        let mut lines: Vec<Line<'a>> = sentences.into_iter().map(line).collect();
        mark_leads(&mut lines);
        note_facts(&mut lines, facts);
        weigh::weigh(&mut lines, &topic, request.brief.grade_level);
        Self { request: *request, facts, lines, names, topic }
    }

    /// The passages.
    pub(crate) fn passages(&self) -> &'a [Passage] {
        self.request.passages
    }

    /// The facts of a line.
    pub(crate) fn facts_of(&self, line: usize) -> impl Iterator<Item = &'a Fact> + '_ {
        self.lines[line].facts.iter().filter_map(|&fact| self.facts.get(fact))
    }

    /// Whether a line holds a fact of some kind.
    pub(crate) fn holds(&self, line: usize, kind: fn(&FactKind) -> bool) -> bool {
        self.facts_of(line).any(|fact| kind(&fact.kind))
    }

    /// Whether two lines follow each other in one paragraph or list.
    pub(crate) fn adjoin(&self, earlier: usize, later: usize) -> bool {
        let (one, other) = (&self.lines[earlier], &self.lines[later]);
        earlier + 1 == later && one.span().passage == other.span().passage
    }

    /// Whether two lines stand in one paragraph.
    pub(crate) fn share_paragraph(&self, earlier: usize, later: usize) -> bool {
        let (one, other) = (&self.lines[earlier].sentence, &self.lines[later].sentence);
        one.span.passage == other.span.passage && one.paragraph == other.paragraph
    }

    /// The line that says what the topic is, else the first line that stands alone.
    pub(crate) fn definition_of_topic(&self) -> Option<usize> {
        let defines = |line: &usize| {
            self.facts_of(*line).any(|fact| match &fact.kind {
                FactKind::Definition { term, .. } => {
                    let term = stems::of(term.text(self.passages()));
                    !term.is_empty() && term.is_subset(&self.topic)
                }
                _ => false,
            })
        };
        let alone = |line: &usize| self.lines[*line].standing == Standing::Alone;
        (0..self.lines.len())
            .filter(alone)
            .find(defines)
            .or_else(|| (0..self.lines.len()).filter(alone).find(|&line| self.names_topic(line)))
            .or_else(|| (0..self.lines.len()).find(alone))
    }

    fn names_topic(&self, line: usize) -> bool {
        !self.topic.is_empty() && self.lines[line].stems.intersection(&self.topic).next().is_some()
    }
}

fn topic_stems(request: &Request<'_>) -> BTreeSet<String> {
    let mut topic = stems::of(&request.brief.topic.replace('_', " "));
    if let Some(source) = request.passages.first().and_then(|first| {
        request.sources.iter().find(|source| source.id == first.source_id)
    }) {
        let title = stems::of(&source.title);
        if title.intersection(&topic).next().is_some() || request.sources.len() == 1 {
            topic.extend(title);
        }
    }
    topic
}

fn line(sentence: Sentence<'_>) -> Line<'_> {
    let standing = if !is_sound(&sentence) {
        Standing::Unfit
    } else if stands_alone(&sentence) && !ties_back(sentence.text) {
        Standing::Alone
    } else {
        Standing::Leaning
    };
    let stems = stems::of(sentence.text);
    Line { sentence, stems, standing, weight: 1.0, facts: Vec::new(), leads: false, step: None }
}

fn mark_leads(lines: &mut [Line<'_>]) {
    let mut before: Option<(usize, usize)> = None;
    for line in lines.iter_mut() {
        let place = (line.sentence.span.passage, line.sentence.paragraph);
        line.leads = before != Some(place) && line.sentence.block == Block::Prose;
        before = Some(place);
    }
}

/// Notes which facts a line holds, which lines are wrong beliefs, and which are steps set out in a list.
fn note_facts(lines: &mut [Line<'_>], facts: &[Fact]) {
    let mut by_passage: HashMap<usize, Vec<usize>> = HashMap::new();
    for (index, line) in lines.iter().enumerate() {
        by_passage.entry(line.sentence.span.passage).or_default().push(index);
    }
    for (number, fact) in facts.iter().enumerate() {
        let Some(candidates) = by_passage.get(&fact.quote.passage) else { continue };
        let here: Vec<usize> =
            candidates.iter().copied().filter(|&line| lines[line].sentence.span.overlaps(&fact.quote)).collect();
        for &line in &here {
            lines[line].facts.push(number);
        }
        note_special(lines, &here, fact);
    }
}

fn note_special(lines: &mut [Line<'_>], here: &[usize], fact: &Fact) {
    match &fact.kind {
        FactKind::Misconception { belief, correction } => {
            for &line in here {
                let span = &lines[line].sentence.span;
                if span.overlaps(belief) && !span.overlaps(correction) {
                    lines[line].standing = Standing::Belief;
                }
            }
        }
        FactKind::Sequence { steps, .. } => {
            for &line in here {
                let listed = matches!(lines[line].sentence.block, Block::Numbered(_));
                let step = steps.iter().position(|step| lines[line].sentence.span.overlaps(step));
                if listed {
                    lines[line].step = step;
                }
            }
        }
        _ => {}
    }
}
