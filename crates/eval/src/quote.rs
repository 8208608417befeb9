//! Quotes: where the words that a writer quotes really stand in a passage.

use std::ops::Range;

mod elided;
mod slight;

/// The least share of a quote's words that must stand in the passage, in order, for a close match. What differs must be
/// slight besides: an article or the like, a letter, an ending.
///
/// **Source** measured on the sentences of the library: `docs/evaluation/quotes.md`. How many words differ does not tell
/// harmless changes from others, which words differ does; below this bound nothing is gained.
const CLOSE: f64 = 0.8;
/// The fewest words of a quote that may match closely; shorter ones must stand as they are.
const FEWEST: usize = 6;
/// The most words of a quote that are looked for.
const MOST: usize = 400;

/// Finds a quote's words in a text: bytes of the text that hold them.
///
/// **Measures** where the words of the quote stand: first as they are, then without regard to case, punctuation,
/// spacing and the shape of letters, then closely, with at most one word in five slightly other than quoted; a quote that
/// marks words as left out ("…") by its stretches, with what stands between them.
/// **Scale** the place, or none.
/// **Source** P. H. Sellers, "The theory and computation of evolutionary distances: pattern recognition", Journal of
/// Algorithms 1(4), 1980, on words instead of letters.
/// **Limits** that the words stand there says nothing about whether they carry a statement.
pub fn find(text: &str, quote: &str) -> Option<Range<usize>> {
    let (share, range) = closest(text, quote)?;
    (share >= CLOSE).then_some(range)
}

/// Where the words of a quote stand or nearly stand, and which share of them does, from 0 to 1; `None` when a word
/// differs that would say something else, or too few words are quoted to match closely. What [`find`] decides by.
pub fn closest(text: &str, quote: &str) -> Option<(f64, Range<usize>)> {
    let quote = quote.trim().trim_matches(['"', '“', '”', '…']).trim();
    if quote.is_empty() {
        return None;
    }
    if let Some(start) = text.find(quote) {
        return Some((1.0, start..start + quote.len()));
    }
    let wanted = tokens(quote);
    if wanted.is_empty() || wanted.len() > MOST {
        return None;
    }
    let held = tokens(text);
    let whole = |words| (1.0, words);
    let (share, words) = exact(&held, &wanted)
        .map(whole)
        .or_else(|| elided::find(text, &held, quote).map(whole))
        .or_else(|| nearly(&held, &wanted))?;
    let start = held.get(words.start)?.range.start;
    let end = held.get(words.end - 1)?.range.end;
    Some((share, start..end_with_stop(text, end, quote)))
}

/// The largest share of a statement's words that may differ from a quote that it still copies.
const COPIED: f64 = 0.25;
/// The fewest words of a statement that copies anything.
const COPY: usize = 4;

/// Whether a statement repeats a quote nearly word for word, but for a negation, or wholly but for a number.
pub(crate) fn turns_round(quote: &str, statement: &str) -> bool {
    if quote == statement {
        return false;
    }
    let (held, said) = (tokens(quote), tokens(statement));
    if said.len() < COPY || said.len() > MOST || held.len() > 4 * MOST {
        return false;
    }
    let Some((changes, window)) = nearest(&held, &said) else { return false };
    let negations =
        |tokens: &[Token]| tokens.iter().filter(|token| NEGATIONS.contains(&token.key.as_str())).count();
    let is_copy = changes as f64 / said.len() as f64 <= COPIED;
    is_copy
        && (negations(&held[window.clone()]) % 2 != negations(&said) % 2
            || counts_otherwise(&held[window], &said))
}

/// Whether two stretches differ in nothing but the value of numbers.
fn counts_otherwise(held: &[Token], said: &[Token]) -> bool {
    let is_number = |token: &Token| token.key.starts_with(|c: char| c.is_ascii_digit());
    let value = |token: &Token| token.key.parse::<f64>().ok();
    let differs = |(held, said): (&Token, &Token)| match (value(held), value(said)) {
        (Some(held), Some(said)) => held != said,
        _ => held.key != said.key,
    };
    held.len() == said.len()
        && held
            .iter()
            .zip(said)
            .all(|(held, said)| held.key == said.key || (is_number(held) && is_number(said)))
        && held.iter().zip(said).any(differs)
}

/// Words that turn a sentence round.
const NEGATIONS: &[&str] = &[
    "not",
    "no",
    "never",
    "none",
    "neither",
    "nor",
    "without",
    "cannot",
    "can't",
    "don't",
    "doesn't",
    "didn't",
    "isn't",
    "aren't",
    "wasn't",
    "weren't",
    "won't",
    "hasn't",
    "haven't",
    "couldn't",
    "shouldn't",
    "wouldn't",
    "nicht",
    "nie",
    "niemals",
    "ohne",
    "kein",
    "keine",
    "keinen",
    "keinem",
    "keiner",
    "pas",
    "aucun",
    "aucune",
    "jamais",
    "sans",
    "sin",
    "nunca",
    "jamás",
    "ningún",
    "ninguna",
    "non",
    "mai",
    "nessun",
    "nessuna",
    "senza",
];

/// One word, number or sign.
struct Token {
    key: String,
    range: Range<usize>,
}

impl Token {
    /// Whether another word in its place would say something else.
    fn is_firm(&self) -> bool {
        const FIRM: &[&str] =
            &["all", "some", "most", "few", "many", "only", "more", "less", "before", "after", "ne"];
        let key = self.key.as_str();
        key.chars().any(|c| !c.is_alphabetic() && c != '\'')
            || FIRM.contains(&key)
            || NEGATIONS.contains(&key)
    }
}

/// Words with their inner apostrophes, numbers with their inner marks, and the signs that mean something.
fn tokens(text: &str) -> Vec<Token> {
    const SIGNS: &str = "%°+−=<>€$£×÷±≈≤≥";
    let mut found = Vec::new();
    let mut open: Option<usize> = None;
    let mut characters = text.char_indices().peekable();
    let mut last = ' ';
    while let Some((at, c)) = characters.next() {
        let next = characters.peek().map_or(' ', |(_, next)| *next);
        let joins = matches!(c, '\'' | '’') && last.is_alphanumeric() && next.is_alphanumeric()
            || matches!(c, '.' | ',') && last.is_ascii_digit() && next.is_ascii_digit();
        if c.is_alphanumeric() || joins {
            open.get_or_insert(at);
        } else {
            close_token(text, &mut open, at, &mut found);
            if SIGNS.contains(c) || (c == '-' && next.is_ascii_digit() && !last.is_alphanumeric()) {
                found.push(Token {
                    key: if c == '-' { "−".into() } else { c.into() },
                    range: at..at + c.len_utf8(),
                });
            }
        }
        last = c;
    }
    close_token(text, &mut open, text.len(), &mut found);
    found
}

fn close_token(text: &str, open: &mut Option<usize>, end: usize, found: &mut Vec<Token>) {
    if let Some(start) = open.take() {
        found.push(Token { key: text::normalise::key(&text[start..end]), range: start..end });
    }
}

/// The place where exactly these words stand.
fn exact(held: &[Token], wanted: &[Token]) -> Option<Range<usize>> {
    let same = |window: &[Token]| window.iter().zip(wanted).all(|(left, right)| left.key == right.key);
    let start = held.windows(wanted.len()).position(same)?;
    Some(start..start + wanted.len())
}

/// The place where nearly these words stand, with slight changes only, and the share of them that is unchanged.
fn nearly(held: &[Token], wanted: &[Token]) -> Option<(f64, Range<usize>)> {
    if wanted.len() < FEWEST {
        return None;
    }
    /// How far the ends of the stretch may lie from where the fewest changes put them.
    const LOOSE: usize = 2;
    let (_, near) = nearest(held, wanted)?;
    let starts = near.start.saturating_sub(LOOSE)..=near.start + LOOSE;
    let windows = starts.flat_map(|start| {
        (near.end.saturating_sub(LOOSE)..=(near.end + LOOSE).min(held.len())).map(move |end| start..end)
    });
    let slight = |window: Range<usize>| Some((slight::changes(held.get(window.clone())?, wanted)?, window));
    let (changes, window) =
        windows.filter_map(slight).min_by_key(|(changes, window)| (*changes, window.len()))?;
    Some((1.0 - changes as f64 / wanted.len() as f64, window))
}

/// The stretch that needs the fewest changes to become what is wanted, and how many.
fn nearest(held: &[Token], wanted: &[Token]) -> Option<(usize, Range<usize>)> {
    let end = fewest_changes(held, wanted)?;
    let reach = wanted.len() + wanted.len() / 5 + 1;
    let starts = end.saturating_sub(reach)..end;
    let (changes, start) = starts
        .map(|start| (distance(&held[start..end], wanted), start))
        .min_by_key(|(changes, start)| (*changes, usize::MAX - start))?;
    Some((changes, start..end))
}

/// Where a stretch ends that needs the fewest changes to become the quote.
fn fewest_changes(held: &[Token], wanted: &[Token]) -> Option<usize> {
    let mut column: Vec<usize> = (0..=wanted.len()).collect();
    let mut best: Option<(usize, usize)> = None;
    for (at, token) in held.iter().enumerate() {
        let mut diagonal = column[0];
        for (row, want) in wanted.iter().enumerate() {
            let here = diagonal + usize::from(token.key != want.key);
            diagonal = column[row + 1];
            column[row + 1] = here.min(column[row] + 1).min(diagonal + 1);
        }
        let changes = column[wanted.len()];
        if best.is_none_or(|(fewest, _)| changes < fewest) {
            best = Some((changes, at + 1));
        }
    }
    best.map(|(_, end)| end)
}

/// How many words must be changed, added or left out.
fn distance(left: &[Token], right: &[Token]) -> usize {
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (at, token) in left.iter().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], at + 1);
        for (column, other) in right.iter().enumerate() {
            let here = diagonal + usize::from(token.key != other.key);
            diagonal = row[column + 1];
            row[column + 1] = here.min(row[column] + 1).min(diagonal + 1);
        }
    }
    row[right.len()]
}

/// The end of the words, with the stop after them if the quote has one.
fn end_with_stop(text: &str, end: usize, quote: &str) -> usize {
    let stop = quote.chars().next_back().filter(|c| matches!(c, '.' | '!' | '?'));
    match stop {
        Some(stop) if text[end..].starts_with(stop) => end + stop.len_utf8(),
        _ => end,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Photosynthesis is the process by which green plants make sugar from light. It needs “about” \
                        1,000 units of water at −5 °C. Roots do not make sugar. Leaves don’t sleep.";

    fn found(quote: &str) -> Option<&'static str> {
        find(TEXT, quote).map(|range| &TEXT[range])
    }

    #[test]
    fn words_are_found_however_they_are_set() {
        assert_eq!(found("Roots do not make sugar."), Some("Roots do not make sugar."));
        assert_eq!(found("roots DO  not\nmake sugar"), Some("Roots do not make sugar"));
        assert_eq!(
            found("\"It needs \"about\" 1000 units of water\""),
            Some(
                "It needs “about” \
                        1,000 units of water"
            )
        );
        assert_eq!(found("Leaves don't sleep."), Some("Leaves don’t sleep."));
    }

    #[test]
    fn a_small_word_a_letter_or_an_ending_may_differ() {
        assert_eq!(
            found("Photosynthesis is the process by which the green plants make sugar from light."),
            Some("Photosynthesis is the process by which green plants make sugar from light.")
        );
        assert_eq!(
            found("Photosynthesis is a process by which green plants make sugar from light"),
            Some("Photosynthesis is the process by which green plants make sugar from light")
        );
        assert_eq!(
            found("Photosyntesis is the process by which green plant make sugar from light"),
            Some("Photosynthesis is the process by which green plants make sugar from light")
        );
    }

    #[test]
    fn what_changes_the_meaning_is_not_found() {
        for quote in [
            "",
            "…",
            "Roots do make sugar.",
            "It needs about 2,000 units of water at −5 °C",
            "It needs about 1,000 units of water at 5 °C",
            "Photosynthesis is not the process by which green plants make sugar from light.",
            "Photosynthesis is the process by which red plants make sugar from light.",
            "Photosynthesis is the process by which green animals make sugar from light.",
            "Photosynthesis is the process by which green plants make light from sugar.",
            "Plants were first described by Otto Lindqvist in Uppsala.",
            "Photosynthesis lets green plants build their own sugar out of sunlight.",
        ] {
            assert_eq!(found(quote), None, "{quote}");
        }
    }

    #[test]
    fn a_copy_that_denies_its_quote_is_known() {
        for (quote, statement) in [
            (
                "A market is any arrangement through which people trade.",
                "A market is not any arrangement through which people trade.",
            ),
            (
                "Coins are made of metal, but most money is only a record.",
                "Made of metal, but most money is not only a record",
            ),
            ("Roots do not make sugar.", "Roots do make sugar."),
            ("In $3x$, the 3 tells how often to count $x$.", "In $10x$, the 3 tells how often to count $x$."),
            (
                "A mole is about $6.022 \\times 10^{23}$ particles.",
                "A mole is about $19.022 \\times 10^{23}$ particles.",
            ),
        ] {
            assert!(turns_round(quote, statement), "{statement}");
        }
        for (quote, statement) in [
            ("Roots do not make sugar.", "Roots don't make sugar."),
            ("The heart is not a brain; it pumps blood.", "The heart pumps blood."),
            ("Roots do not make sugar, leaves do.", "Leaves make sugar from light."),
            ("It holds 1,000 units of water in May.", "It holds 1000 units of water in May."),
            ("The road is 1000 m long and steep.", "The road is 1 km long and steep."),
            ("Plants cannot live without light.", "No plant can live without light."),
        ] {
            assert!(!turns_round(quote, statement), "{statement}");
        }
    }

    #[test]
    fn any_text_and_any_quote_give_an_answer() {
        for (text, quote) in
            [("", "a"), ("\u{301}", "\u{301}"), ("a", &"a ".repeat(5000)), ("ﬁ", "fi"), ("1.", "1.")]
        {
            let _ = find(text, quote);
        }
    }
}
