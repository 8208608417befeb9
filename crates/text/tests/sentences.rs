//! Where sentences end in real prose; `|` marks the places.

use factoria_text::Language;
use factoria_text::sentence::{Kind, sentences_in, units};

/// The text with `|` where one sentence is parted from the next, a bar for each border.
fn parted(text: &str, language: Language) -> String {
    let pieces: Vec<&str> = sentences_in(text, language).into_iter().map(|range| &text[range]).collect();
    pieces.join(" | ")
}

/// Splits each case, whose borders are marked, without the marks, and compares.
fn check(language: Language, cases: &[&str]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|case| {
            let text = case.replace(" | ", " ").replace("~", "\n");
            let expected = case.replace("~", "\n");
            let found = parted(&text, language);
            (squeeze(&found) != squeeze(&expected))
                .then(|| format!("expected {expected:?}\n   found {found:?}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{} of {} differ\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn decimals_and_numbers_go_on() {
    check(
        Language::En,
        &[
            "The rate rose by 3.5 percent to 12.75. | It fell later.",
            "Water boils at 100 °C. | Ice melts at 0 °C.",
            "See section 2.1.4 for details. | Then go on.",
            "Version 2.0. | 3 people came in 1999. | In 2000 they left.",
            "It costs $4.75. | That is cheap.",
            "The year was 1945. | The war ended.",
            "The pH is 7.4. | Blood is slightly basic.",
            "About .5 of them stayed. | The rest went.",
            "The ratio is 1:3. | The other is 2:3.",
        ],
    );
}

#[test]
fn abbreviations_go_on() {
    check(
        Language::En,
        &[
            "Dr. Lee met Mr. Ruiz and Mrs. O'Neil at 9 a.m. in St. Louis. | They talked.",
            "They like fruit, e.g. apples, i.e. what grows on trees, etc. | Prof. Adams Jr. came late.",
            "The U.S. budget grew. | The U.K. economy shrank. | He lives in the U.S. | The weather is good there.",
            "No. 7 was skipped, cf. the notes of Jan. 3. | Everyone left.",
            "She said no. | Then she left.",
            "See Fig. 3 and Eq. (2) on p. 12. | They differ.",
            "The meeting ended at 5 p.m. sharp. | It began at 9 a.m. Monday. | We met at 5 p.m. | Everyone was late.",
            "Apple Inc. makes phones. | Smith & Co. Ltd. sells tea.",
            "Cells divide by mitosis vs. meiosis. | Both matter.",
            "Ms. Park, Ph.D., spoke. | She holds a Ph.D. | It took years.",
            "It was built ca. 1900 by approx. 200 workers. | It stands.",
            "The river flows past St. Paul and Mt. Hood. | It is long.",
            "Gen. Eisenhower led the army. | Sen. Brown voted no.",
            "Homo sapiens and H. erectus used tools. | E. coli is a bacterium.",
            "Caesar died in 44 B.C. | He was stabbed.",
            "The dept. of physics moved. | It is large.",
            "Washington, D.C. is the capital. | It is on a river.",
        ],
    );
}

#[test]
fn initials_go_on_and_single_letters_may_end() {
    check(
        Language::En,
        &[
            "J. R. R. Tolkien wrote it. | J.K. Rowling did not.",
            "George W. Bush and John F. Kennedy were presidents. | Both served.",
            "Oranges hold vitamin C. | The body needs it.",
            "Vitamin D. helps? | Roe v. Wade was a case. | Solve for x. | Then add 2.",
            "Choose plan B. | It is better than plan A.",
            "Jean-J. Rousseau and J.-J. Rousseau are the same. | He wrote much.",
            "He is older than I. | The others are younger.",
        ],
    );
}

#[test]
fn everyday_words_that_abbreviate_elsewhere_end_sentences() {
    check(
        Language::En,
        &[
            "It lived long ago. | A fossil shows it.",
            "Turn the lights on. | Some are on. | Others are off.",
            "We call it by the letter x. | Substitution puts a number there.",
            "They gave it to me. | Nobody else saw it.",
            "It came at 5 p.m. Monday. | We left.",
            "The ship sailed in 40 B.C. | A storm sank it.",
        ],
    );
}

#[test]
fn quotations_and_brackets_close_with_their_sentence() {
    check(
        Language::En,
        &[
            "“Where are we going?” asked Lena. | “To the lake,” said her aunt.",
            "\"Stop!\" Omar said. | He ran.",
            "\"Why does ice float?\" | The class was silent.",
            "He said, \"Ice floats.\" | Then he left.",
            "‘Wait for me!’ he shouted and ran. | Nobody waited.",
            "(It rained all day.) | We stayed in.",
            "The cell (see Fig. 2.) is small. | It divides.",
            "They fled (the war had begun). | Few returned.",
            "The Nile floods every year.[12] | Farmers rely on it.[a][3] | It is long.",
            "He wrote “The End.” | Nobody read it.",
            "**Plants make food.** | *They need light.* | Water helps.",
            "“Really?!” she cried. | “Yes.”",
        ],
    );
}

#[test]
fn ellipses_end_only_before_a_new_beginning() {
    check(
        Language::En,
        &[
            "It said… and nothing else. | We left.",
            "Well... I do not know. | Perhaps.",
            "He waited... | Nothing happened.",
            "First came rain . . . then snow. | Then sun.",
            "The list goes on… | Nobody counts it.",
        ],
    );
}

#[test]
fn what_looks_like_an_end_but_is_inside_a_name_goes_on() {
    check(
        Language::En,
        &[
            "Open https://example.org/a.b?c=1 now. | Write to team@example.org. | Done!",
            "Node.js and ASP.NET differ. | Both run.",
            "Open the .gitignore file. | Edit it.",
            "Read chapter3.pdf. | Then stop.",
            "The growth factor regulates cells. | mRNA carries the code. | pH matters.",
        ],
    );
}

#[test]
fn lists_headings_and_blank_lines_part_sentences() {
    check(Language::En, &[
        "# Water cycle | ~~- Evaporation: water rises | ~- Condensation: clouds form. Rain follows. | ~~The cycle starts again."
            .replace("form. Rain", "form. | Rain")
            .as_str(),
        "Steps | ~~1. Mix flour and water | ~2. Wait | ~10) Bake. | ~~Enjoy.",
        "The Cell | ~~Cells are small. | They divide.",
        "Photosynthesis | ~=============== | ~Plants make food. | They need light.",
        "a) Paris | ~b) London | ~(c) Rome",
        "The cell is the basic unit~of life. | It divides when it~grows.",
        "He was born in~Paris on a cold day. | He died there.",
    ]);
    let table = "| Planet | Moons |\n|---|---|\n| Mars | 2 |";
    assert_eq!(sentences_in(table, Language::En).len(), 3);
}

#[test]
fn spanish() {
    check(
        Language::Es,
        &[
            "El Sr. García y la Sra. López llegaron. | El Dr. Ruiz no vino.",
            "EE. UU. firmó el tratado. | Fue en 1945.",
            "Véase la pág. 12 y el núm. 3. | Son claros.",
            "¿Qué es la célula? | ¡Es la unidad de la vida! | Todo ser vivo tiene células.",
            "El sol es. | La luna también.",
            "Mide 3,5 metros, p. ej. más que una casa. | Es alto.",
        ],
    );
}

#[test]
fn german() {
    check(
        Language::De,
        &[
            "Am 3. Oktober 1990 endete die Teilung. | Im 19. Jahrhundert begann sie nicht.",
            "Dr. Meier, d. h. der Chef, kam z. B. um 8 Uhr. | Er blieb usw. bis spät.",
            "Pflanzen brauchen z.B. Licht, d.h. Energie. | Sie wachsen.",
            "Das kostet ca. 3,5 Mio. Euro. | Es ist teuer.",
            "„Wo ist er?“, fragte sie. | Niemand wusste es.",
            "Ludwig XIV. regierte lange. | Er starb 1715. | Danach kam Ludwig XV.",
            "Vgl. Abb. 3 und Kap. 2. | Dort steht es.",
            "Es war 1945. | Der Krieg endete.",
            "Er ging. | »Wo ist er?« | Niemand wusste es. | »Dort!«, rief sie.",
        ],
    );
}

#[test]
fn italian_and_french() {
    check(
        Language::It,
        &[
            "Il sig. Rossi e la dott. Bianchi arrivarono. | Poi partirono.",
            "Vedi pag. 12 e fig. 3. | Sono chiare.",
            "La cellula è piccola. | È viva.",
        ],
    );
    check(
        Language::Fr,
        &[
            "M. Dupont et Mme. Martin sont venus. | Ils sont partis.",
            "Voir p. 12 et fig. 3. | C’est clair.",
            "« Où allons-nous ? » demanda-t-elle. | Il ne répondit pas.",
            "La cellule est petite. | Elle vit.",
        ],
    );
}

#[test]
fn other_scripts() {
    check(Language::from_tag("ja").unwrap(), &["光合作用は大切です。 | 植物は光を使う！ | 本当？"]);
    check(Language::from_tag("hi").unwrap(), &["पौधे भोजन बनाते हैं। | उन्हें प्रकाश चाहिए।"]);
    check(Language::from_tag("ar").unwrap(), &["ما هي الخلية؟ | الخلية وحدة الحياة. | وهي صغيرة."]);
    check(Language::from_tag("ru").unwrap(), &["Клетка мала. | Она живёт. | Что это?"]);
}

#[test]
fn units_know_what_they_are() {
    let text = "# Title\n\nSome prose that goes\non here.\n\n- one\n- two\n\n```\ncode\n```\n\nA Short Heading\n\nMore prose.";
    let kinds: Vec<(Kind, &str)> =
        units(text).into_iter().map(|unit| (unit.kind, &text[unit.range])).collect();
    assert_eq!(kinds[0], (Kind::Heading, "# Title"));
    assert_eq!(kinds[1], (Kind::Prose, "Some prose that goes\non here."));
    assert_eq!(kinds[2], (Kind::ListItem, "- one"));
    assert_eq!(kinds[4].0, Kind::Markup);
    assert!(kinds.contains(&(Kind::Heading, "A Short Heading")));
}

#[test]
fn headings_of_plain_documents_are_told_from_prose() {
    let manual =
        "NAME\n       ls - list directory contents\n\nDESCRIPTION\n       List information about the FILEs.";
    let kinds: Vec<Kind> = units(manual).into_iter().map(|unit| unit.kind).collect();
    assert_eq!(kinds, [Kind::Heading, Kind::Prose, Kind::Heading, Kind::Prose]);

    let wrapped = "The Amazon is a river in South\nAmerica. It is longer than most\nothers.";
    assert_eq!(units(wrapped).len(), 1);
    assert_eq!(parted("Stop. Look", Language::En), "Stop. | Look");
    assert_eq!(parted("Dr. Jekyll and Mr. Hyde", Language::En), "Dr. Jekyll and Mr. Hyde");
}

#[test]
fn a_paragraph_right_after_a_list_is_not_its_last_item() {
    let text = "- rain falls on the hills\n- rivers carry it away\nThe cycle then starts again.";
    assert_eq!(
        parted(text, Language::En),
        "- rain falls on the hills | - rivers carry it away | The cycle then starts again."
    );
    let wrapped = "- rain falls on the hills and\n  Rivers carry it away to\n  the sea";
    assert_eq!(units(wrapped).len(), 1);
}

#[test]
fn what_is_not_language_is_marked_as_such() {
    let text = "Read on.\n\n[rust]: https://www.rust-lang.org\n<div align=\"center\">\n---\nThe end.";
    let kinds: Vec<Kind> = units(text).into_iter().map(|unit| unit.kind).collect();
    assert_eq!(kinds, [Kind::Prose, Kind::Markup, Kind::Markup, Kind::Markup, Kind::Prose]);
}

#[test]
fn a_long_text_without_ends_is_split_in_linear_time() {
    let hostile = [
        ". ".repeat(100_000),
        "a.".repeat(100_000),
        "\n".repeat(60_000),
        "\"'”)]".repeat(60_000),
        "Dr. ".repeat(50_000),
    ];
    for text in hostile {
        let _ = sentences_in(&text, Language::En);
    }
}
