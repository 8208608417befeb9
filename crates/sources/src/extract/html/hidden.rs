//! Elements that a reader does not see.

use dom_query::{Document as Page, NodeRef};

use super::super::style;
use super::sheet::HiddenNames;
use crate::document::{Cleaned, Hidden};

/// Elements that are no part of the text, for every reader.
const NO_TEXT: [&str; 22] = [
    "script", "style", "template", "noscript", "iframe", "object", "embed", "canvas", "svg", "audio",
    "video", "button", "select", "option", "datalist", "input", "textarea", "dialog", "map", "portal",
    "meter", "progress",
];

/// Takes hidden elements out of a page.
///
/// Words in an element that is hidden by its attributes, its own style or a rule of the page's own style sheets are
/// counted; scripts and controls, which no one takes for text, are not.
pub(super) fn remove(page: &Page, cleaned: &mut Cleaned) {
    let sheets: String = page.select("style").iter().map(|sheet| sheet.text().to_string()).collect();
    let names = HiddenNames::in_sheet(&sheets);
    for node in page.root().descendants() {
        if !node.is_element() {
            continue;
        }
        let name = node.node_name().unwrap_or_default();
        if NO_TEXT.contains(&&*name) {
            node.remove_from_parent();
        } else if !matches!(&*name, "html" | "body")
            && (is_hidden(&node) || names.hides(node.id_attr().as_deref(), node.class().as_deref()))
        {
            cleaned.note(Hidden::HiddenElement);
            node.remove_from_parent();
        }
    }
}

fn is_hidden(node: &NodeRef<'_>) -> bool {
    if node.has_attr("hidden") {
        return true;
    }
    if node.attr("aria-hidden").is_some_and(|value| value.trim().eq_ignore_ascii_case("true")) {
        return true;
    }
    node.attr("style").is_some_and(|value| {
        let plain: String = value.to_ascii_lowercase().chars().filter(|c| !c.is_whitespace()).collect();
        style::hides(&plain)
    })
}
