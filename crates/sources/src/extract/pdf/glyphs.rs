//! Glyphs: letters and where they stand on the page.

use pdf_extract::{MediaBox, OutputDev, OutputError, Transform};

use super::operators::is_bold_size;

/// A letter, or a ligature, and where it stands: points from the lower left of the page.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Glyph {
    pub(super) text: String,
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) width: f64,
    pub(super) size: f64,
    pub(super) is_bold: bool,
}

/// The smallest letters that are there to be read, in points.
const SMALLEST: f64 = 1.5;
/// How far off the page letters may stand, in points: pages are cropped a little now and then.
const MARGIN: f64 = 50.0;

/// Collects the glyphs of a page.
pub(super) struct Collector {
    pub(super) glyphs: Vec<Glyph>,
    /// How many letters were too small or off the page.
    pub(super) hidden: u32,
    page: (f64, f64, f64, f64),
    most: usize,
    count: usize,
}

impl Collector {
    /// A collector of at most `most` characters.
    pub(super) fn new(most: usize) -> Self {
        Self { glyphs: Vec::new(), hidden: 0, page: (0.0, 0.0, 0.0, 0.0), most, count: 0 }
    }

    /// Whether there were more characters than may be.
    pub(super) fn is_full(&self) -> bool {
        self.count > self.most
    }

    /// How many characters there were.
    pub(super) fn characters(&self) -> usize {
        self.count
    }

    fn is_seen(&self, x: f64, y: f64, size: f64) -> bool {
        let (left, bottom, right, top) = self.page;
        size >= SMALLEST
            && (left - MARGIN..=right + MARGIN).contains(&x)
            && (bottom - MARGIN..=top + MARGIN).contains(&y)
    }
}

impl OutputDev for Collector {
    fn begin_page(
        &mut self,
        _number: u32,
        media_box: &MediaBox,
        _art_box: Option<(f64, f64, f64, f64)>,
    ) -> Result<(), OutputError> {
        let (left, right) = (media_box.llx.min(media_box.urx), media_box.llx.max(media_box.urx));
        let (bottom, top) = (media_box.lly.min(media_box.ury), media_box.lly.max(media_box.ury));
        self.page = (left, bottom, right, top);
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn output_character(
        &mut self,
        place: &Transform,
        width: f64,
        _spacing: f64,
        font_size: f64,
        text: &str,
    ) -> Result<(), OutputError> {
        // what a letter stands for may be a whole word, by a hostile font
        self.count += text.chars().count().max(1);
        if self.is_full() {
            return Err(OutputError::from(std::fmt::Error));
        }
        let scale = (place.m11 * place.m22 - place.m12 * place.m21).abs().sqrt();
        let (x, y, size) = (place.m31, place.m32, scale * font_size.abs());
        let is_finite = x.is_finite() && y.is_finite() && size.is_finite() && width.is_finite();
        // stamps along the edge and across the page are no running text
        let is_level = place.m12.abs() <= place.m11.abs() * 0.3 && place.m11 > 0.0;
        if !is_finite || !is_level {
            return Ok(());
        }
        if self.is_seen(x, y, size) {
            let is_bold = is_bold_size(font_size);
            self.glyphs.push(Glyph { text: text.to_owned(), x, y, width: width * size, size, is_bold });
        } else if !text.trim().is_empty() {
            self.hidden = self.hidden.saturating_add(1);
        }
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
}
