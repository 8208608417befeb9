use std::{env, fs};
fn main() {
    for f in env::args().skip(1) {
        let b = fs::read(&f).unwrap();
        let t = std::time::Instant::now();
        match factoria_sources::extract(
            &b,
            factoria_sources::Hint { file_name: Some(&f), media_type: None },
            &factoria_sources::Limits::default(),
        ) {
            Err(e) => println!(
                "{f}: ERR {e} {:?} {:?}",
                std::error::Error::source(&e).map(|s| s.to_string()),
                t.elapsed()
            ),
            Ok(d) => {
                let el = t.elapsed();
                println!(
                    "== {f} title={:?} blocks={} chars={} pages={} {:?} cleaned={:?}",
                    d.title,
                    d.blocks.len(),
                    d.text.len(),
                    d.pages.len(),
                    el,
                    d.cleaned.iter().collect::<Vec<_>>()
                );
                if env::var("B").is_ok() {
                    for b in &d.blocks {
                        let x = d.text_of(b);
                        println!(
                            "{:?} p{:?} | {}",
                            b.kind,
                            d.page_at(b.bytes.start),
                            if x.len() > 300 {
                                x.chars().take(300).collect::<String>()
                            } else {
                                x.to_string()
                            }
                        );
                    }
                }
                let t = std::time::Instant::now();
                let ps = factoria_sources::chunk::passages(content::SourceId(uuid::Uuid::from_u128(1)), &d);
                println!("-- {} passages {:?}", ps.len(), t.elapsed());
                if env::var("P").is_ok() {
                    for p in &ps {
                        println!(
                            "[{}] p{:?} <{:?}> {}w\n{}\n",
                            p.ordinal,
                            p.page,
                            p.heading,
                            text::word::count(&p.text),
                            p.text
                        );
                    }
                }
            }
        }
    }
}
