//! A model's words, told to who watches while they come.

use std::time::Duration;

use eval::leak::Secrets;
use serde_json::json;
use tokio::time::Instant;

use crate::ctx::Ctx;
use crate::progress::Progress;

/// How often words are passed on.
const EVERY: Duration = Duration::from_millis(250);
/// How many bytes are held back until more has come, so that a secret is known before its beginning was told.
const HELD_BACK: usize = 160;

/// What was heard of an answer, and how much of it was told.
pub(super) struct Telling<'a> {
    ctx: &'a Ctx,
    progress: &'a Progress,
    secrets: &'a Secrets,
    heard: String,
    told: usize,
    last: Instant,
    silenced: bool,
}

impl<'a> Telling<'a> {
    pub(super) fn new(ctx: &'a Ctx, progress: &'a Progress, secrets: &'a Secrets) -> Self {
        let (heard, last) = (String::new(), Instant::now());
        Self { ctx, progress, secrets, heard, told: 0, last, silenced: false }
    }

    /// More words have come.
    pub(super) async fn hear(&mut self, words: &str) {
        self.heard.push_str(words);
        if self.last.elapsed() < EVERY {
            return;
        }
        self.last = Instant::now();
        let until = self.heard.floor_char_boundary(self.heard.len().saturating_sub(HELD_BACK));
        if self.tell(until)
            && let Err(error) = self.progress.flush(self.ctx).await
        {
            // watchers miss some words; the material does not
            tracing::warn!(error = %error, "progress_not_stored");
        }
    }

    /// The call failed and is made again: what was told is void.
    pub(super) fn begin_anew(&mut self) {
        self.heard.clear();
        if self.told > 0 {
            self.progress.tell("delta", json!({ "restart": true }));
        }
        self.told = 0;
    }

    /// The answer is whole and was found to give nothing away: the rest may be told.
    pub(super) fn tell_rest(&mut self) {
        self.pass_on(self.heard.len());
    }

    /// Tells the words up to a byte; `false` when there is nothing to tell.
    fn tell(&mut self, until: usize) -> bool {
        self.silenced = self.silenced || self.secrets.given_away(&self.heard).is_some();
        self.pass_on(until)
    }

    fn pass_on(&mut self, until: usize) -> bool {
        if self.silenced || until <= self.told {
            return false;
        }
        self.progress.tell("delta", json!({ "text": self.heard[self.told..until] }));
        self.told = until;
        true
    }
}
