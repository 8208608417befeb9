//! Names of files that every system takes.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// The most characters of a name without its ending.
const MOST_CHARACTERS: usize = 80;

/// What stands unescaped in `filename*` (RFC 8187, `attr-char`).
const ATTRIBUTE: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A file's name: the title, made safe.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileName {
    /// In any script.
    full: String,
    /// In ASCII alone.
    plain: String,
}

impl FileName {
    /// The name of a file with this title; `otherwise` where nothing of the title can be kept.
    pub fn of(title: &str, otherwise: &str, extension: &str) -> Self {
        let named = |stem: String| format!("{}.{extension}", if stem.is_empty() { otherwise } else { &stem });
        Self {
            full: named(stem(title, char::is_alphanumeric)),
            plain: named(stem(title, |c| c.is_ascii_alphanumeric())),
        }
    }

    /// The name, letters of any script kept.
    pub fn as_str(&self) -> &str {
        &self.full
    }

    /// The value of a `Content-Disposition` header that makes a browser keep the file (RFC 6266).
    pub fn content_disposition(&self) -> String {
        let full = utf8_percent_encode(&self.full, ATTRIBUTE);
        format!("attachment; filename=\"{}\"; filename*=UTF-8''{full}", self.plain)
    }
}

/// Runs of what may stand, joined by hyphens: no dots, so no hidden files and no second ending; no separators.
fn stem(title: &str, may_stand: impl Fn(char) -> bool) -> String {
    let mut stem = String::new();
    let words = title.split(|c: char| !may_stand(c)).filter(|word| !word.is_empty());
    for word in words {
        let room = MOST_CHARACTERS.saturating_sub(stem.chars().count() + usize::from(!stem.is_empty()));
        if room == 0 {
            break;
        }
        if !stem.is_empty() {
            stem.push('-');
        }
        stem.extend(word.chars().flat_map(char::to_lowercase).take(room));
    }
    if is_reserved(&stem) { format!("{stem}-file") } else { stem }
}

/// Names that Windows keeps for devices, whatever their ending.
fn is_reserved(stem: &str) -> bool {
    let numbered = |name: &str| {
        stem.strip_prefix(name).is_some_and(|rest| rest.len() == 1 && rest.as_bytes()[0].is_ascii_digit())
    };
    matches!(stem, "con" | "prn" | "aux" | "nul") || numbered("com") || numbered("lpt")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_becomes_a_name_that_harms_nobody() {
        for (title, name) in [
            ("Photosynthesis: how plants eat", "photosynthesis-how-plants-eat.md"),
            ("../../etc/passwd", "etc-passwd.md"),
            (".hidden", "hidden.md"),
            ("a\r\nSet-Cookie: x=\"1\"", "a-set-cookie-x-1.md"),
            ("CON", "con-file.md"),
            ("水循环", "水循环.md"),
            ("???", "quiz.md"),
        ] {
            assert_eq!(FileName::of(title, "quiz", "md").as_str(), name);
        }
        assert!(FileName::of(&"é".repeat(500), "quiz", "md").as_str().chars().count() <= MOST_CHARACTERS + 3);
    }

    #[test]
    fn a_header_holds_both_spellings() {
        let name = FileName::of("Über \"Zellen\"", "quiz", "html");
        assert_eq!(
            name.content_disposition(),
            "attachment; filename=\"ber-zellen.html\"; filename*=UTF-8''%C3%BCber-zellen.html"
        );
    }
}
