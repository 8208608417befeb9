//! 1 · Brief → brief that is safe to work on, or why not. Pure.

use content::{Brief, Finding};
use eval::orders;
use sources::clean::clean;

use crate::error::Error;

/// A brief without hidden text and without orders to a machine.
#[derive(Debug, Clone)]
pub struct Screened {
    /// What was asked for, cleaned.
    pub brief: Brief,
    /// How many hidden characters were taken out.
    pub hidden_removed: u32,
}

/// Takes hidden text out of what a person typed, and refuses what is an order to a machine rather than a subject.
///
/// # Errors
/// [`Error::Invalid`] when nothing is left of the topic, or topic, wishes or objectives give orders to a machine.
pub fn screen(brief: &Brief) -> Result<Screened, Error> {
    let topic = clean(&brief.topic);
    let requirements = clean(&brief.requirements);
    if !topic.text.chars().any(char::is_alphanumeric) {
        let detail = "nothing is left of the topic once hidden characters are taken out";
        return Err(Error::invalid("hidden_text", "/topic", detail));
    }
    let hidden_removed: u32 = topic
        .removed
        .iter()
        .chain(requirements.removed.iter())
        .map(|(_, times)| times)
        .fold(0, u32::saturating_add);
    let brief =
        Brief { topic: topic.text.trim().to_owned(), requirements: requirements.text, ..brief.clone() };
    refuse_orders(&brief)?;
    Ok(Screened { brief, hidden_removed })
}

/// Refuses a brief whose texts give orders to a machine. The answer repeats nothing of them.
fn refuse_orders(brief: &Brief) -> Result<(), Error> {
    let objectives = brief.learning_objectives.iter().enumerate();
    let objectives = objectives.map(|(at, objective)| {
        (format!("/learning_objectives/{at}"), objective.statement.as_str(), "name what learners can do")
    });
    let texts = [
        ("/topic".to_owned(), brief.topic.as_str(), "name the subject to be taught"),
        (
            "/requirements".to_owned(),
            brief.requirements.as_str(),
            "say only what the material should be like",
        ),
    ];
    let findings: Vec<Finding> = texts
        .into_iter()
        .chain(objectives)
        .filter(|(_, text, _)| orders::in_request(text).is_some())
        .map(|(pointer, _, instead)| {
            let detail =
                format!("this reads as an order to the program rather than as something to learn; {instead}");
            Finding::new("order_to_machine", pointer, detail)
        })
        .collect();
    if findings.is_empty() { Ok(()) } else { Err(Error::Invalid { findings }) }
}
