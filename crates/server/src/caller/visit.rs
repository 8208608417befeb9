//! Where a request came from.

use std::convert::Infallible;
use std::net::IpAddr;

use auth::ip::{ForwardingHeader, client_address};
use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;
use factory::accounts::Visit;

use crate::app::App;
use crate::middleware::request_id::RequestId;
use crate::openapi::{Operation, Schemas, Takes};

/// The most characters of a client's description of itself that are kept.
const USER_AGENT_CHARACTERS: usize = 256;

/// Who is at the other end of the connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Peer(
    /// Its address.
    pub IpAddr,
);

/// Where a request came from.
#[derive(Debug, Clone)]
pub struct Visitor(
    /// Address, program and request.
    pub Visit,
);

impl FromRequestParts<App> for Visitor {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        let agent = parts.headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok());
        Ok(Self(Visit {
            address: address(parts, app),
            user_agent: auth::audit::plain(agent.unwrap_or_default(), USER_AGENT_CHARACTERS),
            request_id: parts.extensions.get::<RequestId>().map_or("", RequestId::as_str).to_owned(),
            once: None,
        }))
    }
}

impl Takes for Visitor {
    fn describe(_: &mut Operation, _: &mut Schemas) {}
}

/// The client's address: the peer's own, or what trusted proxies say about it.
pub(super) fn address(parts: &Parts, app: &App) -> Option<IpAddr> {
    let peer = parts.extensions.get::<Peer>()?;
    let proxies = &app.config.trusted_proxies;
    let name = match proxies.header() {
        ForwardingHeader::XForwardedFor => "x-forwarded-for",
        ForwardingHeader::Forwarded => "forwarded",
    };
    let said: Vec<&str> =
        parts.headers.get_all(name).iter().map(|value| value.to_str().unwrap_or_default()).collect();
    Some(client_address(peer.0, proxies, &said))
}
