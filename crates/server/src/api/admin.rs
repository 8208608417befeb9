//! For admins: accounts, the audit log, usage, keys.

use crate::openapi::Api;

mod audit_log;
mod invitations;
mod signing_keys;
mod usage;
mod users;

pub(crate) use audit_log::{Checked, walk};
pub(crate) use invitations::InvitationId;
pub(in crate::api) use invitations::{
    Made as InvitationMade, New as NewInvitation, View as Invitation, take_back,
};
pub(in crate::api) use users::{RoleName, delete, reset};

/// Every route under `/admin`.
pub(super) fn routes(api: Api) -> Api {
    let api = users::routes(api);
    let api = invitations::routes(api);
    let api = audit_log::routes(api);
    let api = usage::routes(api);
    signing_keys::routes(api)
}
