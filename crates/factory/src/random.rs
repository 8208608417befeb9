//! Randomness: the only file that asks the operating system for it.

use crate::error::Error;

/// Bytes of the operating system's randomness.
///
/// # Errors
/// [`Error::Broken`] when the system has none to give, which happens on no system that works.
pub fn bytes<const N: usize>() -> Result<[u8; N], Error> {
    let mut bytes = [0; N];
    match getrandom::fill(&mut bytes) {
        Ok(()) => Ok(bytes),
        Err(error) => {
            tracing::error!(error = %error, "no_randomness");
            Err(Error::Broken)
        }
    }
}
