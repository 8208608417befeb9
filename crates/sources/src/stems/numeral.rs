//! Numbers written as words or Roman numerals.

/// The digits of a Roman numeral from II to XXXIX, of a number word up to twelve, or of a single `I`, `V` or `X` that
/// follows a word and so counts something (`World War I`); `None` for any other word.
pub(super) fn digits(word: &str, before: Option<&str>) -> Option<String> {
    let lower = word.to_ascii_lowercase();
    if let Some(number) = number_word(&lower) {
        return Some(number.to_string());
    }
    if !lower.bytes().all(|byte| matches!(byte, b'i' | b'v' | b'x')) {
        return None;
    }
    let counts = lower.len() > 1 || before.is_some_and(|before| before.chars().any(char::is_alphabetic));
    let number = if counts { roman(&lower)? } else { return None };
    (word == lower || word == word.to_ascii_uppercase()).then(|| number.to_string())
}

fn number_word(lower: &str) -> Option<usize> {
    const WORDS: [&str; 13] = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
    ];
    WORDS.iter().position(|word| *word == lower)
}

fn roman(lower: &str) -> Option<u32> {
    const ONES: [&str; 10] = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];
    let ones_from = lower.trim_start_matches('x');
    let tens = lower.len() - ones_from.len();
    if tens > 3 {
        return None;
    }
    // `ix` begins with no ten, so what follows the tens is read whole
    let ones = ONES.iter().position(|numeral| *numeral == ones_from)?;
    u32::try_from(tens * 10 + ones).ok().filter(|number| *number > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_that_count_become_digits() {
        let read = |word, before| digits(word, before);
        assert_eq!(read("II", Some("War")).as_deref(), Some("2"));
        assert_eq!(read("xiv", Some("Louis")).as_deref(), Some("14"));
        assert_eq!(read("XXXIX", None).as_deref(), Some("39"));
        assert_eq!(read("I", Some("War")).as_deref(), Some("1"));
        assert_eq!(read("three", None).as_deref(), Some("3"));
        for word in ["I", "iiii", "vx", "mix", "civil", "", "xxxx"] {
            assert_eq!(read(word, None), None, "{word}");
        }
    }
}
