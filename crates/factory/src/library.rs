//! The starter library's way into the store.

use crate::ctx::Ctx;
use crate::error::Error;
use crate::ingest::indexed;

/// Under which name the store remembers the edition it holds.
const EDITION: &str = "library_edition";

/// Loads the library that this program carries, unless the store holds that edition already.
///
/// # Errors
/// [`Error::Store`].
pub async fn load(ctx: &Ctx) -> Result<(), Error> {
    let edition = sources::library::version();
    if store::facts::get(&ctx.db, EDITION).await?.as_deref() == Some(edition) {
        return Ok(());
    }
    let now_ms = ctx.clock.now_ms();
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                store::sources::remove_library(tx).await?;
                for text in sources::library::texts() {
                    let (source, passages) = text.for_store();
                    let passages: Vec<_> =
                        passages.into_iter().map(|passage| indexed(passage, &source)).collect();
                    store::sources::insert(tx, None, &source, &passages, now_ms).await?;
                }
                store::facts::set(tx, EDITION, edition).await?;
                Ok::<_, Error>(())
            })
        })
        .await
}
