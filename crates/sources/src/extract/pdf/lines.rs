//! From glyphs to lines.

use super::glyphs::Glyph;

/// A line of a page; places are points from the lower left of the page.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    /// Its words; a tab stands where a gap parts it into columns.
    pub(super) text: String,
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) y: f64,
    /// The size of most of its letters.
    pub(super) size: f64,
    /// Whether nearly all of its letters are bold.
    pub(super) is_bold: bool,
}

/// From what gap on, in letter sizes, there is a space between two letters.
const SPACE: f64 = 0.15;
/// From what gap on, in letter sizes, two words stand in different columns.
const COLUMN: f64 = 2.5;

/// The lines of a page, in the order in which the page draws them.
pub(super) fn lines(glyphs: &[Glyph]) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut open: Option<Open> = None;
    for glyph in glyphs {
        match &mut open {
            Some(line) if line.takes(glyph) => line.add(glyph),
            _ => {
                lines.extend(open.take().map(Open::line));
                open = Some(Open::new(glyph));
            }
        }
    }
    lines.extend(open.map(Open::line));
    lines.retain(|line| !line.text.trim().is_empty());
    lines
}

struct Open {
    line: Line,
    /// How many letters were of each size, in tenths of a point.
    sizes: Vec<(i64, usize)>,
    after_space: bool,
    letters: usize,
    bold: usize,
}

impl Open {
    fn new(first: &Glyph) -> Self {
        let line = Line {
            text: String::new(),
            left: first.x,
            right: first.x,
            y: first.y,
            size: first.size,
            is_bold: false,
        };
        let mut open = Self { line, sizes: Vec::new(), after_space: true, letters: 0, bold: 0 };
        open.add(first);
        open
    }

    /// Whether a glyph goes on with the line: at its height, give or take raised figures, and not back at its start.
    fn takes(&self, glyph: &Glyph) -> bool {
        let larger = self.line.size.max(glyph.size);
        let near = (glyph.y - self.line.y).abs() <= larger * 0.5;
        near && glyph.x >= self.line.right - larger * 1.5
    }

    fn add(&mut self, glyph: &Glyph) {
        let gap = glyph.x - self.line.right;
        let is_space = glyph.text.chars().all(char::is_whitespace);
        if !self.line.text.is_empty() && !is_space {
            if gap > self.line.size.max(glyph.size) * COLUMN {
                let kept = self.line.text.trim_end().len();
                self.line.text.truncate(kept);
                self.line.text.push('\t');
            } else if gap > glyph.size * SPACE && !self.after_space {
                self.line.text.push(' ');
            }
        }
        if is_space {
            // a space's own width says nothing: many files stretch it over a whole column
            if !self.after_space {
                self.line.text.push(' ');
            }
            self.line.right = self.line.right.max(glyph.x);
        } else {
            self.line.text.push_str(&self.shifted(glyph));
            self.line.right = glyph.x + glyph.width;
            self.count(glyph);
        }
        self.after_space = is_space;
    }

    fn count(&mut self, glyph: &Glyph) {
        self.letters += 1;
        self.bold += usize::from(glyph.is_bold);
        let tenths = (glyph.size * 10.0).round() as i64;
        match self.sizes.iter_mut().find(|(size, _)| *size == tenths) {
            Some((_, count)) => *count += 1,
            None => self.sizes.push((tenths, 1)),
        }
        if let Some((size, _)) = self.sizes.iter().max_by_key(|(_, count)| *count)
            && *size == tenths
        {
            self.line.size = glyph.size;
            self.line.y = glyph.y;
        }
    }

    /// A small figure above or below the line as a raised or lowered character.
    fn shifted(&self, glyph: &Glyph) -> String {
        const SMALLER: f64 = 0.85;
        let rise = (glyph.y - self.line.y) / self.line.size.max(0.1);
        if self.line.text.is_empty() || glyph.size > self.line.size * SMALLER || rise.abs() < 0.1 {
            return glyph.text.clone();
        }
        let forms = if rise > 0.0 {
            "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻"
        } else {
            "₀₁₂₃₄₅₆₇₈₉₊₋"
        };
        let shift = |c: char| {
            let at =
                "0123456789+-".chars().position(|plain| plain == if c == '\u{2212}' { '-' } else { c })?;
            forms.chars().nth(at)
        };
        glyph.text.chars().map(|c| shift(c).unwrap_or(c)).collect()
    }

    fn line(mut self) -> Line {
        let kept = self.line.text.trim_end().len();
        self.line.text.truncate(kept);
        self.line.is_bold = self.bold * 10 >= self.letters * 9;
        self.line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn glyphs(text: &str, x: f64, y: f64, size: f64) -> Vec<Glyph> {
        let place = |(at, c): (usize, char)| Glyph {
            text: c.to_string(),
            x: x + at as f64 * size * 0.5,
            y,
            width: size * 0.5,
            size,
            is_bold: false,
        };
        text.chars().enumerate().map(place).collect()
    }

    #[test]
    fn letters_become_words_and_lines() {
        let page = [glyphs("first line", 50.0, 700.0, 10.0), glyphs("second", 50.0, 688.0, 10.0)].concat();
        let lines = lines(&page);
        assert_eq!(lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>(), ["first line", "second"]);
    }

    #[test]
    fn raised_figures_and_columns_are_told() {
        let page = [
            glyphs("x", 50.0, 700.0, 10.0),
            glyphs("2", 55.0, 704.0, 6.0),
            glyphs("H", 90.0, 700.0, 10.0),
            glyphs("2", 95.0, 697.0, 6.0),
            glyphs("O", 98.0, 700.0, 10.0),
        ]
        .concat();
        assert_eq!(lines(&page)[0].text, "x²\tH₂O");
    }
}
