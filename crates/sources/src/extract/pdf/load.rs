//! Loading the objects of a PDF within a budget of unpacked bytes.

use std::cell::RefCell;
use std::collections::HashMap;
use std::io::Read;

use flate2::read::ZlibDecoder;
use lopdf::{Dictionary, Document, LoadOptions, Object, ObjectId, Stream};

use super::FORMAT;
use super::guard;
use crate::error::Error;
use crate::limits::Limits;

/// A PDF whose streams were measured.
pub(super) struct Loaded {
    pub(super) document: Document,
    /// What each stream unpacks to, in bytes.
    pub(super) sizes: HashMap<ObjectId, usize>,
}

/// What is left to unpack, and what was.
#[derive(Default)]
struct Budget {
    left_bytes: usize,
    /// How many more words and numbers packed objects may have.
    left_tokens: usize,
    is_spent: bool,
    sizes: HashMap<ObjectId, usize>,
}

thread_local! {
    // the parser takes a plain function, which can hold no state of its own
    static BUDGET: RefCell<Budget> = RefCell::default();
}

/// Loads a PDF; streams that are pictures, or packed in ways that are not read here, are emptied.
pub(super) fn load(bytes: &[u8], limits: &Limits) -> Result<Loaded, Error> {
    BUDGET.set(Budget {
        left_bytes: limits.max_decompressed_bytes,
        left_tokens: guard::MAX_TOKENS.saturating_sub(guard::object_tokens(bytes)?),
        ..Budget::default()
    });
    let options = LoadOptions { filter: Some(measure), ..LoadOptions::default() };
    let document = Document::load_mem_with_options(bytes, options);
    let budget = BUDGET.take();
    if budget.is_spent {
        return Err(Error::UnpacksTooFar { format: FORMAT });
    }
    let document = document.map_err(|error| Error::damaged(FORMAT, error))?;
    if document.is_encrypted() {
        return Err(Error::Protected { format: FORMAT });
    }
    Ok(Loaded { document, sizes: budget.sizes })
}

/// What the document calls itself.
pub(super) fn title(document: &Document) -> String {
    let information = document.trailer.get(b"Info").and_then(|info| document.dereference(info));
    let title = information.and_then(|(_, info)| info.as_dict()).and_then(|info| info.get(b"Title"));
    title.and_then(lopdf::decode_text_string).unwrap_or_default()
}

/// Measures a stream before anything unpacks it, and empties what would go too far.
fn measure(id: ObjectId, object: &mut Object) -> Option<(ObjectId, Object)> {
    let Object::Stream(stream) = object else { return Some((id, object.clone())) };
    BUDGET.with_borrow_mut(|budget| {
        let size = if is_read_here(stream) { unpacked_size(stream, budget.left_bytes) } else { None };
        match size {
            Some(size) if size <= budget.left_bytes && budget.takes_objects(stream, size) => {
                budget.left_bytes -= size;
                budget.sizes.insert(id, size);
            }
            Some(_) => {
                budget.is_spent = true;
                stream.content.clear();
            }
            None => stream.content.clear(),
        }
    });
    // the parser keeps the object itself; only parts of object streams are taken from here, and they hold no streams
    Some((id, Object::Null))
}

impl Budget {
    /// Whether a stream holds no objects, or no more than are left.
    fn takes_objects(&mut self, stream: &Stream, size: usize) -> bool {
        if !stream.dict.has_type(b"ObjStm") {
            return true;
        }
        // no more are packed than could be left
        let fits = size <= self.left_tokens.saturating_mul(16);
        let count =
            || guard::packed_tokens(&stream.decompressed_content().unwrap_or_default(), self.left_tokens);
        let tokens = if fits { count() } else { usize::MAX };
        match self.left_tokens.checked_sub(tokens) {
            Some(left) => {
                self.left_tokens = left;
                true
            }
            None => false,
        }
    }
}

fn is_read_here(stream: &Stream) -> bool {
    let is_picture = stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Image");
    !is_picture && has_sane_parameters(&stream.dict)
}

/// Whether the numbers of a row filter are such as a table or a small picture has.
fn has_sane_parameters(dictionary: &Dictionary) -> bool {
    const MOST: i64 = 10_000;
    let Ok(parameters) = dictionary.get(b"DecodeParms").and_then(Object::as_dict) else { return true };
    [&b"Columns"[..], b"Colors", b"BitsPerComponent"].iter().all(|name| {
        parameters.get(name).and_then(Object::as_i64).is_ok_and(|value| value <= MOST)
            || parameters.get(name).is_err()
    })
}

/// What a stream unpacks to, counted no further than one byte over `most`; `None` for a packing that is not read here.
fn unpacked_size(stream: &Stream, most: usize) -> Option<usize> {
    let filters = stream.filters().unwrap_or_default();
    match filters[..] {
        [] | [b"ASCII85Decode"] => Some(stream.content.len()),
        [b"FlateDecode"] => {
            let limit = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
            let mut unpacked = ZlibDecoder::new(&stream.content[..]).take(limit);
            let mut sink = Counter::default();
            // a stream that breaks off counts for what came before
            let _ = std::io::copy(&mut unpacked, &mut sink);
            Some(sink.bytes.max(stream.content.len()))
        }
        _ => None,
    }
}

/// Counts what is written.
#[derive(Default)]
struct Counter {
    bytes: usize,
}

impl std::io::Write for Counter {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.bytes += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
