//! What each role may do, as one table, and how a credential narrows it.
//!
//! Read [`Action::rule`]: the table. A handler asks [`Grant::may`] and nothing else. Whose object it is is another
//! question, answered by the query that looks it up (a foreign object is not found).

use crate::user::Role;

pub use scope::{Scope, ScopeSet};

mod scope;

/// Something a caller can ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// Read one's own materials and batches.
    ReadMaterials,
    /// Write, change, cancel and delete one's own materials.
    WriteMaterials,
    /// Approve a material for use in class.
    ApproveMaterials,
    /// Queue many materials at once.
    RunBatches,
    /// Read and search one's own sources and the library.
    ReadSources,
    /// Add and delete one's own sources, by text, file or link.
    WriteSources,
    /// Evaluate texts.
    RunEvaluations,
    /// Read one's own profile.
    ReadAccount,
    /// Change, export or delete one's own account, its password, factors, sessions and keys.
    ManageAccount,
    /// Look after accounts of one's school, within [`may_care`](crate::organisation::may_care).
    ManagePupils,
    /// Read what the installation spends.
    ReadUsage,
    /// Read the audit log.
    ReadAuditLog,
    /// List accounts; switch them off and on; give roles.
    ManageUsers,
    /// Rotate signing keys, change settings, run retention.
    ManageInstallation,
}

impl Action {
    /// Every action, in the order of the table.
    pub const ALL: [Self; 14] = [
        Self::ReadMaterials,
        Self::WriteMaterials,
        Self::ApproveMaterials,
        Self::RunBatches,
        Self::ReadSources,
        Self::WriteSources,
        Self::RunEvaluations,
        Self::ReadAccount,
        Self::ManageAccount,
        Self::ManagePupils,
        Self::ReadUsage,
        Self::ReadAuditLog,
        Self::ManageUsers,
        Self::ManageInstallation,
    ];

    /// The table: the lowest role that may, and the scope that a narrowed credential needs for it.
    #[must_use]
    pub const fn rule(self) -> (Role, Scope) {
        match self {
            Self::ReadMaterials => (Role::Student, Scope::MaterialsRead),
            Self::WriteMaterials => (Role::Student, Scope::MaterialsWrite),
            Self::ApproveMaterials | Self::RunBatches => (Role::Teacher, Scope::MaterialsWrite),
            Self::ReadSources => (Role::Student, Scope::SourcesRead),
            Self::WriteSources => (Role::Student, Scope::SourcesWrite),
            Self::RunEvaluations => (Role::Teacher, Scope::EvaluationsWrite),
            Self::ReadAccount => (Role::Student, Scope::AccountRead),
            Self::ManageAccount => (Role::Student, Scope::AccountManage),
            Self::ManagePupils => (Role::Teacher, Scope::SchoolManage),
            Self::ReadUsage | Self::ReadAuditLog => (Role::Admin, Scope::AdminRead),
            Self::ManageUsers | Self::ManageInstallation => (Role::Admin, Scope::AdminManage),
        }
    }
}

/// What one request may do: the role its account has and the scopes its credential carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grant {
    /// The role.
    pub role: Role,
    /// The scopes; for a browser session, all that the role has.
    pub scopes: ScopeSet,
}

/// Why an action is denied; both are 403, the second with `insufficient_scope`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Denied {
    /// The account's role may not do this at all.
    Role,
    /// The role may, but this token or key was not given the scope.
    Scope(Scope),
}

impl Grant {
    /// Everything that a role may do.
    #[must_use]
    pub fn full(role: Role) -> Self {
        Self { role, scopes: ScopeSet::of_role(role) }
    }

    /// Whether the request may do this.
    ///
    /// # Errors
    /// [`Denied`], which says what is missing.
    pub fn may(&self, action: Action) -> Result<(), Denied> {
        let (lowest, scope) = action.rule();
        if self.role < lowest {
            Err(Denied::Role)
        } else if !self.scopes.contains(scope) {
            Err(Denied::Scope(scope))
        } else {
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_02_the_table_as_a_person_reads_it() {
        let lines: Vec<String> = Action::ALL
            .iter()
            .map(|action| {
                let may = |role| if Grant::full(role).may(*action).is_ok() { "yes" } else { "-" };
                format!("{action:?}: {} {} {}", may(Role::Student), may(Role::Teacher), may(Role::Admin))
            })
            .collect();
        let expected = "ReadMaterials: yes yes yes|WriteMaterials: yes yes yes|ApproveMaterials: - yes yes\
            |RunBatches: - yes yes|ReadSources: yes yes yes|WriteSources: yes yes yes|RunEvaluations: - yes yes\
            |ReadAccount: yes yes yes|ManageAccount: yes yes yes|ManagePupils: - yes yes|ReadUsage: - - yes\
            |ReadAuditLog: - - yes|ManageUsers: - - yes|ManageInstallation: - - yes";
        assert_eq!(lines.join("|"), expected);
    }

    #[test]
    fn t_01_a_narrow_token_of_a_mighty_person_is_told_which_scope_it_lacks() {
        let narrow = Grant { role: Role::Admin, scopes: ScopeSet::from_iter([Scope::MaterialsRead]) };
        assert_eq!(narrow.may(Action::ReadMaterials), Ok(()));
        assert_eq!(narrow.may(Action::ReadAuditLog), Err(Denied::Scope(Scope::AdminRead)));
    }

    #[test]
    fn a_03_scopes_do_not_lift_a_role() {
        let forged = Grant { role: Role::Student, scopes: ScopeSet::of_role(Role::Admin) };
        assert_eq!(forged.may(Action::ManageUsers), Err(Denied::Role));
    }

    #[test]
    fn k_01_no_scope_that_a_key_may_hold_can_mint_keys_or_manage_people() {
        let key = Grant { role: Role::Admin, scopes: ScopeSet::for_keys(Role::Admin) };
        for action in
            [Action::ManageAccount, Action::ManagePupils, Action::ManageUsers, Action::ManageInstallation]
        {
            assert!(matches!(key.may(action), Err(Denied::Scope(_))), "{action:?}");
        }
    }
}
