//! Moments as pages show them; the script turns them into the reader's own time.

use content::Timestamp;

/// Day and minute in UTC.
pub(super) fn minute(at: &Timestamp) -> String {
    let text = at.to_string();
    match text.split_once('T') {
        Some((day, time)) => format!("{day} {} UTC", time.get(..5).unwrap_or(time)),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_a_day_and_a_minute() {
        assert_eq!(minute(&Timestamp(1_790_000_000_123)), "2026-09-21 14:13 UTC");
        assert_eq!(minute(&Timestamp(i64::MIN)), format!("{} ms", i64::MIN));
    }
}
