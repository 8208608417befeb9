//! Web pages: the main text, not the menus, and nothing that a reader would not see.

use dom_query::{Document as Page, NodeRef};
use dom_smoothie::{Config, Readability};

use crate::document::{BlockKind, Builder};
use crate::error::Error;
use crate::limits::Limits;

mod depth;
mod hidden;
mod inline;
mod sheet;
mod walk;

/// What a person calls the format.
const FORMAT: &str = "HTML page";
/// The most elements that the search for the main text looks at.
const MAX_ELEMENTS: usize = 60_000;
/// The share of a page's prose that its main text must have to be believed, in percent.
const LEAST_SHARE_PERCENT: usize = 50;

/// Reads a page into blocks.
pub(super) fn read(text: &str, builder: &mut Builder, limits: &Limits) -> Result<(), Error> {
    depth::check(text, FORMAT, limits)?;
    let page = seen(text, builder);
    let title = page.select("title").text();
    let title = title.split([' ', '\n']).collect::<Vec<_>>().join(" ");
    match main_text(&page) {
        Main::Element(element) => walk::blocks(&element, builder),
        Main::Article(article) => walk::blocks(&article.root(), builder),
        Main::Everything => walk::blocks(&page.root(), builder),
    }
    builder.title(site_less(&title));
    Ok(())
}

/// Reads a chapter, which is all main text.
pub(super) fn read_chapter(text: &str, builder: &mut Builder, limits: &Limits) -> Result<(), Error> {
    depth::check(text, "EPUB", limits)?;
    let page = seen(text, builder);
    walk::blocks(&page.root(), builder);
    Ok(())
}

/// The page without what a reader would not see.
fn seen(text: &str, builder: &mut Builder) -> Page {
    let page = Page::from(text);
    hidden::remove(&page, builder.cleaned());
    page
}

enum Main<'a> {
    Element(NodeRef<'a>),
    Article(Box<Page>),
    Everything,
}

/// The part of the page that is its text: the element that says so, or what reads like it.
fn main_text(page: &Page) -> Main<'_> {
    let all = prose_length(&page.root());
    let enough = |length: usize| length > 0 && length * 100 >= all * LEAST_SHARE_PERCENT;
    for selector in ["main", "[role=main]", "article"] {
        let found = page.select(selector);
        if let [element] = found.nodes()
            && enough(prose_length(element))
        {
            return Main::Element(*element);
        }
    }
    let config = Config { max_elements_to_parse: MAX_ELEMENTS, char_threshold: 200, ..Config::default() };
    let article =
        Readability::with_document(page.clone(), None, Some(config)).and_then(|mut reader| reader.parse());
    if let Ok(article) = article {
        let article = Page::from(article.content);
        if enough(prose_length(&article.root())) {
            return Main::Article(Box::new(article));
        }
    }
    Main::Everything
}

/// How many bytes of paragraphs and list items stand in an element.
fn prose_length(element: &NodeRef<'_>) -> usize {
    let is_prose =
        |node: &NodeRef<'_>| node.node_name().is_some_and(|name| matches!(&*name, "p" | "li" | "dd" | "td"));
    element.descendants_it().filter(is_prose).map(|node| node.immediate_text().trim().len()).sum()
}

/// A page's title without the site's name after it.
fn site_less(title: &str) -> &str {
    const SEPARATORS: [&str; 5] = [" | ", " — ", " – ", " - ", " · "];
    let cut = SEPARATORS.iter().filter_map(|separator| title.rfind(separator)).max();
    match cut {
        Some(at) if at * 2 >= title.len() || title[..at].split_whitespace().count() > 1 => &title[..at],
        _ => title,
    }
}

/// Words gathered for one block.
#[derive(Default)]
struct Gathered {
    text: String,
}

impl Gathered {
    /// Writes what was gathered as a block of `kind`, with `marker` before it.
    fn flush(&mut self, kind: BlockKind, marker: &str, builder: &mut Builder) {
        let text = std::mem::take(&mut self.text);
        if !text.trim().is_empty() {
            builder.push(
                kind,
                &format!("{marker}{}", if kind == BlockKind::Code { &text } else { text.trim() }),
            );
        }
    }
}
