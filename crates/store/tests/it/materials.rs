//! Materials: their owner's alone, every version kept, pages without gaps or repeats.

use factoria_store::materials::{self, Filter, KeptMaterial};
use factoria_store::{Cursor, events};
use serde_json::json;

use crate::{Shelf, asked, owner};

async fn insert(shelf: &Shelf, material: &KeptMaterial) {
    let material = material.clone();
    let done = shelf.write(move |tx| Box::pin(async move { materials::insert(tx, &material, None).await }));
    done.await.unwrap();
}

async fn update(shelf: &Shelf, material: &KeptMaterial, before: u32) -> bool {
    let material = material.clone();
    let done = shelf.write(move |tx| Box::pin(async move { materials::update(tx, &material, before).await }));
    done.await.unwrap()
}

#[tokio::test]
async fn nobody_sees_or_removes_what_is_anothers() {
    let shelf = Shelf::open().await;
    let material = asked(1, 1, "cells");
    insert(&shelf, &material).await;
    let id = material.id;
    assert_eq!(materials::find(&shelf.db, owner(2), id).await.unwrap(), None);
    let page = materials::list(&shelf.db, owner(2), &Filter::default(), Cursor::START, 10).await.unwrap();
    assert!(page.items.is_empty());
    let removed = shelf.write(move |tx| Box::pin(async move { materials::remove(tx, owner(2), id).await }));
    assert!(!removed.await.unwrap());
    assert_eq!(materials::find(&shelf.db, owner(1), id).await.unwrap(), Some(material));
}

#[tokio::test]
async fn of_two_who_change_the_same_version_one_is_told() {
    let shelf = Shelf::open().await;
    let mut material = asked(1, 1, "cells");
    insert(&shelf, &material).await;
    material.version = 2;
    assert!(update(&shelf, &material, 1).await);
    assert!(!update(&shelf, &material, 1).await);
}

#[tokio::test]
async fn a_removed_material_takes_its_versions_and_events_along() {
    let shelf = Shelf::open().await;
    let material = asked(1, 1, "cells");
    let id = material.id;
    insert(&shelf, &material).await;
    let kept = material.clone();
    let done = shelf.write(move |tx| {
        Box::pin(async move {
            materials::keep_version(tx, &kept, 20).await?;
            materials::keep_version(tx, &kept, 21).await?;
            events::append(tx, id, &[("stage", json!({ "stage": "drafting" }))], 20).await
        })
    });
    done.await.unwrap();
    assert_eq!(
        materials::versions(&shelf.db, id, None, 10).await.unwrap().len(),
        1,
        "a version is kept once"
    );
    assert_eq!(events::since(&shelf.db, id, 0).await.unwrap().len(), 1);
    let removed = shelf.write(move |tx| Box::pin(async move { materials::remove(tx, owner(1), id).await }));
    assert!(removed.await.unwrap());
    assert!(materials::versions(&shelf.db, id, None, 10).await.unwrap().is_empty());
    assert!(events::since(&shelf.db, id, 0).await.unwrap().is_empty());
}

#[tokio::test]
async fn pages_show_each_material_once_while_others_arrive() {
    let shelf = Shelf::open().await;
    for n in 0..25 {
        // several in one millisecond: the id decides
        insert(
            &shelf,
            &KeptMaterial { created_ms: 10 + i64::try_from(n / 4).unwrap(), ..asked(n, 1, "cells") },
        )
        .await;
    }
    let (mut seen, mut from) = (Vec::new(), Cursor::START);
    for round in 0.. {
        let page = materials::list(&shelf.db, owner(1), &Filter::default(), from, 7).await.unwrap();
        seen.extend(page.items.iter().map(|material| material.id));
        insert(&shelf, &KeptMaterial { created_ms: 99, ..asked(100 + round, 1, "newer") }).await;
        let Some(next) = page.next else { break };
        from = next;
    }
    let mut expected: Vec<_> = (0..25).map(|n| asked(n, 1, "cells").id).collect();
    expected.reverse();
    assert_eq!(seen, expected);
}

#[tokio::test]
async fn words_are_found_whatever_their_case_and_wildcards_are_letters() {
    let shelf = Shelf::open().await;
    insert(&shelf, &asked(1, 1, "Éclairs and 100% chocolate")).await;
    insert(&shelf, &asked(2, 1, "The water cycle")).await;
    let found = async |words: &str| {
        let filter = Filter { words: Some(words.to_owned()), ..Filter::default() };
        materials::list(&shelf.db, owner(1), &filter, Cursor::START, 10).await.unwrap().items.len()
    };
    assert_eq!(found("éclairs").await, 1);
    assert_eq!(found("WATER cyc").await, 1);
    assert_eq!(found("100%").await, 1);
    assert_eq!(found("w_ter").await, 0);
    assert_eq!(found("%").await, 1);
}
