//! What each route does, as one table: pages and API alike. A route that is not in it is for admins.

use auth::permission::Action;
use axum::http::Method;

/// What a request to this route is about to do.
pub(super) fn action(method: &Method, route: &str) -> Action {
    let reads = matches!(*method, Method::GET | Method::HEAD);
    let place = route.strip_prefix("/api/v1").unwrap_or(route);
    let mut parts = place.trim_matches('/').split('/');
    match (parts.next().unwrap_or_default(), parts.next_back().unwrap_or_default()) {
        ("materials", "approve") => Action::ApproveMaterials,
        // a quiz that is taken is marked, not stored
        ("materials", "take") => Action::ReadMaterials,
        ("" | "materials" | "batches", _) if reads => Action::ReadMaterials,
        ("materials" | "generate", _) => Action::WriteMaterials,
        ("batches", _) => Action::RunBatches,
        ("sources", _) if reads => Action::ReadSources,
        ("sources", _) => Action::WriteSources,
        ("evaluations", _) => Action::RunEvaluations,
        ("users", "me") if reads => Action::ReadAccount,
        ("users" | "auth" | "account" | "join", _) => Action::ManageAccount,
        ("organisations", _) => Action::ManagePupils,
        ("admin", last) => of_admins(place, last),
        _ => Action::ManageInstallation,
    }
}

fn of_admins(place: &str, last: &str) -> Action {
    if place.starts_with("/admin/audit-log") {
        Action::ReadAuditLog
    } else if last == "usage" {
        Action::ReadUsage
    } else if place.starts_with("/admin/users") || place.starts_with("/admin/invitations") {
        Action::ManageUsers
    } else {
        Action::ManageInstallation
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_02_every_kind_of_route_asks_for_what_it_does() {
        let table = [
            ("GET", "/", Action::ReadMaterials),
            ("GET", "/api/v1/materials", Action::ReadMaterials),
            ("HEAD", "/api/v1/materials/{id}", Action::ReadMaterials),
            ("POST", "/api/v1/materials", Action::WriteMaterials),
            ("DELETE", "/api/v1/materials/{id}", Action::WriteMaterials),
            ("POST", "/api/v1/materials/{id}/approve", Action::ApproveMaterials),
            ("POST", "/materials/{id}/approve", Action::ApproveMaterials),
            ("POST", "/materials/{id}/take", Action::ReadMaterials),
            ("GET", "/materials/new", Action::ReadMaterials),
            ("POST", "/api/v1/generate/{content_type}", Action::WriteMaterials),
            ("POST", "/api/v1/batches", Action::RunBatches),
            ("GET", "/api/v1/batches/{id}", Action::ReadMaterials),
            ("GET", "/api/v1/sources/search", Action::ReadSources),
            ("POST", "/api/v1/sources/url", Action::WriteSources),
            ("POST", "/api/v1/evaluations", Action::RunEvaluations),
            ("GET", "/api/v1/users/me", Action::ReadAccount),
            ("DELETE", "/api/v1/users/me", Action::ManageAccount),
            ("GET", "/api/v1/users/me/export", Action::ManageAccount),
            ("POST", "/api/v1/auth/api-keys", Action::ManageAccount),
            ("POST", "/api/v1/auth/invitations/accept", Action::ManageAccount),
            ("POST", "/join", Action::ManageAccount),
            ("GET", "/api/v1/admin/users", Action::ManageUsers),
            ("GET", "/api/v1/admin/audit-log", Action::ReadAuditLog),
            ("GET", "/api/v1/admin/audit-log/export", Action::ReadAuditLog),
            ("GET", "/api/v1/admin/usage", Action::ReadUsage),
            ("POST", "/api/v1/admin/signing-keys/rotate", Action::ManageInstallation),
            ("POST", "/api/v1/organisations/{id}/pupils", Action::ManagePupils),
            ("GET", "/something/new", Action::ManageInstallation),
        ];
        for (method, route, expected) in table {
            assert_eq!(action(&method.parse().unwrap(), route), expected, "{method} {route}");
        }
    }
}
