//! Segments: where a stretch of text without headings turns to another subject.

use std::collections::BTreeMap;
use std::ops::Range;

use super::manuscript::{Manuscript, Standing};

/// How many lines on either side of a place are compared.
const WINDOW: usize = 5;
/// The most places weighed; beyond that only every second one, and so on.
const MOST_PLACES: usize = 200;

/// The lines at which new pieces begin: at most `pieces - 1` of them, each piece with at least `least` lines that stand
/// alone. Empty where the text cannot be divided so.
///
/// **Source** the lexical cohesion of M. Hearst, "TextTiling", Computational Linguistics 23(1), 1997: the subject
/// changes where the words before a place and the words after it are least alike. Here the best set of places is found
/// by dynamic programming, with a price for unequal pieces.
pub(super) fn cuts(
    manuscript: &Manuscript<'_>,
    lines: &Range<usize>,
    pieces: usize,
    least: usize,
) -> Vec<usize> {
    let places = places(manuscript, lines);
    (2..=pieces)
        .rev()
        .map(|pieces| divided(manuscript, lines, &places, pieces, least))
        .find(|cuts| !cuts.is_empty())
        .unwrap_or_default()
}

/// Where a new piece may begin: at the first line of a paragraph, or anywhere where paragraphs are too few.
fn places(manuscript: &Manuscript<'_>, lines: &Range<usize>) -> Vec<usize> {
    let alone = |line: &usize| manuscript.lines[*line].standing == Standing::Alone;
    let inner = lines.start + 1..lines.end;
    let leads: Vec<usize> =
        inner.clone().filter(alone).filter(|&line| manuscript.lines[line].leads).collect();
    let mut places = if leads.len() >= 4 { leads } else { inner.filter(alone).collect() };
    while places.len() > MOST_PLACES {
        places = places.into_iter().step_by(2).collect();
    }
    places
}

/// The cheapest division into exactly this many pieces.
fn divided(
    manuscript: &Manuscript<'_>,
    lines: &Range<usize>,
    places: &[usize],
    pieces: usize,
    least: usize,
) -> Vec<usize> {
    let alone: Vec<usize> = count_alone(manuscript, lines);
    let size = |from: usize, to: usize| alone[to - lines.start] - alone[from - lines.start];
    let fair = size(lines.start, lines.end) as f64 / pieces as f64;
    let price = |from: usize, to: usize| {
        let size = size(from, to);
        (size >= least).then(|| ((size as f64 - fair) / fair.max(1.0)).powi(2) * 0.25)
    };
    let likeness: Vec<f64> = places.iter().map(|&place| likeness(manuscript, lines, place)).collect();
    // best[n][p]: the price of n pieces of which the last ends at place p, and the place before it
    let mut best: Vec<Vec<Option<(f64, usize)>>> = vec![
        places.iter().map(|&place| price(lines.start, place).map(|price| (price, usize::MAX))).collect(),
    ];
    for round in 1..pieces - 1 {
        let row = (0..places.len())
            .map(|end| {
                (0..end)
                    .filter_map(|start| {
                        let (so_far, _) = best[round - 1][start]?;
                        Some((so_far + likeness[start] + price(places[start], places[end])?, start))
                    })
                    .min_by(|one, other| one.0.total_cmp(&other.0))
            })
            .collect();
        best.push(row);
    }
    let last = (0..places.len()).filter_map(|end| {
        let (so_far, _) = best.last()?[end]?;
        Some((so_far + likeness[end] + price(places[end], lines.end)?, end))
    });
    let Some((_, mut at)) = last.min_by(|one, other| one.0.total_cmp(&other.0)) else { return Vec::new() };
    let mut cuts = vec![places[at]];
    for row in best.iter().skip(1).rev() {
        let Some((_, before)) = row[at] else { break };
        at = before;
        cuts.push(places[at]);
    }
    cuts.reverse();
    cuts
}

/// For every line, how many before it stand alone.
fn count_alone(manuscript: &Manuscript<'_>, lines: &Range<usize>) -> Vec<usize> {
    let mut counts = vec![0];
    for line in lines.clone() {
        let one = usize::from(manuscript.lines[line].standing == Standing::Alone);
        counts.push(counts.last().copied().unwrap_or_default() + one);
    }
    counts
}

/// How alike the words before and after a place are, from 0 to 1: the cosine of their counts.
fn likeness(manuscript: &Manuscript<'_>, lines: &Range<usize>, place: usize) -> f64 {
    let before = counts(manuscript, place.saturating_sub(WINDOW).max(lines.start)..place);
    let after = counts(manuscript, place..(place + WINDOW).min(lines.end));
    let dot: f64 = before.iter().filter_map(|(stem, count)| Some(count * after.get(stem)?)).sum();
    let norm = |counts: &BTreeMap<u32, f64>| counts.values().map(|count| count * count).sum::<f64>().sqrt();
    let norms = norm(&before) * norm(&after);
    if norms > 0.0 { dot / norms } else { 0.0 }
}

fn counts(manuscript: &Manuscript<'_>, lines: Range<usize>) -> BTreeMap<u32, f64> {
    let mut counts = BTreeMap::new();
    for stem in manuscript.lines[lines].iter().flat_map(|line| line.stems.iter()) {
        *counts.entry(stem).or_insert(0.0) += 1.0;
    }
    counts
}
