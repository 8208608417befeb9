//! Which API a path belongs to. Only its end counts, so any base URL works.

use super::Dialect;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Route {
    Chat,
    Messages,
    Embeddings,
    Speech,
    Generate,
    GenerateStream,
    Other,
}

impl Route {
    pub(super) fn of(path: &str) -> (Route, Dialect) {
        if path.ends_with("/chat/completions") {
            (Route::Chat, Dialect::OpenAi)
        } else if path.ends_with("/messages") {
            (Route::Messages, Dialect::Anthropic)
        } else if path.ends_with("/embeddings") {
            (Route::Embeddings, Dialect::OpenAi)
        } else if path.ends_with(":generateContent") {
            (Route::Generate, Dialect::Gemini)
        } else if path.ends_with(":streamGenerateContent") {
            (Route::GenerateStream, Dialect::Gemini)
        } else if path.contains("/text-to-speech/") {
            (Route::Speech, Dialect::ElevenLabs)
        } else if path.ends_with("/audio/speech") {
            (Route::Speech, Dialect::OpenAi)
        } else {
            (Route::Other, Dialect::OpenAi)
        }
    }

    /// Its place in [`crate::stats::ROUTES`].
    pub(super) fn index(self) -> usize {
        match self {
            Route::Chat => 0,
            Route::Messages => 1,
            Route::Embeddings => 2,
            Route::Speech => 3,
            Route::Generate | Route::GenerateStream => 4,
            Route::Other => 5,
        }
    }
}

/// The model in a Gemini path.
pub(super) fn gemini_model(path: &str) -> &str {
    path.rsplit('/').next().and_then(|last| last.split(':').next()).unwrap_or_default()
}
