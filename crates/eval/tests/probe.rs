//! probe
use factoria_eval::agreement::{Context, Verdict, agrees};
#[test]
fn library() {
    let mut total = 0;
    let mut bad = 0;
    let mut cards = 0;
    let mut badcards = 0;
    for dir in std::fs::read_dir("../sources/library").unwrap() {
        for file in std::fs::read_dir(dir.unwrap().path()).unwrap() {
            let path = file.unwrap().path();
            let raw = std::fs::read_to_string(&path).unwrap();
            let body = raw.splitn(3, "+++").nth(2).unwrap();
            for para in body.split("\n\n") {
                let para = para.trim();
                if para.is_empty() || para.starts_with('#') {
                    continue;
                }
                for line in para.lines() {
                    let line = line.trim_start_matches(|c: char| c.is_ascii_digit() || ". -".contains(c));
                    // marks
                    let (plain, marks) = strip(line);
                    for r in text::sentence::sentences(&plain) {
                        let s = &plain[r.clone()];
                        total += 1;
                        let v = agrees(s, &plain, &Context::default());
                        if v != Verdict::Supported {
                            bad += 1;
                            println!("SELF {v:?}\n   {s}");
                        }
                        let inside = |k: &str| {
                            marks
                                .iter()
                                .filter(|m| m.0 == k && m.1 >= r.start && m.2 <= r.end)
                                .map(|m| plain[m.1..m.2].to_owned())
                                .collect::<Vec<_>>()
                        };
                        let (t, d) = (inside("term"), inside("definition"));
                        if t.len() == 1 && d.len() == 1 {
                            cards += 1;
                            let a = agrees(&format!("{} is {}", t[0], d[0]), s, &Context::default());
                            let b = agrees(&format!("{} is {}", d[0], t[0]), s, &Context::default());
                            if a != Verdict::Supported && b != Verdict::Supported {
                                badcards += 1;
                                println!("CARD {a:?}\n   {} := {}\n   {s}", t[0], d[0]);
                            }
                        }
                    }
                }
            }
        }
    }
    println!("self {bad}/{total} cards {badcards}/{cards}");
}
fn strip(line: &str) -> (String, Vec<(String, usize, usize)>) {
    let mut out = String::new();
    let mut marks = vec![];
    let mut open = vec![];
    let mut rest = line;
    while let Some(c) = rest.chars().next() {
        if c == '[' {
            open.push(out.len());
            rest = &rest[1..];
            continue;
        }
        if rest.starts_with("]{") {
            if let Some(e) = rest.find('}') {
                if let Some(o) = open.pop() {
                    marks.push((rest[2..e].to_owned(), o, out.len()));
                }
                rest = &rest[e + 1..];
                continue;
            }
        }
        out.push(c);
        rest = &rest[c.len_utf8()..];
    }
    (out, marks)
}
