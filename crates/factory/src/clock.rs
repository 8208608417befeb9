//! Time and identifiers: the only file that asks the machine for either.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use uuid::{NoContext, Timestamp, Uuid};

/// Tells the time. Tests use one that moves only when they move it.
#[derive(Debug, Clone)]
pub enum Clock {
    /// The machine's clock.
    System,
    /// Stands still at a moment, in milliseconds since 1970, until it is set.
    Fixed(Arc<AtomicI64>),
}

impl Clock {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    #[expect(clippy::disallowed_methods, reason = "this is the one file that reads the clock")]
    pub fn now_ms(&self) -> i64 {
        match self {
            Self::System => {
                let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
                i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
            }
            Self::Fixed(moment) => moment.load(Ordering::SeqCst),
        }
    }

    /// A new id that sorts by the time it was made.
    pub fn new_id(&self) -> Uuid {
        let now_ms = u64::try_from(self.now_ms()).unwrap_or_default();
        let nanoseconds = u32::try_from(now_ms % 1000).unwrap_or_default() * 1_000_000;
        Uuid::new_v7(Timestamp::from_unix(NoContext, now_ms / 1000, nanoseconds))
    }
}
