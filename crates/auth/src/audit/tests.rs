//! Records that were changed, removed, moved, added or cut off afterwards.

use proptest::prelude::*;
use uuid::Uuid;

use super::*;

fn entry(n: i64) -> Entry {
    Entry {
        at_ms: 1_800_000_000_000 + n,
        kind: Kind::LoginFailed,
        actor: Actor::Tried("Zm9v".into()),
        subject: Some(UserId(Uuid::from_u128(7))),
        request_id: format!("request-{n}"),
        detail: "password".into(),
    }
}

fn origin() -> Option<Origin> {
    Some(Origin { address: "192.0.2.7".parse().ok(), user_agent: "Firefox".into(), salt: [9; 16] })
}

fn chain(length: i64) -> Vec<Record> {
    let mut records: Vec<Record> = Vec::new();
    for n in 1..=length {
        let last = records.last().map_or(Link::START, Link::from);
        records.push(append(&last, entry(n), origin()));
    }
    records
}

fn fault(records: &[Record]) -> (i64, Fault) {
    let broken = verify(Link::START, records, None).unwrap_err();
    (broken.sequence, broken.fault)
}

#[test]
fn g_04_an_untouched_chain_holds() {
    let records = chain(5);
    assert_eq!(verify(Link::START, &records, None), Ok(Link::from(&records[4])));
    assert_eq!(verify(Link::START, &[], None), Ok(Link::START));
}

#[test]
fn g_04_a_change_anywhere_names_its_record() {
    let changes: [fn(&mut Record); 9] = [
        |record| record.entry.at_ms += 1,
        |record| record.entry.kind = Kind::LoginSucceeded,
        |record| record.entry.actor = Actor::System,
        |record| record.entry.actor = Actor::User(UserId(Uuid::from_u128(7))),
        |record| record.entry.subject = None,
        |record| record.entry.request_id.push('x'),
        |record| record.entry.detail.clear(),
        |record| record.origin_digest.0[0] ^= 1,
        |record| record.hash.0[31] ^= 1,
    ];
    for change in changes {
        let mut records = chain(5);
        change(&mut records[2]);
        assert_eq!(fault(&records), (3, Fault::Content));
    }
    let mut records = chain(5);
    records[2].origin.as_mut().unwrap().address = "192.0.2.8".parse().ok();
    assert_eq!(fault(&records), (3, Fault::Origin));
}

#[test]
fn g_04_removing_moving_and_adding_are_noticed() {
    let mut removed = chain(5);
    removed.remove(2);
    assert_eq!(fault(&removed), (3, Fault::Sequence));
    let mut renumbered = chain(5);
    renumbered.remove(2);
    renumbered[2].sequence = 3;
    assert_eq!(fault(&renumbered), (3, Fault::Previous));
    let mut swapped = chain(5);
    swapped.swap(1, 2);
    assert_eq!(fault(&swapped), (2, Fault::Sequence));
    let mut doubled = chain(5);
    doubled.insert(3, doubled[2].clone());
    assert_eq!(fault(&doubled), (4, Fault::Sequence));
    let mut first = chain(5);
    first.remove(0);
    assert_eq!(fault(&first), (1, Fault::Sequence));
}

#[test]
fn g_04_a_rewritten_or_shortened_chain_misses_the_known_head() {
    let head = Link::from(&chain(5)[4]);
    assert!(verify(Link::START, &chain(7), Some(head)).is_ok());
    assert_eq!(verify(Link::START, &chain(4), Some(head)), Err(Broken { sequence: 5, fault: Fault::Head }));
    let mut rewritten = chain(3);
    let last = Link::from(&rewritten[2]);
    rewritten.push(append(&last, Entry { detail: "harmless".into(), ..entry(4) }, None));
    rewritten.push(append(&Link::from(&rewritten[3]), entry(5), None));
    assert!(verify(Link::START, &rewritten, None).is_ok(), "consistent in itself");
    assert_eq!(verify(Link::START, &rewritten, Some(head)).unwrap_err().fault, Fault::Head);
}

#[test]
fn d_04_old_origins_and_old_records_go_and_the_chain_still_holds() {
    let mut records = chain(5);
    for record in &mut records[..3] {
        record.origin = None;
    }
    assert!(verify(Link::START, &records, None).is_ok(), "addresses erased after thirty days");
    let kept_from = Link::from(&records[1]);
    assert!(verify(kept_from, &records[2..], None).is_ok(), "records removed after a year");
    let exported = serde_json::to_string(&records).unwrap();
    let read: Vec<Record> = serde_json::from_str(&exported).unwrap();
    assert!(verify(Link::START, &read, None).is_ok(), "an export can be checked too");
}

#[test]
fn d_04_an_erased_address_cannot_be_searched_for() {
    let with_salt =
        |salt| append(&Link::START, entry(1), Some(Origin { salt, ..origin().unwrap() })).origin_digest;
    assert_ne!(with_salt([1; 16]), with_salt([2; 16]));
}

#[test]
fn g_02_nothing_in_a_text_breaks_a_line_or_turns_it_round() {
    assert_eq!(
        plain("curl/8\r\n{\"event\":\"forged\"}\0\u{1b}[2J", 100),
        "curl/8\u{FFFD}\u{FFFD}{\"event\":\"forged\"}\u{FFFD}\u{FFFD}[2J"
    );
    assert_eq!(plain("ab\u{202e}cd\u{2066}\u{85}", 100), "ab\u{FFFD}cd\u{FFFD}\u{FFFD}");
    assert_eq!(plain(&"é".repeat(10_000), 256).chars().count(), 256);
}

#[test]
fn g_02_no_record_holds_a_text_that_was_not_made_plain() {
    let hostile = "x\r\n{\"event\":\"forged\"}".repeat(10_000);
    let entry = Entry { request_id: hostile.clone(), detail: hostile.clone(), ..entry(1) };
    let record = append(&Link::START, entry, Some(Origin { user_agent: hostile, ..origin().unwrap() }));
    let user_agent = record.origin.clone().unwrap().user_agent;
    let lengths =
        [&record.entry.request_id, &record.entry.detail, &user_agent].map(|text| text.chars().count());
    assert_eq!(lengths, [128, 500, 256]);
    assert!(
        !format!("{}{}{user_agent}", record.entry.request_id, record.entry.detail).contains(['\r', '\n'])
    );
    assert!(verify(Link::START, &[record], None).is_ok());
}

#[test]
fn kinds_are_stored_by_names_that_read_back() {
    for kind in Kind::ALL {
        assert_eq!(kind.as_str().parse(), Ok(*kind));
        assert_eq!(serde_json::to_value(kind).unwrap(), kind.as_str());
    }
    assert!("login".parse::<Kind>().is_err());
    for named in ["login_failed", "refresh_reuse", "mfa_locked"] {
        assert!(named.parse::<Kind>().is_ok(), "operators alert on {named}");
    }
}

proptest! {
    #[test]
    fn fields_cannot_flow_into_each_other(one in "[a-z0-9 ]{0,12}", two in "[a-z0-9 ]{0,12}", at in 0_usize..12) {
        let joined: Vec<char> = one.chars().chain(two.chars()).collect();
        let cut = at.min(joined.len());
        let moved = Entry { request_id: joined[..cut].iter().collect(), detail: joined[cut..].iter().collect(), ..entry(1) };
        let original = Entry { request_id: one, detail: two, ..entry(1) };
        let same = moved == original;
        prop_assert_eq!(append(&Link::START, moved, None).hash == append(&Link::START, original, None).hash, same);
    }
}
