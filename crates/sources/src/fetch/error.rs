//! Why a document could not be fetched.

/// Why a document could not be fetched; every message says what a person can do about it.
///
/// Whether a name is unknown or leads to a private network is deliberately not told apart: the answer would draw a map
/// of the network.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It is no web address.
    #[error("this is no web address; write it as https://example.org/page")]
    NotAnAddress,
    /// It holds a name or password.
    #[error("web addresses with a user name or password are not opened; take it out or upload the file")]
    Credentials,
    /// It does not lead to the public web.
    #[error("no page of the public web was found under this address; check its spelling or upload the file")]
    NotPublic,
    /// The server did not answer.
    #[error("the server under this address could not be reached; try again later or upload the file")]
    Unreachable {
        /// What happened.
        #[source]
        source: reqwest::Error,
    },
    /// The server answered with an error.
    #[error("the server under this address answered with status {status}; open it in a browser to see why")]
    Status {
        /// The HTTP status.
        status: u16,
    },
    /// The server sends elsewhere, and does not say where in a way that can be followed.
    #[error("the server under this address sends visitors to no web address; upload the file instead")]
    BadRedirect,
    /// The server sends from https to http.
    #[error("the server under this address sends visitors to a page without https; upload the file instead")]
    Downgrade,
    /// The server sends elsewhere too often.
    #[error("the server under this address sends visitors on more than {max_redirects} times")]
    TooManyRedirects {
        /// The limit.
        max_redirects: usize,
    },
    /// It is not a kind of document that is read here.
    #[error(
        "this address leads to no document that can be read; PDF, Word (.docx), EPUB, HTML, Markdown and plain text can"
    )]
    MediaType,
    /// The document is larger than allowed.
    #[error("the document has more than {max_bytes} bytes; save it, split it and upload the parts")]
    TooLarge {
        /// The limit.
        max_bytes: usize,
    },
    /// The server breaks off or packs what it sends in a way that is not understood.
    #[error("the server under this address broke off or sent what cannot be unpacked; try again later")]
    BrokenOff,
    /// It took too long.
    #[error("the document took more than {timeout_ms} ms to arrive; try again later or upload the file")]
    TooSlow {
        /// The limit.
        timeout_ms: u64,
    },
}

impl Error {
    /// A server that did not answer. The address is left out: it may hold what is private.
    pub(super) fn unreachable(source: reqwest::Error) -> Self {
        Self::Unreachable { source: source.without_url() }
    }
}
