//! What happens to every request, one concern a file.

pub(crate) mod access_log;
pub(crate) mod bounds;
pub(crate) mod cors;
pub(crate) mod guard;
pub(crate) mod leftover;
pub(crate) mod methods;
pub(crate) mod panics;
pub(crate) mod request_id;
pub(crate) mod security_headers;
