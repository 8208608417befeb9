//! Running heads and feet, and page numbers: what stands at the edge of most pages is no text.

use std::collections::HashMap;

use super::lines::Line;

/// How many lines at each edge of a page may be running ones.
const EDGE_LINES: usize = 2;
/// From how many pages on it can be told what repeats.
const FEWEST_PAGES: usize = 3;

/// Takes running lines out of the pages; gives how many.
pub(super) fn remove(pages: &mut [(u32, Vec<Line>)]) -> u32 {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for (_, lines) in pages.iter() {
        let mut likenesses: Vec<String> =
            edges(lines).into_iter().map(|index| likeness(&lines[index].text)).collect();
        likenesses.sort_unstable();
        likenesses.dedup();
        for likeness in likenesses {
            *counts.entry(likeness).or_default() += 1;
        }
    }
    let enough = pages.len() >= FEWEST_PAGES;
    let several = pages.len() > 1;
    let repeats =
        |text: &str| enough && counts.get(&likeness(text)).is_some_and(|count| count * 2 >= pages_of(pages));
    let mut removed = 0;
    let doomed: Vec<Vec<usize>> = pages
        .iter()
        .map(|(_, lines)| {
            edges(lines)
                .into_iter()
                .filter(|at| repeats(&lines[*at].text) || (several && is_number(&lines[*at].text)))
                .collect()
        })
        .collect();
    for ((_, lines), doomed) in pages.iter_mut().zip(doomed) {
        let mut index = 0;
        removed += u32::try_from(doomed.len()).unwrap_or(u32::MAX);
        lines.retain(|_| {
            index += 1;
            !doomed.contains(&(index - 1))
        });
    }
    removed
}

fn pages_of(pages: &[(u32, Vec<Line>)]) -> usize {
    pages.iter().filter(|(_, lines)| !lines.is_empty()).count()
}

/// The lines at the upper and lower edge of a page, which need not be drawn first and last: at most two at each, with a
/// gap between them and the text.
fn edges(lines: &[Line]) -> Vec<usize> {
    let mut by_height: Vec<usize> = (0..lines.len()).collect();
    by_height.sort_by(|left, right| lines[*right].y.total_cmp(&lines[*left].y));
    let mut edges = edge(lines, by_height.iter());
    for index in edge(lines, by_height.iter().rev()) {
        if !edges.contains(&index) {
            edges.push(index);
        }
    }
    edges
}

fn edge<'a>(lines: &[Line], inwards: impl Iterator<Item = &'a usize>) -> Vec<usize> {
    /// In letter sizes; the leading of running text is less.
    const GAP: f64 = 1.7;
    let nearest: Vec<usize> = inwards.take(EDGE_LINES + 1).copied().collect();
    let parted = |pair: &[usize]| {
        let (outer, inner) = (&lines[pair[0]], &lines[pair[1]]);
        (outer.y - inner.y).abs() > outer.size.max(inner.size) * GAP
    };
    match nearest.windows(2).position(parted) {
        Some(last) => nearest[..=last].to_vec(),
        None => Vec::new(),
    }
}

/// What is equal for the running lines of two pages: the letters without numbers.
fn likeness(text: &str) -> String {
    let letters: String = text.chars().filter(|c| c.is_alphabetic()).collect();
    if letters.is_empty() { "#".to_owned() } else { letters }
}

/// `12`, `- 12 -`, `Page 3 of 9`, `xiv`.
fn is_number(text: &str) -> bool {
    let lower = text.trim().trim_matches(|c: char| matches!(c, '-' | '–' | '—' | '|' | ' ')).to_lowercase();
    let bare = lower.strip_prefix("page ").unwrap_or(&lower);
    let bare = bare.split(" of ").next().unwrap_or(bare).split('/').next().unwrap_or(bare);
    let is_roman = bare.len() <= 6 && bare.chars().all(|c| matches!(c, 'i' | 'v' | 'x' | 'l'));
    !bare.is_empty() && ((bare.len() <= 4 && bare.bytes().all(|byte| byte.is_ascii_digit())) || is_roman)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str, y: f64) -> Line {
        Line { text: text.to_owned(), left: 50.0, right: 300.0, y, size: 10.0, is_bold: false }
    }

    #[test]
    fn what_repeats_at_the_edges_goes() {
        let bodies = ["Rivers carry sand.", "Lakes hold water.", "Seas are salty."];
        let mut pages: Vec<(u32, Vec<Line>)> = (1..)
            .zip(bodies)
            .map(|(number, body)| {
                let head = line("Geography today", 780.0);
                (
                    number,
                    vec![
                        head,
                        line(body, 500.0),
                        line("more of it", 480.0),
                        line("and the end", 460.0),
                        line(&format!("Page {number}"), 30.0),
                    ],
                )
            })
            .collect();
        assert_eq!(remove(&mut pages), 6);
        let left: Vec<&str> =
            pages.iter().flat_map(|(_, lines)| lines).map(|line| line.text.as_str()).collect();
        assert_eq!(left.len(), 9);
        assert!(bodies.iter().all(|body| left.contains(body)));
    }

    #[test]
    fn a_single_page_keeps_all_its_lines() {
        let mut pages = vec![(1, vec![line("Title", 780.0), line("2024", 30.0)])];
        assert_eq!(remove(&mut pages), 0);
        assert_eq!(remove(&mut []), 0);
    }
}
