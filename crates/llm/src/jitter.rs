//! Randomness for waiting times, from a seed that the caller gives.

use std::sync::atomic::{AtomicU64, Ordering};

/// Spreads waiting times so that clients do not come back together. Not for anything secret.
///
/// **Source** SplitMix64: G. Steele, D. Lea, C. Flood, "Fast splittable pseudorandom number generators", 2014.
#[derive(Debug)]
pub struct Jitter {
    state: AtomicU64,
}

impl Jitter {
    /// Starts from a seed; different processes should have different ones.
    pub fn seeded(seed: u64) -> Self {
        Jitter { state: AtomicU64::new(seed) }
    }

    /// A number from 0 to `limit`, both included.
    pub fn up_to(&self, limit: u64) -> u64 {
        let step = 0x9E37_79B9_7F4A_7C15u64;
        let mut z = self.state.fetch_add(step, Ordering::Relaxed).wrapping_add(step);
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^= z >> 31;
        match limit.checked_add(1) {
            Some(n) => z % n,
            None => z,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fills_the_range_and_never_leaves_it() {
        let jitter = Jitter::seeded(7);
        let draws: Vec<u64> = (0..10_000).map(|_| jitter.up_to(9)).collect();
        assert!(draws.iter().all(|d| *d <= 9));
        assert!((0..=9).all(|n| draws.iter().filter(|d| **d == n).count() > 800));
        assert_eq!(jitter.up_to(0), 0);
    }
}
