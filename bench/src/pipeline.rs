//! The product's pipeline behind one route of axum: a brief in, the name of a checked and stored material out.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::post;
use bytes::Bytes;
use content::{Brief, NewBrief};
use factory::Ctx;
use factory::accounts::PERSON_AT_THE_MACHINE as ME;
use tokio::net::TcpListener;

use crate::installation::{Lies, installation};
use crate::process;

/// Runs as a process of its own.
pub(crate) async fn serve(upstream: &str) -> anyhow::Result<bool> {
    let installation = installation(upstream, Lies::InMemory).await?;
    let router = Router::new().route("/", post(make)).with_state(installation.ctx.clone());
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    process::tell_address(&listener)?;
    axum::serve(listener, router).await?;
    Ok(true)
}

/// All seven stages: screened, gathered, composed, drafted, parsed, assessed, kept; answered is the material's name.
async fn make(State(ctx): State<Arc<Ctx>>, body: Bytes) -> Result<String, (StatusCode, String)> {
    let made = async {
        let brief: NewBrief = serde_json::from_slice(&body)?;
        let brief = Brief::try_from(brief).map_err(|findings| anyhow::anyhow!("{findings:?}"))?;
        let id = factory::generate::generate_now(&ctx, ME, brief).await?;
        anyhow::Ok(id.to_string())
    };
    made.await.map_err(|error| (StatusCode::UNPROCESSABLE_ENTITY, format!("{error:#}")))
}
