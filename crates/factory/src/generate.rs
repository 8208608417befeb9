//! Makes one material from a brief: the pipeline on one screen.
//!
//! Each stage takes the previous stage's value and returns its own, so that the compiler checks the order: only
//! [`assess`] makes an [`Assessed`](assess::Assessed), and [`keep`] accepts nothing else. Content that nobody judged
//! cannot be stored.

use auth::user::UserId;
use content::{Brief, Finding, MaterialId, Report};
use store::jobs::Claim;

use crate::ctx::Ctx;
use crate::error::Error;
use crate::progress::{Progress, Stage};

pub mod assess;
pub mod compose;
pub mod draft;
pub mod gather;
pub mod keep;
pub mod parse;
mod salvage;
pub mod screen;

/// What is to be made, for whom, and on whose behalf the work runs.
#[derive(Debug, Clone)]
pub struct Order {
    /// The material's name.
    pub material: MaterialId,
    /// Whose it will be.
    pub owner: UserId,
    /// What was asked for.
    pub brief: Brief,
    /// The job that asks, if one does; without it the material is stored only once it is made.
    pub claim: Option<Claim>,
    /// When the work began, in milliseconds since 1970.
    pub started_ms: i64,
}

/// What is to happen with a draft.
enum Verdict {
    Accept(Box<assess::Assessed>),
    Revise(Vec<Finding>, Report),
}

/// Makes one material, revising until it is good enough, and stores it.
///
/// # Errors
/// [`Error::NothingToTeachFrom`] when no source covers the topic, [`Error::NotGoodEnough`] when no draft passed,
/// [`Error::Stopped`] when the material was cancelled meanwhile; otherwise the first failure of a stage. No content is
/// stored unless this returns `Ok`.
pub async fn generate(ctx: &Ctx, order: &Order, progress: &Progress) -> Result<(), Error> {
    progress.at(Stage::Screening);
    let screened = screen::screen(&order.brief)?;
    progress.at(Stage::Gathering);
    let mut gathered = gather::gather(ctx, order.owner, screened).await?;

    for attempt in 1.. {
        progress.at(Stage::Drafting { attempt });
        let plan = compose::compose(&gathered);
        let verdict = match draft::draft(plan).await? {
            draft::Outcome::Drafted(draft) => match parse::parse(&order.brief, *draft) {
                Ok(parsed) => {
                    progress.at(Stage::Assessing { attempt });
                    judged(&gathered, parsed).await?
                }
                Err(findings) => Verdict::Revise(findings, Report::default()),
            },
            draft::Outcome::TooLittle(findings) => Verdict::Revise(findings, Report::default()),
        };
        match verdict {
            Verdict::Accept(assessed) => {
                progress.at(Stage::Keeping);
                return keep::keep(ctx, order, *assessed, attempt, progress).await;
            }
            Verdict::Revise(findings, report) if attempt >= ctx.limits.attempts => {
                return Err(Error::NotGoodEnough { findings, report });
            }
            Verdict::Revise(findings, report) => {
                let Some(wider) = gathered.widened() else {
                    return Err(Error::NotGoodEnough { findings, report });
                };
                gathered = wider;
            }
        }
    }
    Err(Error::Broken)
}

/// Judges a draft; what is good of a rejected one is judged once more by itself.
async fn judged(gathered: &gather::Gathered, parsed: parse::Parsed) -> Result<Verdict, Error> {
    match assess::assess(gathered, parsed.clone()).await? {
        Verdict::Accept(assessed) => Ok(Verdict::Accept(assessed)),
        Verdict::Revise(findings, report) => {
            match salvage::salvage(&gathered.screened.brief, &parsed, &findings) {
                Some(left) => assess::assess(gathered, left).await,
                None => Ok(Verdict::Revise(findings, report)),
            }
        }
    }
}

/// Makes and stores a material at once, for callers that wait for it, and answers its id.
///
/// # Errors
/// As [`generate`], and [`Error::Invalid`] when the brief names sources or engines that are not there.
pub async fn generate_now(ctx: &Ctx, owner: UserId, brief: Brief) -> Result<MaterialId, Error> {
    crate::request::check(ctx, owner, &brief, "").await?;
    let material = MaterialId(ctx.clock.new_id());
    let order = Order { material, owner, brief, claim: None, started_ms: ctx.clock.now_ms() };
    generate(ctx, &order, &Progress::of(material)).await?;
    Ok(material)
}
