//! Running a parser that may hang or panic.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use crate::error::Error;

/// How much stack a parser has: some go down one frame a level of nesting.
const STACK_BYTES: usize = 64 * 1024 * 1024;
/// How many parsers that were given up may still be running before others are refused.
const MAX_GIVEN_UP: usize = 8;

/// Parsers that outlived their time.
static GIVEN_UP: AtomicUsize = AtomicUsize::new(0);

/// Runs `read` in a thread of its own and gives up on it after `timeout_ms`.
///
/// A thread cannot be stopped from outside; one that hangs is left behind, and when too many are, no more are begun.
pub(super) fn run<T: Send + 'static>(
    format: &'static str,
    timeout_ms: u64,
    read: impl FnOnce() -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    let too_slow = || Error::TooSlow { format, timeout_ms };
    if GIVEN_UP.load(Ordering::Relaxed) >= MAX_GIVEN_UP {
        return Err(too_slow());
    }
    let (answer, answered) = mpsc::channel();
    let work = move || {
        let result = catch_unwind(AssertUnwindSafe(read))
            .unwrap_or_else(|_| Err(Error::damaged(format, "its parser gave up")));
        if answer.send(result).is_err() {
            GIVEN_UP.fetch_sub(1, Ordering::Relaxed);
        }
    };
    let thread = thread::Builder::new().name("extract".to_owned()).stack_size(STACK_BYTES);
    thread.spawn(work).map_err(|_| too_slow())?;
    match answered.recv_timeout(Duration::from_millis(timeout_ms)) {
        Ok(result) => result,
        Err(_) => {
            GIVEN_UP.fetch_add(1, Ordering::Relaxed);
            Err(too_slow())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_an_error_and_an_answer_comes_through() {
        assert!(matches!(run("file", 10_000, || Ok(3)), Ok(3)));
        let panics = run::<()>("file", 10_000, || panic!("a parser's own mistake"));
        assert!(matches!(panics, Err(Error::Damaged { .. })));
    }

    #[test]
    fn what_hangs_is_given_up() {
        let (release, held) = mpsc::channel::<()>();
        let hangs = run("file", 20, move || {
            let _ = held.recv();
            Ok(())
        });
        assert!(matches!(hangs, Err(Error::TooSlow { timeout_ms: 20, .. })));
        drop(release);
    }
}
