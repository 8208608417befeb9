//! Texts measured as a whole.

use super::*;

const EASY: &str = "Sam has a cat. The cat is big and red. It likes to sit on the mat. Sam pats the cat.";
const HARD: &str = "Cellular respiration converts the chemical energy stored in glucose into adenosine triphosphate, the \
    molecule that powers most cellular work. Glycolysis occurs in the cytoplasm and produces a modest amount of energy.";

#[test]
fn a_harder_text_has_a_higher_grade() {
    let (easy, hard) = (measure(EASY, Language::En), measure(HARD, Language::En));
    assert_eq!((easy.counts.sentences, easy.counts.words), (4, 21));
    assert!(grade(&easy).unwrap() < 2.0);
    assert!(grade(&hard).unwrap() > 10.0);
    assert!(easy.flesch_reading_ease.unwrap() > hard.flesch_reading_ease.unwrap());
}

#[test]
fn each_language_has_its_own_formulas_and_no_others() {
    let cases = [
        (Language::Es, "La célula es la unidad de la vida. Todo ser vivo tiene células."),
        (Language::De, "Die Zelle ist die kleinste Einheit des Lebens. Alle Lebewesen bestehen aus Zellen."),
        (Language::It, "La cellula è l'unità della vita. Ogni essere vivente è fatto di cellule."),
        (Language::Fr, "La cellule est l'unité de la vie. Tout être vivant est fait de cellules."),
    ];
    for (language, text) in cases {
        let measured = measure(text, language);
        let own = match language {
            Language::Es => measured.fernandez_huerta.and(measured.szigriszt_pazos),
            Language::De => measured.amstad.and(measured.wiener_sachtextformel),
            Language::It => measured.gulpease,
            _ => measured.kandel_moles,
        };
        assert!(own.is_some() && grade(&measured).is_some(), "{language}");
        assert_eq!(measured.flesch_kincaid_grade, None, "{language}");
        assert_eq!(measured.counts.sentences, 2, "{language}");
    }
}

#[test]
fn another_language_is_counted_but_not_measured() {
    let measured = measure(
        "Komórka jest jednostką życia. Każda żywa istota ma komórki.",
        Language::from_tag("pl").unwrap(),
    );
    assert_eq!(measured.counts.sentences, 2);
    assert_eq!((grade(&measured), measured.flesch_reading_ease), (None, None));
}

#[test]
fn a_text_without_words_is_not_measured() {
    for text in ["", "  \n", "...", "— ?!", "\0"] {
        let measured = measure(text, Language::En);
        assert_eq!(measured, Readability::default(), "{text:?}");
        assert_eq!(grade(&measured), None);
    }
}

#[test]
fn markup_is_not_measured_and_headings_are_sentences() {
    let counts = measure("# The cat\n\nSam has a cat.\n\n| cat | hat |\n|---|---|\n", Language::En).counts;
    assert_eq!((counts.sentences, counts.words), (2, 6));
}

#[test]
fn names_numbers_and_inflections_are_familiar_words() {
    let difficult = |text| measure(text, Language::En).counts.difficult_words;
    assert_eq!(difficult("The girls walked to the bigger houses."), 0);
    assert_eq!(difficult("We saw Napoleon and Josephine in 1804."), 0);
    assert_eq!(difficult("The chloroplasts synthesise carbohydrates."), 3);
}

#[test]
fn names_compounds_and_endings_do_not_make_a_word_complex() {
    let complex = |text| measure(text, Language::En).counts.complex_words;
    assert_eq!(complex("They visited Alexandria, a well-looked-after place, and created bridges."), 0);
    assert_eq!(complex("The refrigerator contains vegetables."), 2);
}

#[test]
fn ease_and_grade_run_opposite_ways() {
    let spanish = |ease| {
        grade(&Readability { language: Language::Es, fernandez_huerta: Some(ease), ..Readability::default() })
    };
    let grades: Vec<f64> =
        [120.0, 95.0, 75.0, 55.0, 35.0, 10.0, -40.0].into_iter().filter_map(spanish).collect();
    assert!(grades.windows(2).all(|pair| pair[0] <= pair[1]), "{grades:?}");
    assert!(grades.iter().all(|grade| (0.0..=20.0).contains(grade)));
}
