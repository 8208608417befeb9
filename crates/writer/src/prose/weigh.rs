//! Weights of lines: how central a line is to the passages, and how well its length suits the readers.

use std::collections::HashMap;

use content::GradeLevel;
use text::Language;

use super::likeness::Stems;
use super::manuscript::{Line, Standing};
use crate::facts::{Fact, FactKind};

/// What the lines are weighed by.
pub(super) struct Scale<'s> {
    /// What the material is about.
    pub topic: &'s Stems,
    /// What the headings speak of.
    pub headings: &'s Stems,
    /// For whom it is written.
    pub level: GradeLevel,
}

/// Gives every line its weight; the mean over the usable lines is about 1.
///
/// **Source** the centroid measure of D. Radev et al., "Centroid-based summarization of multiple documents", 2004:
/// a line counts as much as its words occur in the other lines, here with the words of topic and headings counted up.
/// The factors for place, kind and length are our own choice.
pub(super) fn weigh(lines: &mut [Line<'_>], facts: &[Fact], scale: &Scale<'_>) {
    let frequency = frequencies(lines);
    for line in lines.iter_mut() {
        let leads = if line.leads { 1.15 } else { 1.0 };
        let about = if line.stems.shared(scale.topic) > 0 { 1.2 } else { 1.0 };
        line.weight = centrality(&line.stems, &frequency, scale)
            * leads
            * about
            * telling(line, facts)
            * substance(line)
            * suits(line, scale.level);
    }
    let usable: Vec<f64> =
        lines.iter().filter(|line| line.standing == Standing::Alone).map(|line| line.weight).collect();
    let mean = usable.iter().sum::<f64>() / usable.len().max(1) as f64;
    if mean > 0.0 {
        lines.iter_mut().for_each(|line| line.weight /= mean);
    }
}

/// In how many lines each stem occurs.
fn frequencies(lines: &[Line<'_>]) -> HashMap<u32, f64> {
    let mut frequency = HashMap::new();
    for line in lines.iter().filter(|line| line.standing != Standing::Unfit) {
        for stem in line.stems.iter() {
            *frequency.entry(stem).or_insert(0.0) += 1.0;
        }
    }
    frequency
}

/// How much a line tells by the kind of what it says: connections more than single numbers.
fn telling(line: &Line<'_>, facts: &[Fact]) -> f64 {
    let kinds = line.facts.iter().filter_map(|&fact| facts.get(fact)).map(|fact| match fact.kind {
        FactKind::Misconception { .. } => 1.15,
        FactKind::Cause { .. } | FactKind::Contrast { .. } | FactKind::Parts { .. } => 1.1,
        FactKind::Figure { .. } => 0.95,
        _ => 1.0,
    });
    kinds.reduce(f64::max).unwrap_or(1.0)
}

/// Less than 1 for a line that says little, or only adds to another.
fn substance(line: &Line<'_>) -> f64 {
    let short = if line.words() < 7 { 0.8 } else { 1.0 };
    let adds = line
        .sentence
        .words
        .iter()
        .any(|word| matches!(word.lower.as_str(), "also" | "too" | "similarly" | "another"));
    if adds { short * 0.8 } else { short }
}

fn centrality(stems: &Stems, frequency: &HashMap<u32, f64>, scale: &Scale<'_>) -> f64 {
    let sum: f64 = stems
        .iter()
        .map(|stem| {
            let spread = frequency.get(&stem).copied().unwrap_or(1.0).ln_1p();
            match (scale.topic.has(stem), scale.headings.has(stem)) {
                (true, _) => spread * 1.4,
                (false, true) => spread * 1.2,
                (false, false) => spread,
            }
        })
        .sum();
    sum / (stems.count() as f64 + 3.0)
}

/// From 0.4 to 1: how near the sentence's own reading grade is to the readers' band; too hard counts more than too easy.
fn suits(line: &Line<'_>, level: GradeLevel) -> f64 {
    let (low, high) = level.grades();
    let grade = grade(line);
    let off = if grade < low { (low - grade) * 0.3 } else { (grade - high).max(0.0) };
    (1.0 - 0.07 * off).clamp(0.4, 1.0)
}

/// The Flesch-Kincaid grade of one sentence.
///
/// **Source** J. P. Kincaid et al., Research Branch Report 8-75, 1975.
pub(super) fn grade(line: &Line<'_>) -> f64 {
    let words = line.words().max(1) as f64;
    let syllables: u32 =
        line.sentence.words.iter().map(|word| text::syllable::count(word.text, Language::En)).sum();
    0.39 * words + 11.8 * f64::from(syllables) / words - 15.59
}
