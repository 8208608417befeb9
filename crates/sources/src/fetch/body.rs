//! What a server answered: read only as far as it may go, and only if it is a document.

use reqwest::Response;
use reqwest::header::{CONTENT_ENCODING, CONTENT_TYPE, HeaderMap};

use super::Error;

/// What is asked for.
pub(super) const ACCEPT: &str = "text/html, application/xhtml+xml, application/pdf, text/markdown, text/plain, \
application/epub+zip, application/vnd.openxmlformats-officedocument.wordprocessingml.document, */*;q=0.1";

/// What is read. A server that does not know what it sends says `octet-stream`; the bytes then tell.
const MEDIA_TYPES: &[&str] = &[
    "text/html",
    "application/xhtml+xml",
    "text/plain",
    "text/markdown",
    "text/x-markdown",
    "text/x-rst",
    "application/pdf",
    "application/x-pdf",
    "application/epub+zip",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/octet-stream",
    "binary/octet-stream",
];

/// The longest media type that is kept, in bytes.
const LONGEST_BYTES: usize = 200;

/// The body of a successful answer, unpacked.
pub(super) async fn read(mut response: Response, max_bytes: usize) -> Result<Vec<u8>, Error> {
    let too_large = || Error::TooLarge { max_bytes };
    if !response.status().is_success() {
        return Err(Error::Status { status: response.status().as_u16() });
    }
    check(response.headers())?;
    let most = u64::try_from(max_bytes).unwrap_or(u64::MAX);
    if response.content_length().is_some_and(|length| length > most) {
        return Err(too_large());
    }
    let mut bytes = Vec::new();
    while let Some(piece) = response.chunk().await.map_err(|_| Error::BrokenOff)? {
        if bytes.len() + piece.len() > max_bytes {
            return Err(too_large());
        }
        bytes.extend_from_slice(&piece);
    }
    Ok(bytes)
}

/// What the server calls the document.
pub(super) fn media_type(headers: &HeaderMap) -> Option<String> {
    let named = headers.get(CONTENT_TYPE)?.to_str().ok()?;
    (named.len() <= LONGEST_BYTES).then(|| named.to_owned())
}

fn check(headers: &HeaderMap) -> Result<(), Error> {
    // gzip was unpacked and its header taken away; anything else was not asked for
    let packed = headers.get(CONTENT_ENCODING).is_some_and(|coding| coding != "identity");
    if packed {
        return Err(Error::BrokenOff);
    }
    if !headers.contains_key(CONTENT_TYPE) {
        return Ok(());
    }
    let named = media_type(headers).ok_or(Error::MediaType)?;
    let essence = named.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if MEDIA_TYPES.contains(&essence.as_str()) { Ok(()) } else { Err(Error::MediaType) }
}
