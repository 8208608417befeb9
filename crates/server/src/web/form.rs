//! Fields of a form that a page sent.

use axum::extract::{FromRequest, Request};
use axum::http::header;

use crate::app::App;
use crate::extract::{LARGEST_BODY_KIB, read_body};
use crate::problem::{Kind, Problem};

/// The fields in the order they stand in the form.
#[derive(Debug, Default)]
pub(super) struct Form {
    /// Name and value of each.
    pub(super) fields: Vec<(String, String)>,
}

impl Form {
    /// The value of a field, trimmed; `None` when it is missing or blank.
    pub(super) fn get<'a>(&'a self, name: &'a str) -> Option<&'a str> {
        self.all(name).next()
    }

    /// The value of a field exactly as typed, for passwords; empty when it is missing.
    pub(super) fn exact(&self, name: &str) -> &str {
        self.fields.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value)
    }

    /// The value of a field, trimmed; empty when it is missing.
    pub(super) fn text(&self, name: &str) -> String {
        self.exact(name).trim().to_owned()
    }

    /// The values of a field that may be given several times, blank ones left out.
    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let named = self.fields.iter().filter(move |(field, _)| field == name);
        named.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
    }
}

impl FromRequest<App> for Form {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        let (parts, body) = request.into_parts();
        let media_type = parts.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        if !media_type.is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded")) {
            return Err(Problem::new(Kind::MediaType, "send a form"));
        }
        let held = read_body(app, &parts.headers, body, LARGEST_BODY_KIB * 1024).await?;
        let fields = form_urlencoded::parse(&held.bytes).into_owned().collect();
        Ok(Self { fields })
    }
}
