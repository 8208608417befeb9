//! How far the statement check can be trusted.

mod planted;
mod statements;

use statements::{SETS, matrix};

fn share(part: u32, answers: [u32; 3]) -> f64 {
    f64::from(part) / f64::from(answers.iter().sum::<u32>())
}

#[test]
fn the_sets_are_large_enough_to_mean_something() {
    let count = |is_true: bool| -> u32 {
        SETS.iter().map(|set| matrix(set)[&(is_true, "all".to_owned())].iter().sum::<u32>()).sum()
    };
    assert!(count(true) >= 200 && count(false) >= 200);
}

#[test]
fn false_statements_are_seldom_called_supported_and_true_ones_seldom_false() {
    let mut together = [[0; 3]; 2];
    for set in SETS {
        let table = matrix(set);
        let (right, wrong) = (table[&(true, "all".to_owned())], table[&(false, "all".to_owned())]);
        assert!(share(wrong[0], wrong) <= 0.20, "{set}: false called supported: {wrong:?}");
        assert!(share(right[2], right) <= 0.08, "{set}: true called false: {right:?}");
        for (sum, answers) in together.iter_mut().zip([wrong, right]) {
            sum.iter_mut().zip(answers).for_each(|(sum, count)| *sum += count);
        }
    }
    assert!(share(together[1][0], together[1]) >= 0.50, "true called supported: {:?}", together[1]);
}
