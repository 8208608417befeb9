//! Pages, cut down to what draws text, so that drawing them ends.

use std::collections::HashMap;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::FORMAT;
use super::load::Loaded;
use super::operators::{TextContent, text_operators};
use super::tables::Tables;
use crate::error::Error;
use crate::limits::Limits;

/// How deep forms may draw one another.
const MAX_FORMS: usize = 12;
/// How far up the tree of pages a property is looked for.
const MAX_PARENTS: usize = 64;
/// The most that a page and the forms it draws may have in operators that draw text, in bytes: a page of small print has
/// a tenth.
const MAX_TEXT_BYTES: usize = 600_000;
/// US Letter, in points, where a page has no size of its own.
const USUAL_SIZE: [f32; 4] = [0.0, 0.0, 612.0, 792.0];

/// Replaces the content of every page and form by what draws text in it; gives the pages' numbers.
pub(super) fn simplify(pdf: &mut Loaded, limits: &Limits) -> Result<Vec<u32>, Error> {
    let pages = pdf.document.get_pages();
    if pages.len() > limits.max_pages {
        return Err(Error::TooManyPages { pages: pages.len(), max_pages: limits.max_pages });
    }
    let mut forms = Forms { texts: HashMap::new(), left_bytes: limits.max_decompressed_bytes };
    let mut tables = Tables::default();
    for id in pages.values() {
        let resources = inherited(&pdf.document, *id, b"Resources");
        let known = resources.as_ref().and_then(|resources| dictionary(&pdf.document, resources));
        let known = known.cloned().unwrap_or_default();
        let content = page_content(pdf, *id, &mut forms.left_bytes)?;
        let text = text_operators(&content, &|font| is_bold(&pdf.document, &known, font));
        tables.begin_page();
        forms.draw(pdf, &text, &known, &mut Way { depth: 0, bytes: 0, tables: &mut tables })?;
        let size = size(&pdf.document, *id);
        let content = pdf.document.add_object(Stream::new(Dictionary::new(), text.content));
        if let Ok(page) = pdf.document.get_dictionary_mut(*id) {
            // nothing is left to be looked for in the tree, which may be a circle
            page.remove(b"Parent");
            page.remove(b"ArtBox");
            page.set("Contents", Object::Reference(content));
            page.set("MediaBox", size.iter().copied().map(Object::Real).collect::<Vec<_>>());
            page.set("Resources", resources.unwrap_or_else(|| Object::Dictionary(Dictionary::new())));
        }
    }
    forms.replace(&mut pdf.document);
    tables.remove_refused(&mut pdf.document);
    Ok(pages.into_keys().collect())
}

/// A page's content, which may be in several streams.
fn page_content(pdf: &Loaded, page: ObjectId, left_bytes: &mut usize) -> Result<Vec<u8>, Error> {
    let mut content = Vec::new();
    for id in pdf.document.get_page_contents(page) {
        let size = pdf.sizes.get(&id).copied().unwrap_or_default();
        *left_bytes = left_bytes.checked_sub(size.max(1)).ok_or(Error::UnpacksTooFar { format: FORMAT })?;
        if let Ok(stream) = pdf.document.get_object(id).and_then(Object::as_stream) {
            content.extend(stream.decompressed_content().unwrap_or_default());
            content.push(b'\n');
        }
    }
    Ok(content)
}

/// Whether a font of some resources is bold, by its name.
fn is_bold(document: &Document, resources: &Dictionary, font: &[u8]) -> bool {
    const HEAVY: [&str; 5] = ["bold", "black", "heavy", "demi", "cmbx"];
    let fonts = resources.get(b"Font").ok().and_then(|fonts| dictionary(document, fonts));
    let font = fonts.and_then(|fonts| fonts.get(font).ok()).and_then(|font| dictionary(document, font));
    let name = font.and_then(|font| font.get(b"BaseFont").and_then(Object::as_name).ok()).unwrap_or_default();
    let name = String::from_utf8_lossy(name).to_ascii_lowercase();
    HEAVY.iter().any(|heavy| name.contains(heavy))
}

/// A property of a page, or of the nearest node above it that has it.
fn inherited(document: &Document, page: ObjectId, name: &[u8]) -> Option<Object> {
    let mut node = document.get_dictionary(page).ok()?;
    for _ in 0..MAX_PARENTS {
        if let Ok(value) = node.get(name) {
            return Some(value.clone());
        }
        let parent = node.get(b"Parent").and_then(Object::as_reference).ok()?;
        node = document.get_dictionary(parent).ok()?;
    }
    None
}

fn size(document: &Document, page: ObjectId) -> [f32; 4] {
    let Some(value) = inherited(document, page, b"MediaBox") else { return USUAL_SIZE };
    let Ok((_, Object::Array(numbers))) = document.dereference(&value) else { return USUAL_SIZE };
    let number =
        |object: &Object| document.dereference(object).ok().and_then(|(_, number)| number.as_float().ok());
    let numbers: Vec<f32> = numbers.iter().filter_map(number).filter(|number| number.is_finite()).collect();
    numbers.try_into().unwrap_or(USUAL_SIZE)
}

pub(super) fn dictionary<'a>(document: &'a Document, object: &'a Object) -> Option<&'a Dictionary> {
    document.dereference(object).ok()?.1.as_dict().ok()
}

/// How a content came to be drawn.
struct Way<'a> {
    depth: usize,
    /// The size of the contents that draw it.
    bytes: usize,
    tables: &'a mut Tables,
}

/// The forms that pages draw, each cut down once.
struct Forms {
    texts: HashMap<ObjectId, TextContent>,
    /// How much more content may be drawn, counting a form each time it is.
    left_bytes: usize,
}

impl Forms {
    /// Follows what a content draws, as the parser will, to see that it comes to an end.
    fn draw(
        &mut self,
        pdf: &Loaded,
        text: &TextContent,
        resources: &Dictionary,
        way: &mut Way<'_>,
    ) -> Result<(), Error> {
        if way.depth > MAX_FORMS {
            return Err(Error::TooDeep { format: FORMAT, max_nesting: MAX_FORMS });
        }
        // the parser holds all that is being drawn at once
        if way.bytes + text.content.len() > MAX_TEXT_BYTES {
            return Err(Error::UnpacksTooFar { format: FORMAT });
        }
        let document = &pdf.document;
        way.tables.check(document, resources, &text.fonts);
        let Some(named) = resources.get(b"XObject").ok().and_then(|object| dictionary(document, object))
        else {
            return Ok(());
        };
        for name in &text.drawn {
            let Ok((Some(id), Object::Stream(form))) =
                named.get(name).and_then(|form| document.dereference(form))
            else {
                continue;
            };
            let own = form.dict.get(b"Resources").ok().and_then(|object| dictionary(document, object));
            let used = own.unwrap_or(resources);
            let drawn = self.text_of(id, form, &|font| is_bold(document, used, font));
            let size = drawn.content.len().max(64);
            self.left_bytes =
                self.left_bytes.checked_sub(size).ok_or(Error::UnpacksTooFar { format: FORMAT })?;
            let bytes = way.bytes + text.content.len();
            self.draw(pdf, &drawn, used, &mut Way { depth: way.depth + 1, bytes, tables: way.tables })?;
        }
        Ok(())
    }

    fn text_of(&mut self, id: ObjectId, form: &Stream, is_bold: &dyn Fn(&[u8]) -> bool) -> TextContent {
        let is_form = form.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Form");
        let text = || {
            let content = if is_form { form.decompressed_content().unwrap_or_default() } else { Vec::new() };
            text_operators(&content, is_bold)
        };
        self.texts.entry(id).or_insert_with(text).clone()
    }

    fn replace(self, document: &mut Document) {
        for (id, text) in self.texts {
            if let Ok(form) = document.get_object_mut(id).and_then(Object::as_stream_mut) {
                form.dict.remove(b"Filter");
                form.dict.remove(b"DecodeParms");
                form.set_plain_content(text.content);
            }
        }
    }
}
