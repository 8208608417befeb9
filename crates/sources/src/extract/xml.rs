//! XML parts of archives, event by event; no document type is obeyed and no entity but the five of XML is known.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::error::Error;
use crate::limits::Limits;

/// What happens in an XML part, with names as they are written but for their prefix.
pub(super) enum Happening<'a> {
    /// An element begins.
    Start(&'a BytesStart<'a>),
    /// An element ends.
    End(&'a str),
    /// Words stand within the innermost element.
    Text(&'a str),
}

/// Calls `visit` with everything that happens in an XML part, in order; an empty element begins and ends.
///
/// # Errors
/// [`Error::Damaged`] for what is no XML, [`Error::TooDeep`] beyond the limit of nesting; whatever `visit` gives.
pub(super) fn each(
    bytes: &[u8],
    format: &'static str,
    limits: &Limits,
    mut visit: impl FnMut(Happening<'_>) -> Result<(), Error>,
) -> Result<(), Error> {
    let text = super::decode::page(bytes)?;
    let mut reader = Reader::from_str(&text);
    reader.config_mut().check_end_names = false;
    let mut depth = 0_usize;
    loop {
        match reader.read_event().map_err(|error| Error::damaged(format, error))? {
            Event::Start(start) => {
                depth += 1;
                if depth > limits.max_nesting {
                    return Err(Error::TooDeep { format, max_nesting: limits.max_nesting });
                }
                visit(Happening::Start(&start))?;
            }
            Event::End(end) => {
                depth = depth.saturating_sub(1);
                visit(Happening::End(end.local_name().as_ref()))?;
            }
            Event::Empty(start) => {
                visit(Happening::Start(&start))?;
                visit(Happening::End(start.local_name().as_ref()))?;
            }
            Event::Text(words) => visit(Happening::Text(&words.xml10_content()))?,
            Event::CData(words) => visit(Happening::Text(&words.xml10_content()))?,
            Event::GeneralRef(reference) => {
                let known = match reference.resolve_char_ref() {
                    Ok(Some(c)) => Some(c),
                    _ => entity(&reference.xml10_content()),
                };
                if let Some(c) = known {
                    visit(Happening::Text(c.encode_utf8(&mut [0; 4])))?;
                }
            }
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
            Event::Eof => return Ok(()),
        }
    }
}

fn entity(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        _ => return None,
    })
}

/// The value of an attribute, whatever its prefix.
pub(super) fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = start.attributes().flatten().find(|attribute| attribute.key.local_name().as_ref() == name)?;
    found.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok().map(std::borrow::Cow::into_owned)
}
