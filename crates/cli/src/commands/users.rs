//! `factoria users`: accounts, for whoever runs the machine.

use std::path::Path;
use std::process::ExitCode;

use auth::user::{Role, UserId};
use factory::Ctx;
use factory::accounts::admin::{self, NewUser};
use factory::accounts::{Visit, first_admin, second_factor};
use secrecy::{ExposeSecret, SecretString};
use serde_json::json;
use store::Cursor;
use store::users::{Filter, User};

use super::Run;
use crate::args::{RoleName, Users};
use crate::report::{self, Wrong};
use crate::wire;

/// The largest file that holds a password, in bytes.
const PASSWORD_BYTES: u64 = 4_096;

pub(super) async fn run(run: &Run, command: Users) -> anyhow::Result<ExitCode> {
    let reached_at = format!("http://{}", run.settings.server.listen);
    let ctx = wire::serving(&run.global.data, &run.settings, &reached_at).await?;
    let outcome = act(run, &ctx, command).await;
    ctx.db.close().await;
    outcome.map(|()| ExitCode::SUCCESS)
}

async fn act(run: &Run, ctx: &Ctx, command: Users) -> anyhow::Result<()> {
    let visit = Visit::at_the_machine();
    match command {
        Users::Create { name, display_name, role, password_file } => {
            let password = password_file.as_deref().map(read_password).transpose()?;
            create(run, ctx, (name, display_name), role, password).await
        }
        Users::List => list(run, ctx).await,
        Users::Disable { name } => {
            Ok(admin::suspend(ctx, &visit, None, find(ctx, &name).await?, true).await?)
        }
        Users::Enable { name } => {
            Ok(admin::suspend(ctx, &visit, None, find(ctx, &name).await?, false).await?)
        }
        Users::Role { name, role } => {
            Ok(admin::set_role(ctx, &visit, None, find(ctx, &name).await?, role.into()).await?)
        }
        Users::Reset { name } => {
            let link = admin::start_reset(ctx, &visit, None, find(ctx, &name).await?).await?;
            show_link(run, link.as_ref())
        }
        Users::ForgetSecondFactor { name } => {
            let user = admin::find_by_name(ctx, &name).await?;
            Ok(second_factor::forget(ctx, &visit, &user).await?)
        }
        Users::Delete { name } => Ok(admin::delete(ctx, &visit, None, find(ctx, &name).await?).await?),
        Users::FirstAdmin => match first_admin::invite(ctx).await? {
            Some(link) => show_link(run, Some(&link)),
            None => Err(Wrong::because(
                "there are accounts already; make an admin with `factoria users create NAME --role admin`",
            )),
        },
    }
}

async fn create(
    run: &Run,
    ctx: &Ctx,
    (name, display_name): (String, Option<String>),
    role: RoleName,
    password: Option<SecretString>,
) -> anyhow::Result<()> {
    let called = display_name.unwrap_or_else(|| name.split('@').next().unwrap_or_default().to_owned());
    let new = NewUser { email: name.into(), name: called.into(), role: role.into(), password };
    let made = admin::create(ctx, &Visit::at_the_machine(), None, &new).await?;
    let link = made.link.as_ref().map(ExposeSecret::expose_secret);
    if run.global.json {
        return report::print_json(&json!({ "id": made.id, "link": link }));
    }
    report::print(&format!("{}\n", made.id))?;
    if let Some(link) = link {
        report::say(run.global.quiet, "The password is set by this link; it works once, within an hour:");
        report::print(&format!("{link}\n"))?;
    }
    Ok(())
}

async fn list(run: &Run, ctx: &Ctx) -> anyhow::Result<()> {
    let mut from = Some(Cursor::START);
    while let Some(cursor) = from {
        let page = store::users::list(&ctx.db, &Filter::default(), cursor, 100).await?;
        for user in page.items {
            show(run, &user)?;
        }
        from = page.next;
    }
    Ok(())
}

fn show(run: &Run, user: &User) -> anyhow::Result<()> {
    let name = user.sign_in_name.as_deref().unwrap_or_default();
    let role = json!(user.role);
    if run.global.json {
        let disabled = user.suspended_ms.is_some();
        let object = json!({
            "id": user.id, "sign_in_name": name, "name": user.display_name, "role": role, "disabled": disabled,
        });
        return report::print_json(&object);
    }
    let note = if user.suspended_ms.is_some() { "  (disabled)" } else { "" };
    report::print(&format!("{}  {:8} {name}{note}\n", user.id, role.as_str().unwrap_or_default()))
}

fn show_link(run: &Run, link: Option<&SecretString>) -> anyhow::Result<()> {
    let link = link.map(ExposeSecret::expose_secret);
    if run.global.json {
        return report::print_json(&json!({ "link": link }));
    }
    match link {
        Some(link) => report::print(&format!("{link}\n")),
        None => Ok(()),
    }
}

async fn find(ctx: &Ctx, name: &str) -> anyhow::Result<UserId> {
    Ok(admin::find_by_name(ctx, name).await?.id)
}

/// The password in a file, or on standard input for `-`: its first line.
fn read_password(file: &Path) -> anyhow::Result<SecretString> {
    let bytes = report::read(file, PASSWORD_BYTES)?;
    let text = String::from_utf8(bytes).map_err(|_| Wrong::because("the password is not text in UTF-8"))?;
    Ok(text.lines().next().unwrap_or_default().into())
}

impl From<RoleName> for Role {
    fn from(name: RoleName) -> Self {
        match name {
            RoleName::Student => Self::Student,
            RoleName::Teacher => Self::Teacher,
            RoleName::Admin => Self::Admin,
        }
    }
}
