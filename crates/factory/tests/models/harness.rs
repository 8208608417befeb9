//! An installation with a stand-in for a model's provider in this process.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use content::{Brief, ContentType, MaterialId, NewBrief};
use factoria_factory::accounts::PERSON_AT_THE_MACHINE as ME;
use factoria_factory::jobs::{self, run_queued};
use factoria_factory::request::request;
use factoria_factory::usage::Ledger;
use factoria_factory::{Clock, Ctx, Error, Limits, library};
use fakellm::{knobs::Knobs, script::Script, server::Server};
use llm::{
    Budget, Catalogue, Config, Connection, Endpoint, Jitter, Models, Parts, ProviderKind, RetryPolicy,
    Timeouts, Transport,
};
use store::Db;
use store::materials::KeptMaterial;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

/// The engine's name in briefs.
pub(crate) const ENGINE: &str = "compatible/fake-model";

/// Topics of the library, as many as are asked for at once.
pub(crate) const TOPICS: [&str; 10] = [
    "photosynthesis",
    "the water cycle",
    "plate tectonics",
    "the solar system",
    "democracy",
    "evolution",
    "electricity",
    "fractions",
    "World War II",
    "algorithms",
];

pub(crate) struct Installation {
    pub(crate) ctx: Arc<Ctx>,
    pub(crate) fake: Arc<Server>,
    address: String,
    _folder: TempDir,
}

/// An installation whose model behaves as the knobs say.
pub(crate) async fn installation(knobs: &str) -> Installation {
    with_script(knobs, "{}", |_| {}).await
}

/// The same with written answers and other settings.
pub(crate) async fn with_script(knobs: &str, script: &str, change: impl FnOnce(&mut Config)) -> Installation {
    let (fake, address) = provider(knobs, script).await;
    let folder = tempfile::tempdir().unwrap();
    let clock = Clock::System;
    let db = Db::open(&folder.path().join("factoria.db"), clock.now_ms()).await.unwrap();
    let ledger = Ledger::default();
    let models = models(&format!("http://{address}/v1"), &ledger, change);
    let ctx = Ctx::new(db, clock, Limits::default()).with_models(Arc::new(models), ledger);
    library::load(&ctx).await.unwrap();
    Installation { ctx: Arc::new(ctx), fake, address, _folder: folder }
}

async fn provider(knobs: &str, script: &str) -> (Arc<Server>, String) {
    let mut set = Knobs::default();
    set.set_all(knobs).unwrap();
    let mut server = Server::new(set, Script::parse(script.as_bytes()).unwrap(), 1);
    server.record = 200;
    let server = Arc::new(server);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    #[expect(clippy::disallowed_methods, reason = "the stand-in lives as long as the test's runtime")]
    tokio::spawn(server.clone().serve(listener));
    (server, address)
}

fn models(address: &str, ledger: &Ledger, change: impl FnOnce(&mut Config)) -> Models {
    let endpoint = Endpoint { base_url: Some(address.to_owned()), ..Endpoint::of(ProviderKind::Compatible) };
    let mut config =
        Config { endpoints: vec![endpoint], models: vec![ENGINE.to_owned()], ..Config::default() };
    config.timeouts =
        Timeouts { connect_ms: 5_000, first_token_ms: 3_000, silence_ms: 2_000, total_ms: 10_000 };
    config.retries.retry = RetryPolicy { base_ms: 4, longest_hint_ms: 5_000, ..RetryPolicy::default() };
    change(&mut config);
    let sink = ledger.clone();
    let budget = Budget::new(config.limits.clone(), Arc::new(|| Clock::System.now_ms().unsigned_abs()))
        .on_settlement(move |settlement| sink.note(settlement));
    let parts = Parts {
        transport: Transport::Live(llm::connect(&Connection::default()).unwrap()),
        catalogue: Arc::new(Catalogue::default()),
        budget: Arc::new(budget),
        jitter: Arc::new(Jitter::seeded(1)),
    };
    Models::new(config, parts)
}

pub(crate) fn brief(content_type: ContentType, topic: &str) -> Brief {
    let new = NewBrief {
        content_type: content_type.as_str().into(),
        topic: topic.into(),
        grade_level: Some("high_school".into()),
        ..NewBrief::default()
    };
    Brief::try_from(new).unwrap()
}

impl Installation {
    pub(crate) async fn ask(&self, brief: Brief) -> Result<MaterialId, Error> {
        request(&self.ctx, ME, brief, None).await
    }

    /// Asks for a material and makes it.
    pub(crate) async fn make(&self, brief: Brief) -> KeptMaterial {
        let id = self.ask(brief).await.unwrap();
        run_queued(&self.ctx, "test").await.unwrap();
        self.material(id).await
    }

    /// Works with so many workers until all of these are done.
    pub(crate) async fn work(&self, workers: usize, ids: &[MaterialId]) {
        let stop = CancellationToken::new();
        let done = async {
            for id in ids {
                while !self.material(*id).await.status.is_final() {
                    tokio::time::sleep(Duration::from_millis(20)).await;
                }
            }
            stop.cancel();
        };
        tokio::join!(jobs::run(self.ctx.clone(), "test", workers, stop.clone()), done);
    }

    pub(crate) async fn material(&self, id: MaterialId) -> KeptMaterial {
        store::materials::find(&self.ctx.db, ME, id).await.unwrap().unwrap()
    }

    /// All requests as the provider got them.
    pub(crate) async fn requests(&self) -> String {
        self.told("GET /requests", "").await
    }

    /// Makes the model behave as the knobs say from now on.
    pub(crate) async fn behave(&self, knobs: &str) {
        let answer = self.told("POST /control", knobs).await;
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    }

    /// The secret word of the last prompt, if there was any.
    pub(crate) async fn canary(&self) -> Option<String> {
        let seen = self.requests().await;
        let (_, after) = seen.rsplit_once("The word ")?;
        after.split_whitespace().next().map(str::to_owned)
    }

    async fn told(&self, line: &str, body: &str) -> String {
        use tokio::io::{AsyncReadExt, AsyncWriteExt};
        let mut socket = tokio::net::TcpStream::connect(&self.address).await.unwrap();
        let length = body.len();
        let head =
            format!("{line} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n");
        socket.write_all(format!("{head}{body}").as_bytes()).await.unwrap();
        let mut all = String::new();
        socket.read_to_string(&mut all).await.unwrap();
        all
    }

    /// Upstream calls until now.
    pub(crate) fn calls(&self) -> u64 {
        self.fake.stats.requests.load(Ordering::Relaxed)
    }
}
