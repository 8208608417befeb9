//! Reading text: the sources' own prose in order, under headings, with a beginning and an end.

use std::ops::Range;

use content::Body;
use content::material::{DetailedReadingMaterial, Section};

use crate::cite::{Citations, Prose};
use crate::facts::Fact;
use crate::lesson::Lesson;
use crate::prose::choose::Budget;
use crate::prose::parts::{self, Wanted};
use crate::prose::{Chooser, Manuscript, Part, Standing, fitted, join, opening, readers, works};
use crate::{Draft, Request, TooLittle, objectives};

/// The fewest and most sections.
const SECTIONS: (usize, usize) = (3, 10);
/// The fewest lines of a section.
const LINES: usize = 3;
/// The fewest and most sentences of the introduction and the conclusion.
const FRAME: (usize, usize) = (2, 7);
/// How much the last paragraph must weigh, beside a mean of 1, to serve as the conclusion.
const CENTRAL: f64 = 0.6;
/// The most references.
const REFERENCES: usize = 50;

/// Composes a reading text.
///
/// # Errors
/// [`TooLittle`] when the passages do not carry three sections.
pub(super) fn compose(request: &Request<'_>, facts: &[Fact]) -> Result<Draft, TooLittle> {
    let lesson = Lesson::of(request, facts)?;
    fitted(&lesson, draft)
}

fn draft(manuscript: &Manuscript<'_>) -> Result<Draft, TooLittle> {
    let lesson = manuscript.lesson;
    let request = lesson.request;
    let parts = parts::of(manuscript, Wanted { least: SECTIONS.0, most: SECTIONS.1, lines: LINES + 1 });
    if parts.len() < SECTIONS.0 {
        return Err(lesson.too_little(parts.len(), SECTIONS.0, "sections"));
    }
    let mut chooser = Chooser::new(manuscript);
    let introduction = introduction(manuscript, &mut chooser, &parts);
    let conclusion = conclusion(manuscript, &mut chooser, &parts);
    let texts = sections(manuscript, &mut chooser, &parts);
    let mut citations = Citations::new(request.passages);
    let mut written = |pointer: String, lines: &[usize]| {
        let mut prose = Prose::new(pointer);
        join::write(manuscript, lines, &mut prose);
        prose.finish(&mut citations)
    };
    let kept: Vec<(&Part, &Vec<usize>)> =
        parts.iter().zip(&texts).filter(|(_, lines)| lines.len() >= 2).collect();
    if kept.len() < SECTIONS.0 || introduction.is_empty() || conclusion.is_empty() {
        return Err(lesson.too_little(kept.len(), SECTIONS.0, "sections"));
    }
    let body = DetailedReadingMaterial {
        title: lesson.topic(),
        introduction: written("/introduction".to_owned(), &introduction),
        sections: kept
            .iter()
            .enumerate()
            .map(|(index, (part, lines))| Section {
                title: part.title.clone(),
                content: written(format!("/sections/{index}/content"), lines),
            })
            .collect(),
        conclusion: written("/conclusion".to_owned(), &conclusion),
        references: works::cited(request, REFERENCES),
    };
    let objectives = objectives::of(lesson);
    Ok(Draft { body: Body::DetailedReadingMaterial(body), citations: citations.finish(), objectives })
}

/// The text's own beginning: what the topic is, and the lines that follow it in its first paragraph.
fn introduction(manuscript: &Manuscript<'_>, chooser: &mut Chooser<'_>, parts: &[Part]) -> Vec<usize> {
    let Some(first) = parts.first() else { return Vec::new() };
    let definition = manuscript.definition_of_topic().filter(|line| first.lines.contains(line));
    let start = definition.unwrap_or(first.lines.start);
    let mut found = run(manuscript, chooser, start..first.lines.end, FRAME);
    if found.len() < FRAME.0 {
        found.extend(opening::lines(manuscript, chooser, parts, FRAME.0, LINES));
        found.sort_unstable();
    }
    found
}

/// The text's own end, where it is as central as the rest; else the lines that sum it up best.
fn conclusion(manuscript: &Manuscript<'_>, chooser: &mut Chooser<'_>, parts: &[Part]) -> Vec<usize> {
    let Some(last) = parts.last() else { return Vec::new() };
    let start = last_paragraphs(manuscript, &last.lines);
    let weights: Vec<f64> = (start..last.lines.end).map(|line| manuscript.lines[line].weight).collect();
    let central = weights.iter().sum::<f64>() / weights.len().max(1) as f64 >= CENTRAL;
    if central && start > last.lines.start + LINES {
        let found = run(manuscript, chooser, start..last.lines.end, FRAME);
        if found.len() >= FRAME.0 {
            return found;
        }
    }
    let mut found = Vec::new();
    for part in parts.iter().rev() {
        if found.len() < 3 && chooser.left(&part.lines) > LINES {
            let sums_up = |line: usize| opening::concludes(manuscript, line);
            found.extend(chooser.pick(&part.lines, Budget::lines(1, 1), sums_up));
        }
    }
    found.sort_unstable();
    found
}

/// The first line of the last paragraphs that together hold enough for a conclusion.
fn last_paragraphs(manuscript: &Manuscript<'_>, lines: &Range<usize>) -> usize {
    let alone = |line: &usize| manuscript.lines[*line].standing == Standing::Alone;
    lines
        .clone()
        .rev()
        .find(|&line| manuscript.lines[line].leads && (line..lines.end).filter(alone).count() >= FRAME.0)
        .unwrap_or(lines.end)
}

/// Lines from the start of a range that follow each other, up to the end of a paragraph.
fn run(
    manuscript: &Manuscript<'_>,
    chooser: &mut Chooser<'_>,
    lines: Range<usize>,
    (least, most): (usize, usize),
) -> Vec<usize> {
    let mut found: Vec<usize> = Vec::new();
    for line in lines.filter(|&line| !manuscript.lines[line].left_out) {
        let before = found.last().copied();
        let turns = before.is_some_and(|before| !manuscript.share_paragraph(before, line));
        if found.len() >= most || (turns && found.len() >= least) {
            break;
        }
        let stands = match manuscript.lines[line].standing {
            Standing::Alone => manuscript.is_single(line),
            Standing::Leaning => before.is_some_and(|before| manuscript.adjoin(before, line)),
            Standing::Belief | Standing::Unfit => false,
        };
        if !stands {
            break;
        }
        if chooser.take(line) {
            found.push(line);
        }
    }
    found
}

/// The lines of each part: all of them, or as many as the brief's minutes hold.
fn sections(manuscript: &Manuscript<'_>, chooser: &mut Chooser<'_>, parts: &[Part]) -> Vec<Vec<usize>> {
    let brief = manuscript.lesson.request.brief;
    let total: usize = parts.iter().map(|part| words_of(manuscript, part)).sum();
    let room = brief
        .minutes
        .map_or(usize::MAX, |minutes| (minutes * readers::words_a_minute(brief.grade_level)) as usize);
    let pick = |part: &Part| {
        let words = if total <= room {
            usize::MAX
        } else {
            room.saturating_mul(words_of(manuscript, part)) / total.max(1)
        };
        chooser.pick(&part.lines, Budget::words(words), |_| 1.0)
    };
    parts.iter().map(pick).collect()
}

fn words_of(manuscript: &Manuscript<'_>, part: &Part) -> usize {
    let usable = |line: &&crate::prose::Line<'_>| line.standing != Standing::Unfit;
    manuscript.lines[part.lines.clone()].iter().filter(usable).map(crate::prose::Line::words).sum()
}
