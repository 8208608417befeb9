//! Guessing fast, guessing from everywhere, guessing under other spellings, and not locking the owner out.

use std::net::IpAddr;

use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::id::UserId;
use crate::secret::{DerivedKey, Purpose, RootKey};

const NOW_MS: i64 = 1_800_000_000_000;

fn key() -> DerivedKey {
    RootKey::from_bytes([3; 32]).derive(Purpose::TriedNames)
}

fn ip(text: &str) -> IpAddr {
    text.parse().unwrap()
}

fn passes(decision: Decision) -> bool {
    matches!(decision, Decision::Pass { .. })
}

#[test]
fn l_03_the_sixth_attempt_in_any_minute_waits() {
    let limit = Limits::default().address;
    let mut window = Window::default();
    for attempt in 0..5 {
        assert_eq!(
            take(&mut window, &limit, NOW_MS + attempt * 11_000),
            Decision::Pass { left: 4 - attempt as usize }
        );
    }
    assert_eq!(
        take(&mut window, &limit, NOW_MS + 55_000),
        Decision::Wait { seconds: 5 },
        "spread over the minute too"
    );
    assert_eq!(take(&mut window, &limit, NOW_MS + 59_999), Decision::Wait { seconds: 1 });
    assert!(passes(take(&mut window, &limit, NOW_MS + 60_000)));
    assert!(
        !passes(take(&mut window, &limit, NOW_MS + 60_001)),
        "the second of the old five is still in the window"
    );
}

#[test]
fn l_06_of_twenty_at_once_five_are_evaluated() {
    let limit = Limits::default().address;
    let mut window = Window::default();
    let evaluated = (0..20).filter(|_| passes(take(&mut window, &limit, NOW_MS))).count();
    assert_eq!(evaluated, 5);
    assert_eq!(window.instants().len(), 5, "what is refused is not remembered");
}

#[test]
fn l_05_an_account_is_throttled_whatever_the_address_and_spelling() {
    let key = key();
    let counters = Counters::new(&key);
    let counter = |typed| counters.account(&counters.name(typed), None);
    let expected = counter("ann@example.org");
    for spelling in ["Ann@Example.org", " ann@example.org ", "ann@EXAMPLE.ORG\n", "\u{2003}ann@example.org"] {
        assert_eq!(counter(spelling), expected, "{spelling:?}");
    }
    assert_eq!(counter("Ann B"), counter("annb"), "names that no account can have are folded too");
    assert_ne!(counter("anne@example.org"), expected);
    let limit = Limits::default().account;
    let mut window = Window::default();
    let let_through = (0..1_000).filter(|i| passes(take(&mut window, &limit, NOW_MS + i * 100))).count();
    assert_eq!(let_through, 30);
}

#[test]
fn l_05_the_owner_at_a_known_address_has_a_counter_apart_from_strangers() {
    let key = key();
    let counters = Counters::new(&key);
    let name = counters.name("ann@example.org");
    let strangers = counters.account(&name, None);
    let home = counters.account(&name, Some(ip("198.51.100.7")));
    assert_ne!(strangers, home);
    assert_ne!(home, counters.account(&name, Some(ip("198.51.100.8"))));
    assert_ne!(home, counters.account(&counters.name("ben@example.org"), Some(ip("198.51.100.7"))));
}

#[test]
fn l_05_a_right_password_is_not_held_against_the_owner() {
    let limit = Limits::default().account;
    let mut window = Window::default();
    for attempt in 0..200 {
        assert!(passes(take(&mut window, &limit, NOW_MS + attempt)));
        give_back(&mut window, NOW_MS + attempt);
    }
    assert!(window.instants().is_empty());
    give_back(&mut window, NOW_MS);
}

#[test]
fn m_04_ten_wrong_codes_lock_the_factor_for_every_address() {
    let key = key();
    let counters = Counters::new(&key);
    let user = UserId(Uuid::from_u128(1));
    assert_eq!(counters.second_factor(user), counters.second_factor(user));
    let limit = Limits::default().second_factor;
    let mut window = Window::default();
    assert_eq!((0..50).filter(|_| passes(take(&mut window, &limit, NOW_MS))).count(), 10);
    assert_eq!(take(&mut window, &limit, NOW_MS + 1), Decision::Wait { seconds: 3_600 });
}

#[test]
fn l_03_an_ipv6_customer_and_a_mapped_address_count_as_one() {
    let key = key();
    let counters = Counters::new(&key);
    assert_eq!(
        counters.address(ip("2001:db8:1:2::1")),
        counters.address(ip("2001:db8:1:2:ffff:ffff:ffff:ffff"))
    );
    assert_ne!(counters.address(ip("2001:db8:1:2::1")), counters.address(ip("2001:db8:1:3::1")));
    assert_eq!(counters.address(ip("::ffff:192.0.2.1")), counters.address(ip("192.0.2.1")));
    assert_ne!(counters.address(ip("192.0.2.1")), counters.address(ip("192.0.2.2")));
}

#[test]
fn g_01_a_tried_name_is_kept_as_a_keyed_digest_only() {
    let (key, other) = (key(), RootKey::from_bytes([4; 32]).derive(Purpose::TriedNames));
    let name = Counters::new(&key).name("ann@example.org");
    assert!(!name.as_str().contains("ann"));
    assert_ne!(
        name,
        Counters::new(&other).name("ann@example.org"),
        "nobody without the key can look names up"
    );
    let counter = Counters::new(&key).address(ip("192.0.2.1"));
    assert!(!counter.as_str().contains("192"));
}

proptest! {
    #[test]
    fn never_more_than_the_limit_in_any_window(gaps in prop::collection::vec(0_i64..20_000, 1..200)) {
        let limit = Limits::default().address;
        let (mut window, mut now_ms, mut passed) = (Window::default(), NOW_MS, vec![]);
        for gap in gaps {
            now_ms += gap;
            match take(&mut window, &limit, now_ms) {
                Decision::Pass { .. } => passed.push(now_ms),
                Decision::Wait { seconds } => {
                    let mut later = window.clone();
                    prop_assert!(passes(take(&mut later, &limit, now_ms + seconds as i64 * 1_000)), "Retry-After is true");
                }
            }
        }
        for six in passed.windows(6) {
            prop_assert!(six[5] - six[0] >= limit.window_ms);
        }
    }

    #[test]
    fn any_stored_window_and_any_clock_are_borne(instants in prop::collection::vec(any::<i64>(), 0..50), now_ms in any::<i64>()) {
        let limit = Limits::default().address;
        let mut window = Window::from_instants(instants);
        if let Decision::Wait { seconds } = take(&mut window, &limit, now_ms) {
            prop_assert!((1..=60).contains(&seconds), "a clock set back locks nobody for longer");
        }
        prop_assert!(window.instants().len() <= limit.attempts);
    }

    #[test]
    fn any_name_has_a_counter(typed in "\\PC{0,400}") {
        let key = key();
        prop_assert_eq!(Counters::new(&key).name(&typed).as_str().len(), 22);
    }
}
