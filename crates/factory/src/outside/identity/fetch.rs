//! One bounded request to an identity provider.

use std::time::Duration;

use reqwest::{RequestBuilder, Response, StatusCode};

/// How long a provider may take to answer.
const TIMEOUT: Duration = Duration::from_secs(10);
/// The largest answer that is read, in bytes.
const MOST_BYTES: usize = 512 * 1024;

/// Why an identity provider could not be used. What it said is left out: it may repeat codes and names.
#[derive(Debug, thiserror::Error)]
pub enum ProviderError {
    /// The settings are wrong; tell the operator.
    #[error("{detail}")]
    Settings {
        /// What is wrong and what to do.
        detail: String,
    },
    /// It did not answer, or with a failure of its own; try again later.
    #[error("the identity provider does not answer")]
    Unreachable,
    /// It answered what no identity provider answers.
    #[error("the identity provider's {what} cannot be understood")]
    Malformed {
        /// Which of its answers.
        what: &'static str,
    },
    /// It does not take the code, or not from us; begin anew.
    #[error("the identity provider declined")]
    Declined,
}

/// The body of a successful answer.
pub(super) async fn ask(request: RequestBuilder) -> Result<Vec<u8>, ProviderError> {
    let request = request.timeout(TIMEOUT).header("accept", "application/json");
    let response = request.send().await.map_err(|_| ProviderError::Unreachable)?;
    match response.status() {
        status if status.is_success() => body(response).await,
        StatusCode::BAD_REQUEST | StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => {
            Err(ProviderError::Declined)
        }
        _ => Err(ProviderError::Unreachable),
    }
}

async fn body(mut response: Response) -> Result<Vec<u8>, ProviderError> {
    let mut bytes = Vec::new();
    while let Some(piece) = response.chunk().await.map_err(|_| ProviderError::Unreachable)? {
        if bytes.len() + piece.len() > MOST_BYTES {
            return Err(ProviderError::Malformed { what: "answer, far too long," });
        }
        bytes.extend_from_slice(&piece);
    }
    Ok(bytes)
}
