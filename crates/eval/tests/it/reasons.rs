//! The reason that goes with an answer says how it was found.

use factoria_eval::check::{Checked, Sources};
use text::Language;

use crate::statements::{STRANGERS, answers};

/// Whether the rules alone carried it, and what came out.
fn checked(statement: &str, passage: &str) -> (bool, Checked) {
    let sources = Sources::read(&[passage], Language::En);
    let by_rules =
        sources.traits(statement).into_iter().any(|(name, value)| name == "by_rules" && value > 0.0);
    (by_rules, sources.check(statement))
}

#[test]
fn only_what_the_rules_carry_is_called_said_by_the_source() {
    let (mut ruled, mut weighed) = (0, 0);
    for (case, ..) in STRANGERS.into_iter().flat_map(answers) {
        let (by_rules, answer) = checked(&case.statement, &case.passage);
        if answer.supported != Some(true) {
            continue;
        }
        let quote = answer.quote.expect("what carries it is shown");
        assert!(case.passage.contains(&quote));
        assert_eq!(answer.reason == "the source says this", by_rules, "{}", answer.reason);
        if by_rules {
            ruled += 1;
            continue;
        }
        weighed += 1;
        assert!(answer.reason.contains("no rule speaks against it"), "{}", answer.reason);
        assert!(answer.reason.chars().count() <= 160, "{}", answer.reason);
        let shown = answer.reason.split(['“', '”']).nth(1).unwrap_or_default().trim_end_matches('…');
        assert!(!shown.is_empty() && quote.starts_with(shown), "{shown}");
    }
    assert!(ruled > 20 && weighed > 20, "{ruled} by rules, {weighed} weighed");
}
