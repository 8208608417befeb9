//! When an allowance is whole again, for answers that name no time to come back: OpenAI's and Anthropic's headers.

use super::{LONGEST_MS, since_sent};
use chrono::DateTime;
use reqwest::header::HeaderMap;
use std::time::{Duration, SystemTime};

/// Of each allowance the headers that say how much is left and when it is whole again.
const WINDOWS: &[(&str, &str)] = &[
    ("x-ratelimit-remaining-requests", "x-ratelimit-reset-requests"),
    ("x-ratelimit-remaining-tokens", "x-ratelimit-reset-tokens"),
    ("anthropic-ratelimit-requests-remaining", "anthropic-ratelimit-requests-reset"),
    ("anthropic-ratelimit-tokens-remaining", "anthropic-ratelimit-tokens-reset"),
    ("anthropic-ratelimit-input-tokens-remaining", "anthropic-ratelimit-input-tokens-reset"),
    ("anthropic-ratelimit-output-tokens-remaining", "anthropic-ratelimit-output-tokens-reset"),
];

/// An allowance that is whole again within a minute fills steadily: part of it is back after this.
const STEADY_MS: u64 = 15_000;
const MINUTE_MS: u64 = 60_000;

/// The headers that are read.
pub(crate) fn limits() -> impl Iterator<Item = &'static str> {
    WINDOWS.iter().flat_map(|(remaining, reset)| [*remaining, *reset])
}

/// The hint in milliseconds: the latest time at which an allowance that is used up is whole again.
///
/// Both providers name the time at which *all* of an allowance is back, which is later than the time at which one more
/// call fits; a minute's allowance is therefore not waited for to its end. An hour's or a day's is passed on as it is.
///
/// **Source** platform.openai.com, "Rate limits", section "Rate limits in headers"; docs.claude.com, "Rate limits",
/// section "Response headers" (both November 2026).
pub(super) fn from_headers(headers: &HeaderMap) -> Option<u64> {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).map(str::trim);
    let is_spent =
        |name: &str| text(name).and_then(|left| left.parse::<i64>().ok()).is_some_and(|left| left <= 0);
    let spent = WINDOWS.iter().filter(|(remaining, _)| is_spent(remaining));
    let resets = spent.filter_map(|(_, reset)| wait_ms(text(reset)?, headers));
    resets.max().map(|ms| if ms <= MINUTE_MS { ms.min(STEADY_MS) } else { ms })
}

/// `6m0s`, `250ms`, `1.5` seconds, or a time of day by RFC 3339.
fn wait_ms(reset: &str, headers: &HeaderMap) -> Option<u64> {
    if let Ok(seconds) = reset.parse::<f64>() {
        return super::bounded(seconds * 1000.0);
    }
    if let Ok(then) = DateTime::parse_from_rfc3339(reset) {
        let ms = u64::try_from(then.timestamp_millis()).ok()?;
        return since_sent(SystemTime::UNIX_EPOCH.checked_add(Duration::from_millis(ms))?, headers);
    }
    span_ms(reset).map(|ms| ms.min(LONGEST_MS))
}

/// A span as `1h2m3.5s` or `20ms`.
fn span_ms(span: &str) -> Option<u64> {
    let mut rest = span;
    let mut total = 0.0;
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !(c.is_ascii_digit() || c == '.'))?;
        let (number, after) = rest.split_at(digits);
        let unit = after.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(after.len());
        let (unit, after) = after.split_at(unit);
        let ms = match unit {
            "d" => 86_400_000.0,
            "h" => 3_600_000.0,
            "m" => 60_000.0,
            "s" => 1_000.0,
            "ms" => 1.0,
            "us" | "ns" => 0.0,
            _ => return None,
        };
        total += number.parse::<f64>().ok()? * ms;
        rest = after;
    }
    (!span.is_empty()).then(|| super::bounded(total))?
}
