//! `[auth.oidc.NAME]`: an identity provider whose people may come in.

use auth::oidc::Provider;
use factory::outside::identity::DoorSettings;
use serde::{Deserialize, Serialize};

use super::secret::Secret;

/// Google's own name, for which its rules are known.
const GOOGLE: &str = "https://accounts.google.com";
/// How the issuers of Microsoft begin; the tenant follows.
const MICROSOFT: &str = "https://login.microsoftonline.com/";
/// What stands in place of a tenant where anybody's would do.
const ANY_TENANT: [&str; 3] = ["common", "organizations", "consumers"];

/// An identity provider.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct OidcSettings {
    /// What people call it; the section's name by default.
    label: String,
    /// Its address, exactly as it names itself.
    issuer: String,
    /// What it knows this installation as.
    client_id: String,
    /// What shows it that we are who we say.
    client_secret: Option<Secret>,
    /// The mail domains whose people may come in this way; empty for all.
    domains: Vec<String>,
    /// Whether its word that an address was verified is believed; by default yes, for Microsoft no.
    email_is_proof: Option<bool>,
    /// Whether it is the operator's own for `domains`, so that every address there counts as verified.
    owns_domains: bool,
    /// Whether its word that a second factor was used spares ours.
    second_factor_is_proof: bool,
    /// Whether unknown people get an account.
    may_create: bool,
}

impl OidcSettings {
    /// What the use cases are told.
    ///
    /// # Errors
    /// When what is set cannot work.
    pub(crate) fn door(&self, name: &str) -> anyhow::Result<DoorSettings> {
        if let Some(rest) = self.issuer.strip_prefix(MICROSOFT)
            && ANY_TENANT.contains(&rest.split('/').next().unwrap_or_default())
        {
            anyhow::bail!("`auth.oidc.{name}.issuer`: name your tenant, {MICROSOFT}TENANT-ID/v2.0");
        }
        if self.owns_domains && self.domains.is_empty() {
            anyhow::bail!("`auth.oidc.{name}.owns_domains` needs `domains`");
        }
        let is_google = self.issuer == GOOGLE;
        let is_microsoft = self.issuer.starts_with(MICROSOFT);
        Ok(DoorSettings {
            name: name.to_owned(),
            label: self.label.clone(),
            owns_domains: self.owns_domains,
            client_secret: self.client_secret.as_ref().map(Secret::expose).unwrap_or_default().into(),
            provider: Provider {
                issuer: self.issuer.clone(),
                client_id: self.client_id.clone(),
                domains: self.domains.clone(),
                email_is_proof: self.email_is_proof.unwrap_or(!is_microsoft) || self.owns_domains,
                needs_hosted_domain: is_google && !self.domains.is_empty(),
                second_factor_is_proof: self.second_factor_is_proof,
                may_create: self.may_create,
                names_itself: false,
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn door(issuer: &str, domains: &[&str], owns_domains: bool) -> anyhow::Result<DoorSettings> {
        let domains = domains.iter().map(ToString::to_string).collect();
        OidcSettings { issuer: issuer.to_owned(), domains, owns_domains, ..Default::default() }.door("school")
    }

    #[test]
    fn each_provider_is_believed_as_far_as_it_deserves() {
        let google = door(GOOGLE, &["school.example"], false).unwrap().provider;
        assert!(google.email_is_proof && google.needs_hosted_domain && !google.may_create);
        let tenant = format!("{MICROSOFT}0f8f-1/v2.0");
        assert!(!door(&tenant, &[], false).unwrap().provider.email_is_proof);
        assert!(door(&tenant, &["school.example"], true).unwrap().provider.email_is_proof);
        assert!(door(&format!("{MICROSOFT}common/v2.0"), &[], false).is_err());
        assert!(door(&tenant, &[], true).is_err());
    }
}
