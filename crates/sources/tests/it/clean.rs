//! What a reader would not see is taken out; what a reader needs stays.

use factoria_sources::clean::clean;
use factoria_sources::document::Hidden;
use proptest::prelude::*;

fn cleaned(text: &str) -> String {
    clean(text).text
}

#[test]
fn writing_that_needs_invisible_characters_is_left_intact() {
    for text in [
        "می‌خواهم به خانه‌ها بروم.",
        "PC‌ها",
        "क्‍ष और क्‌ष",
        "ශ්‍රී ලංකාව",
        "বাংলা র‍্যাব",
        "Привет, мир! Ёлка и щука.",
        "שָׁלוֹם עֲלֵיכֶם",
        "اَلسَّلَامُ عَلَيْكُمْ",
        "Tiếng Việt, naïve café, Ångström",
        "กำลังทำน้ำ",
        "한국어 ㄱㅏ",
        "日本語のテキスト。",
        "👨‍👩‍👧‍👦 👍🏽 👩🏾‍🚀 ❤️‍🔥 🏳️‍🌈 🇫🇷 1️⃣ #️⃣ ☎️ ✈︎",
        "\u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f} won",
    ] {
        let clean = clean(text);
        assert_eq!(clean.text, text);
        assert!(clean.removed.is_empty(), "{text}: {:?}", clean.removed);
    }
}

#[test]
fn school_mathematics_keeps_its_meaning() {
    for text in [
        "x² + y³ = z⁻¹ and H₂O, CO₂, 10⁶",
        "½ of ¾ is ⅜",
        "ℕ ⊂ ℤ ⊂ ℚ ⊂ ℝ, ℵ₀",
        "a ≠ b, ∬ f, ∑ ≤ ∞, 5′ 3″",
        "12 m² and 3 ㎡",
        "don´t",
        "the 1º of May",
    ] {
        assert_eq!(cleaned(text), text);
    }
}

#[test]
fn look_alike_styles_become_plain() {
    for (styled, plain) in [
        ("𝐢𝐠𝐧𝐨𝐫𝐞 𝓪𝓵𝓵", "ignore all"),
        ("ｆｕｌｌ ｗｉｄｔｈ", "full width"),
        ("ﬁrst eﬀect", "first effect"),
        ("① ⅳ ㎞ ℃", "1 iv km °C"),
        ("no\u{a0}break\u{3000}here", "no break here"),
        ("Å\u{212b}", "ÅÅ"),
        ("e\u{301}", "é"),
    ] {
        assert_eq!(cleaned(styled), plain);
    }
}

#[test]
fn what_hides_is_taken_out_and_counted() {
    for (hiding, plain, what) in [
        ("ig\u{200b}no\u{200d}re\u{feff}", "ignore", Hidden::ZeroWidth),
        ("ab\u{202e}cd\u{2066}ef\u{200f}", "abcdef", Hidden::Bidi),
        ("hi\u{e0068}\u{e0069}\u{e007f}", "hi", Hidden::Tag),
        ("\u{1f3f4}\u{e0068}\u{e0069}\u{e007f}", "\u{1f3f4}", Hidden::Tag),
        ("😀\u{e0100}\u{e0155}\u{fe01}", "😀", Hidden::VariationSelector),
        ("a\u{fe0f}b1\u{fe0f}", "ab1", Hidden::VariationSelector),
        ("photo\u{ad}synthesis", "photosynthesis", Hidden::SoftHyphen),
        ("a\0b\u{8}c\u{9b}d\u{ffff}", "abcd", Hidden::Control),
        ("\u{e000}a\u{f8ff}\u{10fffd}", "a", Hidden::PrivateUse),
        ("a\u{fff9}b\u{fffa}c\u{fffb}\u{3164}\u{2062}\u{34f}", "abc", Hidden::Ignorable),
    ] {
        let clean = clean(hiding);
        assert_eq!(clean.text, plain, "{hiding:?}");
        assert!(clean.removed.count(what) >= 1, "{hiding:?}");
    }
}

#[test]
fn stacks_of_accents_are_cut_down() {
    let stacked = format!("z{}algo", "\u{30d}\u{311}\u{327}\u{35c}".repeat(50));
    let clean = clean(&stacked);
    assert!(clean.text.chars().count() <= "zalgo".len() + 4);
    assert_eq!(clean.removed.count(Hidden::StackedMark), 196);
}

#[test]
fn line_breaks_become_one_kind() {
    assert_eq!(cleaned("a\r\nb\rc\u{2028}d\u{c}e\tf"), "a\nb\nc\nd\ne\tf");
}

/// Characters that interact: letters of many scripts, emoji, marks, and all that hides.
fn tricky() -> impl Strategy<Value = String> {
    let characters: Vec<char> = "aé1#\u{301}\u{327}\u{5b0}م\u{64e}क\u{94d}\u{200c}\u{200d}\u{fe0e}\u{fe0f}\u{20e3}❤😀\u{1f3fd}\
         \u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e007f}\u{e0100}¨´½²ﬁＡㄱㅏ\u{1100}\u{1161}\u{e33}\u{ad}\u{200b}\
         \u{202e}\r\n\u{3164}\u{1820}\u{180b}ſ\u{307}≠\u{338}=ϒ\u{b4}\u{fffb}"
        .chars()
        .collect();
    proptest::collection::vec(proptest::sample::select(characters), 0..24).prop_map(String::from_iter)
}

proptest! {
    #[test]
    fn a_clean_text_stays_as_it_is(text in prop_oneof![tricky(), any::<String>(), "\\PC{0,40}"]) {
        let once = cleaned(&text);
        prop_assert_eq!(&cleaned(&once), &once);
    }

    #[test]
    fn a_text_grows_by_no_more_than_its_normal_form(text in prop_oneof![tricky(), any::<String>()]) {
        let once = cleaned(&text);
        prop_assert!(once.chars().count() <= text.chars().count() * 18);
        prop_assert!(once.len() <= text.len() * 11);
    }

    #[test]
    fn nothing_hidden_is_left(text in prop_oneof![tricky(), any::<String>()]) {
        let left = cleaned(&text);
        let hidden = |c: char| matches!(c, '\u{ad}' | '\u{200b}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
            | '\u{feff}' | '\u{e000}'..='\u{f8ff}' | '\u{e0100}'..='\u{e01ef}' | '\0'..='\u{8}' | '\r');
        prop_assert!(!left.chars().any(hidden), "{left:?}");
    }
}
