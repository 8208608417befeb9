//! How long traces of people are kept, as instants that the nightly sweep compares rows with (D-04).

use crate::time::DAY_MS;

/// The spans, all configurable; zero or less keeps nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retention {
    /// Addresses and browsers of sessions and audit records.
    pub origins_ms: i64,
    /// Sessions, refresh tokens and one-time secrets after their end.
    pub dead_sessions_ms: i64,
    /// Accounts whose address was never verified.
    pub unverified_accounts_ms: i64,
    /// Audit records.
    pub audit_ms: i64,
}

impl Default for Retention {
    fn default() -> Self {
        Self {
            origins_ms: 30 * DAY_MS,
            dead_sessions_ms: 30 * DAY_MS,
            unverified_accounts_ms: 7 * DAY_MS,
            audit_ms: 365 * DAY_MS,
        }
    }
}

/// Rows whose instant lies before these go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cutoffs {
    /// Blank the origin of what was recorded or last seen before.
    pub origins_ms: i64,
    /// Delete sessions, refresh tokens and one-time secrets that ended before.
    pub dead_sessions_ms: i64,
    /// Delete accounts that were made before and never verified.
    pub unverified_accounts_ms: i64,
    /// Delete audit records made before, oldest first, and keep the last one's link for `audit::verify`.
    pub audit_ms: i64,
}

impl Retention {
    /// What tonight's sweep removes.
    #[must_use]
    pub fn cutoffs(&self, now_ms: i64) -> Cutoffs {
        let before = |span_ms: i64| now_ms.saturating_sub(span_ms.max(0));
        Cutoffs {
            origins_ms: before(self.origins_ms),
            dead_sessions_ms: before(self.dead_sessions_ms),
            unverified_accounts_ms: before(self.unverified_accounts_ms),
            audit_ms: before(self.audit_ms),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn d_04_the_documented_spans_and_no_cutoff_in_the_future() {
        let now_ms = 20_000 * DAY_MS;
        let cutoffs = Retention::default().cutoffs(now_ms);
        let days_ago = |cutoff_ms: i64| (now_ms - cutoff_ms) / DAY_MS;
        let spans =
            [cutoffs.origins_ms, cutoffs.dead_sessions_ms, cutoffs.unverified_accounts_ms, cutoffs.audit_ms];
        assert_eq!(spans.map(days_ago), [30, 30, 7, 365]);
        let odd = Retention { origins_ms: -5, audit_ms: i64::MAX, ..Retention::default() };
        assert_eq!(
            odd.cutoffs(now_ms).origins_ms,
            now_ms,
            "living sessions and today's records are not swept"
        );
        assert!(odd.cutoffs(i64::MIN).audit_ms == i64::MIN);
    }
}
