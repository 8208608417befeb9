//! Makes one material from a brief: the pipeline on one screen.
//!
//! Each stage takes the previous stage's value and returns its own, so that the compiler checks the order: only
//! [`assess`] makes an [`Assessed`](assess::Assessed), and [`keep`] accepts nothing else. Content that nobody judged
//! cannot be stored.

use auth::user::UserId;
use content::brief::BUILT_IN_ENGINE;
use content::{Brief, Evidence, Finding, MaterialId, Report};
use llm::CallBudget;
use store::jobs::Claim;

use crate::ctx::Ctx;
use crate::engine;
use crate::error::Error;
use crate::progress::{Progress, Stage};
use crate::usage;

pub mod answer;
pub mod assess;
pub mod compose;
pub mod draft;
mod evidence;
pub mod gather;
pub mod keep;
mod mend;
pub mod parse;
mod privacy;
mod prune;
mod rounds;
mod salvage;
pub mod screen;
mod telling;

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
    /// Whether another material is wanted than the one made before from the same brief.
    pub fresh: bool,
    /// The calls of models it may take, and what they cost.
    pub calls: CallBudget,
}

/// How a material was made.
#[derive(Debug, Clone)]
pub struct Made {
    /// `builtin`, or the model that wrote it.
    pub engine: String,
    /// Which prompt wrote it.
    pub prompt_hash: Option<String>,
    /// How many drafts it took, from 1.
    pub attempts: u32,
}

/// A draft that was not good enough.
#[derive(Debug, Clone, Default)]
pub struct Rejected {
    /// What was wrong.
    pub findings: Vec<Finding>,
    /// How it was judged, if it was.
    pub report: Report,
    /// What was found for each statement.
    pub evidence: Vec<Evidence>,
    /// What a model said, for it to be shown again.
    pub said: Option<String>,
    /// The same taken apart, if it could be.
    pub answer: Option<answer::Answer>,
}

impl Rejected {
    /// A draft that was not even judged.
    pub fn of(findings: Vec<Finding>) -> Self {
        Self { findings, ..Self::default() }
    }

    /// A draft that did not pass.
    pub fn judged(judged: eval::Judged) -> Self {
        let eval::Judged { evidence, report } = judged;
        Self { findings: report.findings.clone(), report, evidence, ..Self::default() }
    }
}

/// What is to happen with a draft.
enum Verdict {
    Accept(Box<assess::Assessed>),
    Revise(Box<Rejected>),
}

/// Makes one material, revising until it is good enough, and stores it.
///
/// # Errors
/// [`Error::NothingToTeachFrom`] when no source covers the topic, [`Error::NotGoodEnough`] when no draft passed,
/// [`Error::Model`] and [`Error::Budget`] when a model cannot be asked, [`Error::Stopped`] when the material was cancelled
/// meanwhile; otherwise the first failure of a stage. No content is stored unless this returns `Ok`.
pub async fn generate(ctx: &Ctx, order: &Order, progress: &Progress) -> Result<(), Error> {
    progress.at(Stage::Screening);
    let screened = screen::screen(&order.brief)?;
    let engine = engine::choose(ctx, &order.brief, "")?;
    progress.at(Stage::Gathering);
    let gathered = gather::gather(ctx, order.owner, screened, &engine).await?;
    let mut plan = compose::compose(ctx, order, gathered, &engine);

    for attempt in 1.. {
        progress.at(Stage::Drafting { attempt });
        let outcome = draft::draft(ctx, order, &plan, progress).await?;
        let mut made = Made { engine: BUILT_IN_ENGINE.to_owned(), prompt_hash: None, attempts: attempt };
        progress.at(Stage::Assessing { attempt });
        let verdict = match outcome {
            draft::Outcome::Unusable(rejected) => Verdict::Revise(rejected),
            draft::Outcome::Written(draft) => rounds::judge_draft(&plan.gathered, *draft).await?,
            draft::Outcome::Answered(answer) => {
                made.engine.clone_from(&answer.engine);
                made.prompt_hash = plan.prompt_hash();
                rounds::judge_answer(&plan, *answer).await?
            }
        };
        match verdict {
            Verdict::Accept(assessed) => {
                progress.at(Stage::Keeping);
                return keep::keep(ctx, order, *assessed, &made, progress).await;
            }
            Verdict::Revise(rejected) => {
                usage::store_settlements(ctx).await?;
                match plan.revised(&rejected).filter(|_| attempt < ctx.limits.attempts) {
                    Some(next) => plan = next,
                    None => {
                        let Rejected { findings, report, .. } = *rejected;
                        return Err(Error::NotGoodEnough { findings, report });
                    }
                }
            }
        }
    }
    Err(Error::Broken)
}

/// Makes and stores a material at once, for callers that wait for it, and answers its id.
///
/// # Errors
/// As [`generate`], and [`Error::Invalid`] when the brief names sources or engines that are not there.
pub async fn generate_now(ctx: &Ctx, owner: UserId, brief: Brief) -> Result<MaterialId, Error> {
    crate::request::check(ctx, owner, &brief, "").await?;
    let material = MaterialId(ctx.clock.new_id());
    let order = Order {
        material,
        owner,
        brief,
        claim: None,
        started_ms: ctx.clock.now_ms(),
        fresh: false,
        calls: engine::allowance(ctx, owner),
    };
    generate(ctx, &order, &Progress::of_unstored(material)).await?;
    Ok(material)
}
