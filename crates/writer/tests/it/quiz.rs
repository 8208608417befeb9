//! Quiz: one right answer, wrong ones that are wrong, nothing asked twice.

use content::material::quiz::{BLANK, QuizItem, QuizKind, leading_number};
use content::{Body, ContentType, GradeLevel};

use crate::check::{alike, each_draft, is_a_question, is_sound, reads_well, stems, written};
use crate::library;

fn items(body: Body) -> Vec<QuizItem> {
    match body {
        Body::Quiz(quiz) => quiz.items,
        other => panic!("{:?} instead of a quiz", other.content_type()),
    }
}

#[test]
fn every_topic_gives_a_fair_quiz_at_every_level() {
    each_draft(ContentType::Quiz, |name, text, draft| {
        is_sound(name, ContentType::Quiz, text, &draft);
        let items = items(draft.body);
        let mut kinds: Vec<QuizKind> = Vec::new();
        for item in &items {
            reads_well(name, &item.explanation);
            match item.kind {
                QuizKind::MultipleChoice => is_a_fair_choice(name, item),
                QuizKind::Cloze => is_a_fair_gap(name, item),
                QuizKind::Numeric => {
                    is_a_question(name, &item.stem);
                    assert!(leading_number(&item.answer).is_some(), "{name}: {}", item.answer);
                }
                QuizKind::ShortAnswer => is_a_question(name, &item.stem),
                QuizKind::TrueFalse => reads_well(name, &item.stem),
                QuizKind::Matching => assert!((4..=6).contains(&item.pairs.len()), "{name}"),
            }
            if !kinds.contains(&item.kind) {
                kinds.push(item.kind);
            }
        }
        assert!(kinds.len() >= 4, "{name}: only {kinds:?}");
        asks_nothing_twice(name, &items);
    });
}

fn is_a_fair_choice(name: &str, item: &QuizItem) {
    let right: Vec<_> = item.options.iter().filter(|option| option.correct).collect();
    assert_eq!(right.len(), 1, "{name}: {}", item.stem);
    assert!((3..=4).contains(&item.options.len()), "{name}: {}", item.stem);
    let lengths: Vec<usize> = item.options.iter().map(|option| option.text.chars().count()).collect();
    let (least, most) = (lengths.iter().min().unwrap(), lengths.iter().max().unwrap());
    assert!(*most <= 14 || *most <= 2 * least, "{name}: {:?}", item.options);
    for (index, option) in item.options.iter().enumerate() {
        assert!(!option.feedback.is_empty(), "{name}: {}", option.text);
        reads_well(name, &option.text);
        for other in &item.options[index + 1..] {
            let (one, two) = (stems(&option.text), stems(&other.text));
            assert!(
                !one.is_subset(&two) && !two.is_subset(&one),
                "{name}: `{}` and `{}`",
                option.text,
                other.text
            );
        }
    }
    let words = stems(&item.stem);
    let short = text::word::count(&right[0].text) <= 4;
    let told = short && stems(&right[0].text).iter().any(|stem| words.contains(stem));
    let numeric = right[0].text.starts_with(|c: char| c.is_ascii_digit());
    assert!(!told || numeric, "{name}: `{}` is told by `{}`", right[0].text, item.stem);
}

fn is_a_fair_gap(name: &str, item: &QuizItem) {
    assert_eq!(item.stem.matches(BLANK).count(), 1, "{name}: {}", item.stem);
    let rest = item.stem.replace(BLANK, " ");
    let told = stems(&item.answer).intersection(&stems(&rest)).count();
    let figure = item.answer.contains(|c: char| c.is_ascii_digit());
    assert!(told == 0 || figure, "{name}: `{}` stands in `{}`", item.answer, item.stem);
    assert!(
        !item.stem.contains(&format!("a {BLANK}")) || item.stem.contains(&format!("ea {BLANK}")),
        "{name}: {}",
        item.stem
    );
    assert!(!item.stem.contains(&format!(" an {BLANK}")), "{name}: {}", item.stem);
    assert!(!stems(&item.answer).is_empty() || figure, "{name}: {}", item.answer);
}

fn asks_nothing_twice(name: &str, items: &[QuizItem]) {
    for (index, item) in items.iter().enumerate() {
        for other in &items[index + 1..] {
            let (one, two) =
                (format!("{} {}", item.stem, item.answer), format!("{} {}", other.stem, other.answer));
            assert!(alike(&one, &two) < 0.7, "{name}: `{one}` and `{two}`");
            if item.kind != QuizKind::Matching && other.kind != QuizKind::Matching {
                assert_ne!(item.explanation, other.explanation, "{name}");
            }
        }
    }
}

#[test]
fn the_right_option_moves_about_and_is_seldom_the_longest() {
    let (mut places, mut longest, mut choices) = ([0_usize; 4], 0, 0);
    for text in library::all() {
        let draft = written(ContentType::Quiz, &text, GradeLevel::General, None).unwrap();
        for item in items(draft.body).iter().filter(|item| item.kind == QuizKind::MultipleChoice) {
            let place = item.options.iter().position(|option| option.correct).unwrap();
            let most = item.options.iter().map(|option| option.text.chars().count()).max().unwrap();
            places[place] += 1;
            choices += 1;
            longest += usize::from(item.options[place].text.chars().count() == most);
        }
    }
    for place in places {
        assert!(place * 100 >= choices * 15 && place * 100 <= choices * 35, "{places:?} of {choices}");
    }
    assert!(longest * 100 <= choices * 45, "{longest} of {choices}");
}

#[test]
fn a_count_is_kept_and_the_same_request_gives_the_same_quiz() {
    let text = library::named("world-war-ii.upper").unwrap();
    for count in [1, 5, 20, 25] {
        let draft = written(ContentType::Quiz, &text, GradeLevel::HighSchool, Some(count)).unwrap();
        assert_eq!(draft, written(ContentType::Quiz, &text, GradeLevel::HighSchool, Some(count)).unwrap());
        let items = items(draft.body);
        assert_eq!(items.len(), count as usize);
        asks_nothing_twice("world-war-ii", &items);
    }
}
