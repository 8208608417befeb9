//! Minutes: sharing a whole number out by weights so that the shares add up exactly.

/// Shares `total` out in proportion to `weights`, at least 1 each, by largest remainders.
///
/// With more weights than minutes, the shares beyond the total stay at 1 and the sum is the number of weights.
pub(crate) fn share(total: u32, weights: &[f64]) -> Vec<u32> {
    let count = u32::try_from(weights.len()).unwrap_or(u32::MAX);
    let spare = total.saturating_sub(count);
    let sum: f64 = weights.iter().map(|weight| weight.max(0.0)).sum();
    let exact: Vec<f64> = weights
        .iter()
        .map(|weight| {
            let part = if sum > 0.0 { weight.max(0.0) / sum } else { 1.0 / weights.len() as f64 };
            // what a share is owed above the one minute that everyone has
            (part * f64::from(total) - 1.0).max(0.0)
        })
        .collect();
    let owed: f64 = exact.iter().sum();
    let scaled: Vec<f64> =
        exact.iter().map(|part| if owed > 0.0 { part * f64::from(spare) / owed } else { 0.0 }).collect();
    let mut shares: Vec<u32> = scaled.iter().map(|part| part.floor() as u32 + 1).collect();
    let mut left = spare.saturating_sub(shares.iter().map(|share| share - 1).sum());
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by(|&one, &other| scaled[other].fract().total_cmp(&scaled[one].fract()).then(one.cmp(&other)));
    for &index in order.iter().cycle().take(weights.len().saturating_mul(2)) {
        if left == 0 {
            break;
        }
        shares[index] += 1;
        left -= 1;
    }
    shares
}

/// The nearest number of minutes that ends in 0 or 5, at least 5.
pub(crate) fn in_fives(minutes: f64) -> u32 {
    let fives = (minutes / 5.0).round().clamp(1.0, 120.0);
    fives as u32 * 5
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_add_up_and_follow_the_weights() {
        assert_eq!(share(50, &[1.0, 3.0, 1.0]), [10, 30, 10]);
        for total in 5..700 {
            for weights in [vec![1.0; 5], vec![5.0, 1.0, 0.0], vec![0.0; 3], vec![1e9, 1.0, 1.0, 1e-9]] {
                let shares = share(total, &weights);
                assert_eq!(shares.iter().sum::<u32>(), total, "{total} {weights:?} {shares:?}");
                assert!(shares.iter().all(|&share| share >= 1));
            }
        }
    }

    #[test]
    fn nothing_to_share_is_no_fault() {
        assert_eq!(share(5, &[]), Vec::<u32>::new());
        assert_eq!(share(2, &[1.0, 1.0, 1.0]), [1, 1, 1]);
    }
}
