//! What devices know this installation as.

use url::{Host, Url};
use webauthn_rs::{Webauthn, WebauthnBuilder};

use crate::ctx::Ctx;
use crate::error::Error;

/// The installation as devices see it: passkeys belong to its name, and no page under another can use them.
///
/// # Errors
/// [`Error::Conflict`] when it has no name but an address, which passkeys cannot belong to.
pub(super) fn of(ctx: &Ctx) -> Result<Webauthn, Error> {
    let nameless = || Error::Conflict {
        detail: "passkeys need a name in the address; set server.public_url, such as https://school.example"
            .to_owned(),
    };
    let origin = origin(&ctx.identity.config.public_url).ok_or_else(nameless)?;
    let name = origin.domain().ok_or_else(nameless)?.to_owned();
    let site = WebauthnBuilder::new(&name, &origin).and_then(|site| site.rp_name("La Factoria").build());
    site.map_err(|_| nameless())
}

/// The public address; the machine itself goes by its name, under which browsers allow passkeys.
fn origin(public_url: &str) -> Option<Url> {
    let mut url = Url::parse(public_url).ok()?;
    let here = match url.host()? {
        Host::Ipv4(ip) => ip.is_loopback(),
        Host::Ipv6(ip) => ip.is_loopback(),
        Host::Domain(_) => false,
    };
    if here {
        url.set_host(Some("localhost")).ok()?;
    }
    url.domain().is_some().then_some(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passkeys_belong_to_a_name() {
        let of = |url: &str| origin(url).map(|url| url.origin().ascii_serialization());
        assert_eq!(of("http://127.0.0.1:8000").as_deref(), Some("http://localhost:8000"));
        assert_eq!(of("https://school.example/").as_deref(), Some("https://school.example"));
        assert_eq!(of("http://192.168.1.7:8000"), None);
        assert_eq!(of("nonsense"), None);
    }
}
