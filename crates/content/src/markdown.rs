//! Markdown: the one plain rendering all others may start from.

/// Builds a Markdown document block by block.
///
/// Texts of a material are written as they are, so that mathematics stays TeX; only what would change the
/// document's shape is escaped: a line that would begin a heading, list, quotation or table by accident, and raw
/// HTML.
pub(crate) struct Markdown {
    out: String,
}

impl Markdown {
    /// A document with its title as first heading.
    pub(crate) fn titled(title: &str) -> Self {
        let mut document = Self { out: String::new() };
        document.heading(1, title);
        document
    }

    /// A heading of level 1 to 6.
    pub(crate) fn heading(&mut self, level: usize, text: &str) {
        self.block(&format!("{} {}", "#".repeat(level), one_line(text)));
    }

    /// Prose; blank lines part paragraphs.
    pub(crate) fn paragraph(&mut self, text: &str) {
        for paragraph in text.split("\n\n").filter(|paragraph| !paragraph.trim().is_empty()) {
            self.block(&escaped_lines(paragraph));
        }
    }

    /// One line as given, markup included.
    pub(crate) fn line(&mut self, markup: &str) {
        self.block(&escape_html(markup));
    }

    /// A bulleted list.
    pub(crate) fn bullets(&mut self, items: &[String]) {
        let list: Vec<String> = items.iter().map(|item| format!("- {}", one_line(item))).collect();
        self.block(&list.join("\n"));
    }

    /// Options under a question, lettered.
    pub(crate) fn lettered(&mut self, items: &[String]) {
        let list: Vec<String> = ('A'..='Z')
            .zip(items)
            .map(|(letter, item)| format!("   - {letter}) {}", one_line(item)))
            .collect();
        self.block(&list.join("\n"));
    }

    /// A term in bold and what belongs to it.
    pub(crate) fn definition(&mut self, term: &str, text: &str) {
        self.block(&format!("**{}**: {}", one_line(term), one_line(text)));
    }

    /// A numbered question with its answer.
    pub(crate) fn question(&mut self, number: usize, question: &str, answer: &str) {
        self.block(&format!("{number}. {}", one_line(question)));
        self.block(&format!("   *Answer:* {}", one_line(answer)));
    }

    /// The document, ending in one line break.
    pub(crate) fn finish(mut self) -> String {
        self.out.truncate(self.out.trim_end().len());
        self.out.push('\n');
        self.out
    }

    fn block(&mut self, text: &str) {
        if !text.is_empty() {
            self.out.push_str(text);
            self.out.push_str("\n\n");
        }
    }
}

fn one_line(text: &str) -> String {
    escape_html(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn escaped_lines(paragraph: &str) -> String {
    paragraph.lines().map(escaped_line).collect::<Vec<_>>().join("\n")
}

fn escaped_line(line: &str) -> String {
    let line = escape_html(line.trim());
    let begins_block = line.starts_with(['#', '>', '|', '=', '`', '~'])
        || line == "---"
        || line.starts_with("***")
        || line.starts_with("___");
    if begins_block { format!("\\{line}") } else { line }
}

/// Raw HTML becomes text: `<` survives only where no tag can begin, as in `a < b`.
fn escape_html(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        let opens_tag = c == '<'
            && characters.peek().is_some_and(|next| next.is_alphabetic() || matches!(next, '/' | '!' | '?'));
        if opens_tag { out.push_str("&lt;") } else { out.push(c) }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mathematics_stays_and_markup_does_not() {
        let mut md = Markdown::titled("Energy <b>now</b>");
        md.paragraph("It holds that $E = mc^2$ and $a < b$.\n\n# not a heading");
        assert_eq!(
            md.finish(),
            "# Energy &lt;b>now&lt;/b>\n\nIt holds that $E = mc^2$ and $a < b$.\n\n\\# not a heading\n"
        );
    }
}
