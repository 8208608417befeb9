//! Spans in milliseconds; this crate reads no clock, every instant is an argument.

/// One second.
pub const SECOND_MS: i64 = 1_000;
/// One minute.
pub const MINUTE_MS: i64 = 60 * SECOND_MS;
/// One hour.
pub const HOUR_MS: i64 = 60 * MINUTE_MS;
/// One day.
pub const DAY_MS: i64 = 24 * HOUR_MS;

/// Whole seconds until `until_ms`, rounded up and at least 1: the form of `Retry-After`.
#[must_use]
pub fn seconds_until(until_ms: i64, now_ms: i64) -> u64 {
    let left_ms = until_ms.saturating_sub(now_ms).max(1);
    u64::try_from(left_ms.saturating_add(SECOND_MS - 1) / SECOND_MS).unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn retry_after_is_whole_seconds_and_never_zero() {
        assert_eq!(seconds_until(10_001, 10_000), 1);
        assert_eq!(seconds_until(11_001, 10_000), 2);
        assert_eq!(seconds_until(0, i64::MAX), 1);
        assert_eq!(seconds_until(i64::MAX, i64::MIN), 9_223_372_036_854_775);
    }
}
