//! What a card's front asks about, where it is a question for a quantity.

/// The words of `About how many seconds do dives last?` after its verb: `dives last?`. What is left out asks, and stands
/// in the answer as well; `None` where it does not, and for any other front.
pub(super) fn about<'a>(front: &'a str, answer: &str) -> Option<&'a str> {
    /// How many words may stand before the verb.
    const OPENING: usize = 7;
    if !front.ends_with('?') {
        return None;
    }
    let ranges: Vec<_> = text::word::ranges(front).collect();
    let word = |at: usize| ranges.get(at).map_or(String::new(), |range| front[range.clone()].to_lowercase());
    let start = usize::from(word(0) == "about");
    if word(start) != "how" {
        return None;
    }
    let verb = (start + 1..ranges.len().min(OPENING)).find(|&at| {
        matches!(
            word(at).as_str(),
            "do" | "does"
                | "did"
                | "is"
                | "are"
                | "was"
                | "were"
                | "can"
                | "could"
                | "has"
                | "have"
                | "had"
                | "will"
        )
    })?;
    let answered: Vec<String> = text::word::words(answer).map(str::to_lowercase).collect();
    let asks = |at: usize| {
        let word = word(at);
        matches!(word.as_str(), "many" | "much" | "long" | "far" | "often" | "ago")
            || answered.contains(&word)
    };
    let rest = front[ranges[verb].end..].trim();
    ((start + 1..verb).all(asks) && !rest.is_empty()).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::about;

    #[test]
    fn a_question_for_a_quantity_is_about_what_follows_its_verb() {
        let answer = "Dives normally last around 30 seconds.";
        assert_eq!(
            about("About how many seconds do dives normally last?", answer),
            Some("dives normally last?")
        );
        assert_eq!(about("How long do dives normally last?", answer), Some("dives normally last?"));
        assert_eq!(about("How many hours do dives last?", answer), None, "the answer speaks of no hours");
        assert_eq!(about("Why do dives last so long?", answer), None);
        assert_eq!(about("dive", answer), None);
    }
}
