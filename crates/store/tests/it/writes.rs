//! One writer, many writes a commit.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use factoria_store::{Error, facts, materials};
use futures_util::future::join_all;

use crate::{Shelf, asked, owner};

#[tokio::test(flavor = "multi_thread")]
async fn what_was_acknowledged_is_there_after_reopening() {
    let shelf = Shelf::open().await;
    let acknowledged = Arc::new(AtomicU64::new(0));
    let writes = (0..300_u64).map(|n| {
        let (db, acknowledged) = (shelf.db.clone(), acknowledged.clone());
        async move {
            let material = asked(n, 1, "cells");
            let done: Result<(), Error> = db
                .write(move |tx| Box::pin(async move { materials::insert(tx, &material, None).await }))
                .await;
            done.unwrap();
            acknowledged.fetch_add(1, Ordering::Relaxed);
        }
    });
    join_all(writes).await;
    let shelf = shelf.reopened().await;
    for n in 0..acknowledged.load(Ordering::Relaxed) {
        assert!(
            materials::find(&shelf.db, owner(1), asked(n, 1, "cells").id).await.unwrap().is_some(),
            "{n}"
        );
    }
}

#[tokio::test]
async fn a_write_that_fails_takes_nothing_else_with_it() {
    let shelf = Shelf::open().await;
    let fails = shelf.write::<(), _>(|tx| {
        Box::pin(async move {
            facts::set(tx, "half", "done").await?;
            Err(Error::Closed)
        })
    });
    let panics = shelf.write::<(), _>(|tx| {
        Box::pin(async move {
            facts::set(tx, "other half", "done").await?;
            panic!("in the middle")
        })
    });
    let stands = shelf.write(|tx| Box::pin(async move { facts::set(tx, "whole", "done").await }));
    let (failed, panicked, stood) = tokio::join!(fails, panics, stands);
    assert!(matches!(failed, Err(Error::Closed)));
    assert!(matches!(panicked, Err(Error::Panicked)));
    stood.unwrap();
    assert_eq!(facts::get(&shelf.db, "half").await.unwrap(), None);
    assert_eq!(facts::get(&shelf.db, "other half").await.unwrap(), None);
    assert_eq!(facts::get(&shelf.db, "whole").await.unwrap().as_deref(), Some("done"));
}

#[tokio::test]
async fn a_write_that_fails_alone_leaves_nothing_and_the_next_one_stands() {
    let shelf = Shelf::open().await;
    let failed = shelf
        .write::<(), _>(|tx| {
            Box::pin(async move {
                facts::set(tx, "half", "done").await?;
                Err(Error::Closed)
            })
        })
        .await;
    assert!(matches!(failed, Err(Error::Closed)), "{failed:?}");
    shelf.write(|tx| Box::pin(async move { facts::set(tx, "whole", "done").await })).await.unwrap();
    let shelf = shelf.reopened().await;
    assert_eq!(facts::get(&shelf.db, "half").await.unwrap(), None);
    assert_eq!(facts::get(&shelf.db, "whole").await.unwrap().as_deref(), Some("done"));
}

#[tokio::test]
async fn a_closed_store_says_so() {
    let shelf = Shelf::open().await;
    shelf.db.close().await;
    let late = shelf.write(|tx| Box::pin(async move { facts::set(tx, "late", "yes").await })).await;
    assert!(matches!(late, Err(Error::Closed)), "{late:?}");
}

#[tokio::test]
async fn a_closed_store_is_one_whole_file() {
    let shelf = Shelf::open().await;
    shelf.write(|tx| Box::pin(async move { facts::set(tx, "kept", "yes").await })).await.unwrap();
    assert_eq!(facts::get(&shelf.db, "kept").await.unwrap().as_deref(), Some("yes"));
    shelf.db.close().await;
    let files = std::fs::read_dir(shelf.folder.path()).unwrap();
    let names: Vec<_> = files.map(|file| file.unwrap().file_name()).collect();
    assert_eq!(names, ["factoria.db"], "who copies the file has everything");
}

#[tokio::test]
async fn a_lock_that_is_not_given_up_is_told_to_all_who_wait_and_forgotten() {
    let shelf = Shelf::open().await;
    let other = crate::open(shelf.folder.path()).await;
    let (give_up, given_up) = tokio::sync::oneshot::channel::<()>();
    let (hold, held) = tokio::sync::oneshot::channel::<()>();
    let holding = other.write::<(), Error, _>(move |_| {
        Box::pin(async move {
            hold.send(()).unwrap();
            given_up.await.unwrap();
            Ok(())
        })
    });
    let set = |name: &'static str| {
        shelf.write(move |tx| Box::pin(async move { facts::set(tx, name, "yes").await }))
    };
    let waiting = async {
        held.await.unwrap();
        let refused = join_all(["a", "b", "c"].map(set)).await;
        assert!(refused.iter().all(|one| matches!(one, Err(Error::NotCommitted))), "{refused:?}");
        give_up.send(()).unwrap();
    };
    let (held, ()) = tokio::join!(holding, waiting);
    held.unwrap();
    set("d").await.unwrap();
    assert_eq!(facts::get(&shelf.db, "a").await.unwrap(), None);
}

#[tokio::test]
async fn two_programs_on_one_file_take_turns() {
    let shelf = Shelf::open().await;
    let other = crate::open(shelf.folder.path()).await;
    let writes = (0..40_u64).map(|n| {
        let db = if n % 2 == 0 { shelf.db.clone() } else { other.clone() };
        let material = asked(n, 1, "cells");
        async move {
            let done: Result<(), Error> = db
                .write(move |tx| Box::pin(async move { materials::insert(tx, &material, None).await }))
                .await;
            done
        }
    });
    assert!(join_all(writes).await.into_iter().all(|done| done.is_ok()));
}
