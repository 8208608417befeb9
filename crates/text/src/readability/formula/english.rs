//! Formulas made for English.

use super::per;

/// Flesch reading ease.
///
/// **Measures** how easily a reader follows English prose, from sentence length and syllables a word.
/// **Scale** about 0 (very hard) to 100 (very easy); extreme texts fall outside. 60 to 70 is plain English.
/// **Source** R. Flesch, "A new readability yardstick", Journal of Applied Psychology 32(3), 1948.
/// **Limits** English only; blind to word order, subject and truth. `None` without a word and a sentence.
pub fn flesch_reading_ease(sentences: u32, words: u32, syllables: u32) -> Option<f64> {
    Some(206.835 - 1.015 * per(words, sentences)? - 84.6 * per(syllables, words)?)
}

/// Flesch-Kincaid grade level.
///
/// **Measures** the US school grade whose readers understand the text, from sentence length and syllables a word.
/// **Scale** a school grade; below 0 for the simplest texts, above 18 for the hardest.
/// **Source** J. P. Kincaid and others, "Derivation of new readability formulas", Naval Technical Training Command,
/// Research Branch Report 8-75, 1975.
/// **Limits** English only; derived on adults reading manuals. `None` without a word and a sentence.
pub fn flesch_kincaid_grade(sentences: u32, words: u32, syllables: u32) -> Option<f64> {
    Some(0.39 * per(words, sentences)? + 11.8 * per(syllables, words)? - 15.59)
}

/// Gunning fog index.
///
/// **Measures** the years of schooling a reader needs, from sentence length and the share of complex words.
/// **Scale** a school grade, about 6 to 17. A complex word has three syllables or more; see [`Counts`] for exceptions.
/// **Source** R. Gunning, "The technique of clear writing", McGraw-Hill, 1952.
/// **Limits** English only; long words that everyone knows count as complex. `None` without a word and a sentence.
///
/// [`Counts`]: crate::readability::Counts
pub fn gunning_fog(sentences: u32, words: u32, complex_words: u32) -> Option<f64> {
    Some(0.4 * (per(words, sentences)? + 100.0 * per(complex_words, words)?))
}

/// SMOG grade.
///
/// **Measures** the years of schooling needed for full understanding, from words of three syllables and more.
/// **Scale** a school grade, from 3.1 upward.
/// **Source** G. H. McLaughlin, "SMOG grading: a new readability formula", Journal of Reading 12(8), 1969; the
/// constants of the regression, 1.043 and 3.1291.
/// **Limits** English only; normed on samples of 30 sentences, rough on fewer. `None` without a sentence.
pub fn smog_index(sentences: u32, polysyllables: u32) -> Option<f64> {
    Some(1.043 * (30.0 * per(polysyllables, sentences)?).sqrt() + 3.1291)
}

/// Coleman-Liau index.
///
/// **Measures** the US school grade of a text from letters and sentences a hundred words; needs no syllables.
/// **Scale** a school grade; below 0 for the simplest texts.
/// **Source** M. Coleman and T. L. Liau, "A computer readability formula designed for machine scoring", Journal of
/// Applied Psychology 60(2), 1975.
/// **Limits** English only. `None` without a word.
pub fn coleman_liau_index(sentences: u32, words: u32, letters: u32) -> Option<f64> {
    Some(0.0588 * 100.0 * per(letters, words)? - 0.296 * 100.0 * per(sentences, words)? - 15.8)
}

/// Automated readability index.
///
/// **Measures** the US school grade of a text from characters a word and words a sentence.
/// **Scale** a school grade; below 0 for the simplest texts.
/// **Source** R. J. Senter and E. A. Smith, "Automated readability index", AMRL-TR-66-220, 1967.
/// **Limits** English only. `None` without a word and a sentence.
pub fn automated_readability_index(sentences: u32, words: u32, characters: u32) -> Option<f64> {
    Some(4.71 * per(characters, words)? + 0.5 * per(words, sentences)? - 21.43)
}

/// Dale-Chall readability score.
///
/// **Measures** reading difficulty from the share of words outside a list of 3,000 that grade-four pupils know.
/// **Scale** 4.9 and below is grade 4, 5 to 5.9 grades 5 and 6, … 9 to 9.9 college, 10 and above graduate.
/// **Source** E. Dale and J. S. Chall, "A formula for predicting readability", Educational Research Bulletin 27(1),
/// 1948; the word list of Chall and Dale, "Readability revisited", 1995.
/// **Limits** English only; names count as known only where the splitter can tell. `None` without a word and a
/// sentence.
pub fn dale_chall(sentences: u32, words: u32, difficult_words: u32) -> Option<f64> {
    let difficult_percent = 100.0 * per(difficult_words, words)?;
    let adjustment = if difficult_percent > 5.0 { 3.6365 } else { 0.0 };
    Some(0.1579 * difficult_percent + 0.0496 * per(words, sentences)? + adjustment)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 4 sentences, 84 words, 125 syllables, 401 letters, 8 long words: worked by hand from the published formulas.
    #[test]
    fn the_published_formulas_are_followed() {
        let cases = [
            (flesch_reading_ease(4, 84, 125), 59.627),
            (flesch_kincaid_grade(4, 84, 125), 10.160),
            (gunning_fog(4, 84, 8), 12.210),
            (smog_index(4, 8), 11.208),
            (coleman_liau_index(4, 84, 401), 10.860),
            (automated_readability_index(4, 84, 401), 11.555),
            (dale_chall(4, 84, 3), 1.606),
            (dale_chall(4, 84, 42), 12.573),
        ];
        for (place, (value, expected)) in cases.into_iter().enumerate() {
            assert!(
                (value.unwrap() - expected).abs() < 0.001,
                "formula {place}: {value:?} instead of {expected}"
            );
        }
    }

    #[test]
    fn nothing_is_measured_on_nothing() {
        assert_eq!(flesch_reading_ease(0, 0, 0), None);
        assert_eq!(smog_index(0, 3), None);
        assert_eq!(dale_chall(0, 5, 1), None);
    }
}
