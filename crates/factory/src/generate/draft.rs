//! 4 · Plan → draft, by the built-in writer or by a model whose words are streamed to who watches.

use content::Finding;
use futures_util::StreamExt;
use llm::{BadAnswer, Piece, Reply};
use writer::Request;

use super::answer::Answer;
use super::compose::{Plan, Task, Writer};
use super::telling::Telling;
use super::{Order, Rejected};
use crate::ctx::Ctx;
use crate::error::Error;
use crate::progress::Progress;

/// How drafting went.
#[derive(Debug)]
pub enum Outcome {
    /// The built-in writer wrote something.
    Written(Box<writer::Draft>),
    /// A model answered.
    Answered(Box<Answer>),
    /// Nothing can be made of what came.
    Unusable(Box<Rejected>),
}

/// Has a draft written. What a model's answer cost is in the ledger afterwards; what a failed call cost is stored.
///
/// # Errors
/// [`Error::Broken`] when the writer panicked, [`Error::Model`] when no model answered, [`Error::Budget`] when nothing is
/// left to pay one, [`Error::Stopped`] when the work was cancelled.
pub async fn draft(ctx: &Ctx, order: &Order, plan: &Plan, progress: &Progress) -> Result<Outcome, Error> {
    match &plan.writer {
        Writer::BuiltIn => written(plan.clone()).await,
        Writer::Model(task) => {
            crate::usage::share_books(ctx).await?;
            let outcome = answered(ctx, order, task, progress).await;
            if outcome.is_err() {
                crate::usage::store_settlements(ctx).await?;
            }
            outcome
        }
    }
}

/// The built-in writer computes for milliseconds, so it runs beside the async threads.
async fn written(plan: Plan) -> Result<Outcome, Error> {
    let written = tokio::task::spawn_blocking(move || {
        let gathered = &plan.gathered;
        writer::write(&Request {
            brief: &gathered.screened.brief,
            passages: &gathered.passages,
            sources: &gathered.sources,
        })
    })
    .await
    .map_err(|_| Error::Broken)?;
    Ok(match written {
        Ok(draft) => Outcome::Written(Box::new(draft)),
        Err(too_little) => Outcome::Unusable(Box::new(Rejected::of(too_little.findings))),
    })
}

async fn answered(ctx: &Ctx, order: &Order, task: &Task, progress: &Progress) -> Result<Outcome, Error> {
    let mut telling = Telling::new(ctx, progress, &task.secrets);
    // what has happened so far is shown before the long wait, in the same commit
    tokio::try_join!(progress.flush(ctx), note_call(ctx, order))?;
    match heard(order, task, &mut telling).await {
        Ok(reply) => {
            let given_away = task.secrets.given_away(&reply.text);
            let answer = Answer::of(reply);
            match given_away.or_else(|| task.secrets.given_away(&answer.words())) {
                None => {
                    telling.tell_rest();
                    Ok(Outcome::Answered(Box::new(answer)))
                }
                Some(what) => Ok(Outcome::Unusable(Box::new(leaked(what)))),
            }
        }
        Err(error) => unusable(error).map(|rejected| Outcome::Unusable(Box::new(rejected))),
    }
}

/// Takes note of the call that comes, so that a crash does not make it for nothing.
async fn note_call(ctx: &Ctx, order: &Order) -> Result<(), Error> {
    let Some(job) = order.claim.as_ref().map(|claim| claim.id) else { return Ok(()) };
    let calls = order.calls.used() + 1;
    ctx.db.write(move |tx| Box::pin(async move { Ok(store::jobs::note_calls(tx, job, calls).await?) })).await
}

/// Streams the answer.
async fn heard(order: &Order, task: &Task, telling: &mut Telling<'_>) -> Result<Reply, llm::Error> {
    let mut stream = task.model.stream(&task.request, &order.calls).await?;
    while let Some(piece) = stream.next().await {
        match piece? {
            Piece::Text(text) => telling.hear(&text).await,
            Piece::Restart => telling.begin_anew(),
            Piece::Usage(_) => {}
            Piece::Done(reply) => return Ok(*reply),
        }
    }
    Err(llm::Error::Unavailable { reason: "the answer has no end".to_owned(), source: None })
}

fn leaked(what: &str) -> Rejected {
    let detail = format!("the answer holds {what}; keep to the material alone");
    Rejected::of(vec![Finding::new("leak", "", detail)])
}

/// What to make of a failed call: a draft that nothing can be made of, or a failure of the whole.
fn unusable(error: llm::Error) -> Result<Rejected, Error> {
    match error {
        llm::Error::Refused { said, .. } => {
            let detail =
                "the model declined; the task is one piece of learning material, as the schema has it";
            Ok(Rejected { said: Some(said), ..Rejected::of(vec![Finding::new("refused", "", detail)]) })
        }
        llm::Error::BadAnswer { reason, reply } => {
            let detail = match reason {
                BadAnswer::OutOfTokens => "the answer was too long; write less".to_owned(),
                reason => format!("the answer cannot be used: {reason}"),
            };
            let said = reply.map(|reply| reply.text).filter(|text| !text.trim().is_empty());
            Ok(Rejected { said, ..Rejected::of(vec![Finding::new("bad_answer", "", detail)]) })
        }
        llm::Error::Cancelled => Err(Error::Stopped),
        error => Err(Error::of_model(error)),
    }
}
