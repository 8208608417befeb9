//! Slight changes: what a writer alters in a quote without another meaning.

use super::Token;

/// Words that may be put in, left out or exchanged for each other.
const SMALL: &[&str] = &[
    "the", "a", "an", "of", "that", "which", "to", "and", "also", "very", "der", "die", "das", "den", "dem",
    "des", "ein", "eine", "einen", "einer", "und", "le", "la", "les", "un", "une", "de", "du", "et", "el",
    "los", "las", "una", "del", "y", "il", "lo", "gli", "di", "della", "dei", "e",
];
/// Endings that make another form of the same word.
const ENDINGS: &[&str] = &["es", "ed", "en", "'s", "ing"];
/// Shorter words have too many neighbours to be misspelt.
const LEAST_LETTERS: usize = 5;

/// How many slight changes make one stretch of words the other; `None` when it takes one that is not slight.
pub(super) fn changes(held: &[Token], wanted: &[Token]) -> Option<usize> {
    const MANY: usize = usize::MAX / 4;
    let alone = |token: &Token| if is_small(token) { 1 } else { MANY };
    let mut row: Vec<usize> = Vec::with_capacity(wanted.len() + 1);
    row.push(0);
    for want in wanted {
        row.push((row[row.len() - 1] + alone(want)).min(MANY));
    }
    for have in held {
        let mut diagonal = row[0];
        row[0] = (row[0] + alone(have)).min(MANY);
        for (column, want) in wanted.iter().enumerate() {
            let instead = match have.key == want.key {
                true => 0,
                false if is_slight(have, want) => 1,
                false => MANY,
            };
            let here = diagonal + instead;
            diagonal = row[column + 1];
            row[column + 1] = here.min(row[column] + alone(want)).min(diagonal + alone(have)).min(MANY);
        }
    }
    row.last().copied().filter(|changes| *changes < MANY)
}

fn is_small(token: &Token) -> bool {
    SMALL.contains(&token.key.as_str())
}

/// Whether one word may stand for another: both small, or the same word spelt or ending otherwise.
fn is_slight(one: &Token, other: &Token) -> bool {
    if one.is_firm() || other.is_firm() {
        return false;
    }
    (is_small(one) && is_small(other)) || is_variant(&one.key, &other.key)
}

fn is_variant(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let (short, long) = if one.len() <= other.len() { (&one, &other) } else { (&other, &one) };
    if short.len() < LEAST_LETTERS {
        return false;
    }
    let same = short.iter().zip(long).take_while(|(left, right)| left == right).count();
    let (mine, theirs) = (&short[same..], &long[same..]);
    match theirs.len() - mine.len() {
        // organise and organize, centre and center; alkane and alkene are two things
        0 => match (mine, theirs) {
            (['s', rest @ ..], ['z', others @ ..]) | (['z', rest @ ..], ['s', others @ ..]) => rest == others,
            ([first, second, rest @ ..], [other_first, other_second, others @ ..]) => {
                first == other_second && second == other_first && rest == others
            }
            _ => false,
        },
        1 => mine == &theirs[1..],
        _ => mine.is_empty() && ENDINGS.contains(&theirs.iter().collect::<String>().as_str()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_and_spellings_are_variants_and_other_words_are_not() {
        for (one, other) in [
            ("plant", "plants"),
            ("color", "colour"),
            ("centre", "center"),
            ("organise", "organize"),
            ("process", "processes"),
            ("absorb", "absorbed"),
            ("photosynthesis", "photosyntesis"),
        ] {
            assert!(is_variant(one, other) && is_variant(other, one), "{one} {other}");
        }
        for (one, other) in [
            ("alkane", "alkene"),
            ("nitrate", "nitrite"),
            ("increase", "decrease"),
            ("inside", "outside"),
            ("warm", "cold"),
            ("north", "south"),
            ("heat", "heart"),
            ("mitosis", "meiosis"),
            ("", "s"),
        ] {
            assert!(!is_variant(one, other) && !is_variant(other, one), "{one} {other}");
        }
    }
}
