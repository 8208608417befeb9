//! The answer to who asks for a material: ready now, or where to look.

use std::time::Duration;

use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use content::{Material, MaterialId, Status};

use crate::app::App;
use crate::caller::Caller;
use crate::extract::Wait;
use crate::openapi::{Answers, Operation, Schemas};
use crate::problem::Problem;
use crate::reply::{Accepted, Created};
use crate::wait;

/// Who can find the material again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Known {
    /// Nobody but this answer tells its id: a client that goes away while it waits wants it no more.
    Here,
    /// The client can find it again.
    Elsewhere,
    /// An earlier request with the same key asked for it.
    Before,
}

/// 201 with the material when the client waited and it is ready, otherwise 202 with where it stands.
pub(super) struct Asked {
    /// Where the material is.
    location: String,
    /// As it stands.
    material: Box<Material>,
    /// Whether an earlier request with the same key asked for it.
    replayed: bool,
    /// How long the client was ready to wait.
    waited: Option<Duration>,
}

impl Asked {
    /// The answer about a material that was just asked for.
    ///
    /// # Errors
    /// 404 when it was deleted meanwhile.
    pub(super) async fn about(
        app: &App,
        caller: Caller,
        id: MaterialId,
        wait: Wait,
        known: Known,
    ) -> Result<Self, Problem> {
        let kept = match wait.0 {
            Some(longest) if known == Known::Here => {
                wait::until_done_or_gone(app, caller.user, id, longest).await?
            }
            Some(longest) => wait::until_done(app, caller.user, id, longest).await?,
            None => super::materials::find(app, caller, id).await?,
        };
        let location = format!("/api/v1/materials/{id}");
        let replayed = known == Known::Before;
        Ok(Self { location, material: Box::new(kept.into_material()?), replayed, waited: wait.0 })
    }
}

impl IntoResponse for Asked {
    fn into_response(self) -> Response {
        let Self { location, material: body, replayed, waited } = self;
        let mut response = if waited.is_some() && body.status == Status::Ready {
            Created { location, body, replayed }.into_response()
        } else {
            Accepted { location, body, replayed }.into_response()
        };
        if let Some(applied) =
            waited.and_then(|wait| HeaderValue::try_from(format!("wait={}", wait.as_secs())).ok())
        {
            response.headers_mut().insert("preference-applied", applied);
        }
        response
    }
}

impl Answers for Asked {
    fn describe(operation: &mut Operation, schemas: &mut Schemas) {
        Created::<Material>::describe(operation, schemas);
        Accepted::<Material>::describe(operation, schemas);
        for status in [StatusCode::CREATED, StatusCode::ACCEPTED] {
            operation.answer_header(
                status,
                "Preference-Applied",
                "`wait=SECONDS`, when the client asked to wait.",
            );
        }
    }
}
