//! 1 · Brief → brief that is safe to work on, or why not. Pure.

use content::{Brief, Finding};
use sources::clean::clean;

use crate::error::Error;

/// A brief without hidden text.
#[derive(Debug, Clone)]
pub struct Screened {
    /// What was asked for, cleaned.
    pub brief: Brief,
    /// What was taken out, in words for the material's `safety_check`; `passed` when nothing was.
    pub safety_check: String,
}

/// Takes hidden text out of what a person typed.
///
/// # Errors
/// [`Error::Invalid`] when nothing is left of the topic.
pub fn screen(brief: &Brief) -> Result<Screened, Error> {
    let topic = clean(&brief.topic);
    let requirements = clean(&brief.requirements);
    if !topic.text.chars().any(char::is_alphanumeric) {
        let detail = "nothing is left of the topic once hidden characters are taken out";
        let finding = Finding::new("hidden_text", "/topic", detail);
        return Err(Error::Invalid { findings: vec![finding] });
    }
    let removed: u32 = topic
        .removed
        .iter()
        .chain(requirements.removed.iter())
        .map(|(_, times)| times)
        .fold(0, u32::saturating_add);
    let safety_check = if removed == 0 {
        "passed".to_owned()
    } else {
        format!("passed; {removed} hidden characters removed")
    };
    let brief =
        Brief { topic: topic.text.trim().to_owned(), requirements: requirements.text, ..brief.clone() };
    Ok(Screened { brief, safety_check })
}
