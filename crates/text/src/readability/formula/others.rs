//! Formulas made for Spanish, German, Italian and French.

use super::per;

/// Fernández Huerta's ease of reading.
///
/// **Measures** how easily a reader follows Spanish prose, from sentence length and syllables a word.
/// **Scale** about 0 (very hard) to 100 (very easy), as Flesch's.
/// **Source** J. Fernández Huerta, "Medidas sencillas de lecturabilidad", Consigna 214, 1959; constants as corrected by
/// G. Law, "Error in the Fernandez Huerta readability formula", 2011: 1.02 words a sentence, 60 syllables a word.
/// **Limits** Spanish only. `None` without a word and a sentence.
pub fn fernandez_huerta(sentences: u32, words: u32, syllables: u32) -> Option<f64> {
    Some(206.84 - 60.0 * per(syllables, words)? - 1.02 * per(words, sentences)?)
}

/// Szigriszt-Pazos perspicuity.
///
/// **Measures** how easily a reader follows Spanish prose, from sentence length and syllables a word.
/// **Scale** 0 (very hard) to 100 (very easy); 50 to 65 is normal on the INFLESZ scale.
/// **Source** F. Szigriszt Pazos, "Sistemas predictivos de legilibilidad del mensaje escrito", Universidad Complutense
/// de Madrid, 1993.
/// **Limits** Spanish only. `None` without a word and a sentence.
pub fn szigriszt_pazos(sentences: u32, words: u32, syllables: u32) -> Option<f64> {
    Some(206.835 - 62.3 * per(syllables, words)? - per(words, sentences)?)
}

/// Amstad's reading ease.
///
/// **Measures** how easily a reader follows German prose: Flesch's formula with German constants.
/// **Scale** about 0 (very hard) to 100 (very easy).
/// **Source** T. Amstad, "Wie verständlich sind unsere Zeitungen?", Universität Zürich, 1978.
/// **Limits** German only. `None` without a word and a sentence.
pub fn amstad(sentences: u32, words: u32, syllables: u32) -> Option<f64> {
    Some(180.0 - per(words, sentences)? - 58.5 * per(syllables, words)?)
}

/// First Vienna formula for non-fiction (Wiener Sachtextformel).
///
/// **Measures** the school grade a German text suits, from words of three syllables and more, sentence length, words
/// of more than six letters and words of one syllable.
/// **Scale** a school grade, 4 (very easy) to 15 (very hard).
/// **Source** R. Bamberger and E. Vanecek, "Lesen – Verstehen – Lernen – Schreiben", Jugend und Volk, 1984.
/// **Limits** German non-fiction only. `None` without a word and a sentence.
pub fn wiener_sachtextformel(
    sentences: u32,
    words: u32,
    polysyllables: u32,
    long_words: u32,
    monosyllables: u32,
) -> Option<f64> {
    let percent = |part| per(part, words).map(|share| 100.0 * share);
    Some(
        0.1935 * percent(polysyllables)? + 0.1672 * per(words, sentences)? + 0.1297 * percent(long_words)?
            - 0.0327 * percent(monosyllables)?
            - 0.875,
    )
}

/// Gulpease index.
///
/// **Measures** how easily a reader follows Italian prose, from letters and sentences a word; needs no syllables.
/// **Scale** 0 (hardest) to 100 (easiest): below 80 is hard with primary school, below 60 with middle school, below 40
/// with high school completed. Very short words and sentences pass 100.
/// **Source** P. Lucisano and M. E. Piemontese, "GULPEASE: una formula per la predizione della difficoltà dei testi in
/// lingua italiana", Scuola e città 3, 1988.
/// **Limits** Italian only. `None` without a word.
pub fn gulpease(sentences: u32, words: u32, letters: u32) -> Option<f64> {
    Some(89.0 + 300.0 * per(sentences, words)? - 10.0 * per(letters, words)?)
}

/// Kandel-Moles reading ease.
///
/// **Measures** how easily a reader follows French prose: Flesch's formula with French constants.
/// **Scale** about 0 (very hard) to 100 (very easy).
/// **Source** L. Kandel and A. Moles, "Application de l'indice de Flesch à la langue française", Cahiers d'études de
/// radio-télévision 19, 1958.
/// **Limits** French only. `None` without a word and a sentence.
pub fn kandel_moles(sentences: u32, words: u32, syllables: u32) -> Option<f64> {
    Some(207.0 - 1.015 * per(words, sentences)? - 73.6 * per(syllables, words)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 5 sentences, 100 words, 180 syllables, 500 letters: worked by hand from the published formulas.
    #[test]
    fn the_published_formulas_are_followed() {
        let cases = [
            (fernandez_huerta(5, 100, 180), 78.44),
            (szigriszt_pazos(5, 100, 180), 74.695),
            (amstad(5, 100, 180), 54.7),
            (wiener_sachtextformel(5, 100, 20, 25, 50), 7.9465),
            (gulpease(5, 100, 500), 54.0),
            (kandel_moles(5, 100, 180), 54.22),
        ];
        for (place, (value, expected)) in cases.into_iter().enumerate() {
            assert!(
                (value.unwrap() - expected).abs() < 0.001,
                "formula {place}: {value:?} instead of {expected}"
            );
        }
    }
}
