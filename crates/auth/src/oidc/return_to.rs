//! Where a browser goes after signing in: a path of ours, whatever was asked for.

use serde::{Deserialize, Serialize};
use url::Url;

const MAX_BYTES: usize = 2_000;
const STAND_IN: &str = "https://installation.invalid";

/// A path on this installation, with its query; never another site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String")]
pub struct ReturnTo(String);

impl ReturnTo {
    /// Takes what was asked for, or `/` when it could lead elsewhere.
    #[must_use]
    pub fn parse(asked: &str) -> Self {
        Self(own_path(asked).unwrap_or_else(|| "/".to_owned()))
    }

    /// The path, for `Location`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<String> for ReturnTo {
    fn from(asked: String) -> Self {
        Self::parse(&asked)
    }
}

/// The path as browsers understand it, if they take it for ours.
fn own_path(asked: &str) -> Option<String> {
    let odd = |c: char| c.is_control() || c.is_whitespace() || c == '\\';
    if asked.len() > MAX_BYTES || !asked.starts_with('/') || asked.chars().any(odd) {
        return None;
    }
    let base = Url::parse(STAND_IN).ok()?;
    let went = base.join(asked).ok()?;
    let path =
        went.query().map_or_else(|| went.path().to_owned(), |query| format!("{}?{query}", went.path()));
    // dots can leave `//host` behind, which a browser would follow
    (went.origin() == base.origin() && !path.starts_with("//")).then_some(path)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn o_03_another_site_in_any_spelling_becomes_the_front_page() {
        for asked in [
            "https://evil.example",
            "//evil.example",
            "///evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "/\t/evil.example",
            "/\n/evil.example",
            "\t//evil.example",
            " //evil.example",
            "javascript:alert(1)",
            "data:text/html,x",
            "evil.example",
            "",
            "/.//evil.example",
            "/..//evil.example",
            "/a/..//evil.example",
            "/%2e//evil.example",
            "/%2e%2e//evil.example",
            "https:evil.example",
            "/\u{0}/evil.example",
            "/\u{a0}/evil.example",
            "@evil.example",
            "?x",
            "#x",
            "/x\r\nSet-Cookie: a=b",
        ] {
            assert_eq!(ReturnTo::parse(asked).as_str(), "/", "{asked:?}");
        }
        assert_eq!(ReturnTo::parse(&format!("/{}", "a".repeat(10_000))).as_str(), "/");
    }

    #[test]
    fn o_03_our_own_pages_are_kept() {
        for asked in [
            "/",
            "/library",
            "/library?q=a%20b&page=2",
            "/materials/018f/edit",
            "/%2F%2Fevil.example",
            "/x@evil.example",
            "/x:80",
        ] {
            assert_eq!(ReturnTo::parse(asked).as_str(), asked);
        }
        assert_eq!(ReturnTo::parse("/a/../b#part").as_str(), "/b");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1_000))]

        #[test]
        fn o_03_nothing_leads_elsewhere(asked in "/(/|\\.|%2e|\\\\|e|\t){0,7}|[/\\\\.%2eF@:?#a \u{a0}]{0,24}|\\PC{0,60}") {
            let path = ReturnTo::parse(&asked);
            let base = Url::parse("https://school.example").unwrap();
            let went = base.join(path.as_str()).unwrap();
            prop_assert_eq!(went.origin(), base.origin(), "{} became {}", asked, path.as_str());
        }
    }
}
