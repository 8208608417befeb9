//! One round of judging: a draft as it is, then what is good of it, then two answers joined.

use super::answer::Answer;
use super::compose::{Plan, Writer};
use super::gather::Gathered;
use super::parse::{self, Parsed};
use super::{Rejected, Verdict, assess, mend, prune, salvage};
use crate::error::Error;

/// The largest share of its items that a model's first answer may lose without being asked again.
const LOST: f64 = 0.2;

/// Judges the built-in writer's draft; what is good of a rejected one is judged once more by itself.
pub(super) async fn judge_draft(gathered: &Gathered, draft: writer::Draft) -> Result<Verdict, Error> {
    let parsed = match parse::parse(&gathered.screened.brief, draft) {
        Ok(parsed) => parsed,
        Err(findings) => return Ok(Verdict::Revise(Box::new(Rejected::of(findings)))),
    };
    match assess::assess(gathered, parsed.clone()).await? {
        Verdict::Accept(assessed) => Ok(Verdict::Accept(assessed)),
        Verdict::Revise(rejected) => match salvaged(gathered, &parsed, &rejected).await? {
            Some((verdict, _)) => Ok(verdict),
            None => Ok(Verdict::Revise(rejected)),
        },
    }
}

/// Judges a model's answer. An answer that loses little is taken without what it loses; otherwise the model is asked to
/// mend it once, and the mended places are joined with what was good before.
pub(super) async fn judge_answer(plan: &Plan, answer: Answer) -> Result<Verdict, Error> {
    let Writer::Model(task) = &plan.writer else { return Err(Error::Broken) };
    let gathered = &plan.gathered;
    if let Some((first, findings)) = &task.earlier
        && let Some(joined) = mend::mend(first, findings, &answer)
        && let Verdict::Accept(assessed) = judged(gathered, &joined, true).await?
    {
        return Ok(Verdict::Accept(assessed));
    }
    let rejected = match judged(gathered, &answer, task.earlier.is_some()).await? {
        Verdict::Accept(assessed) => return Ok(Verdict::Accept(assessed)),
        Verdict::Revise(rejected) => rejected,
    };
    let Some((first, _)) = &task.earlier else {
        let (said, answer) = (Some(answer.text.clone()), Some(answer));
        return Ok(Verdict::Revise(Box::new(Rejected { said, answer, ..*rejected })));
    };
    // of two answers that need mending, the first without its faults may still do
    match judged(gathered, first, true).await? {
        Verdict::Accept(assessed) => Ok(Verdict::Accept(assessed)),
        Verdict::Revise(_) => Ok(Verdict::Revise(rejected)),
    }
}

/// Judges an answer, then what is good of it: whatever is left on the last round, only nearly all of it before.
async fn judged(gathered: &Gathered, answer: &Answer, is_last: bool) -> Result<Verdict, Error> {
    let parsed = match parse::parse_answer(&gathered.screened.brief, answer, &gathered.passages) {
        Ok(parsed) => parsed,
        Err(findings) => return Ok(Verdict::Revise(Box::new(Rejected::of(findings)))),
    };
    match assess::assess(gathered, parsed.clone()).await? {
        Verdict::Accept(assessed) => Ok(Verdict::Accept(assessed)),
        Verdict::Revise(rejected) => match salvaged(gathered, &parsed, &rejected).await? {
            Some((Verdict::Accept(assessed), lost)) if is_last || lost <= LOST => {
                Ok(Verdict::Accept(assessed))
            }
            _ => Ok(Verdict::Revise(rejected)),
        },
    }
}

/// What is good of a rejected draft, judged by itself, and which share of its items is lost. What takes the place of a bad
/// item may be bad too, so this goes on while it helps.
async fn salvaged(
    gathered: &Gathered,
    parsed: &Parsed,
    rejected: &Rejected,
) -> Result<Option<(Verdict, f64)>, Error> {
    const TIMES: usize = 4;
    let brief = &gathered.screened.brief;
    let (mut lost, mut left) = (0.0, parsed.clone());
    let (mut findings, mut evidence) = (rejected.findings.clone(), rejected.evidence.clone());
    for _ in 0..TIMES {
        let taught = salvage::taught(brief, &left, &findings);
        let is_less = taught.is_some();
        left = taught.unwrap_or(left);
        // prose first: the places of items are those of the findings
        let pruned = prune::prune(brief, &left, &evidence, &findings);
        let prose = pruned.as_ref().map_or(&left, |(prose, _)| prose);
        let fewer = match (salvage::salvage(brief, prose, &findings), &pruned) {
            (Some((fewer, share)), _) => {
                lost += share;
                fewer
            }
            (None, Some((prose, _))) => prose.clone(),
            (None, None) if is_less => left.clone(),
            (None, None) => return Ok(None),
        };
        lost += pruned.map_or(0.0, |(_, share)| share);
        match assess::assess(gathered, fewer.clone()).await? {
            Verdict::Accept(assessed) => return Ok(Some((Verdict::Accept(assessed), lost))),
            Verdict::Revise(again) => (findings, evidence) = (again.findings, again.evidence),
        }
        left = fewer;
    }
    Ok(None)
}
