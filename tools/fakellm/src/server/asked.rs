//! A chat request of any API, read once, answered in its own form.

use super::route::{Route, gemini_model};
use crate::anthropic::Messages;
use crate::gemini::Generate;
use crate::openai::Chat;
use crate::plan::{Ask, Plan};
use bytes::Bytes;

pub(super) enum Asked<'a> {
    Chat(Box<Chat<'a>>),
    Messages(Box<Messages<'a>>),
    Generate(Box<Generate<'a>>),
    Nothing,
}

impl<'a> Asked<'a> {
    pub(super) fn read(route: Route, path: &'a str, body: &'a [u8]) -> Result<Self, serde_json::Error> {
        Ok(match route {
            Route::Chat => Asked::Chat(Box::new(serde_json::from_slice(body)?)),
            Route::Messages => Asked::Messages(Box::new(serde_json::from_slice(body)?)),
            Route::Generate | Route::GenerateStream => {
                let mut generate: Generate<'_> = serde_json::from_slice(body)?;
                generate.model = gemini_model(path);
                generate.stream = route == Route::GenerateStream;
                Asked::Generate(Box::new(generate))
            }
            _ => Asked::Nothing,
        })
    }

    pub(super) fn ask(&self) -> Option<Ask<'_>> {
        match self {
            Asked::Chat(c) => Some(c.ask()),
            Asked::Messages(m) => Some(m.ask()),
            Asked::Generate(g) => Some(g.ask()),
            Asked::Nothing => None,
        }
    }

    pub(super) fn whole(&self, p: &Plan, now: u64) -> String {
        match self {
            Asked::Chat(c) => c.whole(p, now),
            Asked::Messages(m) => m.whole(p),
            Asked::Generate(g) => g.whole(p),
            Asked::Nothing => String::new(),
        }
    }

    /// The events of a streamed answer; none where the request does not ask for a stream.
    pub(super) fn events(&self, p: &Plan, now: u64) -> Option<Vec<Bytes>> {
        match self {
            Asked::Chat(c) => c.stream.then(|| c.events(p, now)),
            Asked::Messages(m) => m.stream.then(|| m.events(p)),
            Asked::Generate(g) => g.stream.then(|| g.events(p)),
            Asked::Nothing => None,
        }
    }
}
