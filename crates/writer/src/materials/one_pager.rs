//! One-pager: the essence of a topic on a page.

use content::Body;
use content::material::OnePagerSummary;

use crate::cite::{Citations, Prose};
use crate::facts::Fact;
use crate::lesson::Lesson;
use crate::prose::choose::Budget;
use crate::prose::parts::{self, Wanted};
use crate::prose::{Chooser, Manuscript, Part, fitted, join, opening};
use crate::{Draft, Request, TooLittle, objectives};

/// The fewest and most takeaways.
const TAKEAWAYS: (usize, usize) = (3, 7);
/// The fewest words of the main text, and how many are aimed at.
const WORDS: (usize, usize) = (60, 260);

/// Composes a one-page summary.
///
/// # Errors
/// [`TooLittle`] when the passages do not carry three takeaways and a text beside them.
pub(super) fn compose(request: &Request<'_>, facts: &[Fact]) -> Result<Draft, TooLittle> {
    let lesson = Lesson::of(request, facts)?;
    fitted(&lesson, draft)
}

fn draft(manuscript: &Manuscript<'_>) -> Result<Draft, TooLittle> {
    let lesson = manuscript.lesson;
    let request = lesson.request;
    let mut chooser = Chooser::new(manuscript);
    let mut citations = Citations::new(request.passages);
    let parts = parts::of(manuscript, Wanted { least: 3, most: 8, lines: 4 });
    let summary = opening::lines(manuscript, &mut chooser, &parts, 3, 3);
    let takeaways = takeaways(manuscript, &mut chooser, &parts);
    let main = main_content(manuscript, &mut chooser, &parts);
    let words: usize = main.iter().map(|&line| manuscript.lines[line].words()).sum();
    if takeaways.len() < TAKEAWAYS.0 || summary.is_empty() {
        return Err(lesson.too_little(takeaways.len(), TAKEAWAYS.0, "takeaways"));
    }
    if words < WORDS.0 {
        return Err(lesson.too_little(words, WORDS.0, "words of main text"));
    }
    let mut key_takeaways = Vec::new();
    for (number, &line) in takeaways.iter().enumerate() {
        citations.whole(format!("/key_takeaways/{number}"), manuscript.lines[line].span());
        key_takeaways.push(join::worded(manuscript, None, line));
    }
    let mut written = |pointer: &str, lines: &[usize]| {
        let mut prose = Prose::new(pointer);
        join::write(manuscript, lines, &mut prose);
        prose.finish(&mut citations)
    };
    let body = OnePagerSummary {
        title: lesson.topic(),
        executive_summary: written("/executive_summary", &summary),
        key_takeaways,
        main_content: written("/main_content", &main),
    };
    let objectives = objectives::of(lesson);
    Ok(Draft { body: Body::OnePagerSummary(body), citations: citations.finish(), objectives })
}

/// What to remember: the best line of each part, then the best of all that is left, as much as the text can spare.
fn takeaways(manuscript: &Manuscript<'_>, chooser: &mut Chooser<'_>, parts: &[Part]) -> Vec<usize> {
    let all = 0..manuscript.lines.len();
    let most = (chooser.left(&all) / 3).clamp(TAKEAWAYS.0, TAKEAWAYS.1);
    let crisp = |line: usize| opening::remembers(manuscript, line);
    let mut found = Vec::new();
    for part in parts.iter().take(most.min(5)) {
        found.extend(chooser.pick(&part.lines, Budget::lines(1, 1), crisp));
    }
    let more = most.saturating_sub(found.len());
    if more > 0 {
        found.extend(chooser.pick(&all, Budget::lines(more, more), crisp));
    }
    found.sort_unstable();
    found
}

/// The text: connected lines of every part, as many as fit on the page.
fn main_content(manuscript: &Manuscript<'_>, chooser: &mut Chooser<'_>, parts: &[Part]) -> Vec<usize> {
    let left: Vec<usize> = parts.iter().map(|part| chooser.left(&part.lines)).collect();
    let sum: usize = left.iter().sum::<usize>().max(1);
    let mut found = Vec::new();
    for (part, left) in parts.iter().zip(left) {
        let words = WORDS.1 * left / sum;
        found.extend(chooser.pick(&part.lines, Budget { lines: (1, 8), words, connected: true }, |_| 1.0));
    }
    if parts.is_empty() {
        found.extend(chooser.pick(&(0..manuscript.lines.len()), Budget::words(WORDS.1), |_| 1.0));
    }
    found
}
