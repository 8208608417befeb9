//! What an owner does with a material: edit, approve, cancel, write again, delete.

use auth::user::UserId;
use content::material::RetrievedPassage;
use content::{Body, Brief, Citation, Evidence, Finding, MaterialId, Passage, Status};
use serde_json::{Value, json};
use store::materials::{self, KeptMaterial};
use store::{Tx, events, jobs};

use crate::ctx::Ctx;
use crate::error::Error;

/// Changes a ready material's body by a JSON merge patch (RFC 7396). The new body must be valid; statements that no
/// quote carries any more are marked `unsupported`, for a person may write what no source says, but not unmarked.
///
/// # Errors
/// [`Error::Invalid`] when the body is no longer of its type, [`Error::Conflict`] when the material is not ready or
/// changed meanwhile.
pub async fn edit(
    ctx: &Ctx,
    owner: UserId,
    id: MaterialId,
    patch: &Value,
    version: Option<u32>,
) -> Result<(), Error> {
    let mut kept = find(ctx, owner, id).await?;
    let before = kept.clone();
    let (Status::Ready, Some(mut value)) = (kept.status, kept.record.body.take()) else {
        return Err(Error::Conflict { detail: "only a ready material can be edited".to_owned() });
    };
    if version.is_some_and(|version| version != kept.version) {
        return Err(changed_meanwhile());
    }
    merge(&mut value, patch, 0);
    let brief = &kept.record.brief;
    let body = Body::from_json(brief.content_type, any_count(brief), &value)
        .map_err(|findings| Error::Invalid { findings: below("/body", findings) })?;
    let passages: Vec<Passage> = kept.record.retrieved_context.iter().map(passage).collect();
    let citations: Vec<Citation> = kept.record.evidence.iter().filter_map(citation).collect();
    let candidate = eval::Candidate {
        brief,
        body: &body,
        objectives: &kept.record.learning_objectives,
        citations: &citations,
        passages: &passages,
    };
    let judged = eval::judge(&candidate);
    kept.record.body = Some(value);
    kept.record.evidence = judged.evidence;
    kept.record.quality = judged.report;
    kept.record.approved_at_ms = None;
    replace(ctx, before, kept).await
}

/// Marks a ready material as approved by a person.
///
/// # Errors
/// [`Error::Conflict`] when it is not ready.
pub async fn approve(ctx: &Ctx, owner: UserId, id: MaterialId) -> Result<(), Error> {
    let now_ms = ctx.clock.now_ms();
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                let mut kept = owned(materials::find_for_update(tx, id).await?, owner)?;
                if kept.status != Status::Ready {
                    return Err(Error::Conflict {
                        detail: "only a ready material can be approved".to_owned(),
                    });
                }
                kept.record.approved_at_ms.get_or_insert(now_ms);
                kept.updated_ms = now_ms;
                materials::update(tx, &kept, kept.version).await?;
                Ok(())
            })
        })
        .await
}

/// Stops a material that is not done yet.
///
/// # Errors
/// [`Error::Conflict`] when it is done already.
pub async fn cancel(ctx: &Ctx, owner: UserId, id: MaterialId) -> Result<(), Error> {
    let kept = find(ctx, owner, id).await?;
    let now_ms = ctx.clock.now_ms();
    if kept.status.is_final() {
        return Err(Error::Conflict { detail: format!("the material is {} already", kept.status.as_str()) });
    }
    ctx.db.write(move |tx| Box::pin(async move { stop(tx, id, Status::Cancelled, now_ms).await })).await?;
    ctx.watchers.notify(id);
    Ok(())
}

/// Writes a material again from the same brief; the version before is kept.
///
/// # Errors
/// [`Error::Conflict`] when it is still being made.
pub async fn regenerate(ctx: &Ctx, owner: UserId, id: MaterialId) -> Result<(), Error> {
    let before = find(ctx, owner, id).await?;
    if !before.status.is_final() {
        return Err(Error::Conflict { detail: "the material is still being made".to_owned() });
    }
    let (now_ms, job) = (ctx.clock.now_ms(), crate::request::job(ctx, id, 0));
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                materials::keep_version(tx, &before, now_ms).await?;
                let mut again = before.clone();
                again.status = Status::Queued;
                again.version += 1;
                again.updated_ms = now_ms;
                again.record = materials::Record::asked(before.record.brief.clone());
                if !materials::update(tx, &again, before.version).await? {
                    return Err(changed_meanwhile());
                }
                jobs::enqueue(tx, &job, now_ms).await?;
                Ok(())
            })
        })
        .await?;
    ctx.job_queued.notify_one();
    ctx.watchers.notify(id);
    Ok(())
}

/// Deletes a material with its versions; work on it stops.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn delete(ctx: &Ctx, owner: UserId, id: MaterialId) -> Result<(), Error> {
    let now_ms = ctx.clock.now_ms();
    let gone = ctx
        .db
        .write(move |tx| {
            Box::pin(async move {
                let gone = materials::remove(tx, owner, id).await?;
                if gone {
                    jobs::cancel(tx, id.0, now_ms).await?;
                }
                Ok::<_, Error>(gone)
            })
        })
        .await?;
    ctx.watchers.notify(id);
    if gone { Ok(()) } else { Err(Error::NotFound { what: "material" }) }
}

/// Ends a material that is not done yet, with its jobs, inside a write.
pub(crate) async fn stop(tx: &mut Tx<'_>, id: MaterialId, status: Status, now_ms: i64) -> Result<(), Error> {
    let Some(mut kept) = materials::find_for_update(tx, id).await? else { return Ok(()) };
    if kept.status.is_final() {
        return Ok(());
    }
    jobs::cancel(tx, id.0, now_ms).await?;
    kept.status = status;
    kept.updated_ms = now_ms;
    materials::update(tx, &kept, kept.version).await?;
    events::append(tx, id, &[("done", json!({ "status": status.as_str() }))], now_ms).await?;
    Ok(())
}

async fn find(ctx: &Ctx, owner: UserId, id: MaterialId) -> Result<KeptMaterial, Error> {
    owned(materials::find(&ctx.db, owner, id).await?, owner)
}

fn owned(kept: Option<KeptMaterial>, owner: UserId) -> Result<KeptMaterial, Error> {
    kept.filter(|kept| kept.owner == owner).ok_or(Error::NotFound { what: "material" })
}

async fn replace(ctx: &Ctx, before: KeptMaterial, mut after: KeptMaterial) -> Result<(), Error> {
    let now_ms = ctx.clock.now_ms();
    after.version = before.version + 1;
    after.updated_ms = now_ms;
    if let Some(metadata) = &mut after.record.metadata {
        metadata.version = after.version;
    }
    let id = before.id;
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                materials::keep_version(tx, &before, now_ms).await?;
                if !materials::update(tx, &after, before.version).await? {
                    return Err(changed_meanwhile());
                }
                Ok(())
            })
        })
        .await?;
    ctx.watchers.notify(id);
    Ok(())
}

fn changed_meanwhile() -> Error {
    Error::Conflict {
        detail: "the material changed meanwhile; read it again and repeat the change".to_owned(),
    }
}

/// A person may add and remove items freely within the bounds of any count.
fn any_count(brief: &Brief) -> Option<(usize, usize)> {
    let (least, most) = content::brief::COUNT;
    brief.content_type.item_range().map(|_| (least as usize, most as usize))
}

fn below(prefix: &str, findings: Vec<Finding>) -> Vec<Finding> {
    let moved = |finding: Finding| Finding { pointer: format!("{prefix}{}", finding.pointer), ..finding };
    findings.into_iter().map(moved).collect()
}

fn passage(kept: &RetrievedPassage) -> Passage {
    Passage {
        id: kept.passage_id,
        source_id: kept.source_id,
        ordinal: 0,
        text: kept.text.clone(),
        start: kept.start,
        end: kept.end,
        page: kept.page,
        heading: None,
        marks: Vec::new(),
    }
}

fn citation(evidence: &Evidence) -> Option<Citation> {
    Some(Citation {
        pointer: evidence.pointer.clone(),
        statement: evidence.statement.clone(),
        passage_id: evidence.passage_id?,
        quote: evidence.quote.clone(),
    })
}

/// How deep a merge patch may reach; bodies are never deeper.
const MERGE_DEPTH: usize = 16;

/// RFC 7396: objects are merged, `null` removes, anything else replaces.
fn merge(target: &mut Value, patch: &Value, depth: usize) {
    let (Value::Object(target), Value::Object(patch)) = (&mut *target, patch) else {
        *target = patch.clone();
        return;
    };
    for (name, value) in patch {
        if value.is_null() {
            target.remove(name);
        } else if depth < MERGE_DEPTH {
            merge(target.entry(name).or_insert(Value::Null), value, depth + 1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_merge_patch_merges_objects_and_replaces_the_rest() {
        let mut value =
            json!({ "title": "a", "differentiation": { "support": "x", "extension": "y" }, "l": [1, 2] });
        merge(&mut value, &json!({ "title": "b", "differentiation": { "support": "z" }, "l": [3] }), 0);
        assert_eq!(
            value,
            json!({ "title": "b", "differentiation": { "support": "z", "extension": "y" }, "l": [3] })
        );
    }
}
