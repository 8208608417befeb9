//! What each provider documents of its failures: every one becomes the right error, asked again or not.
//!
//! Each exchange of the cassettes names the public page that its shape is from.

use crate::harness::patient;
use llm::{
    BadAnswer, CallBudget, Cassette, Catalogue, Endpoint, Error, Exchange, Jitter, Model, Provider,
    ProviderKind, Reply, Request, Retry, RetryPolicy, Transport,
};
use std::sync::Arc;
use tokio::time::Instant;

/// Whether the same call is worth making again.
#[derive(Debug, PartialEq, Eq)]
enum Again {
    /// No: it cannot get better, or not soon.
    No,
    /// Yes, after a wait of our own.
    Yes,
    /// Yes, but not before so many milliseconds.
    After(u64),
}
use Again::{After, No, Yes};

/// One kind of provider with its failures and an answer that follows when it is asked again.
struct Tape {
    kind: ProviderKind,
    model: &'static str,
    failures: &'static str,
    good: &'static str,
}

impl Tape {
    /// Plays each failure alone, and again with retries and a good answer behind it.
    async fn holds(&self, wanted: &[(&str, Again)]) {
        let failures: Vec<Exchange> = serde_json::from_str(self.failures).unwrap();
        let good: Vec<Exchange> = serde_json::from_str(self.good).unwrap();
        assert_eq!(failures.len(), wanted.len());
        for (failure, (kind, again)) in failures.iter().zip(wanted) {
            assert!(failure.source.starts_with("https://"), "where is this from? {failure:?}");
            let (outcome, left, _) = self.play(std::slice::from_ref(failure), 1).await;
            let error = outcome.expect_err("a failure");
            assert_eq!((name(&error), left), (*kind, 0), "{}: {error:?}", failure.body[0]);
            let (outcome, left, waited_ms) = self.play(&[failure.clone(), good[0].clone()], 6).await;
            let asked_again = outcome.is_ok() && left == 0;
            assert_eq!(asked_again, *again != No, "{kind} {}", failure.body[0]);
            if let After(ms) = again {
                assert!((*ms..=ms + 100).contains(&waited_ms), "{waited_ms} ms, not {ms}");
            }
        }
    }

    async fn play(&self, tape: &[Exchange], attempts: u32) -> (Result<Reply, Error>, usize, u64) {
        let cassette = Arc::new(Cassette::parse(&serde_json::to_string(tape).unwrap()).unwrap());
        let card = Catalogue::default().card(self.kind, self.model);
        let transport = Transport::Replaying(cassette.clone());
        let provider = Provider::new(transport, &Endpoint::of(self.kind), card, patient()).unwrap();
        let policy = RetryPolicy { attempts, ..RetryPolicy::default() };
        let model = Retry::new(Arc::new(provider), policy, Arc::new(Jitter::seeded(1)));
        let question = Request::new("Be brief.", "Name a gas.").max_output_tokens(64);
        let started = Instant::now();
        let outcome = match model.stream(&question, &CallBudget::default()).await {
            Ok(stream) => stream.finish().await,
            Err(error) => Err(error),
        };
        (outcome, cassette.unplayed(), u64::try_from(started.elapsed().as_millis()).unwrap())
    }
}

/// The error's own word; of a bad answer also what is wrong with it.
fn name(error: &Error) -> &'static str {
    match error {
        Error::BadAnswer { reason: BadAnswer::OutOfTokens, .. } => "out_of_tokens",
        other => other.kind(),
    }
}

#[tokio::test(start_paused = true)]
async fn openai() {
    let tape = Tape {
        kind: ProviderKind::OpenAi,
        model: "gpt-6-sol",
        failures: include_str!("../cassettes/openai/errors.json"),
        good: include_str!("../cassettes/openai/stream.json"),
    };
    tape.holds(&[
        ("context_too_long", No),
        ("unauthorised", No),
        ("unauthorised", No),
        ("bad_request", No),
        // no credit left: waiting does not fill the account
        ("unauthorised", No),
        ("rate_limited", After(1_850)),
        ("rate_limited", Yes),
        // larger than a whole minute's allowance: only less text helps
        ("context_too_long", No),
        ("unavailable", Yes),
        ("overloaded", Yes),
        ("refused", No),
        ("refused", No),
        // all of it went into reasoning: the same call would cost the same again
        ("out_of_tokens", No),
        // no time to come back, but the requests of this minute are used up
        ("rate_limited", After(7_660)),
        // a day's requests: left to the caller
        ("rate_limited", No),
    ])
    .await;
}

#[tokio::test(start_paused = true)]
async fn anthropic() {
    let tape = Tape {
        kind: ProviderKind::Anthropic,
        model: "claude-opus-5-5",
        failures: include_str!("../cassettes/anthropic/errors.json"),
        good: include_str!("../cassettes/anthropic/stream.json"),
    };
    tape.holds(&[
        ("overloaded", Yes),
        ("context_too_long", No),
        ("context_too_long", No),
        ("context_too_long", No),
        ("unauthorised", No),
        ("unauthorised", No),
        // no credit left comes as an invalid request
        ("unauthorised", No),
        ("bad_request", No),
        ("rate_limited", After(12_000)),
        ("unavailable", Yes),
        ("overloaded", Yes),
        ("unavailable", Yes),
        ("refused", No),
        ("out_of_tokens", No),
        // no time to come back, but the input of this minute is used up
        ("rate_limited", After(9_000)),
    ])
    .await;
}

#[tokio::test(start_paused = true)]
async fn gemini() {
    let tape = Tape {
        kind: ProviderKind::Gemini,
        model: "gemini-3.8-flash",
        failures: include_str!("../cassettes/gemini/errors.json"),
        good: include_str!("../cassettes/gemini/stream.json"),
    };
    tape.holds(&[
        ("rate_limited", After(7_483)),
        // longer than a request waits: left to the caller
        ("rate_limited", No),
        // a day's quota, whatever the delay says
        ("rate_limited", No),
        ("rate_limited", Yes),
        ("unauthorised", No),
        ("context_too_long", No),
        ("unauthorised", No),
        // no service without billing in this country
        ("unauthorised", No),
        ("overloaded", Yes),
        ("unavailable", Yes),
        ("refused", No),
        ("refused", No),
        ("out_of_tokens", No),
        ("refused", No),
    ])
    .await;
}

#[tokio::test(start_paused = true)]
async fn servers_that_speak_openais_protocol() {
    let tape = Tape {
        kind: ProviderKind::Compatible,
        model: "local",
        failures: include_str!("../cassettes/compatible/errors.json"),
        good: include_str!("../cassettes/compatible/stream.json"),
    };
    tape.holds(&[
        ("context_too_long", No),
        // the same in a stream that began well, and as a whole answer
        ("context_too_long", No),
        ("context_too_long", No),
        ("overloaded", Yes),
        ("context_too_long", No),
        ("bad_request", No),
        // a failure in an answer of status 200
        ("rate_limited", Yes),
        ("unauthorised", No),
    ])
    .await;
}
