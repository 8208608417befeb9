//! How far the statement check can be trusted.

mod planted;
mod statements;

use statements::{SETS, STRANGERS, matrix};

/// The bounds that the statement check set itself: false called supported, true called false, true called supported.
const BOUNDS: [f64; 3] = [0.20, 0.08, 0.50];

fn share(part: u32, answers: [u32; 3]) -> f64 {
    f64::from(part) / f64::from(answers.iter().sum::<u32>())
}

#[test]
fn the_check_keeps_its_bounds_on_the_sets_it_was_tuned_on() {
    let mut together = [[0; 3]; 2];
    for set in SETS {
        let table = matrix(set);
        let (right, wrong) = (table[&(true, "all".to_owned())], table[&(false, "all".to_owned())]);
        assert!(share(wrong[0], wrong) <= BOUNDS[0], "{set}: false called supported: {wrong:?}");
        assert!(share(right[2], right) <= BOUNDS[1], "{set}: true called false: {right:?}");
        assert!(share(right[0], right) >= BOUNDS[2], "{set}: true called supported: {right:?}");
        for (sum, answers) in together.iter_mut().zip([wrong, right]) {
            sum.iter_mut().zip(answers).for_each(|(sum, count)| *sum += count);
        }
    }
    assert!(together.iter().all(|answers| answers.iter().sum::<u32>() >= 200), "{together:?}");
}

#[test]
fn the_check_keeps_its_bounds_on_what_a_stranger_wrote() {
    let table = matrix(STRANGERS);
    let (right, wrong) = (table[&(true, "all".to_owned())], table[&(false, "all".to_owned())]);
    assert_eq!((right.iter().sum::<u32>(), wrong.iter().sum::<u32>()), (200, 200));
    assert!(share(wrong[0], wrong) <= BOUNDS[0], "false called supported: {wrong:?}");
    assert!(share(right[2], right) <= BOUNDS[1], "true called false: {right:?}");
    assert!(share(right[0], right) >= BOUNDS[2], "true called supported: {right:?}");
}
