//! Grade fit: can the readers it is for read it?

use content::{Finding, Score, StatementRole};
use text::readability;

use super::{Case, score};

/// The least score that passes.
const THRESHOLD: f64 = 0.7;
/// The lowest score of a text that is too easy.
const EASIEST: f64 = 0.5;

/// Compares the reading grade of the learner-facing text with the grades of its readers.
///
/// **Measures** the school grade of facts, answers, questions and guidance, read as one text; titles, categories,
/// terms, wrong options and references are left out, because they are no prose.
/// **Scale** 1 inside the readers' grades; 0.1 less for each grade too easy, down to 0.5; 0.15 less for each grade too
/// hard, down to 0. Passes at 0.7.
/// **Source** the grades of [`content::GradeLevel::grades`]; the formulas of [`readability::grade`].
/// **Limits** a list of short cards is graded roughly; in a language without a formula of its own nothing is measured
/// and the check passes, saying so.
pub fn check(case: &Case<'_>) -> (Score, Vec<Finding>) {
    let measured = readability::measure(&prose(case), case.language);
    let Some(grade) = readability::grade(&measured) else {
        let reason = format!("not measured: no formula for `{}` or no text", case.language);
        return (score("grade_fit", 1.0, THRESHOLD, reason), Vec::new());
    };
    let level = case.candidate.brief.grade_level;
    let (low, high) = level.grades();
    let value = value(grade, (low, high));
    let reason = format!("reads at grade {grade:.1}; {} is grades {low:.0} to {high:.0}", level.title());
    let mut findings = Vec::new();
    if value < THRESHOLD {
        let (code, advice) = if grade > high {
            ("too_hard", "shorten sentences and choose plainer words")
        } else {
            ("too_easy", "join short sentences and use the subject's own terms")
        };
        findings.push(Finding::new(code, "", format!("{reason}; {advice}")));
    }
    (score("grade_fit", value, THRESHOLD, reason), findings)
}

fn value(grade: f64, (low, high): (f64, f64)) -> f64 {
    if grade > high {
        (1.0 - 0.15 * (grade - high)).max(0.0)
    } else {
        (1.0 - 0.1 * (low - grade).max(0.0)).max(EASIEST)
    }
}

/// The texts a learner reads, one paragraph each, every one closed as a sentence.
fn prose(case: &Case<'_>) -> String {
    let mut prose = String::new();
    for statement in &case.statements {
        let is_read = match statement.role {
            StatementRole::Fact
            | StatementRole::Question
            | StatementRole::Guidance
            | StatementRole::Answer => true,
            StatementRole::Distractor | StatementRole::Frame => false,
        };
        if !is_read {
            continue;
        }
        let text = statement.text.trim();
        prose.push_str(text);
        if !text.ends_with(['.', '!', '?', '…', ':', '"', '”']) {
            prose.push('.');
        }
        prose.push_str("\n\n");
    }
    prose
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_grade_outside_the_band_costs_what_is_stated() {
        let band = (6.0, 8.0);
        assert_eq!(value(7.0, band), 1.0);
        assert!((value(10.0, band) - 0.7).abs() < 1e-9);
        assert!((value(4.0, band) - 0.8).abs() < 1e-9);
        assert_eq!(value(0.0, band), 0.5);
        assert_eq!(value(20.0, band), 0.0);
    }
}
