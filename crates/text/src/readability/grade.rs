//! One school grade from several formulas.

use super::Readability;
use crate::Language;

/// The school grade of a text by consensus of its language's formulas; `None` when none was measured.
///
/// **Measures** the US school grade (years of schooling) whose readers follow the text.
/// **Scale** 0 (before grade 1) to 20, not rounded.
/// **Source** English: the median of Flesch-Kincaid, Gunning fog, SMOG, Coleman-Liau and the automated readability
/// index, so that no single formula's blind spot decides. German: the Vienna formula, a grade by itself. Spanish and
/// French: Flesch's own table of ease to grade (The art of readable writing, 1949), interpolated. Italian: the Gulpease
/// thresholds for the end of primary, middle and high school, interpolated.
/// **Limits** differences under one grade mean little; a text of a few sentences is graded roughly.
pub fn grade(measured: &Readability) -> Option<f64> {
    let grade = match measured.language {
        Language::En => median(measured),
        Language::Es => measured.fernandez_huerta.map(|ease| interpolate(ease, &FLESCH)),
        Language::De => measured.wiener_sachtextformel,
        Language::It => measured.gulpease.map(|index| interpolate(index, &GULPEASE)),
        Language::Fr => measured.kandel_moles.map(|ease| interpolate(ease, &FLESCH)),
        Language::Other(_) => None,
    }?;
    Some(grade.clamp(0.0, 20.0))
}

fn median(measured: &Readability) -> Option<f64> {
    let mut grades = [
        measured.flesch_kincaid_grade?,
        measured.gunning_fog?,
        measured.smog_index?,
        measured.coleman_liau_index?,
        measured.automated_readability_index?,
    ];
    grades.sort_by(f64::total_cmp);
    Some(grades[2])
}

/// Ease and the grade it stands for, from easy to hard.
const FLESCH: [(f64, f64); 7] =
    [(100.0, 4.0), (90.0, 5.0), (80.0, 6.0), (70.0, 7.0), (60.0, 9.0), (50.0, 12.0), (30.0, 16.0)];

/// Gulpease and the last grade of the school whose leavers read the text easily.
const GULPEASE: [(f64, f64); 4] = [(100.0, 2.0), (80.0, 5.0), (60.0, 8.0), (40.0, 13.0)];

/// Linear between the points of a table, and on along its last leg beyond them.
fn interpolate(ease: f64, table: &[(f64, f64)]) -> f64 {
    let beyond = table.len().saturating_sub(2);
    let leg = table.windows(2).position(|leg| ease >= leg[1].0).unwrap_or(beyond);
    let [(easy, low), (hard, high)] = [table[leg], table[leg + 1]];
    low + (easy - ease) * (high - low) / (easy - hard)
}
