//! The measure of a document: the size of its text, the leading, the width of a full line.

use std::collections::BTreeMap;

use crate::document::BlockKind;
use crate::extract::pdf::lines::Line;

/// The measure of a document; sizes and places in points.
pub(super) struct Measure {
    body: f64,
    /// The distance between the lines of running text.
    leading: f64,
    /// Where full lines end.
    right: f64,
    /// Whether most of the text is bold, so that bold says nothing.
    is_bold: bool,
    /// The sizes of headings, largest first, in tenths of a point.
    headings: Vec<i64>,
}

impl Measure {
    /// Takes the measure of the pages.
    pub(super) fn of(pages: &[(u32, Vec<Line>)]) -> Self {
        let lines = || pages.iter().flat_map(|(_, lines)| lines);
        let mut sizes: BTreeMap<i64, usize> = BTreeMap::new();
        for line in lines() {
            *sizes.entry(tenths(line.size)).or_default() += line.text.len();
        }
        let body = most_common(&sizes).map_or(10.0, |size| size as f64 / 10.0);
        let is_body = |line: &&Line| (line.size - body).abs() < body * 0.08;
        let mut gaps: BTreeMap<i64, usize> = BTreeMap::new();
        let mut rights: BTreeMap<i64, usize> = BTreeMap::new();
        for (_, page) in pages {
            for pair in page.windows(2).filter(|pair| pair.iter().all(|line| is_body(&line))) {
                let gap = pair[0].y - pair[1].y;
                if gap > body * 0.9 && gap < body * 3.0 {
                    *gaps.entry((gap * 2.0).round() as i64).or_default() += 1;
                }
            }
        }
        for line in lines().filter(is_body) {
            *rights.entry((line.right / 10.0).round() as i64).or_default() += 1;
        }
        let bold: usize = lines().filter(|line| line.is_bold).map(|line| line.text.len()).sum();
        let is_bold = bold * 2 > sizes.values().sum::<usize>();
        let leading = most_common(&gaps).map_or(body * 1.25, |gap| gap as f64 / 2.0);
        let right = most_common(&rights).map_or(0.0, |right| right as f64 * 10.0);
        let headings = sizes.keys().rev().copied().filter(|size| *size as f64 >= body * 11.0).collect();
        Self { body, leading, right, is_bold, headings }
    }

    /// The distance between lines of some size.
    pub(super) fn leading(&self, size: f64) -> f64 {
        self.leading.max(self.body) * size / self.body
    }

    /// Whether a line is so long that the next word did not fit.
    pub(super) fn is_full(&self, line: &Line) -> bool {
        const WORD: f64 = 6.0;
        line.right >= self.right - line.size * WORD || line.text.ends_with('-')
    }

    /// Whether a line is a heading: larger than the text, or short, alone and without a full stop.
    pub(super) fn is_heading(&self, line: &Line, next: Option<&Line>) -> bool {
        const MOST_WORDS: usize = 14;
        let words = line.text.split_whitespace().count();
        let letters = line.text.chars().filter(|c| c.is_alphabetic()).count();
        if letters < 2 || words > MOST_WORDS || line.text.contains('\t') {
            return false;
        }
        let stands_out = line.is_bold && !self.is_bold && !line.text.ends_with(['.', ',', ';', ':']);
        if line.size >= self.body * 1.1 || (stands_out && line.size >= self.body * 0.95) {
            return true;
        }
        let starts = line
            .text
            .chars()
            .find(|c| c.is_alphanumeric())
            .is_some_and(|c| c.is_uppercase() || c.is_ascii_digit());
        let stops = line.text.ends_with(['.', ',', ';', ':', '!', '?', '-', '”', '"']);
        let stands_alone = next.is_none_or(|next| {
            let gap = line.y - next.y;
            gap > self.leading(line.size) * 1.2 || (next.size - line.size).abs() > line.size * 0.08
        });
        starts
            && !stops
            && stands_alone
            && line.size >= self.body * 0.98
            && !self.is_full(line)
            && next.is_some()
    }

    /// What a line that is no list item and no row begins.
    pub(super) fn kind(&self, line: &Line, next: Option<&Line>) -> BlockKind {
        if self.is_heading(line, next) {
            let rank = self.headings.iter().position(|size| *size == tenths(line.size));
            let level = rank.unwrap_or(self.headings.len()) + 1;
            return BlockKind::Heading(u8::try_from(level).unwrap_or(6).min(6));
        }
        if line.size <= self.body * 0.9 && is_captioned(&line.text) {
            BlockKind::Caption
        } else {
            BlockKind::Paragraph
        }
    }
}

fn is_captioned(text: &str) -> bool {
    ["Figure ", "Fig. ", "Table ", "Abb. ", "Tab. "].iter().any(|word| text.starts_with(word))
}

fn tenths(size: f64) -> i64 {
    (size * 10.0).round() as i64
}

/// What occurs most; the largest of equals.
fn most_common(counts: &BTreeMap<i64, usize>) -> Option<i64> {
    counts.iter().max_by_key(|(_, count)| **count).map(|(value, _)| *value)
}
