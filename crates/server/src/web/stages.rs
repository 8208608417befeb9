//! How far the making of a material has come.

use content::{Material, Status};
use store::events::Event;

/// The stages in order: the name in events, and what a person reads.
const ORDER: [(&str, &str); 5] = [
    ("screening", "Reading what you asked for"),
    ("gathering", "Finding passages that cover it"),
    ("drafting", "Writing"),
    ("assessing", "Checking every statement against its source"),
    ("keeping", "Storing it"),
];

/// One stage as the page shows it.
pub(super) struct Stage {
    /// The name in events.
    pub(super) name: &'static str,
    /// What a person reads.
    pub(super) label: &'static str,
    /// `done`, `now` or `later`.
    pub(super) state: &'static str,
}

/// All stages, and the last event seen.
pub(super) struct Stages {
    /// In order.
    pub(super) stages: Vec<Stage>,
    /// From which event on the page listens.
    pub(super) last_event: i64,
}

impl Stages {
    /// Where the material stands by its events.
    pub(super) fn of(material: &Material, events: &[Event]) -> Self {
        let reached = events
            .iter()
            .filter(|event| event.kind == "stage")
            .filter_map(|event| event.data.get("stage")?.as_str())
            .filter_map(|name| ORDER.iter().position(|(stage, _)| *stage == name))
            .next_back();
        let state = |index: usize| match reached {
            Some(reached) if index < reached => "done",
            Some(reached) if index == reached && material.status == Status::Running => "now",
            _ => "later",
        };
        let stages = ORDER.iter().enumerate();
        Self {
            stages: stages.map(|(index, (name, label))| Stage { name, label, state: state(index) }).collect(),
            last_event: events.last().map_or(0, |event| event.seq),
        }
    }
}
