//! The form of an e-mail address and its one canonical spelling.

use crate::Error;

const MAX_BYTES: usize = 254;
const MAX_LOCAL_BYTES: usize = 64;

/// Checks the form and gives the canonical spelling: everything in lower case, the domain in ASCII.
///
/// **Source** RFC 5321 §4.5.3.1 (lengths), RFC 5322 §3.2.3 (dot-atom; quoted forms are refused).
pub(super) fn canonical_address(address: &str) -> Result<String, Error> {
    if address.len() > MAX_BYTES {
        return Err(malformed("takes at most 254 bytes"));
    }
    let Some((local, domain)) = address.rsplit_once('@') else {
        return Err(malformed("is written name@example.org"));
    };
    if !is_dot_atom(local) {
        return Err(malformed("has a part before the `@` that mail servers do not accept everywhere"));
    }
    let domain = ascii_domain(domain).ok_or(malformed("has a part after the `@` that is not a domain"))?;
    let canonical = format!("{}@{domain}", local.to_ascii_lowercase());
    if canonical.len() > MAX_BYTES { Err(malformed("takes at most 254 bytes")) } else { Ok(canonical) }
}

fn malformed(problem: &'static str) -> Error {
    Error::Malformed { field: "email", problem }
}

fn is_dot_atom(local: &str) -> bool {
    let atext = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c);
    local.len() <= MAX_LOCAL_BYTES && local.split('.').all(|atom| !atom.is_empty() && atom.chars().all(atext))
}

/// The domain in ASCII and lower case, when it is one that mail can go to: two labels or more, no address literal.
fn ascii_domain(domain: &str) -> Option<String> {
    let ascii = idna::domain_to_ascii_strict(domain).ok()?;
    let labels: Vec<&str> = ascii.split('.').collect();
    let named = labels.last().is_some_and(|top| top.chars().any(|c| c.is_ascii_alphabetic()));
    let good = labels.len() >= 2 && named && ascii.len() <= 253 && labels.iter().all(|label| is_label(label));
    good.then_some(ascii)
}

fn is_label(label: &str) -> bool {
    (1..=63).contains(&label.len())
        && label.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        && !label.starts_with('-')
        && !label.ends_with('-')
}
