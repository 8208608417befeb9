//! When a provider asks to be called again.

mod reset;

use reqwest::header::{DATE, HeaderMap, RETRY_AFTER};
pub(crate) use reset::limits;
use std::time::{Duration, SystemTime};

/// Longer hints than this are cut to it: an hour.
const LONGEST_MS: u64 = 3_600_000;

/// The hint in milliseconds: `retry-after-ms`, or `Retry-After` as seconds or as a date.
///
/// A date is compared with the answer's own `Date` header, so no clock of ours can be wrong about it.
///
/// **Source** RFC 9110 section 10.2.3; `retry-after-ms` as OpenAI and Azure send it.
pub(crate) fn from_headers(headers: &HeaderMap) -> Option<u64> {
    let text = |name: &str| headers.get(name).and_then(|v| v.to_str().ok()).map(str::trim);
    if let Some(ms) = text("retry-after-ms").and_then(|v| v.parse::<f64>().ok()) {
        return bounded(ms);
    }
    let after = text(RETRY_AFTER.as_str())?;
    if let Ok(seconds) = after.parse::<f64>() {
        return bounded(seconds * 1000.0);
    }
    since_sent(httpdate::parse_http_date(after).ok()?, headers)
}

/// The hint of an answer that says no more than that too much was asked: [`from_headers`], or when the allowance is
/// whole again.
pub(crate) fn from_limits(headers: &HeaderMap) -> Option<u64> {
    from_headers(headers).or_else(|| reset::from_headers(headers))
}

/// From the time at which the answer says it was sent; none where it does not say.
fn since_sent(then: SystemTime, headers: &HeaderMap) -> Option<u64> {
    let sent = headers.get(DATE)?.to_str().ok()?;
    let wait = then.duration_since(httpdate::parse_http_date(sent).ok()?).unwrap_or(Duration::ZERO);
    Some(u64::try_from(wait.as_millis()).unwrap_or(LONGEST_MS).min(LONGEST_MS))
}

/// The hint in a Google error body: `"retryDelay": "34.07s"` among its details.
///
/// A day's quota comes back at midnight in California, whatever delay stands beside it: the longest hint.
///
/// **Source** `RetryInfo` and `QuotaFailure` in google/rpc/error_details.proto; ai.google.dev, "Rate limits".
pub(crate) fn from_google(details: &serde_json::Value) -> Option<u64> {
    let quotas = details.as_array()?.iter().filter_map(|d| d.get("violations")?.as_array()).flatten();
    if quotas.filter_map(|q| q.get("quotaId")?.as_str()).any(|id| id.contains("PerDay")) {
        return Some(LONGEST_MS);
    }
    let delay = details.as_array()?.iter().find_map(|d| d.get("retryDelay")?.as_str())?;
    bounded(delay.strip_suffix('s')?.parse::<f64>().ok()? * 1000.0)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "checked to lie within the bounds"
)]
fn bounded(ms: f64) -> Option<u64> {
    (ms.is_finite() && ms >= 0.0).then(|| ms.ceil().min(LONGEST_MS as f64) as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        let mut map = HeaderMap::new();
        for (name, value) in pairs {
            map.insert(*name, value.parse().unwrap());
        }
        map
    }

    #[test]
    fn reads_seconds_milliseconds_and_dates() {
        let date = ("date", "Sun, 22 Nov 2026 10:00:00 GMT");
        for (pairs, ms) in [
            (vec![("retry-after", "7")], Some(7_000)),
            (vec![("retry-after", "0.25")], Some(250)),
            (vec![("retry-after", "7"), ("retry-after-ms", "120")], Some(120)),
            (vec![date, ("retry-after", "Sun, 22 Nov 2026 10:00:30 GMT")], Some(30_000)),
            (vec![date, ("retry-after", "Sun, 22 Nov 2026 09:00:00 GMT")], Some(0)),
            (vec![("retry-after", "Sun, 22 Nov 2026 10:00:30 GMT")], None),
            (vec![("retry-after", "99999999999")], Some(LONGEST_MS)),
            (vec![("retry-after", "-3")], None),
            (vec![("retry-after", "NaN")], None),
            (vec![("retry-after", "soon")], None),
            (vec![], None),
        ] {
            assert_eq!(from_headers(&headers(&pairs)), ms, "{pairs:?}");
        }
    }

    #[test]
    fn an_allowance_that_is_used_up_says_when_it_is_whole_again() {
        let date = ("date", "Sun, 22 Nov 2026 10:00:00 GMT");
        let requests = |left, reset| {
            vec![("x-ratelimit-remaining-requests", left), ("x-ratelimit-reset-requests", reset)]
        };
        let tokens =
            |left, reset| vec![("x-ratelimit-remaining-tokens", left), ("x-ratelimit-reset-tokens", reset)];
        let input = |reset| {
            vec![
                date,
                ("anthropic-ratelimit-input-tokens-remaining", "0"),
                ("anthropic-ratelimit-input-tokens-reset", reset),
            ]
        };
        for (pairs, ms) in [
            (requests("0", "1s"), Some(1_000)),
            (requests("0", "120ms"), Some(120)),
            (requests("0", "7.66s"), Some(7_660)),
            (requests("0", "6m0s"), Some(360_000)),
            // a minute's allowance fills steadily
            (requests("0", "59.5s"), Some(15_000)),
            (requests("0", "7h12m3s"), Some(LONGEST_MS)),
            (requests("0", "2.5"), Some(2_500)),
            // what is left says nothing of the refusal
            (requests("12", "1s"), None),
            (vec![("x-ratelimit-reset-requests", "1s")], None),
            ([requests("0", "1s"), tokens("0", "3s")].concat(), Some(3_000)),
            ([requests("0", "1s"), tokens("90", "3s")].concat(), Some(1_000)),
            ([requests("0", "1s"), vec![("retry-after", "2")]].concat(), Some(2_000)),
            (input("2026-11-22T10:00:09Z"), Some(9_000)),
            (input("2026-11-22T11:00:08.5+01:00"), Some(8_500)),
            (input("2026-11-22T09:00:00Z"), Some(0)),
            (input("soon"), None),
            (requests("0", ""), None),
            (requests("0", "s"), None),
            (requests("0", "1.2.3s"), None),
            (requests("0", "-3s"), None),
            (requests("0", "5 parsecs"), None),
        ] {
            assert_eq!(from_limits(&headers(&pairs)), ms, "{pairs:?}");
        }
        let undated: Vec<_> = input("2026-11-22T10:00:09Z").into_iter().skip(1).collect();
        assert_eq!(from_limits(&headers(&undated)), None, "no clock of ours is asked");
    }

    #[test]
    fn reads_googles_detail() {
        let details = serde_json::json!([{"@type": "x"}, {"@type": "RetryInfo", "retryDelay": "34.074s"}]);
        assert_eq!(from_google(&details), Some(34_074));
        assert_eq!(from_google(&serde_json::json!("no")), None);
    }
}
