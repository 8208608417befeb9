//! The store as its callers see it: what was acknowledged stays, and nobody writes over another.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod jobs;
mod materials;
mod writes;

use std::path::Path;

use content::{Brief, ContentType, MaterialId, NewBrief, Status};
use factoria_store::materials::{KeptMaterial, Record};
use factoria_store::{Db, Error, Tx};
use futures_util::future::BoxFuture;
use uuid::Uuid;

/// The database of a test, in a folder that goes with it.
struct Shelf {
    db: Db,
    folder: tempfile::TempDir,
}

impl Shelf {
    async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let db = open(folder.path()).await;
        Self { db, folder }
    }

    /// The same file, opened anew.
    async fn reopened(self) -> Self {
        self.db.close().await;
        let db = open(self.folder.path()).await;
        Self { db, folder: self.folder }
    }

    async fn write<T, F>(&self, work: F) -> Result<T, Error>
    where
        T: Send + 'static,
        F: for<'t> FnOnce(&'t mut Tx<'_>) -> BoxFuture<'t, Result<T, Error>> + Send + 'static,
    {
        self.db.write(work).await
    }
}

async fn open(folder: &Path) -> Db {
    Db::open(&folder.join("factoria.db"), 1).await.unwrap()
}

/// The nth id of a kind, in the order ids are made.
fn id(kind: u8, n: u64) -> Uuid {
    Uuid::from_u64_pair(u64::from(kind), n)
}

fn owner(n: u64) -> auth::user::UserId {
    auth::user::UserId(id(1, n))
}

fn asked(n: u64, whose: u64, topic: &str) -> KeptMaterial {
    let content_type = ContentType::Quiz.as_str().to_owned();
    let brief = Brief::try_from(NewBrief { content_type, topic: topic.into(), ..NewBrief::default() });
    KeptMaterial {
        id: MaterialId(id(2, n)),
        owner: owner(whose),
        status: Status::Queued,
        version: 1,
        batch: None,
        record: Record::asked(brief.unwrap()),
        created_ms: 10,
        updated_ms: 10,
    }
}
