//! What models were paid for: sums by day, person and model.

use auth::user::UserId;
use sqlx::Row;

use crate::{Db, Error, Tx};

/// One call, as it goes into the sums.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// Days since 1970, UTC.
    pub day: i64,
    /// The account's id; `None` for nobody's.
    pub owner: Option<String>,
    /// `provider/model`.
    pub model: String,
    /// Tokens sent.
    pub input_tokens: u64,
    /// Tokens received.
    pub output_tokens: u64,
    /// Tokens sent that the provider had in its cache.
    pub cached_tokens: u64,
    /// Millionths of a US dollar; `None` when the price is unknown.
    pub cost_usd_micros: Option<u64>,
}

/// A sum of calls.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sum {
    /// Days since 1970, UTC.
    pub day: i64,
    /// The account's id; empty for nobody's.
    pub owner: String,
    /// `provider/model`.
    pub model: String,
    /// How many calls.
    pub calls: u64,
    /// Tokens sent.
    pub input_tokens: u64,
    /// Tokens received.
    pub output_tokens: u64,
    /// Tokens sent that the provider had in its cache.
    pub cached_tokens: u64,
    /// Millionths of a US dollar, of the calls whose price is known.
    pub cost_usd_micros: u64,
    /// Calls whose price is unknown.
    pub unpriced_calls: u64,
}

/// Adds calls to the sums.
///
/// # Errors
/// [`Error::Database`].
pub async fn add(tx: &mut Tx<'_>, calls: &[Call]) -> Result<(), Error> {
    for call in calls {
        add_one(tx, call).await?;
    }
    Ok(())
}

async fn add_one(tx: &mut Tx<'_>, call: &Call) -> Result<(), Error> {
    const SQL: &str =
        "INSERT INTO usage (day, owner, model, calls, input_tokens, output_tokens, cached_tokens,
                           cost_usd_micros, unpriced_calls)
                       VALUES ($1, $2, $3, 1, $4, $5, $6, $7, $8)
                       ON CONFLICT (day, owner, model) DO UPDATE SET
                           calls = usage.calls + 1,
                           input_tokens = usage.input_tokens + excluded.input_tokens,
                           output_tokens = usage.output_tokens + excluded.output_tokens,
                           cached_tokens = usage.cached_tokens + excluded.cached_tokens,
                           cost_usd_micros = usage.cost_usd_micros + excluded.cost_usd_micros,
                           unpriced_calls = usage.unpriced_calls + excluded.unpriced_calls";
    sqlx::query(SQL)
        .bind(call.day)
        .bind(call.owner.as_deref().unwrap_or_default())
        .bind(&call.model)
        .bind(whole(call.input_tokens))
        .bind(whole(call.output_tokens))
        .bind(whole(call.cached_tokens))
        .bind(whole(call.cost_usd_micros.unwrap_or_default()))
        .bind(i64::from(call.cost_usd_micros.is_none()))
        .execute(&mut *tx.connection)
        .await?;
    Ok(())
}

/// The sums from a day on, oldest first.
///
/// # Errors
/// [`Error::Database`].
pub async fn since(db: &Db, day: i64) -> Result<Vec<Sum>, Error> {
    let sql = sqlx::AssertSqlSafe(format!("{SELECT} WHERE day >= $1 ORDER BY day, owner, model"));
    let rows = sqlx::query(sql).bind(day).fetch_all(&db.reads).await?;
    rows.iter().map(sum).collect()
}

/// The sums of one account, oldest first.
///
/// # Errors
/// [`Error::Database`].
pub async fn of(db: &Db, owner: UserId) -> Result<Vec<Sum>, Error> {
    let sql = sqlx::AssertSqlSafe(format!("{SELECT} WHERE owner = $1 ORDER BY day, model"));
    let rows = sqlx::query(sql).bind(owner.to_string()).fetch_all(&db.reads).await?;
    rows.iter().map(sum).collect()
}

/// What was spent ever, in millionths of a US dollar.
///
/// # Errors
/// [`Error::Database`].
pub async fn spent_usd_micros(db: &Db) -> Result<u64, Error> {
    const SQL: &str = "SELECT COALESCE(SUM(cost_usd_micros), 0) FROM usage";
    let sum: i64 = sqlx::query_scalar(SQL).fetch_one(&db.reads).await?;
    Ok(sum.unsigned_abs())
}

fn whole(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

const SELECT: &str =
    "SELECT day, owner, model, calls, input_tokens, output_tokens, cached_tokens, cost_usd_micros,
                             unpriced_calls FROM usage";

fn sum(row: &sqlx::sqlite::SqliteRow) -> Result<Sum, Error> {
    let count = |name: &str| -> Result<u64, Error> { Ok(row.try_get::<i64, _>(name)?.unsigned_abs()) };
    Ok(Sum {
        day: row.try_get("day")?,
        owner: row.try_get("owner")?,
        model: row.try_get("model")?,
        calls: count("calls")?,
        input_tokens: count("input_tokens")?,
        output_tokens: count("output_tokens")?,
        cached_tokens: count("cached_tokens")?,
        cost_usd_micros: count("cost_usd_micros")?,
        unpriced_calls: count("unpriced_calls")?,
    })
}
