//! German: vowels and diphthongs.

/// How many syllables a lower-case German word has: one for each vowel, diphthong or doubled vowel.
///
/// **Source** own rules; tested on the words below.
pub(super) fn count(word: &str) -> u32 {
    let mut letters = word.chars().peekable();
    let mut before = ' ';
    let mut count = 0;
    while let Some(letter) = letters.next() {
        let silent = letter == 'u' && before == 'q';
        if is_vowel(letter) && !silent {
            count += 1;
            if let Some(&next) = letters.peek()
                && joins(letter, next)
            {
                letters.next();
                before = next;
                continue;
            }
        }
        before = letter;
    }
    count
}

fn is_vowel(letter: char) -> bool {
    matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u' | 'ä' | 'ö' | 'ü' | 'y' | 'é' | 'à' | 'è')
}

fn joins(first: char, second: char) -> bool {
    matches!(
        (first, second),
        ('a', 'i' | 'u' | 'a' | 'y')
            | ('ä', 'u')
            | ('e', 'i' | 'u' | 'e' | 'y')
            | ('i', 'e')
            | ('o', 'o' | 'u')
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn german_words() {
        let words = [
            ("fotosynthese", 5),
            ("zelle", 2),
            ("bauer", 2),
            ("feuer", 2),
            ("energie", 3),
            ("nation", 3),
            ("quelle", 2),
            ("straße", 2),
            ("wärme", 2),
            ("häuser", 2),
            ("see", 1),
            ("abend", 2),
            ("europäisch", 4),
            ("theater", 3),
            ("umweltverschmutzung", 5),
            ("beobachten", 4),
            ("physik", 2),
            ("wissenschaftlich", 4),
            ("neue", 2),
        ];
        for (word, syllables) in words {
            assert_eq!(count(word), syllables, "{word}");
        }
    }
}
