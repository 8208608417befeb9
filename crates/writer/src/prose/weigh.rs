//! Weights of lines: how central a line is to the passages, and how well its length suits the readers.

use std::collections::HashMap;

use content::GradeLevel;
use text::Language;

use super::likeness::Stems;
use super::manuscript::{Line, Standing};

/// Gives every line its weight; the mean over the usable lines is about 1.
///
/// **Source** the centroid measure of D. Radev et al., "Centroid-based summarization of multiple documents", 2004:
/// a line counts as much as its words occur in the other lines, here with the topic's own words counted up.
pub(super) fn weigh(lines: &mut [Line<'_>], topic: &Stems, level: GradeLevel) {
    let frequency = frequencies(lines);
    for line in lines.iter_mut() {
        let leads = if line.leads { 1.15 } else { 1.0 };
        line.weight = centrality(&line.stems, &frequency, topic) * leads * suits(line, level);
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

fn centrality(stems: &Stems, frequency: &HashMap<u32, f64>, topic: &Stems) -> f64 {
    let sum: f64 = stems
        .iter()
        .map(|stem| {
            let spread = frequency.get(&stem).copied().unwrap_or(1.0).ln_1p();
            if topic.has(stem) { spread * 1.4 } else { spread }
        })
        .sum();
    sum / (stems.count() as f64 + 3.0)
}

/// From 0.6 to 1: how near the sentence's own reading grade is to the readers' band.
fn suits(line: &Line<'_>, level: GradeLevel) -> f64 {
    let (low, high) = level.grades();
    let grade = grade(line);
    let off = if grade < low { (low - grade) * 0.5 } else { (grade - high).max(0.0) };
    (1.0 - 0.04 * off).clamp(0.6, 1.0)
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
