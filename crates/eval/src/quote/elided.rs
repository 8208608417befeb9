//! Quotes with "…" in the middle: several stretches of one passage, near each other and in order.

use std::ops::Range;

use super::{Token, exact, tokens};

/// The fewest words of a stretch; shorter ones stand anywhere.
const STRETCH: usize = 3;
/// The most words that may be left out between two stretches: about two sentences.
const GAP: usize = 40;
/// The most stretches of one quote.
const STRETCHES: usize = 4;

/// Where the stretches of a quote stand that leaves words out, from the first word of the first to the last of the last;
/// `None` for a quote that leaves nothing out.
///
/// Each must stand there word for word. What is between them belongs to what is found: it may deny what they say, so it
/// is shown to the reader and compared with the statement.
pub(super) fn find(text: &str, held: &[Token], quote: &str) -> Option<Range<usize>> {
    let stretches = stretches(quote)?;
    let (first, rest) = stretches.split_first()?;
    let mut from = 0;
    let mut nearest: Option<Range<usize>> = None;
    while let Some(start) = exact(&held[from..], first).map(|words| words.start + from) {
        let found = rest.iter().try_fold(start + first.len(), |end, next| next_end(held, end, next));
        if let Some(end) = found.filter(|&end| is_of_one_paragraph(text, held, start..end))
            && nearest.as_ref().is_none_or(|known| end - start < known.len())
        {
            nearest = Some(start..end);
        }
        from = start + 1;
    }
    nearest
}

/// The words of each stretch, where there are several that are long enough.
fn stretches(quote: &str) -> Option<Vec<Vec<Token>>> {
    let dotted = quote.replace('…', "...").replace(". . .", "...");
    let parts: Vec<Vec<Token>> = dotted.split("...").map(tokens).filter(|words| !words.is_empty()).collect();
    let fits = (2..=STRETCHES).contains(&parts.len()) && parts.iter().all(|words| words.len() >= STRETCH);
    fits.then_some(parts)
}

/// Where the next stretch ends that begins not too far from a place.
fn next_end(held: &[Token], from: usize, wanted: &[Token]) -> Option<usize> {
    let reach = (from + GAP + wanted.len()).min(held.len());
    let words = exact(held.get(from..reach)?, wanted)?;
    Some(from + words.end)
}

/// A blank line parts what a writer keeps apart.
fn is_of_one_paragraph(text: &str, held: &[Token], words: Range<usize>) -> bool {
    let ends = held.get(words.start).zip(words.end.checked_sub(1).and_then(|last| held.get(last)));
    let between = ends.and_then(|(first, last)| text.get(first.range.start..last.range.end));
    between.is_some_and(|between| !between.contains("\n\n"))
}

#[cfg(test)]
mod tests {
    use super::super::find;

    const TEXT: &str = "The heart, a muscle about the size of a fist, pumps blood to every part of the body. It does \
                        not rest, as many people believe, between two beats. Bats are not blind, and most of them \
                        see well at dusk.\n\nThe lungs take in air from outside. Roots do not make sugar.";

    fn found(quote: &str) -> Option<&'static str> {
        find(TEXT, quote).map(|range| &TEXT[range])
    }

    #[test]
    fn words_left_out_are_found_with_what_was_left_out() {
        let whole = "The heart, a muscle about the size of a fist, pumps blood to every part of the body.";
        for quote in [
            "The heart, a muscle … pumps blood to every part of the body.",
            "The heart, a muscle... pumps blood to every part of the body.",
            "the heart, a muscle [...] pumps blood to every part of the body.",
            "“The heart, a muscle (…) pumps blood to … part of the body.”",
            "… The heart, a muscle . . . pumps blood to every part of the body. …",
        ] {
            assert_eq!(found(quote), Some(whole), "{quote}");
        }
    }

    #[test]
    fn what_was_left_out_cannot_hide_what_it_says() {
        assert_eq!(
            found("Bats are not … most of them see"),
            Some("Bats are not blind, and most of them see")
        );
        assert_eq!(
            found("It does not rest … between two beats."),
            Some("It does not rest, as many people believe, between two beats.")
        );
    }

    #[test]
    fn stretches_that_do_not_belong_together_are_not_found() {
        for quote in [
            // in the other order
            "pumps blood to every part … The heart, a muscle",
            // over the end of a paragraph
            "most of them see well … The lungs take in air",
            // too short to say where it stands
            "The heart … blood to every part",
            "It … rest",
            // a word, a number or a negation that the passage does not have
            "The heart, a muscle … pumps water to every part of the body",
            "The heart, a muscle … pumps no blood to every part",
            "Bats are blind … most of them see well",
            "Roots do make … take in air from outside",
        ] {
            assert_eq!(found(quote), None, "{quote}");
        }
        let far = format!(
            "{} {} {}",
            "The heart pumps blood.",
            "It beats on. ".repeat(20),
            "The lungs take in air."
        );
        assert_eq!(find(&far, "The heart pumps blood … The lungs take in air"), None);
    }
}
