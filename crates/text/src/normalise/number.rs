//! Numbers in their several spellings.

use crate::Language;

mod words;

/// [`super::THIN`] as a byte.
const THIN: u8 = super::THIN as u8;

/// The value of a Roman numeral from 1 to 3999 in its regular form, in any case; `None` for any other word.
///
/// `mix` and `civic` are judged by form alone, so ask only where a numeral may stand: `mix` is 1009.
pub fn roman(word: &str) -> Option<u32> {
    const STEPS: [(&str, u32); 13] = [
        ("M", 1000),
        ("CM", 900),
        ("D", 500),
        ("CD", 400),
        ("C", 100),
        ("XC", 90),
        ("L", 50),
        ("XL", 40),
        ("X", 10),
        ("IX", 9),
        ("V", 5),
        ("IV", 4),
        ("I", 1),
    ];
    const LONGEST: usize = "MMMDCCCLXXXVIII".len();
    if word.is_empty() || word.len() > LONGEST {
        return None;
    }
    let upper = word.to_ascii_uppercase();
    let mut rest = upper.as_str();
    let mut value = 0;
    for (letters, worth) in STEPS {
        // only M, C, X and I may stand up to three times in a row
        let most = if letters.len() == 1 && worth.to_string().starts_with('1') { 3 } else { 1 };
        for _ in 0..most {
            let Some(left) = rest.strip_prefix(letters) else { break };
            rest = left;
            value += worth;
        }
    }
    (rest.is_empty() && canonical(value) == upper).then_some(value)
}

/// The regular Roman numeral of a value below 4000.
fn canonical(value: u32) -> String {
    const DIGITS: [&str; 10] = ["", "a", "aa", "aaa", "ab", "b", "ba", "baa", "baaa", "ac"];
    const PLACES: [(u32, [char; 3]); 4] =
        [(1000, ['M', '-', '-']), (100, ['C', 'D', 'M']), (10, ['X', 'L', 'C']), (1, ['I', 'V', 'X'])];
    let place = |(worth, letters): (u32, [char; 3])| {
        let digit = (value / worth % 10) as usize;
        DIGITS[digit].bytes().map(move |byte| letters[usize::from(byte - b'a')]).collect::<String>()
    };
    PLACES.into_iter().map(place).collect()
}

/// The value of a number as a word of a text writes it: `1,250`, `3.5`, `-2`, `40`, `twelve`; in German, Spanish,
/// Italian and French `1.250` and `3,5`. `None` for what is no number; ordinals and ranges are not.
///
/// Both marks at once decide by their order (`1,250.5`, `1.250,5`). One mark alone is a thousands mark where it parts
/// groups of three and the language uses it so, else a decimal mark.
pub fn number(word: &str, language: Language) -> Option<f64> {
    const LONGEST_BYTES: usize = 40;
    let (negative, digits) = match word.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (true, rest),
        None => (false, word),
    };
    if word.len() > LONGEST_BYTES || !digits.starts_with(|first: char| first.is_ascii_digit()) {
        return words::value(word, language).map(f64::from);
    }
    let (thousands, decimal) = marks(digits, language);
    let plain: String = digits
        .chars()
        .filter(|&mark| Some(mark) != thousands && !is_thin_space(mark))
        .map(|mark| if Some(mark) == decimal { '.' } else { mark })
        .collect();
    let valid = plain.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') && !plain.ends_with('.');
    let value: f64 = plain.parse().ok().filter(|_| valid)?;
    Some(if negative { -value } else { value })
}

/// Which mark parts thousands and which the decimals.
fn marks(digits: &str, language: Language) -> (Option<char>, Option<char>) {
    let english = matches!(language, Language::En | Language::Other(_));
    let (comma, point) = (digits.rfind(','), digits.rfind('.'));
    match (comma, point) {
        (Some(comma), Some(point)) if comma < point => (Some(','), Some('.')),
        (Some(_), Some(_)) => (Some('.'), Some(',')),
        (Some(_), None) if grouped(digits, ',') && english => (Some(','), None),
        (Some(_), None) => (None, Some(',')),
        (None, Some(_)) if grouped(digits, '.') && (!english || digits.matches('.').count() > 1) => {
            (Some('.'), None)
        }
        _ => (Some('\''), Some('.')),
    }
}

/// One to three digits, then groups of exactly three.
fn grouped(digits: &str, mark: char) -> bool {
    let mut groups = digits.split(mark);
    let first = groups.next().is_some_and(|group| (1..=3).contains(&group.len()));
    first && groups.all(|group| group.len() == 3)
}

/// A space that typesetters put between thousands, or where no line may break.
pub(super) fn is_thin_space(character: char) -> bool {
    matches!(character, '\u{a0}' | '\u{2009}' | '\u{202f}')
}

/// The text without the commas, apostrophes and thin spaces that part the thousands of its numbers; other thin spaces
/// become plain ones.
///
/// A mark goes only between one to three digits and groups of exactly three, so that `1,23` and `12,5000` stay.
pub(super) fn without_thousands_marks(text: String) -> String {
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return text;
    }
    let bytes = text.as_bytes();
    let mut plain = String::with_capacity(text.len());
    let mut at = 0;
    while at < bytes.len() {
        let run = bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        if run == 0 {
            let step = text[at..].chars().next().map_or(1, char::len_utf8);
            plain.push_str(if bytes[at] == THIN { " " } else { &text[at..at + step] });
            at += step;
            continue;
        }
        plain.push_str(&text[at..at + run]);
        let starts = at == 0 || !matches!(bytes[at - 1], b'.' | b',' | b'\'');
        at += run;
        if run <= 3 && starts {
            at = take_groups(&text, at, &mut plain);
        }
    }
    plain
}

/// Takes the groups of three digits that follow, without their marks, if all of them are regular.
fn take_groups(text: &str, from: usize, plain: &mut String) -> usize {
    let bytes = text.as_bytes();
    let Some(&mark @ (b',' | b'\'' | THIN)) = bytes.get(from) else { return from };
    let mut at = from;
    let mut groups = 0;
    while bytes.get(at) == Some(&mark) {
        let digits = bytes[at + 1..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        if digits != 3 {
            break;
        }
        at += 4;
        groups += 1;
    }
    let goes_on = bytes.get(at) == Some(&mark) && bytes.get(at + 1).is_some_and(u8::is_ascii_digit);
    if groups == 0 || goes_on {
        return from;
    }
    plain.extend(text[from..at].chars().filter(char::is_ascii_digit));
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roman_numerals_are_read_in_their_regular_form_only() {
        for (numeral, value) in
            [("II", 2), ("iv", 4), ("XIX", 19), ("MCMXLV", 1945), ("I", 1), ("MMMCMXCIX", 3999)]
        {
            assert_eq!(roman(numeral), Some(value), "{numeral}");
        }
        for wrong in ["", "IIII", "VX", "IC", "IXX", "ABC", "MMMM", "war", "Ⅷ", "\u{131}"] {
            assert_eq!(roman(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn every_value_has_one_numeral() {
        for value in 1..4000 {
            assert_eq!(roman(&canonical(value)), Some(value));
        }
    }

    #[test]
    fn numbers_are_read_as_their_language_writes_them() {
        let cases = [
            ("1,250", Language::En, Some(1250.0)),
            ("1,250", Language::De, Some(1.25)),
            ("1.250", Language::De, Some(1250.0)),
            ("1.250", Language::En, Some(1.25)),
            ("1.250.000", Language::En, Some(1_250_000.0)),
            ("1,250.5", Language::De, Some(1250.5)),
            ("3,5", Language::En, Some(3.5)),
            ("-2", Language::En, Some(-2.0)),
            ("1'000", Language::It, Some(1000.0)),
            ("Twelve", Language::En, Some(12.0)),
            ("zwölf", Language::De, Some(12.0)),
            ("1/4", Language::En, None),
            ("08:30", Language::En, None),
            ("2nd", Language::En, None),
            ("", Language::En, None),
        ];
        for (word, language, value) in cases {
            assert_eq!(number(word, language), value, "{word} {language}");
        }
    }
}
