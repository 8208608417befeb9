use factoria_sources::*;
fn main() {
    let ts: Vec<_> = library::texts().iter().filter(|t| t.slug == "world-war-ii").collect();
    let ps: Vec<_> = ts.iter().flat_map(|t| t.passages().to_vec()).collect();
    let ss: Vec<_> = ts.iter().map(|t| t.source()).collect();
    let c = rank::covers("War of the Worlds", &ps, &ss);
    println!("{c:?} {:?}", names::alternatives("War of the Worlds"));
    println!("{:?}", names::alternatives("World War II"));
    for i in &c.relevant {
        println!("{:?} {}", ps[*i].heading, ps[*i].text);
    }
    let t = std::time::Instant::now();
    for _ in 0..10 {
        rank::covers("causes of WWII", &ps, &ss);
    }
    println!("covers {:?}", t.elapsed() / 10);
    let t = std::time::Instant::now();
    for _ in 0..10 {
        rank::order(&rank::query("causes of WWII"), &ps);
    }
    println!("order {:?} {}", t.elapsed() / 10, ps.len());
    let t = std::time::Instant::now();
    let n: usize = library::texts().iter().map(|t| t.passages().len()).sum();
    println!("all passages {:?} {n}", t.elapsed());
    let t = std::time::Instant::now();
    for _ in 0..10 {
        library::find("causes of WWII");
    }
    println!("find {:?}", t.elapsed() / 10);
    let all: Vec<_> = library::texts().iter().flat_map(|t| t.passages().to_vec()).collect();
    let t = std::time::Instant::now();
    rank::order(&rank::query("causes of WWII"), &all);
    println!("order all {:?} {}", t.elapsed(), all.len());
}
