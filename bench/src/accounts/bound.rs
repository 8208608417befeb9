//! The bound: Argon2id on every core and nothing else.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use anyhow::anyhow;
use argon2::{Algorithm, Argon2, Block, Params, Version};

/// Hashes a second on all cores together, each in memory of its own that is used again, at the product's default cost.
pub(super) fn hashes_a_second(long: Duration) -> anyhow::Result<f64> {
    // Source: OWASP Password Storage Cheat Sheet, Argon2id with 19 MiB, two passes, one lane
    let params = Params::new(19 * 1024, 2, 1, None).map_err(|error| anyhow!("{error}"))?;
    let done = AtomicU32::new(0);
    let began = Instant::now();
    std::thread::scope(|threads| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            threads.spawn(|| {
                let hasher = Argon2::new(Algorithm::Argon2id, Version::V0x13, params.clone());
                let mut memory = vec![Block::default(); params.block_count()];
                let mut out = [0; 32];
                while began.elapsed() < long {
                    let made = hasher.hash_password_into_with_memory(
                        b"nine purple anvils sleep",
                        b"sixteen bytes of",
                        &mut out,
                        &mut memory,
                    );
                    if made.is_ok() {
                        done.fetch_add(1, Ordering::Relaxed);
                    }
                }
            });
        }
    });
    Ok(f64::from(done.load(Ordering::Relaxed)) / began.elapsed().as_secs_f64())
}
