//! Limits at their edges, and what a new day changes.

use super::*;
use std::sync::atomic::{AtomicU64, Ordering};

fn budget(limits: Limits) -> (Budget, Arc<AtomicU64>) {
    let now = Arc::new(AtomicU64::new(5 * DAY_MS));
    let clock = now.clone();
    (Budget::new(limits, Arc::new(move || clock.load(Ordering::Relaxed))), now)
}

fn bill(cost: u64) -> Bill {
    let usage = Usage { input_tokens: 1, ..Usage::default() };
    Bill { usage, cost_usd_micros: Some(cost), outcome: "ok" }
}

#[test]
fn what_is_set_aside_counts_until_it_is_settled() {
    let (budget, _) = budget(Limits { day_usd_micros: Some(100), ..Limits::default() });
    let hold = budget.hold(None, "m", Some(70)).unwrap();
    assert!(matches!(budget.hold(None, "m", Some(31)), Err(Error::BudgetExceeded { scope: Scope::Day, .. })));
    budget.settle(hold, "m", bill(20));
    assert!(budget.hold(None, "m", Some(80)).is_ok());
    assert_eq!(budget.spending().day_usd_micros, 100);
}

#[test]
fn each_user_has_a_limit_of_their_own_and_a_new_day() {
    let (budget, now) = budget(Limits { user_day_usd_micros: Some(50), ..Limits::default() });
    let hold = budget.hold(Some("ada"), "m", Some(50)).unwrap();
    assert!(matches!(
        budget.hold(Some("ada"), "m", Some(1)),
        Err(Error::BudgetExceeded { scope: Scope::UserDay, limit_usd_micros: 50 })
    ));
    assert!(budget.hold(Some("bob"), "m", Some(50)).is_ok());
    assert!(budget.hold(None, "m", Some(500)).is_ok(), "a call of nobody's has no user limit");
    now.fetch_add(DAY_MS, Ordering::Relaxed);
    budget.settle(hold, "m", bill(30));
    assert_eq!(budget.spending().user_day_usd_micros["ada"], 30, "it ended today");
    assert_eq!(budget.spending().installation_usd_micros, 30 + 50 + 500);
}

#[test]
fn the_installation_never_starts_anew() {
    let (budget, now) = budget(Limits { installation_usd_micros: Some(10), ..Limits::default() });
    let budget = budget.from_spending(Spending { installation_usd_micros: 9, ..Spending::default() });
    now.fetch_add(100 * DAY_MS, Ordering::Relaxed);
    assert!(budget.hold(None, "m", Some(1)).is_ok());
    assert!(matches!(
        budget.hold(None, "m", Some(1)),
        Err(Error::BudgetExceeded { scope: Scope::Installation, .. })
    ));
}

#[test]
fn unknown_prices_pass_unless_forbidden() {
    let (budget, _) = budget(Limits { day_usd_micros: Some(0), ..Limits::default() });
    assert!(budget.hold(None, "local", None).is_ok());
    let (strict, _) = self::budget(Limits { allow_unpriced: false, ..Limits::default() });
    assert!(matches!(strict.hold(None, "local", None), Err(Error::Unpriced { .. })));
}

#[test]
fn settlements_are_told_once_each() {
    let told: Arc<Mutex<Vec<Settlement>>> = Arc::default();
    let (budget, _) = budget(Limits::default());
    let sink = told.clone();
    let budget = budget.on_settlement(move |s| sink.lock().unwrap().push(s.clone()));
    let hold = budget.hold(Some("ada"), "p/m", Some(9)).unwrap();
    budget.settle(hold, "p/m", bill(4));
    let hold = budget.hold(Some("ada"), "p/m", Some(9)).unwrap();
    budget.settle(
        hold,
        "p/m",
        Bill { usage: Usage::default(), cost_usd_micros: Some(0), outcome: "rate_limited" },
    );
    let told = told.lock().unwrap();
    assert_eq!(told.len(), 1, "a call that used nothing is not worth a line");
    assert_eq!(
        (told[0].account.as_deref(), told[0].cost_usd_micros, told[0].outcome),
        (Some("ada"), Some(4), "ok")
    );
}

#[test]
fn what_other_processes_spent_counts_with_what_is_set_aside_here() {
    let (budget, _) = budget(Limits { user_day_usd_micros: Some(100), ..Limits::default() });
    assert!(budget.is_limited());
    let hold = budget.hold(Some("ada"), "m", Some(40)).unwrap();
    let stored = |usd_micros: u64| Spending {
        installation_usd_micros: usd_micros,
        day_usd_micros: usd_micros,
        user_day_usd_micros: HashMap::from([("ada".to_owned(), usd_micros)]),
    };
    budget.restock(stored(50), budget.mark());
    assert_eq!(budget.spending().user_day_usd_micros["ada"], 90);
    assert!(budget.hold(Some("ada"), "m", Some(11)).is_err());
    budget.settle(hold, "m", bill(10));
    budget.restock(stored(60), budget.mark());
    assert_eq!((budget.spending().day_usd_micros, budget.spending().user_day_usd_micros["ada"]), (60, 60));
    assert!(budget.hold(Some("ada"), "m", Some(40)).is_ok());
}

#[test]
fn what_is_settled_while_the_sums_are_read_is_not_forgotten() {
    let (budget, _) = budget(Limits { user_day_usd_micros: Some(100), ..Limits::default() });
    let hold = budget.hold(Some("ada"), "m", Some(40)).unwrap();
    let mark = budget.mark();
    budget.settle(hold, "m", bill(40));
    let stored =
        Spending { user_day_usd_micros: HashMap::from([("ada".to_owned(), 50)]), ..Spending::default() };
    budget.restock(stored, mark);
    assert_eq!(budget.spending().user_day_usd_micros["ada"], 90, "50 of another process and 40 of this one");
    assert!(budget.hold(Some("ada"), "m", Some(11)).is_err());
}
