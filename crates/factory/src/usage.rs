//! Usage: every call that was paid for reaches the store, whatever became of the material.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use llm::{Settlement, Spending};
use store::{Db, usage};

use crate::ctx::Ctx;
use crate::error::Error;

const DAY_MS: i64 = 86_400_000;

/// Settlements on their way to the store. Clones share them.
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    waiting: Arc<Mutex<Vec<Settlement>>>,
    /// Held while some are being stored, so that nobody reads the sums without them.
    storing: Arc<tokio::sync::Mutex<()>>,
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
    let _storing = ctx.ledger.storing.lock().await;
    let settlements = ctx.ledger.take();
    if settlements.is_empty() {
        return Ok(());
    }
    let calls: Vec<usage::Call> = settlements.iter().map(call).collect();
    let stored = ctx
        .db
        .write(move |tx| {
            Box::pin(async move {
                for call in &calls {
                    usage::add(tx, call).await?;
                }
                Ok::<_, Error>(())
            })
        })
        .await;
    if stored.is_err() {
        ctx.ledger.give_back(settlements);
    }
    stored
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
    // what is not stored yet would be forgotten
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
