//! Joining: chosen lines written into paragraphs, each sentence with its citation.

use super::manuscript::{Manuscript, Standing};
use super::sound;
use super::unit::Bond;
use crate::cite::Prose;
use crate::facts::{FactKind, Span, standing};
use crate::lesson::Lesson;
use crate::phrase;

/// The fewest and most sentences of a paragraph.
const SENTENCES: (usize, usize) = (3, 6);

/// Writes lines, given in the order they are to be read, into a text, in paragraphs.
pub(crate) fn write(manuscript: &Manuscript<'_>, lines: &[usize], prose: &mut Prose) {
    let mut in_paragraph = 0;
    let mut last = String::new();
    for (place, &line) in lines.iter().enumerate() {
        let before = place.checked_sub(1).map(|place| lines[place]);
        let left = lines.len() - place;
        if breaks(manuscript, before, line, in_paragraph, left) {
            prose.paragraph();
            in_paragraph = 0;
        }
        let text = worded(manuscript, before, line);
        if !parts_from(&last, &text) {
            prose.paragraph();
            in_paragraph = 0;
        }
        prose.say(&text, manuscript.lines[line].span());
        last = text;
        in_paragraph += 1;
    }
}

/// Adds sentences with what they rest on, in the order given.
pub(crate) fn say<'s>(prose: &mut Prose, sentences: impl IntoIterator<Item = &'s (String, Span)>) {
    let mut last = "";
    for (sentence, quote) in sentences {
        if !parts_from(last, sentence) {
            prose.paragraph();
        }
        prose.say(sentence, quote);
        last = sentence;
    }
}

/// Whether a reader who splits text into sentences sees that one begins here: `… long ago. A fossil …` may pass for
/// one. Where it may, a paragraph parts the two.
pub(crate) fn parts_from(last: &str, sentence: &str) -> bool {
    if last.is_empty() {
        return true;
    }
    let joined = format!("{last} {sentence}");
    let start = joined.len() - sentence.len();
    text::sentence::sentences(&joined).iter().any(|range| range.start == start)
}

/// Whether a new paragraph begins at a line.
fn breaks(
    manuscript: &Manuscript<'_>,
    before: Option<usize>,
    line: usize,
    in_paragraph: usize,
    left: usize,
) -> bool {
    let Some(before) = before else { return false };
    let tied = manuscript.adjoin(before, line)
        && (manuscript.lines[line].standing == Standing::Leaning || same_unit(manuscript, before, line));
    let turns = !manuscript.share_paragraph(before, line);
    let enough = in_paragraph >= SENTENCES.0 && left >= SENTENCES.0.min(2);
    !tied && enough && (turns || in_paragraph >= SENTENCES.1)
}

fn same_unit(manuscript: &Manuscript<'_>, one: usize, other: usize) -> bool {
    manuscript.units.iter().any(|unit| unit.lines.contains(&one) && unit.lines.contains(&other))
}

/// A line as it reads after the line before it: with its connective where that still holds, with its place in a process
/// told in words.
pub(crate) fn worded(manuscript: &Manuscript<'_>, before: Option<usize>, line: usize) -> String {
    let text = phrase::one_line(manuscript.lines[line].sentence.text);
    if let Some((place, count)) = place(manuscript, line) {
        return in_order(manuscript.lesson, &text, place, count);
    }
    if before.is_some_and(|before| manuscript.adjoin(before, line)) {
        phrase::as_sentence(&text)
    } else if manuscript.holds(line, |kind| matches!(kind, FactKind::Misconception { .. })) {
        phrase::capitalised(&sound::without_turn(&standing::stated(&text)))
    } else {
        standing::stated(&text)
    }
}

/// A step with its place told in words: `…`, `Then …`, `…`, `Finally, …`.
pub(crate) fn in_order(lesson: &Lesson<'_>, step: &str, place: usize, count: usize) -> String {
    let step = standing::without_connective(step);
    let first = text::word::words(step).next().unwrap_or_default().to_lowercase();
    if matches!(first.as_str(), "first" | "then" | "next" | "finally" | "after" | "second" | "third" | "last")
    {
        return phrase::as_sentence(step);
    }
    let order = match place {
        place if place > 0 && place + 1 == count => "Finally,",
        place if place % 2 == 1 => "Then",
        _ => return phrase::as_sentence(step),
    };
    phrase::as_sentence(&format!("{order} {}", lesson.inside(step)))
}

/// A step without the word that gives its place away: `The seed sprouts` of `First, the seed sprouts`.
pub(crate) fn without_order(step: &str) -> String {
    const ORDERS: [&str; 10] = [
        "first",
        "firstly",
        "then",
        "next",
        "after that",
        "finally",
        "lastly",
        "second",
        "third",
        "in the end",
    ];
    let lower = step.to_lowercase();
    let opening = ORDERS
        .iter()
        .find(|order| lower.strip_prefix(**order).is_some_and(|rest| rest.starts_with([',', ' '])));
    opening.map_or_else(
        || step.to_owned(),
        |order| phrase::capitalised(step[order.len()..].trim_start_matches([',', ' '])),
    )
}

/// The place of a listed step among its steps, and how many there are.
fn place(manuscript: &Manuscript<'_>, line: usize) -> Option<(usize, usize)> {
    let unit = manuscript.units.iter().find(|unit| unit.lines.contains(&line))?;
    let listed = matches!(unit.bond, Bond::Steps { listed: true, .. });
    let place = unit.steps().iter().position(|&other| other == line)?;
    listed.then(|| (place, unit.steps().len()))
}
