//! Choosing: what is worth saying within a budget, never the same thing twice, never a line that leans on one left out.

use std::collections::BTreeSet;
use std::ops::Range;

use super::manuscript::{Manuscript, Standing};
use super::unit::{Bond, Unit};

/// Two lines that share this much say the same.
const TWIN: f64 = 0.6;

/// How much may be chosen.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Budget {
    /// The fewest and most lines.
    pub lines: (usize, usize),
    /// The most words, once the fewest lines are there.
    pub words: usize,
    /// Whether lines may be chosen that need others beside them: those that lean on the line before, processes in
    /// steps, beliefs with their corrections.
    pub connected: bool,
}

impl Budget {
    /// Between `least` and `most` lines, each of which stands alone.
    pub(crate) fn lines(least: usize, most: usize) -> Self {
        Self { lines: (least, most), words: usize::MAX, connected: false }
    }

    /// Connected prose of at most this many words.
    pub(crate) fn words(words: usize) -> Self {
        Self { lines: (2, usize::MAX), words, connected: true }
    }
}

/// Chooses lines for one text after another and remembers what was said.
pub(crate) struct Chooser<'m> {
    manuscript: &'m Manuscript<'m>,
    used: BTreeSet<usize>,
    /// For each line, how much the nearest line said so far is like it.
    nearest: Vec<f64>,
}

impl<'m> Chooser<'m> {
    /// Nothing said yet.
    pub(crate) fn new(manuscript: &'m Manuscript<'m>) -> Self {
        Self { manuscript, used: BTreeSet::new(), nearest: vec![0.0; manuscript.lines.len()] }
    }

    /// Whether a line is still free and says nothing that was said.
    pub(crate) fn is_free(&self, line: usize) -> bool {
        let fit = self.manuscript.lines.get(line).is_some_and(|line| line.standing != Standing::Unfit);
        fit && !self.used.contains(&line) && self.nearest[line] < TWIN
    }

    /// Marks a line as said, if it is free.
    pub(crate) fn take(&mut self, line: usize) -> bool {
        let free = self.is_free(line);
        if free {
            self.used.insert(line);
            raise(self.manuscript, &mut self.nearest, line);
        }
        free
    }

    /// Lines of a range that are free and stand alone.
    pub(crate) fn left(&self, lines: &Range<usize>) -> usize {
        let alone = |line: &usize| {
            let found = &self.manuscript.lines[*line];
            found.standing == Standing::Alone && !found.connected_only
        };
        lines.clone().filter(alone).filter(|&line| self.is_free(line)).count()
    }

    /// The best lines of a range within a budget, in reading order, marked as said. `bias` says how welcome a line is
    /// here: 1 as any other, 0 not at all.
    pub(crate) fn pick(
        &mut self,
        lines: &Range<usize>,
        budget: Budget,
        bias: impl Fn(usize) -> f64,
    ) -> Vec<usize> {
        let manuscript = self.manuscript;
        let inside = |unit: &&Unit| lines.contains(&unit.first()) && lines.contains(&unit.last());
        let units: Vec<&Unit> = manuscript.units.iter().filter(inside).collect();
        let mut choice = Choice { near: vec![0.0; manuscript.lines.len()], lines: Vec::new(), words: 0 };
        while choice.lines.len() < budget.lines.1 {
            let Some(unit) = self.next(&units, &choice, budget, &bias) else { break };
            let words: usize = unit.iter().map(|&line| manuscript.lines[line].words()).sum();
            let enough = choice.lines.len() >= budget.lines.0;
            if enough && choice.words.saturating_add(words) > budget.words {
                break;
            }
            choice.words += words;
            for line in unit {
                self.used.insert(line);
                raise(manuscript, &mut self.nearest, line);
                raise(manuscript, &mut choice.near, line);
                choice.lines.push(line);
            }
        }
        choice.lines.sort_unstable();
        choice.lines
    }

    /// The lines of the most welcome unit that may follow what is chosen.
    fn next(
        &self,
        units: &[&Unit],
        choice: &Choice,
        budget: Budget,
        bias: &impl Fn(usize) -> f64,
    ) -> Option<Vec<usize>> {
        let mut best: Option<(f64, &[usize])> = None;
        for unit in units {
            let Some(lines) = self.usable(unit, choice, budget) else { continue };
            let score = self.score(lines, choice, bias);
            if score > 0.0 && best.is_none_or(|(most, _)| score > most) {
                best = Some((score, lines));
            }
        }
        best.map(|(_, lines)| lines.to_vec())
    }

    /// The lines of a unit as the budget allows them; `None` where it does not.
    fn usable<'u>(&self, unit: &'u Unit, choice: &Choice, budget: Budget) -> Option<&'u [usize]> {
        let lines = match unit.bond {
            Bond::Steps { .. } if !budget.connected => return None,
            // without room for the belief, what sets it right is said alone
            Bond::Correction if !budget.connected => unit.lines.get(1..)?,
            _ => unit.lines.as_slice(),
        };
        let first = *lines.first()?;
        let led = || {
            let before = first.checked_sub(1);
            before
                .is_some_and(|before| choice.lines.contains(&before) && self.manuscript.adjoin(before, first))
        };
        let stands = match self.manuscript.lines[first].standing {
            Standing::Alone => budget.connected || !self.manuscript.lines[first].connected_only,
            Standing::Belief => true,
            Standing::Leaning => matches!(unit.bond, Bond::Steps { .. }) || (budget.connected && led()),
            Standing::Unfit => false,
        };
        let fits = choice.lines.len() + lines.len() <= budget.lines.1;
        (stands && fits && lines.iter().all(|&line| self.is_free(line))).then_some(lines)
    }

    fn score(&self, lines: &[usize], choice: &Choice, bias: &impl Fn(usize) -> f64) -> f64 {
        let manuscript = self.manuscript;
        let sum: f64 = lines.iter().map(|&line| manuscript.lines[line].weight * bias(line)).sum();
        let beside = |line: usize, other: usize| {
            line.abs_diff(other) == 1 && manuscript.share_paragraph(line.min(other), line.max(other))
        };
        let close = choice.lines.iter().any(|&other| lines.iter().any(|&line| beside(line, other)));
        let repeats = lines.iter().map(|&line| choice.near[line]).fold(0.0, f64::max);
        sum / lines.len() as f64 * if close { 1.2 } else { 1.0 } * (1.0 - 0.8 * repeats)
    }
}

/// What was chosen so far for one text.
struct Choice {
    /// For each line, how much the nearest line chosen is like it.
    near: Vec<f64>,
    lines: Vec<usize>,
    words: usize,
}

/// Notes in `nearest` how like every line is to the one given.
fn raise(manuscript: &Manuscript<'_>, nearest: &mut [f64], line: usize) {
    let said = &manuscript.lines[line].stems;
    for (other, near) in manuscript.lines.iter().zip(nearest) {
        *near = near.max(other.stems.likeness(said));
    }
}
