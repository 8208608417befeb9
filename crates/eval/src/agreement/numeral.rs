//! Numerals: one number in digits, words, fractions or Roman letters.

use super::token::{Raw, Shape};

/// One number as written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Numeral {
    /// Its value.
    pub(crate) value: f64,
    /// The scale word it ended with: a million of "80 million".
    pub(crate) scale: Option<f64>,
    /// A place in an order.
    pub(crate) ordinal: bool,
    /// Part of a whole: "half", "two thirds".
    pub(crate) fraction: bool,
    /// May be no more than an article.
    pub(crate) soft: bool,
    /// Says how often: "once", "twice".
    pub(crate) times: bool,
}

impl Numeral {
    fn of(value: f64) -> Self {
        Self { value, scale: None, ordinal: false, fraction: false, soft: false, times: false }
    }
}

/// Reads a numeral that begins at `at`, and how many tokens it takes.
pub(crate) fn read(tokens: &[Raw<'_>], at: usize) -> Option<(Numeral, usize)> {
    let token = tokens.get(at).filter(|token| token.shape == Shape::Word)?;
    fraction(tokens, at).or_else(|| digits(tokens, at)).or_else(|| roman(tokens, at)).or_else(|| {
        ordinal_word(&token.lower)
            .filter(|_| !is_article_use(tokens, at))
            .map(|value| (Numeral { ordinal: true, ..Numeral::of(value) }, 1))
            .or_else(|| words(tokens, at))
    })
}

/// "Second" after a number or "a" counts time; "first" and "third" stay places in an order.
fn is_article_use(tokens: &[Raw<'_>], at: usize) -> bool {
    let is_second = tokens[at].lower == "second";
    is_second && at > 0 && matches!(tokens[at - 1].lower.as_str(), "a" | "one" | "per" | "each" | "every")
}

fn lower<'a>(tokens: &'a [Raw<'_>], at: usize) -> &'a str {
    tokens.get(at).map_or("", |token| token.lower.as_str())
}

/// "Half", "a third", "three quarters", "1/4"; "half a million" counts.
fn fraction(tokens: &[Raw<'_>], at: usize) -> Option<(Numeral, usize)> {
    let parts = |word: &str| {
        Some(match word {
            "half" | "halves" => 2.0,
            "third" | "thirds" => 3.0,
            "quarter" | "quarters" => 4.0,
            "fifth" | "fifths" => 5.0,
            "sixth" | "sixths" => 6.0,
            "eighth" | "eighths" => 8.0,
            "tenth" | "tenths" => 10.0,
            "hundredth" | "hundredths" => 100.0,
            _ => return None,
        })
    };
    let share = |value: f64| Numeral { fraction: true, ..Numeral::of(value) };
    let word = lower(tokens, at);
    if matches!(word, "half" | "quarter")
        && matches!(lower(tokens, at + 1), "a" | "an")
        && let Some(scale) = scale_of(lower(tokens, at + 2))
    {
        return Some((Numeral::of(scale / parts(word)?), 3));
    }
    if matches!(word, "half" | "quarter")
        && matches!(lower(tokens, at + 1), "a" | "an")
        && super::unit::unit_of(lower(tokens, at + 2), None).is_some()
    {
        return Some((Numeral::of(1.0 / parts(word)?), 2));
    }
    if matches!(word, "half" | "halves" | "quarter") {
        return Some((share(1.0 / parts(word)?), 1));
    }
    if let Some((top, bottom)) = word.split_once('/') {
        let (top, bottom): (f64, f64) = (top.parse().ok()?, bottom.parse().ok()?);
        return (bottom != 0.0).then(|| (share(top / bottom), 1));
    }
    let count = match word {
        "a" | "an" => 1.0,
        _ => small(word)?,
    };
    if let Some(share) = in_so_many(tokens, at, count) {
        return Some(share);
    }
    let next = lower(tokens, at + 1);
    let plural = next.ends_with('s') || next == "half";
    let fits = (count == 1.0) != plural || next == "half";
    let denominator = parts(next).filter(|_| fits)?;
    if word == "a" && next == "second" {
        return None;
    }
    Some((share(count / denominator), 2))
}

/// "Nine in ten", "1 out of 20".
fn in_so_many(tokens: &[Raw<'_>], at: usize, count: f64) -> Option<(Numeral, usize)> {
    const WHOLES: &[f64] = &[3.0, 4.0, 5.0, 6.0, 8.0, 10.0, 12.0, 20.0, 50.0, 100.0, 1000.0];
    let used = match (lower(tokens, at + 1), lower(tokens, at + 2)) {
        ("in", _) => 2,
        ("out", "of") => 3,
        _ => return None,
    };
    let whole = lower(tokens, at + used);
    let whole = small(whole).or_else(|| whole.parse().ok())?;
    let share = || Numeral { fraction: true, ..Numeral::of(count / whole) };
    (WHOLES.contains(&whole) && count < whole).then(|| (share(), used + 1))
}

fn digits(tokens: &[Raw<'_>], at: usize) -> Option<(Numeral, usize)> {
    let token = &tokens[at];
    let split = token
        .lower
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',')))
        .unwrap_or(token.lower.len());
    let (number, rest) = token.lower.split_at(split);
    if !number.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let mut value = parse(number)?;
    let ordinal = match rest {
        "" => false,
        "st" | "nd" | "rd" | "th" => true,
        // "H2O" and "5th-grade" are words, "5km" a number with its unit
        other => return super::unit::unit_of(other, None).map(|_| (Numeral::of(value), 1)),
    };
    let mut used = 1;
    while let Some(next) = tokens.get(at + used).filter(|_| number.len() <= 3 && !ordinal) {
        let continues = next.lower.len() == 3
            && next.lower.bytes().all(|byte| byte.is_ascii_digit())
            && matches!(next.gap, " " | "\u{a0}" | "\u{202f}" | "\u{2009}");
        let Some(part) = continues.then(|| next.lower.parse::<f64>().ok()).flatten() else { break };
        value = value * 1000.0 + part;
        used += 1;
    }
    let minus = at > 0 && tokens[at - 1].lower == "minus";
    if minus || token.gap.ends_with('−') || (token.gap.ends_with('-') && token.gap.starts_with([' ', '(']))
    {
        value = -value;
    }
    let mut numeral = Numeral { ordinal, ..Numeral::of(value) };
    while let Some(scale) = scale_of(lower(tokens, at + used)).filter(|_| !ordinal) {
        numeral.value *= scale;
        numeral.scale = Some(numeral.scale.unwrap_or(1.0) * scale);
        used += 1;
    }
    Some((numeral, used))
}

/// Digits with thousands marks or a decimal mark, of either custom.
fn parse(number: &str) -> Option<f64> {
    let number = number.trim_end_matches(['.', ',']);
    let groups = |mark: char| {
        let mut parts = number.split(mark);
        parts.next().is_some_and(|first| (1..=3).contains(&first.len()))
            && parts.clone().next().is_some()
            && parts.all(|part| part.len() == 3 && part.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let plain = if groups(',') {
        number.replace(',', "")
    } else if number.matches('.').count() > 1 && groups('.') {
        number.replace('.', "")
    } else if number.contains(',') && number.contains('.') {
        match (number.rfind(','), number.rfind('.')) {
            (Some(comma), Some(point)) if comma > point => number.replace('.', "").replace(',', "."),
            _ => number.replace(',', ""),
        }
    } else {
        number.replace(',', ".")
    };
    plain.parse().ok().filter(|value: &f64| value.is_finite())
}

/// Roman numerals after a name: "Louis XVI", "World War II".
fn roman(tokens: &[Raw<'_>], at: usize) -> Option<(Numeral, usize)> {
    let token = &tokens[at];
    let after_name = at > 0 && tokens[at - 1].capital && token.gap == " ";
    if !token.upper || !after_name || token.lower.len() > 6 {
        return None;
    }
    let digit = |letter: char| {
        Some(match letter {
            'i' => 1.0,
            'v' => 5.0,
            'x' => 10.0,
            'l' => 50.0,
            'c' => 100.0,
            _ => return None,
        })
    };
    // "I" after a name is a number only after a common noun written as a name, as in "War I"
    if token.lower == "i"
        && !matches!(tokens[at - 1].lower.as_str(), "war" | "part" | "type" | "stage" | "phase")
    {
        let ends =
            tokens.get(at + 1).is_none_or(|next| !matches!(next.lower.as_str(), "am" | "was" | "have"));
        if !ends {
            return None;
        }
    }
    let values: Vec<f64> = token.lower.chars().map(digit).collect::<Option<_>>()?;
    let value = values.iter().enumerate().fold(0.0, |sum, (index, value)| {
        let subtracts = values.get(index + 1).is_some_and(|next| next > value);
        if subtracts { sum - value } else { sum + value }
    });
    (value > 0.0).then(|| (Numeral::of(value), 1))
}

/// "Two hundred and five thousand", "a dozen", "twice".
fn words(tokens: &[Raw<'_>], at: usize) -> Option<(Numeral, usize)> {
    let first = lower(tokens, at);
    match first {
        "twice" => return Some((Numeral { times: true, ..Numeral::of(2.0) }, 1)),
        "thrice" => return Some((Numeral { times: true, ..Numeral::of(3.0) }, 1)),
        "double" | "doubles" | "doubled" => return Some((Numeral::of(2.0), 1)),
        "triple" | "triples" | "tripled" => return Some((Numeral::of(3.0), 1)),
        "once" if matches!(lower(tokens, at + 1), "a" | "per" | "every" | "each") => {
            return Some((Numeral { times: true, ..Numeral::of(1.0) }, 1));
        }
        "dozen" => return Some((Numeral::of(12.0), 1)),
        "a" if lower(tokens, at + 1) == "dozen" => return Some((Numeral::of(12.0), 2)),
        _ => {}
    }
    let mut used = 0;
    let (mut total, mut current) = (0.0, 0.0);
    let mut scale_seen = None;
    if matches!(first, "a" | "an") {
        scale_of(lower(tokens, at + 1))?;
        current = 1.0;
        used = 1;
    }
    loop {
        let word = lower(tokens, at + used);
        if let Some(value) = small(word) {
            // "twenty-one" adds up, "one two" are two numbers
            let fits = current == 0.0
                || (current % 100.0 >= 20.0 && current % 10.0 == 0.0 && value < 10.0)
                || (current >= 100.0 && current % 100.0 == 0.0);
            if !fits {
                break;
            }
            current += value;
        } else if let Some(scale) = scale_of(word).filter(|_| current > 0.0) {
            scale_seen = Some(scale);
            if scale == 100.0 {
                current *= scale;
            } else {
                total += current * scale;
                current = 0.0;
            }
        } else if word == "and"
            && used > 0
            && scale_seen.is_some()
            && small(lower(tokens, at + used + 1)).is_some()
        {
            // "two hundred and five"
        } else {
            break;
        }
        used += 1;
    }
    let value = total + current;
    let soft = first == "one" && used == 1;
    (used > 0 && (value > 0.0 || first == "zero"))
        .then(|| (Numeral { scale: scale_seen, soft, ..Numeral::of(value) }, used))
}

fn small(word: &str) -> Option<f64> {
    const ONES: [&str; 20] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    let place = |list: &[&str]| list.iter().position(|name| *name == word);
    place(&ONES).map(|index| index as f64).or_else(|| place(&TENS).map(|index| (index as f64 + 2.0) * 10.0))
}

fn scale_of(word: &str) -> Option<f64> {
    Some(match word {
        "hundred" => 1e2,
        "thousand" => 1e3,
        "million" => 1e6,
        "billion" => 1e9,
        "trillion" => 1e12,
        _ => return None,
    })
}

fn ordinal_word(word: &str) -> Option<f64> {
    const ORDINALS: [&str; 20] = [
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "eleventh",
        "twelfth",
        "thirteenth",
        "fourteenth",
        "fifteenth",
        "sixteenth",
        "seventeenth",
        "eighteenth",
        "nineteenth",
        "twentieth",
    ];
    ORDINALS.iter().position(|name| *name == word).map(|index| index as f64 + 1.0)
}

#[cfg(test)]
mod tests {
    use super::super::token::tokens;
    use super::*;

    fn value(text: &str) -> f64 {
        let tokens = tokens(text);
        read(&tokens, 0).unwrap_or_else(|| panic!("{text} is no number")).0.value
    }

    #[test]
    fn numbers_are_read_however_they_are_written() {
        for (text, expected) in [
            ("1,250", 1250.0),
            ("1 250 000", 1_250_000.0),
            ("3.5", 3.5),
            ("3,5", 3.5),
            ("seven", 7.0),
            ("twenty-one", 21.0),
            ("two hundred and five thousand", 205_000.0),
            ("1.5 million", 1_500_000.0),
            ("half a million", 500_000.0),
            ("three quarters", 0.75),
            ("a third", 1.0 / 3.0),
            ("1/4", 0.25),
            ("a dozen", 12.0),
            ("19th", 19.0),
            ("third", 3.0),
        ] {
            assert!((value(text) - expected).abs() < 1e-9, "{text}");
        }
        assert_eq!(read(&tokens("Louis XVI"), 1).unwrap().0.value, 16.0);
        assert_eq!(read(&tokens("water"), 0), None);
    }
}
