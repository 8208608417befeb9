//! Licences: which terms of use we know by name, and the credit line each one asks for.

use content::Source;

/// The library's own terms: no rights reserved.
pub const CC0: &str = "CC0-1.0";

/// Terms of use that are known by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Licence {
    /// Its SPDX name.
    pub id: &'static str,
    /// What a person calls it.
    pub name: &'static str,
    /// Where it can be read.
    pub url: &'static str,
    /// Whether the author must be named.
    pub asks_for_credit: bool,
    /// Whether what is made from the text must be given away on the same terms.
    pub asks_for_same_terms: bool,
    /// Whether the text may be used to earn money.
    pub allows_commerce: bool,
    /// Whether something new may be made from the text.
    pub allows_change: bool,
}

/// The licences that are known by name.
///
/// **Source** SPDX License List 3.25 (2024) and the texts of the licences.
pub static KNOWN: &[Licence] = &[
    cc("CC0-1.0", "Creative Commons Zero 1.0", "https://creativecommons.org/publicdomain/zero/1.0/", ""),
    cc("PDDL-1.0", "Public Domain Dedication 1.0", "https://opendatacommons.org/licenses/pddl/1-0/", ""),
    cc("CC-BY-4.0", "Creative Commons Attribution 4.0", "https://creativecommons.org/licenses/by/4.0/", "BY"),
    cc("CC-BY-3.0", "Creative Commons Attribution 3.0", "https://creativecommons.org/licenses/by/3.0/", "BY"),
    cc(
        "CC-BY-SA-4.0",
        "Creative Commons Attribution-ShareAlike 4.0",
        "https://creativecommons.org/licenses/by-sa/4.0/",
        "BY-SA",
    ),
    cc(
        "CC-BY-SA-3.0",
        "Creative Commons Attribution-ShareAlike 3.0",
        "https://creativecommons.org/licenses/by-sa/3.0/",
        "BY-SA",
    ),
    cc(
        "CC-BY-NC-4.0",
        "Creative Commons Attribution-NonCommercial 4.0",
        "https://creativecommons.org/licenses/by-nc/4.0/",
        "BY-NC",
    ),
    cc(
        "CC-BY-NC-SA-4.0",
        "Creative Commons Attribution-NonCommercial-ShareAlike 4.0",
        "https://creativecommons.org/licenses/by-nc-sa/4.0/",
        "BY-NC-SA",
    ),
    cc(
        "CC-BY-ND-4.0",
        "Creative Commons Attribution-NoDerivatives 4.0",
        "https://creativecommons.org/licenses/by-nd/4.0/",
        "BY-ND",
    ),
    cc(
        "CC-BY-NC-ND-4.0",
        "Creative Commons Attribution-NonCommercial-NoDerivatives 4.0",
        "https://creativecommons.org/licenses/by-nc-nd/4.0/",
        "BY-NC-ND",
    ),
    cc(
        "GFDL-1.3-or-later",
        "GNU Free Documentation License 1.3",
        "https://www.gnu.org/licenses/fdl-1.3.html",
        "BY-SA",
    ),
    cc("MIT", "MIT License", "https://opensource.org/license/mit", "BY"),
    cc("Apache-2.0", "Apache License 2.0", "https://www.apache.org/licenses/LICENSE-2.0", "BY"),
];

/// A licence with the conditions that its short name lists.
const fn cc(id: &'static str, name: &'static str, url: &'static str, conditions: &'static str) -> Licence {
    Licence {
        id,
        name,
        url,
        asks_for_credit: !conditions.is_empty(),
        asks_for_same_terms: has(conditions, b'S', b'A'),
        allows_commerce: !has(conditions, b'N', b'C'),
        allows_change: !has(conditions, b'N', b'D'),
    }
}

const fn has(conditions: &str, first: u8, second: u8) -> bool {
    let bytes = conditions.as_bytes();
    let mut at = 1;
    while at < bytes.len() {
        if bytes[at - 1] == first && bytes[at] == second {
            return true;
        }
        at += 1;
    }
    false
}

/// The licence that a person means by `name`, however it is written: `CC BY-SA 4.0`, `cc-by-sa-4.0`, `public domain`.
pub fn find(name: &str) -> Option<&'static Licence> {
    const LONGEST_BYTES: usize = 200;
    if name.len() > LONGEST_BYTES {
        return None;
    }
    let plain = plain(name);
    if ["publicdomain", "cc0", "pd"].contains(&plain.as_str()) {
        return KNOWN.first();
    }
    let exact = KNOWN.iter().find(|known| [known.id, known.name].iter().any(|own| self::plain(own) == plain));
    exact.or_else(|| {
        KNOWN.iter().find(|known| name.contains(known.url) || name.contains(known.url.trim_end_matches('/')))
    })
}

fn plain(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

/// The line that names a source where something made from it is shown.
///
/// The title, where it is from, and its terms; unknown terms are said as they were given, and missing ones not at all.
pub fn credit_line(source: &Source) -> String {
    let mut line = format!("“{}”", source.title);
    if let Some(url) = &source.url {
        line.push_str(&format!(", {url}"));
    }
    match (source.licence.as_deref().and_then(find), &source.licence) {
        (Some(known), _) if known.asks_for_credit => {
            line.push_str(&format!(", licensed under {} ({})", known.name, known.url));
        }
        (Some(known), _) => line.push_str(&format!(", {}", known.name)),
        (None, Some(terms)) => line.push_str(&format!(", {terms}")),
        (None, None) => {}
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn licences_are_found_however_they_are_written() {
        for (name, id) in [
            ("CC BY-SA 4.0", "CC-BY-SA-4.0"),
            ("cc-by-4.0", "CC-BY-4.0"),
            ("CC0", CC0),
            ("Public Domain", CC0),
            ("Creative Commons Attribution 4.0", "CC-BY-4.0"),
            ("see https://creativecommons.org/licenses/by-nc-nd/4.0/", "CC-BY-NC-ND-4.0"),
        ] {
            assert_eq!(find(name).map(|known| known.id), Some(id), "{name}");
        }
        assert_eq!(find("all rights reserved"), None);
        assert_eq!(find(""), None);
    }

    #[test]
    fn conditions_follow_from_the_name() {
        let strictest = find("CC-BY-NC-ND-4.0").unwrap();
        assert!(strictest.asks_for_credit && !strictest.allows_commerce && !strictest.allows_change);
        let free = find(CC0).unwrap();
        assert!(
            !free.asks_for_credit && !free.asks_for_same_terms && free.allows_commerce && free.allows_change
        );
    }

    #[test]
    fn a_credit_line_names_what_the_terms_ask_for() {
        let library = &crate::library::texts()[0];
        let mut source = library.source();
        assert_eq!(credit_line(&source), format!("“{}”, Creative Commons Zero 1.0", library.title));
        source.licence = Some("CC BY 4.0".to_owned());
        source.url = Some("https://example.org/cells".to_owned());
        assert!(credit_line(&source).ends_with(
            ", https://example.org/cells, licensed under Creative Commons Attribution 4.0 \
             (https://creativecommons.org/licenses/by/4.0/)"
        ));
        source.licence = Some("with the author's leave".to_owned());
        assert!(credit_line(&source).ends_with(", with the author's leave"));
    }
}
