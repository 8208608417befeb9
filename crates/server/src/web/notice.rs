//! A page that says one thing and where to go from there.

use askama::Template;

use super::frame::Frame;

/// What is said.
#[derive(Template)]
#[template(path = "notice.html")]
pub(super) struct Notice {
    pub(super) frame: Frame,
    /// The heading.
    pub(super) title: &'static str,
    /// What happened and what to do.
    pub(super) text: String,
    /// Address and label of the way on.
    pub(super) next: (String, &'static str),
}
