//! 4 · Plan → draft, by the built-in writer.

use content::Finding;
use writer::{Draft, Request};

use super::compose::Plan;
use crate::error::Error;

/// How drafting went.
pub enum Outcome {
    /// Something was written.
    Drafted(Box<Draft>),
    /// The passages carry too little.
    TooLittle(Vec<Finding>),
}

/// Has a draft written. The writer computes for milliseconds, so it runs beside the async threads.
///
/// # Errors
/// [`Error::Broken`] when the writer panicked.
pub async fn draft(plan: Plan) -> Result<Outcome, Error> {
    let written = tokio::task::spawn_blocking(move || {
        writer::write(&Request { brief: &plan.brief, passages: &plan.passages, sources: &plan.sources })
    })
    .await
    .map_err(|_| Error::Broken)?;
    Ok(match written {
        Ok(draft) => Outcome::Drafted(Box::new(draft)),
        Err(too_little) => Outcome::TooLittle(too_little.findings),
    })
}
