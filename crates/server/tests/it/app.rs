//! The server under test: its whole router over a database in a folder that vanishes.

use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::Arc;

use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use axum::response::Response;
use factoria_server::caller::Peer;
use factoria_server::{App, Config, router};
use factory::{Clock, Ctx, Fetcher, Limits};
use http_body_util::BodyExt;
use serde_json::Value;
use store::Db;
use tempfile::TempDir;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

/// A server and everything behind it.
pub(crate) struct TestApp {
    pub(crate) ctx: Arc<Ctx>,
    pub(crate) shutdown: CancellationToken,
    pub(crate) app: App,
    folder: TempDir,
    _workers: JoinSet<()>,
}

/// An answer, read whole.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl TestApp {
    /// A server with nothing in it.
    pub(crate) async fn new() -> Self {
        Self::with(Config::default()).await
    }

    /// A server with these settings.
    pub(crate) async fn with(config: Config) -> Self {
        Self::made(config, |ctx| ctx).await
    }

    /// A server that fetches web addresses, also from this network.
    pub(crate) async fn fetching(network: &str) -> Self {
        let fetcher = Fetcher::new(vec![network.parse().unwrap()]);
        Self::made(Config::default(), |ctx| ctx.fetching(fetcher)).await
    }

    /// A server with a worker and with whatever else its use cases are to have.
    pub(crate) async fn with_more(more: impl FnOnce(Ctx) -> Ctx) -> Self {
        let mut app = Self::made(Config::default(), more).await;
        app.work();
        app
    }

    async fn made(config: Config, more: impl FnOnce(Ctx) -> Ctx) -> Self {
        crate::logs::keep();
        let folder = tempfile::tempdir().unwrap();
        let clock = Clock::System;
        let db = Db::open(&folder.path().join("test.db"), clock.now_ms()).await.unwrap();
        let ctx = Arc::new(more(Ctx::new(db, clock, Limits::default())));
        let shutdown = CancellationToken::new();
        let app = App::new(ctx.clone(), shutdown.clone(), config);
        Self { ctx, shutdown, app, folder, _workers: JoinSet::new() }
    }

    /// A server over parts that were put together elsewhere.
    pub(crate) fn over(ctx: Arc<Ctx>, folder: TempDir, config: Config) -> Self {
        crate::logs::keep();
        let shutdown = CancellationToken::new();
        let app = App::new(ctx.clone(), shutdown.clone(), config);
        Self { ctx, shutdown, app, folder, _workers: JoinSet::new() }
    }

    /// The same with a worker that makes what is asked for.
    pub(crate) async fn with_worker() -> Self {
        let mut app = Self::new().await;
        app.work();
        app
    }

    /// The file of its database.
    pub(crate) fn file(&self) -> PathBuf {
        self.folder.path().join("test.db")
    }

    fn work(&mut self) {
        let (ctx, shutdown) = (self.ctx.clone(), self.shutdown.clone());
        self._workers.spawn(async move { factory::jobs::run(ctx, "test", 1, shutdown).await });
    }

    /// Makes what was asked for.
    pub(crate) async fn run_jobs(&self) -> u32 {
        factory::jobs::run_queued(&self.ctx, "test").await.unwrap()
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.ask(Method::GET, path, &[], Body::empty()).await
    }

    pub(crate) async fn delete(&self, path: &str) -> Answer {
        self.ask(Method::DELETE, path, &[], Body::empty()).await
    }

    /// A POST without a body.
    pub(crate) async fn act(&self, path: &str) -> Answer {
        self.ask(Method::POST, path, &[], Body::empty()).await
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> Answer {
        self.post_with(path, &[], body).await
    }

    pub(crate) async fn post_with(&self, path: &str, headers: &[(&str, &str)], body: &Value) -> Answer {
        self.send(Method::POST, path, headers, body).await
    }

    pub(crate) async fn patch(&self, path: &str, headers: &[(&str, &str)], body: &Value) -> Answer {
        self.send(Method::PATCH, path, headers, body).await
    }

    async fn send(&self, method: Method, path: &str, headers: &[(&str, &str)], body: &Value) -> Answer {
        let mut all = vec![("content-type", "application/json")];
        all.extend_from_slice(headers);
        self.ask(method, path, &all, Body::from(body.to_string())).await
    }

    /// Any request.
    pub(crate) async fn ask(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Body,
    ) -> Answer {
        let response = self.open(method, path, headers, body).await;
        let (parts, body) = response.into_parts();
        let body = body.collect().await.unwrap().to_bytes().to_vec();
        Answer { status: parts.status, headers: parts.headers, body }
    }

    /// Any request from an address.
    #[expect(clippy::too_many_arguments, reason = "a request has as many parts")]
    pub(crate) async fn ask_from(
        &self,
        address: IpAddr,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Body,
    ) -> Answer {
        let mut request = Request::builder().method(method).uri(path).header(header::HOST, "localhost:8000");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.extension(Peer(address)).body(body).unwrap();
        let (parts, body) = router(self.app.clone()).oneshot(request).await.unwrap().into_parts();
        let body = body.collect().await.unwrap().to_bytes().to_vec();
        Answer { status: parts.status, headers: parts.headers, body }
    }

    /// Any request; the answer's body is not read yet.
    pub(crate) async fn open(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Body,
    ) -> Response {
        let mut request = Request::builder().method(method).uri(path);
        if !headers.iter().any(|(name, _)| *name == "host") {
            request = request.header(header::HOST, "localhost:8000");
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        router(self.app.clone()).oneshot(request.body(body).unwrap()).await.unwrap()
    }

    /// A ready material of this type on photosynthesis; answers its address.
    pub(crate) async fn ready(&self, content_type: &str) -> String {
        let brief = serde_json::json!({ "content_type": content_type, "topic": "photosynthesis" });
        let location = self.post("/api/v1/materials", &brief).await.expect(202).location();
        self.run_jobs().await;
        let material = self.get(&location).await.expect(200).json();
        assert_eq!(material["status"], "ready", "{:#}", material["findings"]);
        location
    }
}

impl Answer {
    /// The answer, which must have this status.
    #[track_caller]
    pub(crate) fn expect(self, status: u16) -> Self {
        assert_eq!(self.status.as_u16(), status, "{}", self.text());
        self
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub(crate) fn location(&self) -> String {
        self.header("location").to_owned()
    }

    /// The problem, which must be one in every respect.
    #[track_caller]
    pub(crate) fn problem(self, status: u16) -> Value {
        let answer = self.expect(status);
        assert_eq!(answer.header("content-type"), "application/problem+json");
        let problem = answer.json();
        assert_eq!(problem["status"], status);
        for field in ["type", "title", "detail", "request_id"] {
            assert!(problem[field].as_str().is_some_and(|text| !text.is_empty()), "{field}: {problem}");
        }
        assert_eq!(problem["request_id"], answer.header("x-request-id"));
        problem
    }

    /// The pointers of the fields that are wrong.
    #[track_caller]
    pub(crate) fn pointers(self) -> Vec<String> {
        let problem = self.problem(422);
        let errors = problem["errors"].as_array().cloned().unwrap_or_default();
        errors.iter().map(|error| error["pointer"].as_str().unwrap().to_owned()).collect()
    }
}

impl Answer {
    /// Whatever is wrong, it is the client's.
    #[track_caller]
    pub(crate) fn expect_client_error(self) -> Value {
        let status = self.status.as_u16();
        assert!((400..500).contains(&status), "{status}: {}", self.text());
        self.problem(status)
    }
}
