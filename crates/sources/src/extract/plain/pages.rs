//! Pages of plain text: what stands at the head and foot of most of them is no text.

use std::collections::HashMap;

/// A text without its running lines.
pub(super) struct Pages {
    pub(super) text: String,
    /// How many lines were taken out.
    pub(super) removed: u32,
}

/// Takes out lines that stand at the head or foot of at least half of the pages, and the first and last line of a
/// manual page.
pub(super) fn without_running_lines(text: &str) -> Pages {
    let pages: Vec<Vec<&str>> = split(text).iter().map(|page| trimmed(page)).collect();
    let running = running_lines(&pages);
    let mut out = Pages { text: String::with_capacity(text.len()), removed: 0 };
    for page in &pages {
        let kept = without_edges(page, &running);
        out.removed += u32::try_from(page.len() - kept.len()).unwrap_or(u32::MAX);
        join(&mut out.text, kept);
    }
    out.text.truncate(out.text.trim_end().len());
    let bare = without_manual_edges(&out.text);
    if bare.len() < out.text.len() {
        out.removed += 2;
        out.text = bare.to_owned();
    }
    out
}

/// The pages, parted by form feeds, or by the `[Page 3]` that ends each in texts that lost their form feeds.
fn split(text: &str) -> Vec<Vec<&str>> {
    let mut pages = Vec::new();
    for fed in text.split('\u{c}') {
        let mut page = Vec::new();
        for line in fed.lines() {
            page.push(line);
            if ends_page(line) {
                pages.push(std::mem::take(&mut page));
            }
        }
        if page.iter().any(|line| !line.trim().is_empty()) {
            pages.push(page);
        }
    }
    pages
}

fn ends_page(line: &str) -> bool {
    let Some((_, number)) = line.rsplit_once("[Page ") else { return false };
    number.trim_end().strip_suffix(']').is_some_and(|number| {
        !number.is_empty() && number.len() <= 5 && number.bytes().all(|byte| byte.is_ascii_alphanumeric())
    })
}

fn trimmed<'a>(page: &[&'a str]) -> Vec<&'a str> {
    let filled = |line: &str| !line.trim().is_empty();
    let first = page.iter().position(|line| filled(line)).unwrap_or(page.len());
    let last = page.iter().rposition(|line| filled(line)).map_or(first, |last| last + 1);
    page[first..last].to_vec()
}

/// What is equal for the running lines of two pages: the words without numbers.
fn likeness(line: &str) -> String {
    let digitless = line.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphabetic()));
    digitless.collect::<Vec<_>>().join(" ")
}

fn running_lines(pages: &[Vec<&str>]) -> HashMap<String, usize> {
    const FEWEST_PAGES: usize = 3;
    let mut counts: HashMap<String, usize> = HashMap::new();
    if pages.len() < FEWEST_PAGES {
        return counts;
    }
    for page in pages {
        let edges = page.first().into_iter().chain(page.last().filter(|_| page.len() > 1));
        for line in edges {
            *counts.entry(likeness(line)).or_default() += 1;
        }
    }
    counts.retain(|_, count| *count * 2 >= pages.len());
    counts
}

fn without_edges<'p, 'a>(page: &'p [&'a str], running: &HashMap<String, usize>) -> &'p [&'a str] {
    let runs = |line: &&str| ends_page(line) || running.contains_key(&likeness(line));
    let mut page = page;
    if let Some((first, rest)) = page.split_first()
        && runs(first)
    {
        page = rest;
    }
    if let Some((last, rest)) = page.split_last()
        && runs(last)
    {
        page = rest;
    }
    page
}

/// Puts a page after those before it; a paragraph that goes on over the edge is not parted.
fn join(text: &mut String, page: &[&str]) {
    let first = page.iter().find(|line| !line.trim().is_empty());
    let goes_on = first.is_some_and(|line| line.trim_start().starts_with(char::is_lowercase))
        && text.trim_end().ends_with(|c: char| c.is_alphanumeric() || c == ',' || c == ';');
    let kept = text.trim_end().len();
    text.truncate(kept);
    if !text.is_empty() {
        text.push_str(if goes_on { "\n" } else { "\n\n" });
    }
    let mut lines = page.iter().skip_while(|line| line.trim().is_empty()).peekable();
    while let Some(line) = lines.next() {
        text.push_str(line);
        if lines.peek().is_some() {
            text.push('\n');
        }
    }
}

/// A manual page without `LS(1)   User Commands   LS(1)` above and `coreutils   2022   LS(1)` below.
fn without_manual_edges(text: &str) -> &str {
    let Some((first, rest)) = text.split_once('\n') else { return text };
    let name = first.split_whitespace().next().unwrap_or_default();
    let is_title = name.ends_with(')')
        && name.contains('(')
        && first.trim_end().ends_with(name)
        && first.len() > 2 * name.len();
    let Some((body, last)) = rest.trim_end().rsplit_once('\n') else { return text };
    let plain_name = name.split('(').next().unwrap_or_default();
    if is_title && last.contains(plain_name) && last.contains("   ") { body } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_and_feet_of_pages_go_and_paragraphs_close() {
        let page = |number: u32, body: &str| {
            format!(
                "\n\nRFC 9999     Teaching      June 2020\n\n\n{body}\n\n\nDoe   Standards Track   [Page {number}]\n\u{c}"
            )
        };
        let text = format!(
            "Network Group\n\n   It begins here and goes\n\n\nDoe   Standards Track   [Page 1]\n\u{c}{}{}",
            page(2, "   on over the page."),
            page(3, "   A second paragraph.")
        );
        let pages = without_running_lines(&text);
        assert_eq!(
            pages.text,
            "Network Group\n\n   It begins here and goes\n   on over the page.\n\n   A second paragraph."
        );
        assert_eq!(pages.removed, 5);
    }

    #[test]
    fn a_manual_page_loses_its_edges_and_other_text_nothing() {
        let manual = "LS(1)      User Commands      LS(1)\n\nNAME\n   ls - list\n\nGNU coreutils   September 2022   LS(1)\n";
        assert_eq!(without_running_lines(manual).text.trim(), "NAME\n   ls - list");
        let plain = "One line.\n\nAnother line.\n\nA third (1).";
        assert_eq!(without_running_lines(plain).text, plain);
        assert_eq!(without_running_lines("").text, "");
    }
}
