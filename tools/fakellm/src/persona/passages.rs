//! Passages in a prompt: `<passage label="P3">text</passage>`, perhaps with a random suffix on the tag's name.

/// One passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Passage<'a> {
    pub(super) label: &'a str,
    pub(super) text: &'a str,
}

/// All passages, in order.
pub(super) fn find(prompt: &str) -> Vec<Passage<'_>> {
    let mut out = Vec::new();
    let mut rest = prompt;
    while let Some(at) = rest.find("<passage") {
        let tag = &rest[at + 1..];
        let (Some(head_end), name_end) = (tag.find('>'), tag.find(|c: char| c.is_whitespace() || c == '>'))
        else {
            break;
        };
        let (name, head) = (&tag[..name_end.unwrap_or(head_end)], &tag[..head_end]);
        let body = &tag[head_end + 1..];
        let close = format!("</{name}>");
        match (label(head), body.find(&close)) {
            (Some(label), Some(end)) => {
                out.push(Passage { label, text: &body[..end] });
                rest = &body[end + close.len()..];
            }
            _ => rest = body,
        }
    }
    out
}

fn label(head: &str) -> Option<&str> {
    let (_, after) = head.split_once("label=")?;
    let quote = after.chars().next().filter(|c| *c == '"' || *c == '\'')?;
    after[1..].split(quote).next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_labels_whatever_the_suffix() {
        let prompt = "Use <passages> only.\n<passage label=\"P1\">One is one.</passage>\n\
                      <passage-7f3a id='x' label='P2'>Two <b>is</b> two.</passage-7f3a> <passage label=\"P3\">cut";
        let found = find(prompt);
        assert_eq!(found[0], Passage { label: "P1", text: "One is one." });
        assert_eq!(found[1], Passage { label: "P2", text: "Two <b>is</b> two." });
        assert_eq!(found.len(), 2);
    }
}
