//! One call for many who ask the same.

use crate::harness::{Fake, request};
use futures_util::StreamExt;
use llm::{CallBudget, Error, Model, Piece, ProviderKind};
use std::sync::Arc;
use std::time::Duration;

async fn sixty_four(model: Arc<dyn Model>, streamed: bool) -> Vec<llm::Reply> {
    let mut asked = tokio::task::JoinSet::new();
    for _ in 0..64 {
        let model = model.clone();
        asked.spawn(async move {
            let calls = CallBudget::default();
            if streamed {
                model.stream(&request(), &calls).await.unwrap().finish().await.unwrap()
            } else {
                model.complete(&request(), &calls).await.unwrap()
            }
        });
    }
    asked.join_all().await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sixty_four_who_ask_at_once_make_one_call() {
    for streamed in [false, true] {
        let fake = Fake::start("latency=30ms,tps=2000").await;
        let model = fake.models(ProviderKind::OpenAi).preferred().unwrap().unwrap();
        let replies = sixty_four(model.clone(), streamed).await;
        assert_eq!(fake.requests(), 1, "streamed={streamed}");
        assert!(replies.iter().all(|r| r.json == replies[0].json && r.json.is_some()));
        assert_eq!(replies.iter().filter(|r| !r.from_cache).count(), 1, "one paid");
        sixty_four(model, !streamed).await;
        assert_eq!(fake.requests(), 1, "and later ones none");
    }
}

#[tokio::test]
async fn another_question_is_another_call() {
    let fake = Fake::start("").await;
    let model = fake.models(ProviderKind::OpenAi).preferred().unwrap().unwrap();
    let base = request();
    let mut other_schema = base.clone();
    other_schema.output = Some(llm::OutputSchema::new("quiz", serde_json::json!({"type": "object"})));
    let variants = [
        base.clone(),
        base.clone().seed(8),
        base.clone().temperature(0.6),
        base.clone().max_output_tokens(4_095),
        base.followed_by("{}", "Mend it."),
        other_schema,
        llm::Request { fresh: true, ..base.clone() },
    ];
    for (nth, variant) in variants.iter().enumerate() {
        model.complete(variant, &CallBudget::default()).await.unwrap();
        assert_eq!(fake.requests(), nth as u64 + 1, "{variant:?}");
    }
    model.complete(&base, &CallBudget::default()).await.unwrap();
    assert_eq!(fake.requests(), variants.len() as u64);
}

#[tokio::test]
async fn who_leaves_does_not_end_it_for_the_others() {
    let fake = Fake::start("tps=100").await;
    let model = fake.models(ProviderKind::Anthropic).preferred().unwrap().unwrap();
    let (first, second) = (CallBudget::default(), CallBudget::default());
    let mut leader = model.stream(&request(), &first).await.unwrap();
    let mut follower = model.stream(&request(), &second).await.unwrap();
    assert!(matches!(leader.next().await, Some(Ok(Piece::Text(_)))));
    assert!(matches!(follower.next().await, Some(Ok(Piece::Text(_)))));
    drop(leader);
    let reply = follower.finish().await.unwrap();
    assert!(reply.json.is_some() && reply.from_cache);
    assert_eq!((fake.requests(), second.used()), (1, 0));
}

#[tokio::test]
async fn who_is_cancelled_does_not_end_it_for_the_others() {
    let fake = Fake::start("latency=80ms").await;
    let model = fake.models(ProviderKind::Gemini).preferred().unwrap().unwrap();
    let (first, second) = (CallBudget::default(), CallBudget::default());
    let request = request();
    let (cancelled, answered, ()) =
        tokio::join!(model.complete(&request, &first), model.complete(&request, &second), async {
            tokio::time::sleep(Duration::from_millis(20)).await;
            first.cancel();
        });
    assert!(matches!(cancelled, Err(Error::Cancelled)));
    assert!(answered.is_ok(), "{answered:?}");
}

#[tokio::test]
async fn when_the_first_of_many_is_cancelled_one_of_the_others_asks_for_all() {
    let fake = Fake::start("tps=100").await;
    let model = fake.models(ProviderKind::OpenAi).preferred().unwrap().unwrap();
    let first = CallBudget::default();
    let mut leader = model.stream(&request(), &first).await.unwrap();
    assert!(leader.next().await.unwrap().is_ok());
    let others: Vec<CallBudget> = (0..16).map(|_| CallBudget::default()).collect();
    let asked = others.iter().map(|calls| async {
        let stream = model.stream(&request(), calls).await?;
        stream.finish().await
    });
    let leaves = async {
        tokio::time::sleep(Duration::from_millis(30)).await;
        first.cancel();
        assert!(matches!(leader.next().await, Some(Err(Error::Cancelled) | Ok(_))));
    };
    let (replies, ()) = tokio::join!(futures_util::future::join_all(asked), leaves);
    assert!(
        replies.iter().all(|reply| reply.as_ref().is_ok_and(|reply| reply.json.is_some())),
        "{replies:?}"
    );
    assert_eq!(others.iter().map(CallBudget::used).sum::<u32>(), 1, "one of them paid");
    assert_eq!(fake.requests(), 2);
}

#[tokio::test]
async fn when_all_have_left_the_call_ends() {
    let fake = Fake::start("tps=20").await;
    let model = fake.models(ProviderKind::OpenAi).preferred().unwrap().unwrap();
    let calls = CallBudget::default();
    let mut one = model.stream(&request(), &calls).await.unwrap();
    let two = model.stream(&request(), &calls).await.unwrap();
    assert!(one.next().await.unwrap().is_ok());
    drop((one, two));
    assert!(fake.clients_gone(1).await);
    model.complete(&request(), &calls).await.unwrap();
    assert_eq!(fake.requests(), 2, "a call that was given up is made anew");
}

#[tokio::test]
async fn a_failure_is_not_kept() {
    let fake = Fake::start("fail_first=1,fail_with=401").await;
    let model = fake.models(ProviderKind::OpenAi).preferred().unwrap().unwrap();
    assert!(model.complete(&request(), &CallBudget::default()).await.is_err());
    assert!(model.complete(&request(), &CallBudget::default()).await.is_ok());
}
