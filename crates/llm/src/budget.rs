//! Stops before the money runs out: per user and day, per day, per installation, in millionths of a US dollar.
//!
//! The most a call can cost is set aside before it is made and replaced by what it did cost. The books are kept in
//! memory; whoever wants them to outlive the process stores each [`Settlement`] and hands the sums back at the start.
//! Several processes share their limits through the stored sums: [`Budget::restock`] takes in what the others spent. What
//! the others have under way is not seen, so that limits may be passed by the calls that run at one moment.

mod metered;

pub use metered::Metered;

use crate::error::Error;
use crate::reply::Usage;
use serde::Deserialize;
use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

/// Milliseconds since 1970, from whoever owns the clock.
pub type Clock = Arc<dyn Fn() -> u64 + Send + Sync>;

const DAY_MS: u64 = 86_400_000;

/// What may be spent; an absent limit does not limit.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// By one account in one day (UTC).
    pub user_day_usd_micros: Option<u64>,
    /// By all in one day (UTC).
    pub day_usd_micros: Option<u64>,
    /// By this installation, ever.
    pub installation_usd_micros: Option<u64>,
    /// Whether models of unknown price may be called at all; they count as nothing.
    pub allow_unpriced: bool,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            user_day_usd_micros: None,
            day_usd_micros: None,
            installation_usd_micros: None,
            allow_unpriced: true,
        }
    }
}

/// Which limit was reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// One account's for the day.
    UserDay,
    /// Everybody's for the day.
    Day,
    /// The installation's.
    Installation,
}

impl Scope {
    /// The words used in messages.
    pub fn as_str(self) -> &'static str {
        match self {
            Scope::UserDay => "this account today",
            Scope::Day => "today",
            Scope::Installation => "this installation",
        }
    }
}

/// One call as it goes into the books.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settlement {
    /// When, in milliseconds since 1970.
    pub at_ms: u64,
    /// Whose call, if anybody's.
    pub account: Option<String>,
    /// `provider/model`.
    pub model: String,
    /// Tokens; `estimated` when the call ended before the provider counted.
    pub usage: Usage,
    /// The cost; `None` when the price is unknown.
    pub cost_usd_micros: Option<u64>,
    /// `ok`, or the kind of failure, or `cancelled`.
    pub outcome: &'static str,
}

/// Sums to begin from, as found in stored settlements.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Spending {
    /// Ever.
    pub installation_usd_micros: u64,
    /// Since the beginning of the present day (UTC).
    pub day_usd_micros: u64,
    /// The same by account.
    pub user_day_usd_micros: HashMap<String, u64>,
}

type Sink = Box<dyn Fn(&Settlement) + Send + Sync>;

/// The limits and the books.
pub struct Budget {
    limits: Limits,
    clock: Clock,
    books: Mutex<Books>,
    sink: Option<Sink>,
}

/// Sums that include what is set aside for calls under way.
#[derive(Debug, Default)]
struct Books {
    day: u64,
    spending: Spending,
    /// What of it is set aside.
    held: Spending,
    /// Calls settled so far.
    settled: u64,
    /// The last of them, by their number.
    recent: VecDeque<(u64, Option<String>, u64)>,
}

/// How many settled calls are remembered for sums that are read meanwhile.
const RECENT: usize = 1_024;

/// What was set aside for a call.
#[derive(Debug)]
struct Hold {
    day: u64,
    account: Option<String>,
    usd_micros: u64,
}

/// What a call came to.
#[derive(Debug, Clone, Copy)]
struct Bill {
    usage: Usage,
    cost_usd_micros: Option<u64>,
    outcome: &'static str,
}

impl Budget {
    /// Empty books under these limits.
    pub fn new(limits: Limits, clock: Clock) -> Self {
        Budget { limits, clock, books: Mutex::default(), sink: None }
    }

    /// Continues from stored sums.
    #[must_use]
    pub fn from_spending(mut self, spending: Spending) -> Self {
        let day = (self.clock)() / DAY_MS;
        self.books = Mutex::new(Books { day, spending, ..Books::default() });
        self
    }

    /// Where the books stand, to be asked before the stored sums are read.
    pub fn mark(&self) -> u64 {
        self.books().settled
    }

    /// Goes on from the sums that are stored, of this process and others, with what is set aside here and what was settled
    /// here since the mark: it may not be stored yet, and is rather counted twice than not at all.
    pub fn restock(&self, stored: Spending, mark: u64) {
        let mut books = self.books();
        let held = books.held.clone();
        books.spending = stored;
        books.spending.include(&held);
        let Books { spending, recent, .. } = &mut *books;
        for (_, account, usd_micros) in recent.iter().filter(|(number, ..)| *number > mark) {
            spending.add(account.as_deref(), *usd_micros);
        }
    }

    /// Whether anything limits what is spent.
    pub fn is_limited(&self) -> bool {
        let Limits { user_day_usd_micros, day_usd_micros, installation_usd_micros, .. } = self.limits;
        user_day_usd_micros.or(day_usd_micros).or(installation_usd_micros).is_some()
    }

    /// Tells each call as it is settled, to be stored. Called while a call ends: it must not block.
    #[must_use]
    pub fn on_settlement(mut self, sink: impl Fn(&Settlement) + Send + Sync + 'static) -> Self {
        self.sink = Some(Box::new(sink));
        self
    }

    /// The sums now, with what is set aside for calls under way.
    pub fn spending(&self) -> Spending {
        self.books().spending.clone()
    }

    /// Whether anything is left for an account, before any work is done for it.
    ///
    /// # Errors
    /// [`Error::BudgetExceeded`] that names the limit which is used up.
    pub fn check(&self, account: Option<&str>) -> Result<(), Error> {
        let books = self.books();
        for (scope, limit, sum) in self.sums(&books.spending, account) {
            if let Some(limit_usd_micros) = limit.filter(|limit| sum >= *limit) {
                return Err(Error::BudgetExceeded { scope, limit_usd_micros });
            }
        }
        Ok(())
    }

    /// Each limit with what counts against it.
    fn sums(&self, spent: &Spending, account: Option<&str>) -> [(Scope, Option<u64>, u64); 3] {
        let user = account.and_then(|a| spent.user_day_usd_micros.get(a)).copied().unwrap_or(0);
        let user_limit = self.limits.user_day_usd_micros.filter(|_| account.is_some());
        [
            (Scope::UserDay, user_limit, user),
            (Scope::Day, self.limits.day_usd_micros, spent.day_usd_micros),
            (Scope::Installation, self.limits.installation_usd_micros, spent.installation_usd_micros),
        ]
    }

    /// Sets aside the most a call can cost; `None` for a call of unknown price.
    fn hold(&self, account: Option<&str>, model: &str, worst: Option<u64>) -> Result<Hold, Error> {
        if worst.is_none() && !self.limits.allow_unpriced {
            return Err(Error::Unpriced { model: model.to_owned() });
        }
        let usd_micros = worst.unwrap_or(0);
        let mut books = self.books();
        for (scope, limit, sum) in self.sums(&books.spending, account) {
            let Some(limit_usd_micros) = limit else { continue };
            if usd_micros > 0 && sum.saturating_add(usd_micros) > limit_usd_micros {
                return Err(Error::BudgetExceeded { scope, limit_usd_micros });
            }
        }
        books.spending.add(account, usd_micros);
        books.held.add(account, usd_micros);
        Ok(Hold { day: books.day, account: account.map(str::to_owned), usd_micros })
    }

    /// Replaces what was set aside by what the call did cost.
    fn settle(&self, hold: Hold, model: &str, bill: Bill) {
        let mut books = self.books();
        let same_day = books.day == hold.day;
        books.spending.release(hold.account.as_deref(), hold.usd_micros, same_day);
        books.held.release(hold.account.as_deref(), hold.usd_micros, same_day);
        books.spending.add(hold.account.as_deref(), bill.cost_usd_micros.unwrap_or(0));
        books.remember(hold.account.as_deref(), bill.cost_usd_micros.unwrap_or(0));
        drop(books);
        let Bill { usage, cost_usd_micros, outcome } = bill;
        if let Some(sink) = self.sink.as_ref().filter(|_| usage != Usage::default()) {
            let at_ms = (self.clock)();
            let model = model.to_owned();
            sink(&Settlement { at_ms, account: hold.account, model, usage, cost_usd_micros, outcome });
        }
    }

    /// The books, turned to the present day.
    fn books(&self) -> std::sync::MutexGuard<'_, Books> {
        let mut books = self.books.lock().unwrap_or_else(PoisonError::into_inner);
        let day = (self.clock)() / DAY_MS;
        if day > books.day {
            books.day = day;
            books.spending.day_usd_micros = 0;
            books.spending.user_day_usd_micros.clear();
            books.held.day_usd_micros = 0;
            books.held.user_day_usd_micros.clear();
        }
        books
    }
}

impl Books {
    fn remember(&mut self, account: Option<&str>, usd_micros: u64) {
        self.settled += 1;
        if self.recent.len() == RECENT {
            self.recent.pop_front();
        }
        self.recent.push_back((self.settled, account.map(str::to_owned), usd_micros));
    }
}

impl std::fmt::Debug for Budget {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Budget").field("limits", &self.limits).finish_non_exhaustive()
    }
}

impl Spending {
    fn add(&mut self, account: Option<&str>, usd_micros: u64) {
        self.installation_usd_micros = self.installation_usd_micros.saturating_add(usd_micros);
        self.day_usd_micros = self.day_usd_micros.saturating_add(usd_micros);
        if let (Some(account), true) = (account, usd_micros > 0) {
            let sum = self.user_day_usd_micros.entry(account.to_owned()).or_default();
            *sum = sum.saturating_add(usd_micros);
        }
    }

    fn include(&mut self, other: &Self) {
        self.installation_usd_micros =
            self.installation_usd_micros.saturating_add(other.installation_usd_micros);
        self.day_usd_micros = self.day_usd_micros.saturating_add(other.day_usd_micros);
        for (account, usd_micros) in &other.user_day_usd_micros {
            let sum = self.user_day_usd_micros.entry(account.clone()).or_default();
            *sum = sum.saturating_add(*usd_micros);
        }
    }

    fn release(&mut self, account: Option<&str>, usd_micros: u64, same_day: bool) {
        self.installation_usd_micros = self.installation_usd_micros.saturating_sub(usd_micros);
        if !same_day {
            return;
        }
        self.day_usd_micros = self.day_usd_micros.saturating_sub(usd_micros);
        if let Some(sum) = account.and_then(|a| self.user_day_usd_micros.get_mut(a)) {
            *sum = sum.saturating_sub(usd_micros);
        }
    }
}

#[cfg(test)]
mod tests;
