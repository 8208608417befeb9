//! Passages are told to be about a topic, or not, as a teacher would tell.

use content::{Passage, Source};
use factoria_sources::library::{self, LibraryText};
use factoria_sources::{names, rank};

fn gathered(slugs: &[&str]) -> (Vec<Passage>, Vec<Source>) {
    let texts = library::texts().iter().filter(|text| slugs.contains(&text.slug));
    let passages = texts.clone().flat_map(|text| text.passages().to_vec()).collect();
    (passages, texts.map(LibraryText::source).collect())
}

fn covered(topic: &str, slug: &str) -> bool {
    let (passages, sources) = gathered(&[slug]);
    assert!(!passages.is_empty(), "{slug}");
    rank::covers(topic, &passages, &sources).covered
}

#[test]
fn topics_are_covered_by_the_text_on_them_however_they_are_written() {
    for (topic, slug) in [
        ("Photosynthesis", "photosynthesis"),
        ("how do plants make food?", "photosynthesis"),
        ("chlorophyll", "photosynthesis"),
        ("the role of light in photosynthesis", "photosynthesis"),
        ("WWII", "world-war-ii"),
        ("world_war_2", "world-war-ii"),
        ("Causes of the Second World War", "world-war-ii"),
        ("An introduction to the water cycle for 5th grade", "water-cycle"),
        ("evaporation and condensation", "water-cycle"),
        ("Newton's laws", "newtons-laws"),
        ("laws of Newton", "newtons-laws"),
        ("ancient egypt", "ancient-egypt"),
        ("plant cells", "the-cell"),
    ] {
        assert!(covered(topic, slug), "{topic}");
    }
}

#[test]
fn common_words_that_meet_by_chance_do_not_cover_a_topic() {
    for (topic, slug) in [
        ("history of Atlantis jazz", "ancient-egypt"),
        ("history of jazz in ancient Egypt", "ancient-egypt"),
        ("World of Warcraft", "world-war-ii"),
        ("World Cup", "world-war-ii"),
        ("mobile phone contracts", "the-cell"),
        ("prison cell", "the-cell"),
        ("quantum chromodynamics", "atoms"),
        ("World War I", "photosynthesis"),
        ("???", "photosynthesis"),
        ("", "photosynthesis"),
    ] {
        assert!(!covered(topic, slug), "{topic}");
    }
}

#[test]
fn every_name_of_every_library_text_is_covered_by_it() {
    for text in library::texts() {
        let (passages, sources) = gathered(&[text.slug]);
        for name in std::iter::once(&text.title).chain(&text.other_names) {
            let coverage = rank::covers(name, &passages, &sources);
            assert_eq!(coverage.relevant.len(), passages.len(), "{name} by {}", text.slug);
            assert!(
                library::find(name).iter().any(|found| found.exact && found.text.slug == text.slug),
                "{name}"
            );
        }
    }
}

#[test]
fn what_is_missing_is_named_as_it_was_typed() {
    let (passages, sources) = gathered(&["ancient-egypt"]);
    let coverage = rank::covers("history of Atlantis jazz", &passages, &sources);
    assert_eq!(coverage.missing, ["Atlantis", "jazz"]);
    assert!(coverage.relevant.is_empty());
}

#[test]
fn a_passage_without_its_source_is_not_judged() {
    let (passages, _) = gathered(&["photosynthesis"]);
    assert!(!rank::covers("photosynthesis", &passages, &[]).covered);
}

#[test]
fn the_passage_that_says_most_comes_first() {
    let (passages, _) = gathered(&["photosynthesis", "world-war-ii", "water-cycle", "ancient-egypt"]);
    let order = rank::order(&rank::query("evaporation"), &passages);
    let best = &passages[order[0].0];
    assert!(best.text.to_lowercase().contains("evaporat"), "{}", best.text);
    assert!(order.iter().all(|(index, _)| passages[*index].text.to_lowercase().contains("evaporat")));
    assert!(order.windows(2).all(|pair| pair[0].1 >= pair[1].1));
    assert_eq!(rank::order(&rank::query("zebra"), &passages), []);
    assert_eq!(rank::order(&rank::query("zebra"), &[]), []);
}

#[test]
fn index_text_holds_what_a_query_asks_for() {
    let text = library::texts().iter().find(|text| text.slug == "world-war-ii").unwrap();
    let index = rank::index_text(&text.passages()[0], &text.source());
    let words: Vec<&str> = index.title.split(' ').collect();
    for name in ["WWII", "World War 2", "second world war"] {
        let query = rank::query(name);
        assert!(query.terms.iter().all(|term| words.contains(&term.as_str())), "{name}: {words:?}");
    }
    assert!(index.body.split(' ').count() > 20);
    assert_eq!(names::key("world_war_2"), names::key("World War II"));
}
