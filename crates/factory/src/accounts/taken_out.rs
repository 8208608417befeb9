//! A person's data, taken out: everything that is kept about them, without any secret.

use auth::user::UserId;
use content::{Material, Source};
use serde::Serialize;
use serde_json::{Value, json};
use store::materials::Filter;
use store::{Cursor, audit};

use crate::ctx::Ctx;
use crate::error::Error;

/// How many rows are read at a time.
const PAGE: u32 = 100;

/// Everything about one person.
#[derive(Debug, Serialize)]
pub struct Export {
    /// The account.
    pub profile: Value,
    /// Where they are signed in.
    pub sessions: Vec<Value>,
    /// Their API keys, without the keys.
    pub api_keys: Vec<Value>,
    /// Their passkeys, without the keys.
    pub passkeys: Vec<Value>,
    /// Who they are to identity providers.
    pub identities: Vec<Value>,
    /// Their materials.
    pub materials: Vec<Material>,
    /// What stood in them before it was changed.
    pub earlier_versions: Vec<Value>,
    /// What models were asked for in their name, by day.
    pub usage: Vec<Value>,
    /// Their sources with their texts.
    pub sources: Vec<Source>,
    /// What the audit log says by or about them.
    pub audit: Vec<Value>,
}

/// Takes a person's data out.
///
/// # Errors
/// [`Error::Store`]; [`Error::Unauthenticated`] when the account is gone.
pub async fn export(ctx: &Ctx, id: UserId) -> Result<Export, Error> {
    let user = super::profile::me(ctx, id).await?;
    let profile = json!({
        "id": user.id,
        "email": user.email,
        "username": user.email.is_none().then_some(user.sign_in_name),
        "email_verified": user.email_verified_ms.is_some(),
        "name": user.display_name,
        "role": user.role,
        "organisation_id": user.school.map(|(school, _)| school),
        "position": user.school.map(|(_, position)| position),
        "age_band": user.age_band,
        "consent": user.consent,
        "mfa_enabled": super::second_factor::is_on(ctx, id).await?,
        "created_ms": user.created_ms,
    });
    let materials = materials(ctx, id).await?;
    Ok(Export {
        profile,
        sessions: sessions(ctx, id).await?,
        api_keys: api_keys(ctx, id).await?,
        passkeys: passkeys(ctx, id).await?,
        identities: identities(ctx, id).await?,
        earlier_versions: earlier_versions(ctx, &materials).await?,
        materials,
        usage: usage(ctx, id).await?,
        sources: sources(ctx, id).await?,
        audit: records(ctx, id).await?,
    })
}

async fn sessions(ctx: &Ctx, id: UserId) -> Result<Vec<Value>, Error> {
    let page = store::sessions::list(&ctx.db, id, ctx.clock.now_ms(), Cursor::START, 10 * PAGE).await?;
    let shown = |session: store::sessions::Session| {
        json!({
            "id": session.id,
            "address": session.address,
            "user_agent": session.user_agent,
            "created_ms": session.created_ms,
            "last_seen_ms": session.last_seen_ms,
        })
    };
    Ok(page.items.into_iter().map(shown).collect())
}

async fn api_keys(ctx: &Ctx, id: UserId) -> Result<Vec<Value>, Error> {
    let page = store::api_keys::list(&ctx.db, id, Cursor::START, 10 * PAGE).await?;
    let shown = |key: store::api_keys::ApiKey| {
        json!({
            "id": key.record.id,
            "name": key.name,
            "scopes": key.record.scopes,
            "created_ms": key.created_ms,
            "expires_ms": key.record.expires_ms,
            "last_used_ms": key.record.last_used_ms,
        })
    };
    Ok(page.items.into_iter().map(shown).collect())
}

async fn passkeys(ctx: &Ctx, id: UserId) -> Result<Vec<Value>, Error> {
    let shown = |passkey: store::passkeys::Passkey| {
        json!({
            "id": passkey.id,
            "name": passkey.name,
            "created_ms": passkey.created_ms,
            "last_used_ms": passkey.last_used_ms,
        })
    };
    Ok(super::passkeys::list(ctx, id).await?.into_iter().map(shown).collect())
}

async fn identities(ctx: &Ctx, id: UserId) -> Result<Vec<Value>, Error> {
    let shown = |linked: store::identities::Linked| {
        json!({
            "id": linked.id,
            "provider": linked.provider,
            "issuer": linked.identity.issuer,
            "subject": linked.identity.subject,
            "created_ms": linked.created_ms,
            "last_used_ms": linked.last_used_ms,
        })
    };
    Ok(super::oidc::list(ctx, id).await?.into_iter().map(shown).collect())
}

async fn materials(ctx: &Ctx, id: UserId) -> Result<Vec<Material>, Error> {
    let (mut all, mut from) = (Vec::new(), Some(Cursor::START));
    while let Some(cursor) = from {
        let page = store::materials::list(&ctx.db, id, &Filter::default(), cursor, PAGE).await?;
        for summary in page.items {
            if let Some(kept) = store::materials::find(&ctx.db, id, summary.id).await? {
                all.push(kept.into_material()?);
            }
        }
        from = page.next;
    }
    Ok(all)
}

async fn earlier_versions(ctx: &Ctx, materials: &[Material]) -> Result<Vec<Value>, Error> {
    let mut all = Vec::new();
    for material in materials {
        let mut before = None;
        loop {
            let piece = store::materials::versions(&ctx.db, material.id, before, PAGE).await?;
            let Some((last, ..)) = piece.last() else { break };
            before = Some(*last);
            all.extend(piece.into_iter().map(|(version, record, replaced_ms)| {
                json!({
                    "material_id": material.id,
                    "version": version,
                    "body": record.body,
                    "learning_objectives": record.learning_objectives,
                    "replaced_ms": replaced_ms,
                })
            }));
        }
    }
    Ok(all)
}

async fn usage(ctx: &Ctx, id: UserId) -> Result<Vec<Value>, Error> {
    let shown = |sum: store::usage::Sum| {
        json!({
            "day": sum.day,
            "model": sum.model,
            "calls": sum.calls,
            "input_tokens": sum.input_tokens,
            "output_tokens": sum.output_tokens,
            "cost_usd_micros": sum.cost_usd_micros,
        })
    };
    Ok(store::usage::of(&ctx.db, id).await?.into_iter().map(shown).collect())
}

async fn sources(ctx: &Ctx, id: UserId) -> Result<Vec<Source>, Error> {
    let (mut all, mut from) = (Vec::new(), Some(Cursor::START));
    while let Some(cursor) = from {
        let page = store::sources::list(&ctx.db, id, false, cursor, PAGE).await?;
        for summary in page.items {
            all.extend(store::sources::find(&ctx.db, id, summary.id).await?);
        }
        from = page.next;
    }
    Ok(all)
}

async fn records(ctx: &Ctx, id: UserId) -> Result<Vec<Value>, Error> {
    let filter = audit::Filter { user: Some(id), kind: None };
    let (mut all, mut before) = (Vec::new(), i64::MAX);
    loop {
        let piece = audit::before(&ctx.db, &filter, before, PAGE).await?;
        let Some(last) = piece.last() else { return Ok(all) };
        before = last.sequence;
        all.extend(piece.iter().map(shown));
    }
}

fn shown(record: &auth::audit::Record) -> Value {
    json!({
        "at_ms": record.entry.at_ms,
        "event": record.entry.kind,
        "address": record.origin.as_ref().and_then(|origin| origin.address),
        "user_agent": record.origin.as_ref().map(|origin| origin.user_agent.as_str()),
    })
}
