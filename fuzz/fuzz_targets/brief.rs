//! JSON that claims to be a brief, and words that claim to be an objective.

#![no_main]

use content::{Brief, NewBrief, Objective};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(new) = serde_json::from_slice::<NewBrief>(bytes)
        && let Ok(brief) = Brief::try_from(new)
    {
        assert!((3..=500).contains(&brief.topic.chars().count()));
        assert!(brief.requirements.chars().count() <= 1000);
    }
    if let Ok(words) = std::str::from_utf8(bytes)
        && let Ok(objective) = words.parse::<Objective>()
    {
        assert!(!objective.statement.is_empty());
    }
});
