//! Whose account an identity opens. An e-mail address alone never opens one that exists.

use crate::id::UserId;
use crate::oidc::Provider;
use crate::oidc::id_token::Person;
use crate::user::Email;

/// What the caller found out about a verified identity.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Situation {
    /// The account that this (issuer, subject) is linked to.
    pub linked_to: Option<UserId>,
    /// Who began the attempt signed in, to add the identity to their account.
    pub linking: Option<UserId>,
    /// Whether some account, verified or not, has the identity's e-mail address.
    pub email_is_taken: bool,
}

/// What happens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// This account signs in.
    SignIn(UserId),
    /// The identity is linked to this account, which is signed in already.
    Link(UserId),
    /// A new account is made with this verified address, and linked.
    Create(Email),
    /// There is an account with this address: its owner signs in as before and links the identity there.
    SignInFirst,
    /// Nobody comes in.
    Refuse(Refused),
}

/// Why nobody comes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// The identity belongs to another account here.
    LinkedElsewhere,
    /// The address is missing, unverified, or the provider's word is no proof of it.
    EmailUnproven,
    /// The provider's people of this domain are not let in.
    Domain,
    /// Unknown people do not get accounts this way.
    Closed,
}

/// Decides whose account it is.
///
/// Neither can an attacker who registers a victim's address here first catch the victim's identity, nor one whose
/// provider claims a victim's address reach the victim's account: both end in [`Decision::SignInFirst`].
#[must_use]
pub fn decide(provider: &Provider, person: &Person, situation: &Situation) -> Decision {
    if !domain_is_allowed(provider, person) {
        return Decision::Refuse(Refused::Domain);
    }
    match (situation.linked_to, situation.linking) {
        (Some(owner), Some(wants)) if owner != wants => Decision::Refuse(Refused::LinkedElsewhere),
        (Some(owner), _) => Decision::SignIn(owner),
        (None, Some(wants)) => Decision::Link(wants),
        (None, None) => newcomer(provider, person, situation),
    }
}

fn newcomer(provider: &Provider, person: &Person, situation: &Situation) -> Decision {
    let Some(email) = proven_email(provider, person) else {
        return Decision::Refuse(Refused::EmailUnproven);
    };
    if situation.email_is_taken {
        return Decision::SignInFirst;
    }
    if provider.may_create { Decision::Create(email.clone()) } else { Decision::Refuse(Refused::Closed) }
}

fn proven_email<'a>(provider: &Provider, person: &'a Person) -> Option<&'a Email> {
    person.email.as_ref().filter(|_| person.email_verified && provider.email_is_proof)
}

/// Domains are compared whole, and only where the provider's word about the address is proof.
fn domain_is_allowed(provider: &Provider, person: &Person) -> bool {
    if provider.domains.is_empty() {
        return true;
    }
    let Some(email) = proven_email(provider, person) else { return false };
    let listed = provider.domains.iter().any(|domain| domain.eq_ignore_ascii_case(email.domain()));
    let hosted =
        person.hosted_domain.as_deref().is_some_and(|domain| domain.eq_ignore_ascii_case(email.domain()));
    listed && (hosted || !provider.needs_hosted_domain)
}

#[cfg(test)]
pub(super) mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::oidc::Identity;

    const ANN: UserId = UserId(Uuid::from_u128(1));
    const BEN: UserId = UserId(Uuid::from_u128(2));

    pub(in crate::oidc) fn provider() -> Provider {
        Provider {
            issuer: "https://id.example".into(),
            client_id: "lafactoria".into(),
            domains: vec![],
            email_is_proof: true,
            needs_hosted_domain: false,
            second_factor_is_proof: false,
            may_create: true,
            names_itself: false,
        }
    }

    fn person(email: &str) -> Person {
        Person {
            identity: Identity { issuer: "https://id.example".into(), subject: "s-1".into() },
            email: Email::parse(email).ok(),
            email_verified: true,
            hosted_domain: None,
            name: None,
            second_factor: false,
        }
    }

    fn taken() -> Situation {
        Situation { email_is_taken: true, ..Situation::default() }
    }

    #[test]
    fn o_02_an_address_alone_opens_no_account_that_exists() {
        assert_eq!(decide(&provider(), &person("ann@lincoln.example"), &taken()), Decision::SignInFirst);
        let unverified = Person { email_verified: false, ..person("ann@lincoln.example") };
        assert_eq!(decide(&provider(), &unverified, &taken()), Decision::Refuse(Refused::EmailUnproven));
        let hearsay = Provider { email_is_proof: false, ..provider() };
        assert_eq!(
            decide(&hearsay, &person("ann@lincoln.example"), &Situation::default()),
            Decision::Refuse(Refused::EmailUnproven),
            "a provider where anybody may claim any address"
        );
    }

    #[test]
    fn o_02_the_pair_of_issuer_and_subject_opens_its_account_even_when_the_address_changed() {
        let linked = Situation { linked_to: Some(ANN), ..taken() };
        assert_eq!(decide(&provider(), &person("new.name@lincoln.example"), &linked), Decision::SignIn(ANN));
        let without_address = Person { email: None, ..person("") };
        assert_eq!(decide(&provider(), &without_address, &linked), Decision::SignIn(ANN));
    }

    #[test]
    fn o_02_linking_takes_a_signed_in_owner_and_a_free_identity() {
        let linking = Situation { linking: Some(ANN), ..taken() };
        assert_eq!(decide(&provider(), &person("other@mail.example"), &linking), Decision::Link(ANN));
        let stolen = Situation { linked_to: Some(BEN), ..linking };
        assert_eq!(
            decide(&provider(), &person("other@mail.example"), &stolen),
            Decision::Refuse(Refused::LinkedElsewhere)
        );
        let again = Situation { linked_to: Some(ANN), ..linking };
        assert_eq!(decide(&provider(), &person("other@mail.example"), &again), Decision::SignIn(ANN));
    }

    #[test]
    fn o_02_only_whole_listed_domains_come_in() {
        let school = Provider { domains: vec!["Lincoln.example".into()], ..provider() };
        let decision = |email: &str| decide(&school, &person(email), &Situation::default());
        assert!(matches!(decision("ann@LINCOLN.example"), Decision::Create(_)));
        for email in [
            "ann@evil-lincoln.example",
            "ann@lincoln.example.evil.example",
            "ann@sub.lincoln.example",
            "ann@other.example",
            "",
        ] {
            assert_eq!(decision(email), Decision::Refuse(Refused::Domain), "{email}");
        }
        let unverified = Person { email_verified: false, ..person("ann@lincoln.example") };
        let linked = Situation { linked_to: Some(ANN), ..Situation::default() };
        assert_eq!(
            decide(&school, &unverified, &linked),
            Decision::Refuse(Refused::Domain),
            "checked at every sign-in"
        );
    }

    #[test]
    fn o_02_a_consumer_account_with_a_schools_address_is_not_the_schools() {
        let google =
            Provider { domains: vec!["lincoln.example".into()], needs_hosted_domain: true, ..provider() };
        let consumer = person("ann@lincoln.example");
        assert_eq!(decide(&google, &consumer, &Situation::default()), Decision::Refuse(Refused::Domain));
        let pupil = Person { hosted_domain: Some("lincoln.example".into()), ..consumer };
        assert!(matches!(decide(&google, &pupil, &Situation::default()), Decision::Create(_)));
    }

    #[test]
    fn unknown_people_come_in_only_where_that_is_open() {
        let closed = Provider { may_create: false, ..provider() };
        let decision = decide(&closed, &person("ann@lincoln.example"), &Situation::default());
        assert_eq!(decision, Decision::Refuse(Refused::Closed));
    }
}
