//! 3 · Brief and passages → what the writer is given. Pure.

use content::{Brief, Passage, Source};

use super::gather::Gathered;

/// What the writer is given.
#[derive(Debug, Clone)]
pub struct Plan {
    /// What was asked for.
    pub brief: Brief,
    /// What to write from, in reading order.
    pub passages: Vec<Passage>,
    /// The sources of these.
    pub sources: Vec<Source>,
}

/// Puts together what the writer is given.
pub fn compose(gathered: &Gathered) -> Plan {
    Plan {
        brief: gathered.screened.brief.clone(),
        passages: gathered.passages.clone(),
        sources: gathered.sources.clone(),
    }
}
