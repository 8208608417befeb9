//! Names that would split an account, hide an account, or break a page.

use proptest::prelude::*;

use super::*;

fn canonical(typed: &str) -> String {
    Email::parse(typed).unwrap().canonical().to_owned()
}

#[test]
fn p_07_variants_of_case_and_space_are_one_address() {
    for variant in [" Ann@Example.org", "ANN@EXAMPLE.ORG ", "ann@example.ORG\t", "\u{a0}ann@example.org"] {
        assert_eq!(canonical(variant), "ann@example.org");
        assert_eq!(Email::parse(variant).unwrap(), Email::parse("ann@example.org").unwrap());
    }
    assert_eq!(Email::parse(" Ann@Example.org").unwrap().as_typed(), "Ann@Example.org");
}

#[test]
fn p_07_spellings_of_one_international_domain_are_one_address() {
    assert_eq!(canonical("ann@BÜCHER.example"), "ann@xn--bcher-kva.example");
    assert_eq!(canonical("ann@bu\u{308}cher.example"), "ann@xn--bcher-kva.example");
    assert_eq!(canonical("ann@xn--bcher-kva.example"), "ann@xn--bcher-kva.example");
    assert_eq!(canonical("ann@example。org"), "ann@example.org");
}

#[test]
fn i_02_what_is_not_an_address_is_refused() {
    let long_local = format!("{}@example.org", "a".repeat(65));
    let long = format!("a@{}.org", "b.".repeat(200));
    for typed in [
        "",
        "@",
        "a",
        "a@",
        "@b.org",
        "a@b",
        "a@localhost",
        "a b@c.org",
        "a@b c.org",
        "a@b..org",
        ".a@b.org",
        "a.@b.org",
        "a@-b.org",
        "a@b-.org",
        "a@[127.0.0.1]",
        "a@127.0.0.1",
        "a@b.1",
        "\"a\"@b.org",
        "a@b@c.org",
        "a\0@b.org",
        "a\r\nBcc: x@y.org",
        "a@b.org\r\nBcc:x",
        "а@b.org",
        "a\u{202e}@b.org",
        "a@b.org,c@d.org",
        "<a@b.org>",
        &long_local,
        &long,
    ] {
        assert!(matches!(Email::parse(typed), Err(Error::Malformed { field: "email", .. })), "{typed:?}");
    }
}

#[test]
fn g_03_names_do_not_print_themselves() {
    let email = Email::parse("ann@example.org").unwrap();
    let username = Username::parse("ann.b@lincoln").unwrap();
    let name = DisplayName::parse("Ann").unwrap();
    let printed = format!("{email:?} {username:?} {name:?} {:?}", SignInName::Email(email.clone()));
    assert!(!printed.to_lowercase().contains("ann"), "{printed}");
}

#[test]
fn d_03_a_pupil_signs_in_with_a_school_name_and_no_address() {
    let name = SignInName::parse(" Ann.B@Lincoln ").unwrap();
    assert!(matches!(name, SignInName::Username(_)));
    assert_eq!(name.canonical(), "ann.b@lincoln");
    assert!(matches!(SignInName::parse("ann.b@lincoln.org").unwrap(), SignInName::Email(_)));
    for typed in ["ann", "a@lincoln", "ann@", "ann@li ncoln", "-ann@lincoln", "ann@@lincoln", "änn@lincoln"]
    {
        assert!(SignInName::parse(typed).is_err(), "{typed:?}");
    }
}

#[test]
fn i_02_a_display_name_cannot_carry_control_or_direction_marks() {
    assert_eq!(DisplayName::parse("  Zoe\u{308} O’Hara ").unwrap().as_str(), "Zoë O’Hara");
    assert_eq!(
        DisplayName::parse("Robert'); DROP TABLE users;--").unwrap().as_str(),
        "Robert'); DROP TABLE users;--"
    );
    for typed in
        ["", "   ", "a\0b", "a\nb", "a\u{202e}b", "a\u{2066}b", &"x".repeat(101), &"x".repeat(60_000)]
    {
        assert!(DisplayName::parse(typed).is_err());
    }
}

#[test]
fn roles_include_the_ones_before_them() {
    assert!(Role::Student < Role::Teacher && Role::Teacher < Role::Admin);
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(typed in "\\PC{0,300}") {
        let _ = SignInName::parse(&typed);
        let _ = DisplayName::parse(&typed);
    }

    #[test]
    fn a_canonical_address_is_its_own_canonical_form(local in "[a-zA-Z0-9.+_-]{1,20}", domain in "[a-zA-Zäé0-9.-]{1,30}") {
        if let Ok(email) = Email::parse(&format!("{local}@{domain}")) {
            prop_assert_eq!(canonical(email.canonical()), email.canonical());
            prop_assert_eq!(format!("{}@{}", email.local_part(), email.domain()), email.canonical());
        }
    }
}
