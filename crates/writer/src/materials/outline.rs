//! Outline: a course in sections, each with its time and its key points.

use content::Body;
use content::material::MasterContentOutline;
use content::material::outline::OutlineSection;

use crate::cite::{Citations, Prose};
use crate::facts::Fact;
use crate::lesson::Lesson;
use crate::prose::choose::Budget;
use crate::prose::parts::{self, Wanted};
use crate::prose::{Chooser, Manuscript, Part, fitted, join, minutes, opening, readers};
use crate::{Draft, Request, TooLittle, objectives};

/// The fewest and most sections.
const SECTIONS: (usize, usize) = (3, 15);
/// The fewest and most key points of a section.
const POINTS: (usize, usize) = (3, 6);
/// How many lines a section needs: its key points, its description and one to choose from.
const LINES: usize = POINTS.0 + 2;
/// Minutes to teach one point: to tell it, to show it, to ask about it.
///
/// **Source** own choice, near the five minutes that lesson plans give to one question with its discussion.
const MINUTES_A_POINT: u32 = 4;

/// Composes an outline.
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
    let most = request.brief.minutes.map_or(SECTIONS.1, |minutes| SECTIONS.1.min(minutes as usize));
    let parts = parts::of(manuscript, Wanted { least: SECTIONS.0, most, lines: LINES });
    let mut outline = Outline::of(manuscript);
    let overview = outline.overview(&parts);
    let mut sections: Vec<OutlineSection> = Vec::new();
    for part in &parts {
        let section = outline.section(sections.len(), part);
        sections.extend(section);
    }
    if sections.len() < SECTIONS.0 {
        return Err(lesson.too_little(sections.len(), SECTIONS.0, "sections"));
    }
    let body = MasterContentOutline {
        title: lesson.topic(),
        overview,
        estimated_total_duration: set_minutes(&mut sections, request.brief.minutes),
        sections,
        target_audience: readers::audience(request.brief.grade_level).to_owned(),
        difficulty_level: readers::difficulty(request.brief.grade_level),
    };
    Ok(Draft {
        body: Body::MasterContentOutline(body),
        citations: outline.citations.finish(),
        objectives: objectives::of(lesson),
    })
}

struct Outline<'m> {
    manuscript: &'m Manuscript<'m>,
    chooser: Chooser<'m>,
    citations: Citations<'m>,
}

impl<'m> Outline<'m> {
    fn of(manuscript: &'m Manuscript<'m>) -> Self {
        let citations = Citations::new(manuscript.passages());
        Self { manuscript, chooser: Chooser::new(manuscript), citations }
    }

    fn overview(&mut self, parts: &[Part]) -> String {
        let lines = opening::lines(self.manuscript, &mut self.chooser, parts, 4, LINES);
        let mut prose = Prose::new("/overview");
        join::write(self.manuscript, &lines, &mut prose);
        prose.finish(&mut self.citations)
    }

    /// One section; `None` where too few of its lines are left.
    fn section(&mut self, index: usize, part: &Part) -> Option<OutlineSection> {
        let (description, points) = self.process(part).or_else(|| self.statements(part))?;
        let at = format!("/sections/{index}");
        let mut prose = Prose::new(format!("{at}/description"));
        join::write(self.manuscript, &description, &mut prose);
        let mut key_points = Vec::new();
        for (number, &line) in points.iter().enumerate() {
            self.citations.whole(format!("{at}/key_points/{number}"), self.manuscript.lines[line].span());
            key_points.push(join::worded(self.manuscript, None, line));
        }
        Some(OutlineSection {
            section_number: u32::try_from(index + 1).unwrap_or(u32::MAX),
            title: part.title.clone(),
            description: prose.finish(&mut self.citations),
            estimated_duration_minutes: u32::try_from(points.len()).unwrap_or(1) * MINUTES_A_POINT,
            key_points,
        })
    }

    /// A section about a process: the line that announces it, and its steps as key points.
    fn process(&mut self, part: &Part) -> Option<(Vec<usize>, Vec<usize>)> {
        let steps = self.manuscript.steps_in(&part.lines).find(|unit| {
            let count = unit.steps().len();
            (POINTS.0..=POINTS.1).contains(&count)
                && unit.lines.iter().all(|&line| self.chooser.is_free(line))
        })?;
        let fits = |line: usize| self.manuscript.lines[line].words() <= 40;
        let intro: Vec<usize> = steps.intro().to_vec();
        if intro.is_empty() || !steps.lines.iter().all(|&line| fits(line)) {
            return None;
        }
        steps.lines.iter().for_each(|&line| {
            self.chooser.take(line);
        });
        Some((intro, steps.steps().to_vec()))
    }

    /// A section of statements: the one that leads in, and the most central of the others as key points.
    fn statements(&mut self, part: &Part) -> Option<(Vec<usize>, Vec<usize>)> {
        if self.chooser.left(&part.lines) < POINTS.0 + 1 {
            return None;
        }
        let early = |line: usize| 1.3 - 0.4 * (line - part.lines.start) as f64 / part.lines.len() as f64;
        let description = self.chooser.pick(&part.lines, Budget::lines(1, 1), early);
        let most = (self.chooser.left(&part.lines) / 2).clamp(POINTS.0, POINTS.1);
        let points = self.chooser.pick(&part.lines, Budget::lines(POINTS.0, most), |line| {
            if self.manuscript.lines[line].words() > 28 { 0.7 } else { 1.0 }
        });
        (points.len() >= POINTS.0).then_some((description, points))
    }
}

/// Gives the sections their minutes and returns the sum: as the brief has it, else five-minute steps by content.
fn set_minutes(sections: &mut [OutlineSection], wanted: Option<u32>) -> u32 {
    let weights: Vec<f64> =
        sections.iter().map(|section| f64::from(section.estimated_duration_minutes)).collect();
    let shares = match wanted {
        Some(total) => minutes::share(total, &weights),
        None => weights.iter().map(|weight| minutes::in_fives(*weight)).collect(),
    };
    for (section, share) in sections.iter_mut().zip(&shares) {
        section.estimated_duration_minutes = *share;
    }
    shares.iter().sum()
}
