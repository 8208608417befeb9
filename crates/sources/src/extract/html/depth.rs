//! How deep a page's elements stand in one another, told before a tree is built.

use crate::error::Error;
use crate::limits::Limits;

/// Elements without an end tag, or whose end tag may be left out, so that they do not stand in one another.
const FLAT: [&str; 26] = [
    "area", "base", "br", "col", "colgroup", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta",
    "option", "p", "param", "rp", "rt", "source", "tbody", "td", "th", "tr", "track", "wbr",
];

/// The most tags of a page: its tree takes about 300 bytes for each.
const MAX_TAGS: usize = 300_000;

/// Refuses a page with too many elements, or whose elements stand too deep in one another: building its tree would take time that grows with the
/// square of the depth.
pub(super) fn check(text: &str, format: &'static str, limits: &Limits) -> Result<(), Error> {
    // unclosed emphasis is common and mended by browsers
    let allowance = limits.max_nesting.saturating_mul(4);
    let mut depth = 0_usize;
    for (count, (at, _)) in text.match_indices('<').enumerate() {
        if count >= MAX_TAGS {
            return Err(Error::TooManyParts { format, max_parts: MAX_TAGS });
        }
        let rest = &text.as_bytes()[at + 1..];
        match rest.first() {
            Some(b'/') => depth = depth.saturating_sub(usize::from(!is_flat(&rest[1..]))),
            Some(first) if first.is_ascii_alphabetic() => depth += usize::from(!is_flat(rest)),
            _ => {}
        }
        if depth > allowance {
            return Err(Error::TooDeep { format, max_nesting: limits.max_nesting });
        }
    }
    Ok(())
}

fn is_flat(tag: &[u8]) -> bool {
    const LONGEST: usize = 16;
    let end = tag
        .iter()
        .take(LONGEST)
        .position(|byte| !byte.is_ascii_alphanumeric())
        .unwrap_or(tag.len().min(LONGEST));
    let name = &tag[..end];
    FLAT.iter().any(|flat| flat.as_bytes().eq_ignore_ascii_case(name))
}
