//! Parts: the manuscript's lines under titles, neither too many nor too small.

use std::collections::BTreeSet;
use std::ops::Range;

use super::heading;
use super::manuscript::{Manuscript, Standing};
use super::segment;
use crate::stems;

/// Lines that belong together, and what they are about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Part {
    /// What they are about.
    pub title: String,
    /// The lines, in reading order; some may be unfit.
    pub lines: Range<usize>,
}

/// How many parts are wanted, and how much each must hold.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wanted {
    /// The fewest parts.
    pub least: usize,
    /// The most parts.
    pub most: usize,
    /// The fewest lines of a part that stand alone.
    pub lines: usize,
}

/// A part of which the title is not settled.
#[derive(Debug, Clone)]
struct Raw {
    heading: Option<String>,
    lines: Range<usize>,
    /// Whether it must not grow beyond its own source.
    source: content::SourceId,
}

/// A part longer than this is divided where its subject changes, if there is room for more parts.
const LONG_LINES: usize = 26;
/// The most parts that a text without headings is divided into.
const MOST_FOUND: usize = 8;
/// How many lines a part has that comes of dividing.
const GOOD_LINES: usize = 10;

/// The parts of a manuscript. Fewer than `wanted.least` come back where the text holds no more.
pub(crate) fn of(manuscript: &Manuscript<'_>, wanted: Wanted) -> Vec<Part> {
    let mut raw = under_headings(manuscript);
    merge_small(manuscript, &mut raw, wanted.lines);
    divide_long(manuscript, &mut raw, wanted);
    merge_small(manuscript, &mut raw, wanted.lines);
    while raw.len() > wanted.most {
        merge_smallest_pair(manuscript, &mut raw);
    }
    titled(manuscript, raw)
}

/// Runs of lines under one heading of one source, back matter left out.
fn under_headings(manuscript: &Manuscript<'_>) -> Vec<Raw> {
    let mut raw: Vec<Raw> = Vec::new();
    for (index, line) in manuscript.lines.iter().enumerate() {
        let Some(passage) = manuscript.passages().get(line.span().passage) else { continue };
        let heading = line.sentence.heading;
        if heading.is_some_and(heading::is_back_matter) {
            continue;
        }
        match raw.last_mut() {
            Some(last)
                if last.source == passage.source_id
                    && last.heading.as_deref() == heading
                    && last.lines.end == index =>
            {
                last.lines.end = index + 1;
            }
            _ => raw.push(Raw {
                heading: heading.map(str::to_owned),
                lines: index..index + 1,
                source: passage.source_id,
            }),
        }
    }
    raw.retain(|part| weight(manuscript, part) > 0);
    raw
}

/// How many lines of a part stand alone.
fn weight(manuscript: &Manuscript<'_>, part: &Raw) -> usize {
    manuscript.lines[part.lines.clone()]
        .iter()
        .filter(|line| line.standing == Standing::Alone && !line.connected_only)
        .count()
}

/// Joins every part with too few lines to the neighbour that is nearer to it.
fn merge_small(manuscript: &Manuscript<'_>, raw: &mut Vec<Raw>, least: usize) {
    while raw.len() > 1 {
        let Some(small) = (0..raw.len())
            .filter(|&index| weight(manuscript, &raw[index]) < least)
            .min_by_key(|&index| weight(manuscript, &raw[index]))
        else {
            return;
        };
        let nearness = |index: usize| -> f64 {
            let one_source = if raw[index].source == raw[small].source { 1.0 } else { 0.0 };
            let likeness = likeness(manuscript, &raw[index], &raw[small]);
            one_source + likeness - 0.02 * weight(manuscript, &raw[index]) as f64
        };
        let before = small.checked_sub(1);
        let after = (small + 1 < raw.len()).then_some(small + 1);
        let first = match (before, after) {
            (Some(before), Some(after)) if nearness(after) > nearness(before) => small,
            (Some(before), _) => before,
            (None, _) => small,
        };
        merge(manuscript, raw, first);
    }
}

fn likeness(manuscript: &Manuscript<'_>, one: &Raw, other: &Raw) -> f64 {
    let stems = |part: &Raw| -> BTreeSet<u32> {
        manuscript.lines[part.lines.clone()].iter().flat_map(|line| line.stems.iter()).collect()
    };
    let (one, other) = (stems(one), stems(other));
    one.intersection(&other).count() as f64 / one.union(&other).count().max(1) as f64
}

fn merge_smallest_pair(manuscript: &Manuscript<'_>, raw: &mut Vec<Raw>) {
    let size = |index: usize| weight(manuscript, &raw[index]) + weight(manuscript, &raw[index + 1]);
    let first = (0..raw.len().saturating_sub(1)).min_by_key(|&index| size(index));
    if let Some(first) = first {
        merge(manuscript, raw, first);
    }
}

/// Joins a part with the next one; the title of the larger stays.
fn merge(manuscript: &Manuscript<'_>, raw: &mut Vec<Raw>, first: usize) {
    let next = raw.remove(first + 1);
    let keeps = raw[first].heading.is_some() && weight(manuscript, &raw[first]) >= weight(manuscript, &next);
    let into = &mut raw[first];
    into.lines.end = next.lines.end;
    if !keeps && next.heading.is_some() {
        into.heading = next.heading;
    }
}

/// Divides parts where the subject changes: all that are long, then the longest until there are enough.
fn divide_long(manuscript: &Manuscript<'_>, raw: &mut Vec<Raw>, wanted: Wanted) {
    loop {
        let room = raw.len() < wanted.most.min(MOST_FOUND);
        let Some(longest) =
            (0..raw.len()).max_by_key(|&index| (weight(manuscript, &raw[index]), usize::MAX - index))
        else {
            return;
        };
        let size = weight(manuscript, &raw[longest]);
        let needed = raw.len() < wanted.least;
        if !(room && (size > LONG_LINES || needed && size >= 2 * wanted.lines)) {
            return;
        }
        let missing = wanted.least.max(3).saturating_sub(raw.len()) + 1;
        let least = if needed { missing.min(size / wanted.lines.max(1)) } else { 2 };
        let pieces = (size / GOOD_LINES).max(least).min(wanted.most.min(MOST_FOUND) + 1 - raw.len()).max(2);
        let cuts = segment::cuts(manuscript, &raw[longest].lines, pieces, wanted.lines);
        if cuts.is_empty() {
            return;
        }
        let whole = raw.remove(longest);
        let ends = cuts.iter().copied().chain([whole.lines.end]);
        let mut start = whole.lines.start;
        for (offset, end) in ends.enumerate() {
            let heading = whole.heading.clone().filter(|_| offset == 0);
            raw.insert(longest + offset, Raw { heading, lines: start..end, source: whole.source });
            start = end;
        }
    }
}

fn titled(manuscript: &Manuscript<'_>, raw: Vec<Raw>) -> Vec<Part> {
    let mut taken: Vec<BTreeSet<String>> = Vec::new();
    let own: Vec<Option<String>> = raw
        .iter()
        .map(|part| {
            let title = part.heading.as_deref().and_then(heading::cleaned)?;
            let stems = stems::of(&title);
            let fresh = !taken.contains(&stems);
            fresh.then(|| {
                taken.push(stems);
                title
            })
        })
        .collect();
    let mut parts = Vec::new();
    for (part, own) in raw.into_iter().zip(own) {
        let title = own.or_else(|| heading::found(manuscript, &part.lines, &taken));
        if let Some(title) = title {
            taken.push(stems::of(&title));
            parts.push(Part { title, lines: part.lines });
        }
    }
    parts
}
