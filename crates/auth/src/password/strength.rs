//! Whether a new password is hard enough to guess. No rule of composition: only length and guesses.

use std::fmt;

use zxcvbn::Score;

use crate::Error;
use crate::password::Password;
use crate::user::{DisplayName, SignInName};

/// Passwords that attackers try first, eight characters and more, in lower case, one a line.
const COMMON: &str = include_str!("../../data/common_passwords.txt");
/// Words that everybody knows who knows the product.
const PRODUCT: [&str; 2] = ["lafactoria", "factoria"];
/// The words that advice about passwords made famous, which no list of short passwords has.
const FAMOUS: &str = "correcthorsebatterystaple";
/// A context word shorter than this occurs in honest passwords by chance.
const SHORTEST_CONTEXT_WORD: usize = 4;
/// No rule allows fewer characters.
const HARD_MINIMUM: usize = 8;

/// How long a new password has to be.
///
/// **Source** NIST SP 800-63B-4 §3.1.1.2: 15 where the password stands alone, 8 beside a second factor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LengthRule {
    /// Characters where no second factor is set up.
    pub alone: usize,
    /// Characters beside a second factor.
    pub with_second_factor: usize,
}

impl Default for LengthRule {
    fn default() -> Self {
        Self { alone: 15, with_second_factor: HARD_MINIMUM }
    }
}

/// Whom a password is for; their names are the first guesses of anybody who knows them.
#[derive(Debug, Clone, Copy)]
pub struct About<'a> {
    /// What they sign in with.
    pub sign_in_name: &'a SignInName,
    /// What they are called.
    pub display_name: Option<&'a DisplayName>,
    /// Whether a second factor is set up.
    pub has_second_factor: bool,
}

/// One reason why a password is too easy to guess; `Display` says it to the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Weakness {
    /// Fewer characters than the rule asks for.
    TooShort {
        /// The least number of characters.
        minimum: usize,
    },
    /// Attackers try it first.
    Common,
    /// Little is left of it without the person's own name or the product's.
    Context,
    /// Fewer than a hundred million guesses find it.
    Guessable,
}

impl fmt::Display for Weakness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooShort { minimum } => write!(f, "has to have at least {minimum} characters"),
            Self::Common => f.write_str("is one of the passwords that attackers try first"),
            Self::Context => f.write_str("is little more than your own name or ours"),
            Self::Guessable => {
                f.write_str("follows a pattern that is quickly guessed; a few unrelated words work well")
            }
        }
    }
}

/// Judges a password that is being set: at registration, change and reset alike.
///
/// # Errors
/// [`Error::WeakPassword`] with every weakness found.
pub fn check_new(password: &Password, about: &About<'_>, rule: &LengthRule) -> Result<(), Error> {
    let text = password.expose();
    let context = context_words(about);
    let minimum =
        if about.has_second_factor { rule.with_second_factor } else { rule.alone }.max(HARD_MINIMUM);
    let mut weaknesses = Vec::new();
    if text.chars().count() < minimum {
        weaknesses.push(Weakness::TooShort { minimum });
    }
    if is_common(text) {
        weaknesses.push(Weakness::Common);
    }
    if leans_on(text, &context) || leans_on_product(text) {
        weaknesses.push(Weakness::Context);
    }
    if is_guessable(text, &context) {
        weaknesses.push(Weakness::Guessable);
    }
    if weaknesses.is_empty() { Ok(()) } else { Err(Error::WeakPassword { weaknesses }) }
}

fn is_common(text: &str) -> bool {
    let lower = text.to_lowercase();
    let letters: String = lower.chars().filter(|c| c.is_alphabetic()).collect();
    letters == FAMOUS || COMMON.lines().any(|common| common == lower)
}

/// Whether fewer than 10^8 guesses are expected to find it (zxcvbn's score below 3).
///
/// **Source** D. Wheeler, "zxcvbn: Low-Budget Password Strength Estimation", USENIX Security 2016.
fn is_guessable(text: &str, context: &[String]) -> bool {
    let beginning: String = text.chars().take(100).collect();
    let context: Vec<&str> = context.iter().map(String::as_str).collect();
    zxcvbn::zxcvbn(&beginning, &context).score() < Score::Three
}

/// Whether fewer than eight letters and digits are left without the context words, wherever and however disguised.
fn leans_on(text: &str, context: &[String]) -> bool {
    let folded = fold(text);
    let rest = context.iter().fold(folded.clone(), |rest, word| rest.replace(word.as_str(), ""));
    rest != folded && rest.chars().count() < HARD_MINIMUM
}

/// Whether the product's name is made longer by what is quickly guessed (`lafactoria-password`).
fn leans_on_product(text: &str) -> bool {
    let folded = fold(text);
    let rest = PRODUCT.iter().fold(folded.clone(), |rest, word| rest.replace(word, ""));
    rest != folded && is_guessable(&rest, &[])
}

fn context_words(about: &About<'_>) -> Vec<String> {
    let name = about.sign_in_name.canonical();
    let called = about.display_name.map(DisplayName::as_str).unwrap_or_default();
    let halves = name.split('@').chain([called]);
    let parts =
        name.split(|c: char| !c.is_alphanumeric()).chain(called.split(|c: char| !c.is_alphanumeric()));
    let mut words: Vec<String> = PRODUCT.into_iter().chain(halves).chain(parts).map(fold).collect();
    words.retain(|word| word.chars().count() >= SHORTEST_CONTEXT_WORD);
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    words.dedup();
    words
}

/// Letters and digits in lower case, with the usual disguises taken off (`L4Fact0ri@` reads `lafactoria`).
fn fold(text: &str) -> String {
    let plain = |c: char| match c {
        '0' => 'o',
        '1' | '!' | '|' => 'i',
        '3' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' => 't',
        other => other,
    };
    text.chars().flat_map(char::to_lowercase).map(plain).filter(|c| c.is_alphanumeric()).collect()
}
