//! try
fn main() {
    let mut a = std::env::args().skip(1);
    let (s, p) = (a.next().unwrap(), a.next().unwrap());
    let c = factoria_eval::check::Case { id: "x".into(), statement: s, passage: p };
    eprintln!("{:?}", factoria_eval::check::answer(&c));
}
