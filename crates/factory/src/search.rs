//! Finds passages by what a person types.

use auth::user::UserId;
use sources::rank;
use store::search::{self, Hit, Search};

use crate::ctx::Ctx;
use crate::error::Error;

/// The passages that fit the words, from all that the reader may read, best first, at most `limit`. Inflections and
/// other names of a topic are found too.
///
/// # Errors
/// [`Error::Store`].
pub async fn passages(ctx: &Ctx, reader: UserId, words: &str, limit: u32) -> Result<Vec<Hit>, Error> {
    let stems: Vec<String> = rank::query(words).all_terms().into_iter().map(ToOwned::to_owned).collect();
    Ok(search::passages(&ctx.db, Search { reader, stems: &stems, within: &[], limit }).await?)
}
