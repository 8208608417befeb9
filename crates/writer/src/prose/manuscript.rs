//! The manuscript: every line of the passages with its weight, its standing and the facts it holds.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use content::Passage;

use super::aim::Aim;
use super::likeness::{Numbers, Stems};
use super::sound::{is_order, is_sound, reports_belief, sets_right, ties_back};
use super::unit::{self, Bond, Unit};
use super::weigh::{self, Scale};
use crate::facts::standing::stands_alone;
use crate::facts::{Fact, FactKind, Span, entry};
use crate::lesson::Lesson;
use crate::sentence::{self, Block, Sentence};
use crate::{Request, stems};

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
    pub stems: Stems,
    /// How it may be used.
    pub standing: Standing,
    /// How central it is to the passages, above 0; about 1 on average.
    pub weight: f64,
    /// The facts it holds: indexes into the facts.
    pub facts: Vec<usize>,
    /// Whether it begins its paragraph.
    pub leads: bool,
    /// Whether it is left out only because it suits the readers less than others.
    pub left_out: bool,
    /// Whether only a connected text may use it: it tells what to do, or announces a list.
    pub connected_only: bool,
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
pub(crate) struct Manuscript<'a> {
    /// The request and its facts.
    pub lesson: &'a Lesson<'a>,
    /// Which lines it is made of.
    pub aim: Aim,
    /// Every line in reading order.
    pub lines: Vec<Line<'a>>,
    /// Lines that are used together or not at all, in reading order.
    pub units: Vec<Unit>,
    /// The stems of what the material is about.
    pub topic: Stems,
    /// The stems of topic and headings together.
    key: Stems,
    /// The topic as asked for, and the title of its source, apart.
    titles: Vec<Stems>,
    numbers: Numbers,
}

impl<'a> Manuscript<'a> {
    /// Reads the passages.
    pub(crate) fn read(lesson: &'a Lesson<'a>, aim: Aim) -> Self {
        let mut numbers = Numbers::default();
        let mut lines: Vec<Line<'a>> = sentence::read(lesson.passages())
            .into_iter()
            .map(|sentence| line(sentence, &mut numbers))
            .collect();
        let titles = titles(lesson.request);
        let words = titles.join(" ");
        let topic = numbers.known(&words);
        mark_leads(&mut lines);
        mark_announcements(&mut lines);
        note_beliefs(&mut lines);
        note_facts(&mut lines, lesson.facts);
        leave_out_entries(&mut lines, lesson);
        let headings: BTreeSet<&str> = lines.iter().filter_map(|line| line.sentence.heading).collect();
        let headings = headings.into_iter().collect::<Vec<_>>().join(" ");
        let key = numbers.known(&format!("{words} {headings}"));
        let headings = numbers.known(&headings);
        let level = lesson.request.brief.grade_level;
        weigh::weigh(&mut lines, lesson.facts, &Scale { topic: &topic, headings: &headings, level });
        let units = unit::of(&lines, lesson.facts);
        let titles = titles.iter().filter_map(|title| numbers.of(title)).collect();
        let mut manuscript = Self { lesson, aim, lines, units, topic, key, titles, numbers };
        if aim != Aim::Usual {
            let keep = manuscript.definition_of_topic();
            aim.apply(&mut manuscript.lines, lesson.facts, keep);
            manuscript.units = unit::of(&manuscript.lines, lesson.facts);
        }
        manuscript
    }

    /// The passages.
    pub(crate) fn passages(&self) -> &'a [Passage] {
        self.lesson.passages()
    }

    /// What a phrase is about, where the lines speak of all of it.
    pub(crate) fn stems_of(&self, phrase: &str) -> Option<Stems> {
        self.numbers.of(phrase)
    }

    /// The facts of a line.
    pub(crate) fn facts_of(&self, line: usize) -> impl Iterator<Item = &'a Fact> + '_ {
        self.lines[line].facts.iter().filter_map(|&fact| self.lesson.facts.get(fact))
    }

    /// Whether a line holds a fact of some kind.
    pub(crate) fn holds(&self, line: usize, kind: fn(&FactKind) -> bool) -> bool {
        self.facts_of(line).any(|fact| kind(&fact.kind))
    }

    /// The whole sentence that words stand in; the words themselves where it is none.
    pub(crate) fn sentence_of(&self, words: &Span) -> Span {
        let line = self.lines.iter().find(|line| line.span().covers(words));
        line.map_or_else(|| words.clone(), |line| line.span().clone())
    }

    /// Whether a quote begins in a range of lines.
    pub(crate) fn lies_in(&self, quote: &Span, lines: &Range<usize>) -> bool {
        self.lines[lines.clone()]
            .iter()
            .any(|line| line.span().overlaps(quote) && line.span().bytes.end > quote.bytes.start)
    }

    /// Whether two lines follow each other in one passage.
    pub(crate) fn adjoin(&self, earlier: usize, later: usize) -> bool {
        let (one, other) = (&self.lines[earlier], &self.lines[later]);
        earlier + 1 == later && one.span().passage == other.span().passage
    }

    /// Whether a line is used by itself, not only together with others.
    pub(crate) fn is_single(&self, line: usize) -> bool {
        self.units.iter().any(|unit| unit.bond == Bond::Single && unit.first() == line)
    }

    /// The processes told in steps within a range of lines.
    pub(crate) fn steps_in(&self, lines: &Range<usize>) -> impl Iterator<Item = &Unit> {
        let lines = lines.clone();
        self.units.iter().filter(move |unit| {
            matches!(unit.bond, Bond::Steps { .. })
                && lines.contains(&unit.first())
                && lines.contains(&unit.last())
        })
    }

    /// Whether two lines stand in one paragraph.
    pub(crate) fn share_paragraph(&self, earlier: usize, later: usize) -> bool {
        let (one, other) = (&self.lines[earlier].sentence, &self.lines[later].sentence);
        one.span.passage == other.span.passage && one.paragraph == other.paragraph
    }

    /// The line that says what the topic is: its definition, else the one of the first lines that speaks most of it.
    pub(crate) fn definition_of_topic(&self) -> Option<usize> {
        /// How many lines at the beginning may lead in.
        const FIRST: usize = 5;
        let alone = |line: &usize| {
            let found = &self.lines[*line];
            found.standing == Standing::Alone && !found.connected_only && self.is_single(*line)
        };
        let defines =
            |line: &usize| self.terms_of(*line).any(|term| term == self.topic || self.titles.contains(&term));
        let all = || (0..self.lines.len()).filter(alone);
        let spoken = |line: usize| self.lines[line].stems.shared(&self.topic);
        let speaks_most = |lines: Vec<usize>| {
            lines.into_iter().rev().max_by_key(|&line| spoken(line)).filter(|&line| spoken(line) > 0)
        };
        all()
            .find(defines)
            .or_else(|| all().find(|&line| self.terms_of(line).any(|term| self.nearly_topic(&term))))
            .or_else(|| speaks_most(all().take(FIRST).collect()))
            .or_else(|| {
                all().find(|&line| self.topic.count() > 0 && self.lines[line].stems.hold(&self.topic))
            })
            .or_else(|| all().next())
    }

    /// How many lines speak of something.
    pub(crate) fn speaks_of(&self, about: &Stems) -> usize {
        self.lines.iter().filter(|line| line.stems.hold(about)).count()
    }

    /// Whether a term is the topic with a word or two beside it: `the ext4 file system` for `ext4`.
    fn nearly_topic(&self, term: &Stems) -> bool {
        self.titles.iter().any(|title| term.hold(title) && term.count() <= title.count() + 2)
    }

    /// Whether a line speaks of the topic by name.
    pub(crate) fn names_topic(&self, line: usize) -> bool {
        self.lines[line].stems.shared(&self.topic) > 0
    }

    /// Whether a line defines a term that the topic or a heading names.
    pub(crate) fn is_key(&self, line: usize) -> bool {
        self.terms_of(line).any(|term| self.key.hold(&term))
    }

    /// Whether a line says what a word means.
    pub(crate) fn defines(&self, line: usize, word: &str) -> bool {
        self.facts_of(line).any(|fact| match &fact.kind {
            FactKind::Definition { term, .. } => self.lesson.term(term) == word,
            _ => false,
        })
    }

    /// The terms a line defines.
    fn terms_of(&self, line: usize) -> impl Iterator<Item = Stems> + '_ {
        self.facts_of(line).filter_map(|fact| match &fact.kind {
            FactKind::Definition { term, .. } => self.stems_of(term.text(self.passages())),
            _ => None,
        })
    }
}

/// What the material is about, in words: the topic as asked for, and the title of the source where it is on it.
fn titles(request: &Request<'_>) -> Vec<String> {
    let mut titles = vec![request.brief.topic.replace('_', " ")];
    let source = request
        .passages
        .first()
        .and_then(|first| request.sources.iter().find(|source| source.id == first.source_id));
    if let Some(source) = source {
        let related = stems::jaccard(&stems::of(&source.title), &stems::of(&titles[0])) > 0.0;
        if related || request.sources.len() == 1 {
            titles.push(source.title.clone());
        }
    }
    titles
}

fn line<'a>(sentence: Sentence<'a>, numbers: &mut Numbers) -> Line<'a> {
    let standing = if !is_sound(&sentence) {
        Standing::Unfit
    } else if stands_alone(&sentence) && !ties_back(sentence.text) {
        Standing::Alone
    } else {
        Standing::Leaning
    };
    let stems = numbers.learn(sentence.text);
    let connected_only = is_order(&sentence);
    Line {
        sentence,
        stems,
        standing,
        weight: 1.0,
        facts: Vec::new(),
        leads: false,
        left_out: false,
        connected_only,
    }
}

fn mark_leads(lines: &mut [Line<'_>]) {
    let mut before: Option<(usize, usize)> = None;
    for line in lines.iter_mut() {
        let place = (line.sentence.span.passage, line.sentence.paragraph);
        line.leads = before != Some(place) && line.sentence.block == Block::Prose;
        before = Some(place);
    }
}

/// The line right before a list announces it, and says little without it.
fn mark_announcements(lines: &mut [Line<'_>]) {
    for at in 1..lines.len() {
        let (before, line) = (&lines[at - 1].sentence, &lines[at].sentence);
        let begins_list = line.block != Block::Prose && before.block == Block::Prose;
        if begins_list && line.span.passage == before.span.passage {
            lines[at - 1].connected_only = true;
        }
    }
}

/// A line that reports what people think is fit only right before the line that sets it right.
fn note_beliefs(lines: &mut [Line<'_>]) {
    for at in 0..lines.len() {
        if reports_belief(&lines[at].sentence) {
            let span = lines[at].span();
            let corrected = lines.get(at + 1).is_some_and(|next| {
                next.span().passage == span.passage
                    && next.standing != Standing::Unfit
                    && sets_right(next.sentence.text)
            });
            lines[at].standing = if corrected { Standing::Belief } else { Standing::Unfit };
        }
    }
}

/// What a manual says under the name of an option is unclear without the name.
fn leave_out_entries(lines: &mut [Line<'_>], lesson: &Lesson<'_>) {
    let labels = entry::labels(lesson.passages());
    let defines = |line: &Line<'_>| {
        let kinds = line.facts.iter().filter_map(|&fact| lesson.facts.get(fact));
        entry::names_anew(line.sentence.text)
            && kinds.into_iter().any(|fact| matches!(fact.kind, FactKind::Definition { .. }))
    };
    for line in lines {
        let label = labels.get(line.span().passage).copied().flatten();
        if label.is_some_and(|label| entry::leans_on(label, line.sentence.text)) && !defines(line) {
            line.standing = Standing::Unfit;
        }
    }
}

/// Notes which facts a line holds, and which lines are wrong beliefs.
fn note_facts(lines: &mut [Line<'_>], facts: &[Fact]) {
    let mut by_passage: HashMap<usize, Vec<usize>> = HashMap::new();
    for (index, line) in lines.iter().enumerate() {
        by_passage.entry(line.sentence.span.passage).or_default().push(index);
    }
    for (number, fact) in facts.iter().enumerate() {
        let Some(candidates) = by_passage.get(&fact.quote.passage) else { continue };
        let here: Vec<usize> = candidates
            .iter()
            .copied()
            .filter(|&line| lines[line].sentence.span.overlaps(&fact.quote))
            .collect();
        for &line in &here {
            lines[line].facts.push(number);
        }
        if let FactKind::Misconception { belief, correction } = &fact.kind {
            for &line in &here {
                let span = &lines[line].sentence.span;
                if span.overlaps(belief) && !span.overlaps(correction) {
                    lines[line].standing = Standing::Belief;
                }
            }
        }
    }
}
