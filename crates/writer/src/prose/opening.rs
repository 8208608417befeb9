//! Openings and closings: the few sentences that say what a topic is, and the few that sum it up.

use super::choose::{Budget, Chooser};
use super::manuscript::Manuscript;
use super::parts::Part;
use crate::facts::FactKind;

/// What a topic is and its most central lines, at most `most`, from parts that can spare them: every part keeps
/// `keep` lines. In reading order, but for the definition, which comes first.
pub(crate) fn lines(
    manuscript: &Manuscript<'_>,
    chooser: &mut Chooser<'_>,
    parts: &[Part],
    most: usize,
    keep: usize,
) -> Vec<usize> {
    let mut found = Vec::new();
    if let Some(definition) = manuscript.definition_of_topic().filter(|&line| chooser.take(line)) {
        found.push(definition);
    }
    let mut order: Vec<usize> = (0..parts.len()).collect();
    // the first part says most about the whole; after it, those with most to spare
    order.sort_by_key(|&part| (part > 0, usize::MAX - chooser.left(&parts[part].lines)));
    let mut rest = Vec::new();
    for part in order {
        if found.len() + rest.len() >= most {
            break;
        }
        if chooser.left(&parts[part].lines) > keep {
            rest.extend(
                chooser.pick(&parts[part].lines, Budget::lines(1, 1), |line| introduces(manuscript, line)),
            );
        }
    }
    rest.sort_unstable();
    found.extend(rest);
    found
}

/// The lines that sum a topic up, at most `most`, one a part from the last part back; in reading order.
pub(crate) fn closing(
    manuscript: &Manuscript<'_>,
    chooser: &mut Chooser<'_>,
    parts: &[Part],
    most: usize,
) -> Vec<usize> {
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by_key(|&part| usize::MAX - chooser.left(&parts[part].lines));
    let mut found = Vec::new();
    for part in order.into_iter().take(most) {
        found.extend(
            chooser.pick(&parts[part].lines, Budget::lines(1, 1), |line| concludes(manuscript, line)),
        );
    }
    found.sort_unstable();
    found
}

/// How well a line leads into a topic: plain statements, parts of a whole and definitions more than figures.
pub(crate) fn introduces(manuscript: &Manuscript<'_>, line: usize) -> f64 {
    let kinds = |wanted: fn(&FactKind) -> bool| manuscript.holds(line, wanted);
    let on_topic = if manuscript.names_topic(line) { 1.4 } else { 1.0 };
    let kind = if manuscript.is_key(line) || kinds(|kind| matches!(kind, FactKind::Parts { .. })) {
        1.1
    } else if kinds(|kind| matches!(kind, FactKind::Definition { .. })) {
        // a side term; the topic's own definition is there already
        0.6
    } else if kinds(|kind| {
        matches!(kind, FactKind::Figure { .. } | FactKind::Misconception { .. } | FactKind::Cause { .. })
    }) {
        0.7
    } else {
        1.0
    };
    kind * on_topic
}

/// How well a line sums a topic up: what follows from it, what sets it apart, what matters about it.
pub(crate) fn concludes(manuscript: &Manuscript<'_>, line: usize) -> f64 {
    let kinds = |wanted: fn(&FactKind) -> bool| manuscript.holds(line, wanted);
    let on_topic = if manuscript.names_topic(line) { 1.2 } else { 1.0 };
    let connects = |kind: &FactKind| {
        matches!(kind, FactKind::Cause { .. } | FactKind::Contrast { .. } | FactKind::Misconception { .. })
    };
    let kind = if kinds(|kind| matches!(kind, FactKind::Definition { .. })) {
        if manuscript.is_key(line) { 0.7 } else { 0.4 }
    } else if kinds(connects) || matters(manuscript.lines[line].sentence.text) {
        1.3
    } else {
        1.0
    };
    kind * on_topic
}

/// How well a line can be taken away by itself: what sums up, and the main terms.
pub(crate) fn remembers(manuscript: &Manuscript<'_>, line: usize) -> f64 {
    let long = if manuscript.lines[line].words() > 28 { 0.7 } else { 1.0 };
    let main = if manuscript.is_key(line) { 1.3 } else { concludes(manuscript, line) };
    long * main
}

fn matters(text: &str) -> bool {
    text::word::words(text).any(|word| {
        matches!(
            word.to_lowercase().as_str(),
            "important"
                | "essential"
                | "today"
                | "main"
                | "therefore"
                | "result"
                | "led"
                | "depends"
                | "affects"
                | "influence"
                | "influenced"
                | "shaped"
                | "changed"
                | "without"
                | "every"
                | "all"
                | "most"
                | "world"
        )
    })
}
