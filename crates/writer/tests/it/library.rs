//! Passages for tests and examples: the starter library with and without its marks, and plain text files.

use std::path::{Path, PathBuf};

use content::source::Origin;
use content::{Mark, MarkKind, Passage, Source};

/// A text cut into passages.
pub struct Text {
    /// What people call it.
    pub title: String,
    /// Where it was read.
    pub path: PathBuf,
    /// Its passages, one a section.
    pub passages: Vec<Passage>,
    /// The text as a source.
    pub source: Source,
}

/// Every text of the starter library.
pub fn all() -> Vec<Text> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../sources/library");
    let mut paths: Vec<PathBuf> = Vec::new();
    for subject in std::fs::read_dir(root).expect("the library is in the tree").flatten() {
        let Ok(files) = std::fs::read_dir(subject.path()) else { continue };
        paths.extend(
            files
                .flatten()
                .map(|file| file.path())
                .filter(|path| path.extension().is_some_and(|ext| ext == "md")),
        );
    }
    paths.sort();
    paths.iter().map(|path| read(path)).collect()
}

/// One text: a library file, or any text with or without `##` headings.
pub fn read(path: &Path) -> Text {
    let text = std::fs::read_to_string(path).expect("the file can be read");
    parse(path, &text)
}

/// A text given as a string.
pub fn parse(path: &Path, text: &str) -> Text {
    let (front, body) = match text.strip_prefix("+++\n").and_then(|rest| rest.split_once("\n+++\n")) {
        Some((front, body)) => (front, body),
        None => ("", text),
    };
    let title = front.lines().find_map(|line| line.strip_prefix("title = ")).map_or_else(
        || path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default(),
        |title| title.trim_matches('"').to_owned(),
    );
    let references = front.lines().find_map(|line| line.strip_prefix("references = ")).unwrap_or_default();
    let references =
        references.trim_matches(['[', ']']).split("\", \"").map(|title| title.trim_matches('"').to_owned());
    let references: Vec<String> = references.filter(|title| !title.is_empty()).collect();
    let source_id: content::SourceId = id(&title);
    let mut passages = Vec::new();
    let mut start = 0;
    for section in sections(body) {
        let (text, marks) = unmarked(section.1.trim());
        if text.is_empty() {
            continue;
        }
        let end = start + text.chars().count();
        let ordinal = passages.len() as u32;
        let heading = (!section.0.is_empty()).then(|| section.0.to_owned());
        let id = id(&format!("{}{ordinal}", path.display()));
        passages.push(Passage { id, source_id, ordinal, text, start, end, page: None, heading, marks });
        start = end + 2;
    }
    let source = Source {
        id: source_id,
        title: title.clone(),
        text: passages.iter().map(|passage| passage.text.as_str()).collect::<Vec<_>>().join("\n\n"),
        licence: None,
        url: None,
        origin: Origin::Library,
        language: None,
        references,
    };
    Text { title, path: path.to_owned(), passages, source }
}

/// The same text as a stranger would hand it in: without marks.
pub fn stripped(mut text: Text) -> Text {
    for passage in &mut text.passages {
        passage.marks.clear();
    }
    text
}

fn sections(body: &str) -> Vec<(&str, String)> {
    let mut found = vec![("", String::new())];
    for line in body.lines() {
        if let Some(heading) = line.strip_prefix("## ").or_else(|| line.strip_prefix("# ")) {
            found.push((heading.trim(), String::new()));
        } else if let Some((_, text)) = found.last_mut() {
            text.push_str(line);
            text.push('\n');
        }
    }
    found
}

/// `[words]{kind}` without its mark, and where the words stand.
fn unmarked(text: &str) -> (String, Vec<Mark>) {
    let mut out = String::new();
    let mut marks = Vec::new();
    let mut rest = text;
    while let Some(open) = rest.find('[') {
        let (before, from) = rest.split_at(open);
        out.push_str(before);
        let marked = from.find("]{").and_then(|close| {
            let kind = from[close + 2..].split('}').next()?;
            Some((&from[1..close], MarkKind::named(kind)?, close + 3 + kind.len()))
        });
        match marked {
            Some((words, kind, length)) if !words.contains('[') => {
                marks.push(Mark { kind, start: out.len(), end: out.len() + words.len() });
                out.push_str(words);
                rest = &from[length..];
            }
            _ => {
                out.push('[');
                rest = &from[1..];
            }
        }
    }
    out.push_str(rest);
    (out, marks)
}

/// A stable identifier made of a name.
fn id<T: std::str::FromStr<Err: std::fmt::Debug>>(name: &str) -> T {
    let hash = |seed: u64| {
        name.bytes().fold(seed, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
    };
    let (one, two) = (hash(0xcbf2_9ce4_8422_2325), hash(0x9747_b28c_8f3d_2a11));
    let hex = format!("{one:016x}{two:016x}");
    let text = format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..32]);
    text.parse().expect("thirty-two hexadecimal digits are an identifier")
}
