//! How far the statement check can be trusted.

mod gate;
mod mutations;
mod planted;
mod quotes;
mod reasons;
mod statements;

use statements::{LANGUAGES, STRANGERS, all, by_language, matrix};

/// The most of the false that may be called supported.
const FALSE_SUPPORTED: f64 = 0.20;
/// The most of the true that may be called false.
const TRUE_DENIED: f64 = 0.08;
/// The least of the true that must be called supported.
const TRUE_SUPPORTED: f64 = 0.50;

fn share(part: u32, answers: [u32; 3]) -> f64 {
    f64::from(part) / f64::from(answers.iter().sum::<u32>())
}

#[test]
fn the_check_keeps_its_bounds_on_every_set() {
    for set in all() {
        let table = matrix(set);
        let (right, wrong) = (table[&(true, "all".to_owned())], table[&(false, "all".to_owned())]);
        assert!(share(wrong[0], wrong) <= FALSE_SUPPORTED, "{set}: false called supported: {wrong:?}");
        assert!(share(right[2], right) <= TRUE_DENIED, "{set}: true called false: {right:?}");
        assert!(share(right[0], right) >= TRUE_SUPPORTED, "{set}: true called supported: {right:?}");
    }
}

#[test]
fn the_strangers_sets_are_large_enough_to_mean_something() {
    for set in STRANGERS {
        let table = matrix(set);
        let count = |is_true: bool| table[&(is_true, "all".to_owned())].iter().sum::<u32>();
        assert!(count(true) >= 200 && count(false) >= 200, "{set}");
    }
}

#[test]
fn the_check_keeps_its_bounds_in_other_languages() {
    for set in LANGUAGES {
        let table = by_language(set);
        for language in ["de", "es", "fr", "it"] {
            let of = |is_true: bool| table[&(language.to_owned(), is_true, "all".to_owned())];
            let (right, wrong) = (of(true), of(false));
            assert!(share(wrong[0], wrong) <= 0.10, "{set} {language}: false called supported: {wrong:?}");
            assert!(share(right[2], right) <= 0.05, "{set} {language}: true called false: {right:?}");
            assert!(share(right[0], right) >= 0.65, "{set} {language}: true called supported: {right:?}");
        }
    }
}
