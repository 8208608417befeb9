//! Units: lines that are used together or not at all.

use std::collections::HashMap;

use super::manuscript::{Line, Standing};
use crate::facts::{Fact, FactKind};
use crate::sentence::Block;

/// What holds the lines of a unit together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bond {
    /// One line by itself.
    Single,
    /// A wrong belief and the line that sets it right.
    Correction,
    /// The steps of one process, with the line that announces them; `listed` where they stand in a numbered list and
    /// so do not say their order in words.
    Steps {
        /// How many lines at the start announce the steps.
        intro: usize,
        /// Whether their order stands only in the numbers of a list.
        listed: bool,
    },
}

/// Lines that follow each other and are used together or not at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unit {
    /// The lines, in reading order.
    pub lines: Vec<usize>,
    /// What holds them together.
    pub bond: Bond,
}

impl Unit {
    /// The unit's first line.
    pub(crate) fn first(&self) -> usize {
        self.lines.first().copied().unwrap_or_default()
    }

    /// The unit's last line.
    pub(crate) fn last(&self) -> usize {
        self.lines.last().copied().unwrap_or_default()
    }

    /// The lines that announce the steps of a process.
    pub(crate) fn intro(&self) -> &[usize] {
        self.lines.get(..self.intro_length()).unwrap_or_default()
    }

    /// The steps of a process; all lines of another unit.
    pub(crate) fn steps(&self) -> &[usize] {
        self.lines.get(self.intro_length()..).unwrap_or_default()
    }

    fn intro_length(&self) -> usize {
        if let Bond::Steps { intro, .. } = self.bond { intro } else { 0 }
    }
}

/// Every line that may be used, each in exactly one unit.
pub(super) fn of(lines: &[Line<'_>], facts: &[Fact]) -> Vec<Unit> {
    let bound = sequences(lines, facts);
    let mut units = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let unit = bound.get(&at).cloned().unwrap_or_else(|| single(lines, at));
        at = unit.last() + 1;
        if unit.lines.iter().all(|&line| lines[line].standing != Standing::Unfit)
            && lines[unit.last()].standing != Standing::Belief
        {
            units.push(unit);
        }
    }
    units
}

/// The processes whose steps stand in lines that follow each other, by their first line.
fn sequences(lines: &[Line<'_>], facts: &[Fact]) -> HashMap<usize, Unit> {
    let mut found = HashMap::new();
    for fact in facts {
        let FactKind::Sequence { intro, steps } = &fact.kind else { continue };
        let has = |line: &usize| steps.iter().any(|step| lines[*line].sentence.span.overlaps(step));
        let Some(first) = (0..lines.len()).find(has) else { continue };
        let mut unit: Vec<usize> = (first..lines.len()).take_while(has).collect();
        let listed = unit.iter().all(|&line| matches!(lines[line].sentence.block, Block::Numbered(_)));
        let announced = first
            .checked_sub(1)
            .filter(|&line| intro.as_ref().is_some_and(|intro| lines[line].sentence.span.overlaps(intro)));
        let intro = announced.filter(|&line| lines[line].standing == Standing::Alone);
        if let Some(intro) = intro {
            unit.insert(0, intro);
        }
        if unit.len() > 2 {
            let bond = Bond::Steps { intro: usize::from(intro.is_some()), listed };
            found.insert(unit[0], Unit { lines: unit, bond });
        }
    }
    found
}

fn single(lines: &[Line<'_>], at: usize) -> Unit {
    let next = lines.get(at + 1).filter(|next| next.sentence.span.passage == lines[at].sentence.span.passage);
    if lines[at].standing == Standing::Belief && next.is_some_and(|next| next.standing != Standing::Belief) {
        return Unit { lines: vec![at, at + 1], bond: Bond::Correction };
    }
    Unit { lines: vec![at], bond: Bond::Single }
}
