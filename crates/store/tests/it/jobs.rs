//! Jobs: one worker at a time, and no job that kills its workers for ever.

use factoria_store::jobs::{self, Claim, NewJob, Outcome};

use crate::{Shelf, id};

const LEASE_MS: i64 = 100;

async fn enqueue(shelf: &Shelf, n: u64, priority: u8) {
    let job = NewJob { id: id(3, n), kind: "generate", subject: id(2, n), priority, max_attempts: 2 };
    shelf.write(move |tx| Box::pin(async move { jobs::enqueue(tx, &job, 10).await })).await.unwrap();
}

async fn claim(shelf: &Shelf, worker: &'static str, now_ms: i64) -> Option<Claim> {
    let claimed =
        shelf.write(move |tx| Box::pin(async move { jobs::claim(tx, worker, now_ms, LEASE_MS).await }));
    claimed.await.unwrap()
}

async fn finish(shelf: &Shelf, claim: &Claim, outcome: Outcome, now_ms: i64) -> bool {
    let claim = claim.clone();
    let done =
        shelf.write(move |tx| Box::pin(async move { jobs::finish(tx, &claim, &outcome, now_ms).await }));
    done.await.unwrap()
}

#[tokio::test]
async fn whoever_waits_goes_before_a_batch() {
    let shelf = Shelf::open().await;
    enqueue(&shelf, 1, 1).await;
    enqueue(&shelf, 2, 0).await;
    assert_eq!(claim(&shelf, "a", 20).await.unwrap().subject, id(2, 2));
    assert_eq!(claim(&shelf, "b", 20).await.unwrap().subject, id(2, 1));
    assert_eq!(claim(&shelf, "c", 20).await, None);
    assert_eq!(jobs::counts(&shelf.db).await.unwrap(), (0, 2));
}

#[tokio::test]
async fn a_worker_given_up_for_dead_cannot_write_over_its_successor() {
    let shelf = Shelf::open().await;
    enqueue(&shelf, 1, 0).await;
    let first = claim(&shelf, "a", 20).await.unwrap();
    assert_eq!(claim(&shelf, "b", 20 + LEASE_MS).await, None, "the lease still holds");
    let second = claim(&shelf, "b", 21 + LEASE_MS).await.unwrap();
    assert_eq!((first.attempt, second.attempt), (1, 2));
    assert!(!finish(&shelf, &first, Outcome::Done, 130).await);
    let stale = first.clone();
    let renewed =
        shelf.write(move |tx| Box::pin(async move { jobs::renew(tx, &stale, 130, LEASE_MS).await }));
    assert!(!renewed.await.unwrap());
    assert!(finish(&shelf, &second, Outcome::Done, 130).await);
    assert!(!finish(&shelf, &second, Outcome::Done, 131).await, "a job ends once");
}

#[tokio::test]
async fn a_job_that_kills_its_workers_is_seen_for_what_it_is() {
    let shelf = Shelf::open().await;
    enqueue(&shelf, 1, 0).await;
    let mut now_ms = 20;
    for attempt in 1..=3 {
        let claimed = claim(&shelf, "a", now_ms).await.unwrap();
        assert_eq!(claimed.is_exhausted(), attempt == 3);
        now_ms += LEASE_MS + 1;
    }
}

#[tokio::test]
async fn a_job_to_be_tried_again_waits_for_its_time() {
    let shelf = Shelf::open().await;
    enqueue(&shelf, 1, 0).await;
    let claimed = claim(&shelf, "a", 20).await.unwrap();
    let again = Outcome::Again { run_at_ms: 500, problem: "busy".into() };
    assert!(finish(&shelf, &claimed, again, 30).await);
    assert_eq!(claim(&shelf, "a", 499).await, None);
    assert_eq!(jobs::next_run_at_ms(&shelf.db).await.unwrap(), Some(500));
    assert_eq!(claim(&shelf, "a", 500).await.unwrap().attempt, 2);
}

#[tokio::test]
async fn what_a_dead_worker_held_is_free_at_once() {
    let shelf = Shelf::open().await;
    enqueue(&shelf, 1, 0).await;
    claim(&shelf, "dead", 20).await.unwrap();
    assert_eq!(jobs::workers(&shelf.db).await.unwrap(), ["dead"]);
    let released = shelf.write(|tx| Box::pin(async move { jobs::release(tx, "dead", 25).await }));
    assert_eq!(released.await.unwrap(), 1);
    assert!(claim(&shelf, "b", 25).await.is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn many_workers_share_many_jobs_without_taking_one_twice() {
    let shelf = Shelf::open().await;
    for n in 0..60 {
        enqueue(&shelf, n, 0).await;
    }
    let claims = (0..60).map(|_| claim(&shelf, "a", 20));
    let mut taken: Vec<_> =
        futures_util::future::join_all(claims).await.into_iter().map(|claim| claim.unwrap().id).collect();
    taken.sort();
    taken.dedup();
    assert_eq!(taken.len(), 60);
}

#[tokio::test]
async fn a_cancelled_job_is_nobodys() {
    let shelf = Shelf::open().await;
    enqueue(&shelf, 1, 0).await;
    let claimed = claim(&shelf, "a", 20).await.unwrap();
    shelf.write(|tx| Box::pin(async move { jobs::cancel(tx, id(2, 1), 25).await })).await.unwrap();
    assert!(!finish(&shelf, &claimed, Outcome::Done, 30).await);
    assert_eq!(claim(&shelf, "b", 1_000).await, None);
    let swept = shelf.write(|tx| Box::pin(async move { jobs::sweep(tx, 26).await }));
    assert_eq!(swept.await.unwrap(), 1);
}
