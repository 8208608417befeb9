//! Which language a material is written in.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A language tag: a primary language of two or three letters, with an optional region or script (BCP 47's
/// common shapes, such as `en`, `pt-BR`, `zh-Hant`).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
pub struct LanguageTag(#[schemars(regex(pattern = "^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})?$"))] String);

impl LanguageTag {
    /// English.
    pub fn english() -> Self {
        Self("en".to_owned())
    }

    /// The whole tag, with the primary language in lower case.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The primary language alone: `pt` of `pt-BR`.
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or_default()
    }
}

/// The text is not a language tag.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a language tag; write two or three letters such as `en`, `es` or `pt-BR`")]
pub struct NotALanguageTag;

impl std::str::FromStr for LanguageTag {
    type Err = NotALanguageTag;

    fn from_str(s: &str) -> Result<Self, Self::Err> {
        let (primary, rest) = match s.split_once('-') {
            Some((primary, rest)) => (primary, Some(rest)),
            None => (s, None),
        };
        let letters = |part: &str| part.bytes().all(|byte| byte.is_ascii_alphabetic());
        let primary_fits = (2..=3).contains(&primary.len()) && letters(primary);
        let rest_fits = rest.is_none_or(|rest| {
            (2..=8).contains(&rest.len()) && rest.bytes().all(|byte| byte.is_ascii_alphanumeric())
        });
        if !(primary_fits && rest_fits) {
            return Err(NotALanguageTag);
        }
        let primary = primary.to_ascii_lowercase();
        Ok(Self(rest.map_or(primary.clone(), |rest| format!("{primary}-{rest}"))))
    }
}

impl TryFrom<String> for LanguageTag {
    type Error = NotALanguageTag;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<LanguageTag> for String {
    fn from(tag: LanguageTag) -> Self {
        tag.0
    }
}

impl std::fmt::Display for LanguageTag {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_people_use_are_read_and_others_refused() {
        for good in ["en", "EN", "pt-BR", "zh-Hant", "fil"] {
            assert!(good.parse::<LanguageTag>().is_ok(), "{good}");
        }
        for bad in ["", "e", "english", "en_US", "en-", "e1", "ён", "en-US-x-y"] {
            assert!(bad.parse::<LanguageTag>().is_err(), "{bad}");
        }
        assert_eq!("EN-us".parse::<LanguageTag>().unwrap().primary(), "en");
    }
}
