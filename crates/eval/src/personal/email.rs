//! E-mail addresses that seem to be one person's.

/// Mailboxes of a role. **Source** RFC 2142, and what organisations usually have.
const ROLES: &[&str] = &[
    "info",
    "information",
    "support",
    "postmaster",
    "webmaster",
    "hostmaster",
    "abuse",
    "noc",
    "security",
    "sales",
    "marketing",
    "contact",
    "contacto",
    "kontakt",
    "contatti",
    "office",
    "press",
    "presse",
    "help",
    "helpdesk",
    "enquiries",
    "inquiries",
    "admin",
    "administration",
    "service",
    "services",
    "mail",
    "hello",
    "team",
    "museum",
    "library",
    "bibliothek",
    "biblioteca",
    "school",
    "schule",
    "admissions",
    "reception",
    "booking",
    "bookings",
    "tickets",
    "feedback",
    "editor",
    "editors",
    "redaktion",
    "jobs",
    "careers",
    "news",
    "newsletter",
    "noreply",
    "no-reply",
    "education",
    "learning",
    "visit",
    "visitors",
    "events",
    "privacy",
    "legal",
    "media",
    "secretary",
    "secretariat",
    "subscribe",
    "list",
    "orders",
];

/// What stands for a name in a lesson.
const STAND_INS: &[&str] = &[
    "name",
    "yourname",
    "your.name",
    "your_name",
    "username",
    "user",
    "user.name",
    "you",
    "someone",
    "somebody",
    "anyone",
    "recipient",
    "sender",
    "student",
    "teacher",
    "firstname.lastname",
    "first.last",
    "local",
    "local-part",
    "localpart",
    "abc",
    "xyz",
    "foo",
    "bar",
];

/// Whether a sentence holds the e-mail address of one person. Where it speaks of an institution, a mailbox is a person's
/// only if it is written like a person's name.
pub(super) fn is_private(sentence: &str, of_an_institution: bool) -> bool {
    sentence.match_indices('@').any(|(at, _)| {
        let local = &sentence[start_of_local(sentence, at)..at];
        let domain = domain(&sentence[at + 1..]);
        // `@somebody@server` names an account and no mailbox
        let is_handle = sentence[..at - local.len()].ends_with('@');
        let is_mailbox = !local.is_empty() && !is_handle && is_real(domain);
        let is_anybodys = is_public(local) || (of_an_institution && is_one_word(local));
        is_mailbox && !is_anybodys
    })
}

fn start_of_local(text: &str, at: usize) -> usize {
    let fits = |c: char| c.is_alphanumeric() || "._%+-".contains(c);
    text[..at].char_indices().rev().take_while(|(_, c)| fits(*c)).last().map_or(at, |(start, _)| start)
}

fn domain(after: &str) -> &str {
    let end = after.find(|c: char| !(c.is_alphanumeric() || c == '.' || c == '-')).unwrap_or(after.len());
    after[..end].trim_end_matches(['.', '-'])
}

/// Whether somebody could receive letters there. **Source** RFC 2606 and RFC 6761 for names kept free.
fn is_real(domain: &str) -> bool {
    let domain = domain.to_lowercase();
    let mut labels = domain.rsplit('.');
    let (last, second) = (labels.next().unwrap_or_default(), labels.next());
    let kept_free = matches!(last, "example" | "test" | "invalid" | "localhost" | "local");
    second.is_some_and(|second| second != "example")
        && !kept_free
        && last.chars().count() >= 2
        && last.chars().all(char::is_alphabetic)
}

fn is_one_word(local: &str) -> bool {
    local.chars().all(char::is_alphabetic)
}

fn is_public(local: &str) -> bool {
    let local = local.to_lowercase();
    let role = |part: &str| ROLES.contains(&part);
    role(&local) || STAND_INS.contains(&local.as_str()) || local.split(['.', '-', '_', '+']).any(role)
}
