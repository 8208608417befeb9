//! HTML within Markdown: which words it hides.

/// Elements without an end tag.
const VOID: [&str; 7] = ["br", "hr", "img", "wbr", "input", "meta", "link"];
/// Elements whose content a reader never sees.
const UNSEEN: [&str; 6] = ["script", "style", "template", "noscript", "title", "iframe"];

/// Follows tags one by one and tells whether the text between them is hidden.
#[derive(Debug, Default)]
pub(super) struct InlineHtml {
    /// The element that hides the text, and how many of its name are open within it.
    hidden_by: Option<(String, usize)>,
}

impl InlineHtml {
    /// Takes one tag or comment.
    pub(super) fn take(&mut self, tag: &str) {
        let Some(inner) = tag.strip_prefix('<') else { return };
        let closes = inner.starts_with('/');
        let inner = inner.trim_start_matches('/');
        let end = inner.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(inner.len());
        let name = inner[..end].to_ascii_lowercase();
        if name.is_empty() || VOID.contains(&name.as_str()) || inner.ends_with("/>") {
            return;
        }
        match (&mut self.hidden_by, closes) {
            (Some((by, open)), false) if *by == name => *open += 1,
            (Some((by, open)), true) if *by == name => {
                *open -= 1;
                if *open == 0 {
                    self.hidden_by = None;
                }
            }
            (None, false) if UNSEEN.contains(&name.as_str()) || says_hidden(&inner[end..]) => {
                self.hidden_by = Some((name, 1));
            }
            _ => {}
        }
    }

    /// Whether the text that follows is hidden.
    pub(super) fn hides(&self) -> bool {
        self.hidden_by.is_some()
    }

    /// Says that a block ended, which no tag outlives.
    pub(super) fn close_all(&mut self) {
        self.hidden_by = None;
    }

    /// The text of a stretch of HTML that is not hidden.
    pub(super) fn text_of(&mut self, html: &str) -> String {
        let mut text = String::new();
        let mut rest = html;
        while let Some(at) = rest.find('<') {
            self.keep(&rest[..at], &mut text);
            rest = &rest[at..];
            let end = match rest.strip_prefix("<!--") {
                Some(comment) => comment.find("-->").map(|end| end + "<!---->".len()),
                None => rest.find('>').map(|end| end + 1),
            };
            let Some(end) = end else { return text };
            self.take(&rest[..end]);
            text.push(' ');
            rest = &rest[end..];
        }
        self.keep(rest, &mut text);
        text
    }

    fn keep(&self, words: &str, text: &mut String) {
        if !self.hides() {
            text.push_str(words);
        }
    }
}

fn says_hidden(attributes: &str) -> bool {
    let plain: String = attributes.to_ascii_lowercase().chars().filter(|c| !c.is_whitespace()).collect();
    super::super::style::hides(&plain) || plain.contains("aria-hidden=\"true\"") || {
        attributes
            .split_ascii_whitespace()
            .any(|word| word.trim_end_matches('>').eq_ignore_ascii_case("hidden"))
    }
}
