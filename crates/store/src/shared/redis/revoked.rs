//! What was revoked, told from replica to replica: one sorted set, by time.

use std::time::Duration;

use auth::id::SessionId;
use auth::user::UserId;
use redis::AsyncCommands;
use uuid::Uuid;

use super::{PREFIX, Redis};
use crate::Error;
use crate::revocations::Revocation;
use crate::users::word;

impl Redis {
    /// Tells the others, and forgets what is older than a moment.
    pub(in crate::shared) async fn tell(
        &self,
        revocations: &[Revocation],
        at_ms: i64,
        forget_before_ms: i64,
    ) -> Result<(), Error> {
        let mut pipe = redis::pipe();
        pipe.atomic();
        for revocation in revocations {
            pipe.zadd(key(), member(revocation), at_ms).ignore();
        }
        pipe.zrembyscore(key(), "-inf", forget_before_ms).ignore();
        let kept = Duration::from_millis(at_ms.abs_diff(forget_before_ms));
        pipe.expire(key(), i64::try_from(kept.as_secs()).unwrap_or(i64::MAX)).ignore();
        Ok(pipe.query_async(&mut self.connection.clone()).await?)
    }

    /// What the others told since a moment, oldest first.
    pub(in crate::shared) async fn told(&self, since_ms: i64) -> Result<Vec<(Revocation, i64)>, Error> {
        let mut connection = self.connection.clone();
        let members: Vec<(String, i64)> =
            connection.zrangebyscore_withscores(key(), since_ms, "+inf").await?;
        Ok(members.into_iter().filter_map(|(member, at_ms)| Some((read(&member)?, at_ms))).collect())
    }

    /// Lets an account in again.
    pub(in crate::shared) async fn restore(&self, user: UserId) -> Result<(), Error> {
        let mut connection = self.connection.clone();
        Ok(connection.zrem(key(), member(&Revocation::User(user))).await?)
    }
}

fn key() -> String {
    format!("{PREFIX}:revoked")
}

fn member(revocation: &Revocation) -> String {
    match revocation {
        Revocation::Session(session) => format!("session:{}", session.0),
        Revocation::User(user) => format!("user:{}", user.0),
        Revocation::Role(user, role) => format!("role:{}:{}", user.0, word(role)),
    }
}

/// A member of the set; one that a newer program wrote is nothing to this one.
fn read(member: &str) -> Option<Revocation> {
    let mut parts = member.splitn(3, ':');
    let (kind, id) = (parts.next()?, parts.next()?.parse::<Uuid>().ok()?);
    match (kind, parts.next()) {
        ("session", None) => Some(Revocation::Session(SessionId(id))),
        ("user", None) => Some(Revocation::User(UserId(id))),
        ("role", Some(role)) => {
            Some(Revocation::Role(UserId(id), serde_json::from_value(role.to_owned().into()).ok()?))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use auth::user::Role;

    use super::*;

    #[test]
    fn what_is_told_is_read_as_it_was_meant_and_nonsense_is_nothing() {
        let id = Uuid::from_u128(7);
        for revocation in [
            Revocation::Session(SessionId(id)),
            Revocation::User(UserId(id)),
            Revocation::Role(UserId(id), Role::Teacher),
        ] {
            assert_eq!(read(&member(&revocation)), Some(revocation));
        }
        for odd in
            ["", "session", "session:x", "user:", "role:", &format!("role:{id}:king"), &format!("x:{id}")]
        {
            assert_eq!(read(odd), None, "{odd}");
        }
    }
}
