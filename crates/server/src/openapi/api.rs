//! Routes that document themselves.

use axum::Router;
use axum::handler::Handler;
use axum::http::Method;
use axum::routing::{MethodFilter, on};

use super::handler::Documented;
use super::{Document, Operation};
use crate::app::App;
use crate::problem::Kind;

/// What no type can say about an operation.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Words {
    /// The heading it stands under.
    pub(crate) tag: &'static str,
    /// What it does, in a few words.
    pub(crate) summary: &'static str,
    /// What one has to know to use it; Markdown.
    pub(crate) details: &'static str,
    /// What may go wrong beyond what its arguments say.
    pub(crate) problems: &'static [Kind],
}

/// Routes, and the document that describes them.
#[derive(Default)]
pub(crate) struct Api {
    router: Router<App>,
    document: Document,
}

impl Api {
    /// Adds a route.
    pub(crate) fn route<H, T, M>(mut self, method: &Method, path: &str, handler: H, words: Words) -> Self
    where
        H: Handler<T, App> + Documented<M>,
        T: 'static,
    {
        let mut operation = Operation::default();
        H::describe(&mut operation, &mut self.document.schemas);
        words.problems.iter().for_each(|kind| operation.problem(*kind));
        self.document.add(method, path, operation, words);
        let filter = MethodFilter::try_from(method.clone()).expect("the routes use the methods of RFC 9110");
        self.router = self.router.route(path, on(filter, handler));
        self
    }

    /// Adds a route for reading.
    pub(crate) fn get<H, T, M>(self, path: &str, handler: H, words: Words) -> Self
    where
        H: Handler<T, App> + Documented<M>,
        T: 'static,
    {
        self.route(&Method::GET, path, handler, words)
    }

    /// Adds a route for making and doing.
    pub(crate) fn post<H, T, M>(self, path: &str, handler: H, words: Words) -> Self
    where
        H: Handler<T, App> + Documented<M>,
        T: 'static,
    {
        self.route(&Method::POST, path, handler, words)
    }

    /// Adds a route for changing.
    pub(crate) fn patch<H, T, M>(self, path: &str, handler: H, words: Words) -> Self
    where
        H: Handler<T, App> + Documented<M>,
        T: 'static,
    {
        self.route(&Method::PATCH, path, handler, words)
    }

    /// Adds a route for removing.
    pub(crate) fn delete<H, T, M>(self, path: &str, handler: H, words: Words) -> Self
    where
        H: Handler<T, App> + Documented<M>,
        T: 'static,
    {
        self.route(&Method::DELETE, path, handler, words)
    }

    /// The routes and the document.
    pub(crate) fn into_parts(self) -> (Router<App>, Document) {
        (self.router, self.document)
    }
}
