//! Openings: words before a sentence that tie it to the one before and say nothing themselves.

use super::token::Raw;

/// Openings that say nothing of the topic, longest first among those that begin alike.
const OPENINGS: &[&str] = &[
    "in fact",
    "in reality",
    "in truth",
    "in other words",
    "in addition",
    "in contrast",
    "in short",
    "in turn",
    "in the same way",
    "in this way",
    "by contrast",
    "by the way",
    "for example",
    "for instance",
    "for this reason",
    "as a result",
    "after that",
    "after this",
    "of course",
    "at first",
    "at last",
    "that is",
    "on the other hand",
    "contrary to what many people think",
    "contrary to popular belief",
    "first of all",
    "first",
    "second",
    "third",
    "fourth",
    "firstly",
    "secondly",
    "thirdly",
    "next",
    "then",
    "finally",
    "lastly",
    "actually",
    "really",
    "indeed",
    "however",
    "instead",
    "therefore",
    "thus",
    "hence",
    "consequently",
    "moreover",
    "furthermore",
    "besides",
    "similarly",
    "likewise",
    "also",
    "so",
    "yes",
    "no",
    "well",
    "now",
    "today",
    "but",
    "and",
];

/// How many tokens at the beginning of a sentence are such an opening: one that a comma ends.
pub(super) fn length(raw: &[Raw<'_>]) -> usize {
    let mut from = 0;
    while let Some(used) = one(&raw[from..]) {
        from += used;
    }
    from
}

fn one(raw: &[Raw<'_>]) -> Option<usize> {
    OPENINGS.iter().find_map(|opening| {
        let words = opening.split(' ').count();
        let same = raw.len() > words && opening.split(' ').zip(raw).all(|(word, raw)| raw.lower == word);
        (same && raw[words].gap.trim_start().starts_with(',')).then_some(words)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agreement::token;

    #[test]
    fn only_an_opening_with_its_comma_is_left_out() {
        let skipped = |text: &str| length(&token::tokens(text));
        assert_eq!(skipped("In fact, no good record shows it."), 2);
        assert_eq!(skipped("First, the client sends a number."), 1);
        assert_eq!(skipped("After that, water sinks."), 2);
        assert_eq!(skipped("First aid is help."), 0);
        assert_eq!(skipped("But, in fact, it melts."), 3);
        assert_eq!(skipped("In 1859, Darwin wrote."), 0);
    }
}
