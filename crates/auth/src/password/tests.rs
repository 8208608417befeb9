//! Passwords that should pass, passwords that should not, and hashes from elsewhere.

use proptest::prelude::*;

use super::*;
use crate::user::{DisplayName, SignInName};

fn password(text: &str) -> Password {
    Password::parse(text).unwrap()
}

fn weaknesses(text: &str, has_second_factor: bool) -> Vec<Weakness> {
    let sign_in_name = SignInName::parse("margaret.hamilton@school.example").unwrap();
    let display_name = DisplayName::parse("Margaret Hamilton").unwrap();
    let about = About { sign_in_name: &sign_in_name, display_name: Some(&display_name), has_second_factor };
    match check_new(&password(text), &about, &LengthRule::default()) {
        Ok(()) => vec![],
        Err(Error::WeakPassword { weaknesses }) => weaknesses,
        Err(other) => panic!("{other}"),
    }
}

/// A stored hash of little cost, as a fast earlier setting would have left it.
fn cheap(text: &str) -> String {
    let params = argon2::Params::new(64, 1, 1, None).unwrap();
    let argon2 = argon2::Argon2::new(argon2::Algorithm::Argon2id, argon2::Version::V0x13, params);
    argon2::PasswordHasher::hash_password_with_salt(&argon2, text.as_bytes(), &[7; 16]).unwrap().to_string()
}

fn try_with(typed: &str, stored: &str) -> Result<Verdict, Error> {
    verify(&password(typed), Some(stored), &Cost::default(), &mut Scratch::default())
}

const RIGHT_BUT_OLD: Result<Verdict, Error> = Ok(Verdict::Right { needs_rehash: true });

#[test]
fn p_01_eight_characters_at_the_very_least_and_fifteen_where_nothing_else_guards() {
    assert!(weaknesses("xK4#v", true).contains(&Weakness::TooShort { minimum: 8 }));
    assert!(weaknesses("xK4#vP9w", false).contains(&Weakness::TooShort { minimum: 15 }));
    assert_eq!(weaknesses("xK4#vP9wqM", true), vec![]);
    assert_eq!(weaknesses("otter violin cabbage", false), vec![]);
    let sign_in_name = SignInName::parse("a@b.example").unwrap();
    let about = About { sign_in_name: &sign_in_name, display_name: None, has_second_factor: true };
    let careless = LengthRule { alone: 1, with_second_factor: 0 };
    assert!(check_new(&password("xK4#v"), &about, &careless).is_err(), "no setting goes below eight");
}

#[test]
fn p_02_what_attackers_try_first_is_refused() {
    assert!(weaknesses("Qwertyuiop123456", true).contains(&Weakness::Guessable));
    for text in ["password1234", "PASSWORD1234", "1qaz2wsx3edc", "1Q2W3E4R5T6Y7U8I9O0P"] {
        assert!(weaknesses(text, true).contains(&Weakness::Common), "{text}");
    }
    for text in ["correct horse battery staple", "Correct-Horse-Battery-Staple9"] {
        assert!(weaknesses(text, false).contains(&Weakness::Common), "{text}");
    }
    for text in ["aaaaaaaaaaaaaaaaaaaa", "abcabcabcabcabcabc", "passwordpassword1", "1234567890123456"] {
        assert!(weaknesses(text, false).contains(&Weakness::Guessable), "{text}");
    }
}

#[test]
fn p_02_words_of_the_context_count_for_nothing() {
    for text in [
        "lafactoria-lafactoria",
        "L4Fact0ri@ 2026 !!!",
        "la.factoria.factoria",
        "margaret.hamilton1",
        "HamiltonMargaret99",
        "m-a-r-g-a-r-e-t 2026",
        "school.example#77",
        "factoria lafactoria",
        "lafactoria-password",
        "LaFactoriaTeacher1!",
        "WelcomeToLaFactoria",
    ] {
        assert!(weaknesses(text, false).contains(&Weakness::Context), "{text}");
    }
    assert_eq!(weaknesses("margaret dislikes wet violins", false), vec![], "a word among others is fine");
}

#[test]
fn p_03_any_characters_and_great_length_are_accepted() {
    for text in [
        "пятнадцать зелёных жирафов",
        "🦊🎻🥬🏔️🧵🦉🚲🍋🌋🧭🪁🎐🐙🧩🪴",
        "   three   spaces   xylophone   ",
        "quiet\tmarble\u{7}falcon\0seven",
    ] {
        assert_eq!(weaknesses(text, false), vec![], "{text:?}");
    }
    let long: String = "ocelot7Tundra.balcony quince;Marimba ".chars().cycle().take(MAX_CHARACTERS).collect();
    assert_eq!(weaknesses(&long, false), vec![]);
}

#[test]
fn p_04_nothing_is_cut_trimmed_or_folded() {
    let long = "x".repeat(72);
    let stored = cheap(&format!("{long}A"));
    assert_eq!(try_with(&format!("{long}A"), &stored), RIGHT_BUT_OLD);
    assert_eq!(try_with(&format!("{long}B"), &stored), Ok(Verdict::Wrong), "byte 73 matters");
    assert_eq!(try_with(&long, &stored), Ok(Verdict::Wrong));
    for other in ["pw", "pw  ", " pw ", "PW ", "pw\u{a0}"] {
        assert_eq!(try_with(other, &cheap("pw ")), Ok(Verdict::Wrong), "{other:?}");
    }
}

#[test]
fn p_04_composed_and_decomposed_letters_are_one_password_but_compatibility_forms_are_not() {
    assert_eq!(try_with("cafe\u{301}", &cheap("café")), RIGHT_BUT_OLD);
    assert_eq!(try_with("ﬁsh", &cheap("fish")), Ok(Verdict::Wrong));
}

#[test]
fn p_05_a_megabyte_is_refused_before_any_work() {
    assert!(Password::parse(&"x".repeat(1_000_000)).is_err());
    assert!(Password::parse(&"x".repeat(MAX_CHARACTERS + 1)).is_err());
    assert!(
        Password::parse(&"🦊".repeat(MAX_CHARACTERS)).is_ok(),
        "256 characters of four bytes are still 256"
    );
    assert!(Password::parse(&"a\u{301}\u{302}\u{303}".repeat(600)).is_err());
}

#[test]
fn p_10_a_new_hash_is_argon2id_at_the_default_cost_and_verifies() {
    let mut scratch = Scratch::default();
    let stored = hash(&password("otter violin cabbage"), [9; 16], &Cost::default(), &mut scratch).unwrap();
    assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
    let again =
        |typed| verify(&password(typed), Some(&stored), &Cost::default(), &mut Scratch::default()).unwrap();
    assert_eq!(again("otter violin cabbage"), Verdict::Right { needs_rehash: false });
    assert_eq!(again("otter violin cabbagf"), Verdict::Wrong);
}

#[test]
fn p_10_a_cost_that_protects_nobody_cannot_be_configured() {
    assert!(Cost::new(19 * 1024, 2, 1).is_ok());
    for (memory_kib, passes, lanes) in
        [(1024, 2, 1), (19 * 1024, 1, 1), (19 * 1024, 2, 0), (u32::MAX, 2, 1), (19 * 1024, u32::MAX, 1)]
    {
        assert!(matches!(Cost::new(memory_kib, passes, lanes), Err(Error::Misconfigured { .. })));
    }
}

#[test]
fn p_10_bcrypt_of_an_earlier_system_is_accepted_and_replaced() {
    let stored = bcrypt::hash_with_salt("otter violin", 4, [3; 16]).unwrap();
    for version in [bcrypt::Version::TwoA, bcrypt::Version::TwoB, bcrypt::Version::TwoY] {
        let stored = stored.format_for_version(version);
        assert_eq!(try_with("otter violin", &stored), RIGHT_BUT_OLD);
        assert_eq!(try_with("otter violim", &stored), Ok(Verdict::Wrong));
        assert_eq!(
            try_with("otter violin\0otter violin", &stored),
            Ok(Verdict::Wrong),
            "no repetition trick"
        );
    }
    let cut =
        bcrypt::hash_with_salt("x".repeat(72), 4, [3; 16]).unwrap().format_for_version(bcrypt::Version::TwoB);
    assert_eq!(
        try_with(&format!("{}anything", "x".repeat(72)), &cut),
        Ok(Verdict::Wrong),
        "no truncation trick"
    );
}

#[test]
fn l_02_an_unknown_account_costs_one_hash_at_the_current_cost_and_is_always_wrong() {
    let mut scratch = Scratch::default();
    for typed in ["", "dummy", "no such account"] {
        assert_eq!(verify(&password(typed), None, &Cost::default(), &mut scratch), Ok(Verdict::Wrong));
    }
}

#[test]
fn l_07_a_stored_hash_cannot_order_gigabytes_or_hours() {
    let salt_and_hash = "c2FsdHNhbHRzYWx0c2FsdA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    for costs in ["m=4194304,t=2,p=1", "m=19456,t=4000000,p=1", "m=19456,t=2,p=16777215", "m=1,t=2,p=1"] {
        assert!(try_with("pw", &format!("$argon2id$v=19${costs}${salt_and_hash}")).is_err(), "{costs}");
    }
    assert!(try_with("pw", &format!("$2b$31${}", "a".repeat(53))).is_err());
}

#[test]
fn g_03_a_password_does_not_print_itself() {
    assert!(!format!("{:?}", password("otter violin")).contains("otter"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_stored_text_is_read_or_called_corrupt(stored in "(\\$argon2(id|i|d))?[$,=vmtp0-9a-zA-Z/+.]{0,80}") {
        // what names a cost may be a sound hash; bcrypt's cost alone could take hours
        prop_assume!(!stored.contains("m=") && !stored.starts_with("$2"));
        prop_assert!(try_with("pw", &stored).is_err());
    }

    #[test]
    fn any_text_is_judged(text in "\\PC{0,120}") {
        if let Ok(password) = Password::parse(&text) {
            let sign_in_name = SignInName::parse("margaret@school.example").unwrap();
            let about = About { sign_in_name: &sign_in_name, display_name: None, has_second_factor: true };
            let _ = check_new(&password, &about, &LengthRule::default());
        }
    }
}
