//! Builds the page. Text is escaped; markup is the program's own.

use serde_json::Value;

/// A page as it grows.
#[derive(Default)]
pub(super) struct Html {
    out: String,
}

impl Html {
    /// Markup of our own.
    pub(super) fn raw(&mut self, markup: &'static str) {
        self.out.push_str(markup);
    }

    /// Text, escaped.
    pub(super) fn text(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '&' => self.out.push_str("&amp;"),
                '<' => self.out.push_str("&lt;"),
                '>' => self.out.push_str("&gt;"),
                '"' => self.out.push_str("&quot;"),
                c => self.out.push(c),
            }
        }
    }

    /// Paragraphs parted by blank lines, in which words between backticks are code.
    pub(super) fn prose(&mut self, words: &str) {
        for paragraph in words.split("\n\n").filter(|paragraph| !paragraph.is_empty()) {
            self.raw("<p>");
            for (index, part) in paragraph.split('`').enumerate() {
                let is_code = index % 2 == 1;
                self.raw(if is_code { "<code>" } else { "" });
                self.text(part);
                self.raw(if is_code { "</code>" } else { "" });
            }
            self.raw("</p>");
        }
    }

    /// A schema in short: its name with a link, or its type and bounds.
    pub(super) fn schema(&mut self, schema: &Value) {
        if let Some(name) = schema["$ref"].as_str().and_then(|place| place.rsplit('/').next()) {
            self.raw("<a href=\"#schema-");
            self.text(name);
            self.raw("\">");
            self.text(name);
            self.raw("</a>");
            return;
        }
        if let Some(names) = schema["enum"].as_array() {
            let names: Vec<&str> = names.iter().filter_map(Value::as_str).collect();
            self.raw("<code>");
            self.text(&names.join(" · "));
            self.raw("</code>");
            return;
        }
        if let Some(parts) = schema["anyOf"].as_array() {
            for (index, part) in parts.iter().enumerate() {
                self.raw(if index > 0 { " or " } else { "" });
                self.schema(part);
            }
            return;
        }
        let bounds = ["minimum", "maximum", "minLength", "maxLength", "format"];
        let bounds = bounds.iter().filter_map(|name| Some(format!("{name} {}", plain(schema.get(*name)?))));
        let words: Vec<String> = std::iter::once(plain(&schema["type"])).chain(bounds).collect();
        self.raw("<small>");
        self.text(words.join(", ").trim_start_matches("null, "));
        self.raw("</small>");
    }

    pub(super) fn finish(self) -> String {
        self.out
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(parts) => parts.iter().map(plain).collect::<Vec<_>>().join(" or "),
        other => other.to_string(),
    }
}
