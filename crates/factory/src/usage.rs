//! Usage: every call that was paid for reaches the store, whatever became of the material.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use llm::{Settlement, Spending};
use store::{Db, usage};
use tokio::sync::{RwLock, RwLockReadGuard};

use crate::ctx::Ctx;
use crate::error::Error;

const DAY_MS: i64 = 86_400_000;

/// Settlements on their way to the store. Clones share them.
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    waiting: Arc<Mutex<Vec<Settlement>>>,
    /// Shared by those who are storing some, so that whoever reads the sums can wait for them.
    storing: Arc<RwLock<()>>,
}

impl Ledger {
    /// Takes note of a call. Never waits.
    pub fn note(&self, settlement: &Settlement) {
        self.lock().push(settlement.clone());
    }

    fn take(&self) -> Vec<Settlement> {
        std::mem::take(&mut *self.lock())
    }

    fn give_back(&self, mut settlements: Vec<Settlement>) {
        let mut waiting = self.lock();
        settlements.append(&mut waiting);
        *waiting = settlements;
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Settlement>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Stores what was paid for since the last time.
///
/// # Errors
/// [`Error::Store`]; what was not stored is tried again the next time.
pub async fn store_settlements(ctx: &Ctx) -> Result<(), Error> {
    let bill = Bill::of(&ctx.ledger).await;
    if bill.settlements.is_empty() {
        return Ok(());
    }
    let calls = bill.calls();
    bill.settle(ctx.db.write(move |tx| Box::pin(async move { Ok(usage::add(tx, &calls).await?) })).await)
}

/// What was paid for since the last time, taken off the ledger by who stores it together with something else.
pub(crate) struct Bill<'a> {
    ledger: &'a Ledger,
    settlements: Vec<Settlement>,
    _storing: RwLockReadGuard<'a, ()>,
}

impl<'a> Bill<'a> {
    pub(crate) async fn of(ledger: &'a Ledger) -> Self {
        let storing = ledger.storing.read().await;
        Self { ledger, settlements: ledger.take(), _storing: storing }
    }

    /// As they go into the store.
    pub(crate) fn calls(&self) -> Vec<usage::Call> {
        self.settlements.iter().map(call).collect()
    }

    /// Puts what was not stored back on the ledger.
    pub(crate) fn settle<T>(self, stored: Result<T, Error>) -> Result<T, Error> {
        if stored.is_err() {
            self.ledger.give_back(self.settlements);
        }
        stored
    }
}

/// Takes in what other processes have spent, where anything limits it.
///
/// # Errors
/// [`Error::Store`].
pub async fn share_books(ctx: &Ctx) -> Result<(), Error> {
    let Some(models) = ctx.models.as_ref().filter(|models| models.budget().is_limited()) else {
        return Ok(());
    };
    let mark = models.budget().mark();
    // what is not stored yet would be forgotten: others are waited for, the rest is stored here
    drop(ctx.ledger.storing.write().await);
    store_settlements(ctx).await?;
    models.budget().restock(spending(&ctx.db, ctx.clock.now_ms()).await?, mark);
    Ok(())
}

/// What was spent until now, for the budget to go on from.
///
/// # Errors
/// [`Error::Store`].
pub async fn spending(db: &Db, now_ms: i64) -> Result<Spending, Error> {
    let today = usage::since(db, now_ms.div_euclid(DAY_MS)).await?;
    let mut by_user: HashMap<String, u64> = HashMap::new();
    for sum in today.iter().filter(|sum| !sum.owner.is_empty()) {
        *by_user.entry(sum.owner.clone()).or_default() += sum.cost_usd_micros;
    }
    Ok(Spending {
        installation_usd_micros: usage::spent_usd_micros(db).await?,
        day_usd_micros: today.iter().map(|sum| sum.cost_usd_micros).sum(),
        user_day_usd_micros: by_user,
    })
}

fn call(settlement: &Settlement) -> usage::Call {
    let at_ms = i64::try_from(settlement.at_ms).unwrap_or(i64::MAX);
    usage::Call {
        day: at_ms.div_euclid(DAY_MS),
        owner: settlement.account.clone(),
        model: settlement.model.clone(),
        input_tokens: settlement.usage.input_tokens,
        output_tokens: settlement.usage.output_tokens,
        cached_tokens: settlement.usage.cached_tokens,
        cost_usd_micros: settlement.cost_usd_micros,
    }
}
