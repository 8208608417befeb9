//! Argon2id in, Argon2id or an earlier system's bcrypt out.

use argon2::password_hash::phc::{Output, PasswordHash, Salt};
use argon2::{ARGON2ID_IDENT, Algorithm, Argon2, Block, Params, Version};
use subtle::ConstantTimeEq;

use crate::Error;
use crate::password::Password;

/// What one hash costs. The default is 19 MiB, two passes, one lane.
///
/// **Source** OWASP Password Storage Cheat Sheet (2026): the least of its Argon2id settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    memory_kib: u32,
    passes: u32,
    lanes: u32,
}

impl Default for Cost {
    fn default() -> Self {
        Self { memory_kib: 19 * 1024, passes: 2, lanes: 1 }
    }
}

impl Cost {
    /// A cost at or above the default and below what would stop a server: 19,456 to 1,048,576 KiB, 2 to 16 passes,
    /// 1 to 4 lanes.
    ///
    /// # Errors
    /// [`Error::Misconfigured`] outside these bounds.
    pub fn new(memory_kib: u32, passes: u32, lanes: u32) -> Result<Self, Error> {
        let good = (19 * 1024..=1024 * 1024).contains(&memory_kib)
            && (2..=16).contains(&passes)
            && (1..=4).contains(&lanes);
        let misconfigured = Error::Misconfigured {
            setting: "auth.password_hash",
            problem: "is too weak to protect passwords or too costly to serve",
            remedy: "use 19456 to 1048576 KiB of memory, 2 to 16 passes and 1 to 4 lanes",
        };
        if good { Ok(Self { memory_kib, passes, lanes }) } else { Err(misconfigured) }
    }

    /// How much memory one hash takes, in KiB.
    #[must_use]
    pub const fn memory_kib(&self) -> u32 {
        self.memory_kib
    }

    fn params(&self) -> Params {
        Params::new(self.memory_kib, self.passes, self.lanes, Some(Params::DEFAULT_OUTPUT_LEN))
            .expect("the bounds of `new` lie within those of Argon2")
    }
}

/// The working memory of one hashing worker, kept between hashes so that pages are not faulted in each time.
#[derive(Default)]
pub struct Scratch(Vec<Block>);

impl Scratch {
    fn blocks(&mut self, params: &Params) -> &mut [Block] {
        let needed = params.block_count();
        if self.0.len() < needed {
            self.0.resize(needed, Block::new());
        }
        &mut self.0[..needed]
    }
}

/// Whether a password was right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It was; with `needs_rehash` the stored hash is of another cost or kind and should be replaced now.
    Right {
        /// Hash the password again and store the new one.
        needs_rehash: bool,
    },
    /// It was not, or there is no such account.
    Wrong,
}

/// Hashes a new password into a PHC string.
///
/// # Errors
/// [`Error::Corrupt`] if Argon2 refuses its own parameters; it does not within the bounds of [`Cost`].
pub fn hash(
    password: &Password,
    salt: [u8; 16],
    cost: &Cost,
    scratch: &mut Scratch,
) -> Result<String, Error> {
    let salt = Salt::new(&salt).map_err(|_| corrupt())?;
    let params = cost.params();
    let mut output = [0; Params::DEFAULT_OUTPUT_LEN];
    argon2id(&params)
        .hash_password_into_with_memory(
            password.expose().as_bytes(),
            &salt,
            &mut output,
            scratch.blocks(&params),
        )
        .map_err(|_| corrupt())?;
    Ok(phc(&params, salt, &output)?.to_string())
}

/// Compares a password with a stored hash: Argon2id of any cost, or bcrypt (`$2a$`, `$2b$`, `$2y$`).
///
/// `None` stands for an account that does not exist or has no password: the same work is done at the current cost and the answer is
/// [`Verdict::Wrong`], so that neither answer nor time tells whether there is one. A bcrypt hash knows 71 bytes of a
/// password; longer ones never match it, so that nothing is cut silently, and their owners reset.
///
/// # Errors
/// [`Error::Corrupt`] when the stored text is no hash, or one so costly that it cannot be ours.
pub fn verify(
    password: &Password,
    stored: Option<&str>,
    cost: &Cost,
    scratch: &mut Scratch,
) -> Result<Verdict, Error> {
    match stored {
        None => {
            let dummy = phc(&cost.params(), Salt::new(&[0x5A; 16]).map_err(|_| corrupt())?, &[0xA5; 32])?;
            verify_argon2id(password, &dummy, cost, scratch)?;
            Ok(Verdict::Wrong)
        }
        Some(text) if text.starts_with("$2") => verify_bcrypt(password, text),
        Some(text) => {
            verify_argon2id(password, &PasswordHash::new(text).map_err(|_| corrupt())?, cost, scratch)
        }
    }
}

fn verify_argon2id(
    password: &Password,
    stored: &PasswordHash,
    cost: &Cost,
    scratch: &mut Scratch,
) -> Result<Verdict, Error> {
    let params = Params::try_from(stored).map_err(|_| corrupt())?;
    let bearable = params.m_cost() <= 1024 * 1024 && params.t_cost() <= 16 && params.p_cost() <= 16;
    let ours = stored.algorithm == ARGON2ID_IDENT && stored.version == Some(Version::V0x13.into());
    let (Some(salt), Some(expected), true, true) = (stored.salt, stored.hash, bearable, ours) else {
        return Err(corrupt());
    };
    let mut output = [0; Output::MAX_LENGTH];
    let output = output.get_mut(..expected.len()).ok_or(corrupt())?;
    argon2id(&params)
        .hash_password_into_with_memory(password.expose().as_bytes(), &salt, output, scratch.blocks(&params))
        .map_err(|_| corrupt())?;
    if !bool::from(output.ct_eq(expected.as_bytes())) {
        return Ok(Verdict::Wrong);
    }
    let stored_cost = (params.m_cost(), params.t_cost(), params.p_cost());
    let current = (cost.memory_kib, cost.passes, cost.lanes);
    Ok(Verdict::Right {
        needs_rehash: stored_cost != current || expected.len() != Params::DEFAULT_OUTPUT_LEN,
    })
}

/// The highest bcrypt cost that is believed; 2^15 rounds take seconds already.
const MAX_BCRYPT_COST: u32 = 15;

fn verify_bcrypt(password: &Password, stored: &str) -> Result<Verdict, Error> {
    let parts: bcrypt::HashParts = stored.parse().map_err(|_| corrupt())?;
    if parts.get_cost() > MAX_BCRYPT_COST || stored.starts_with("$2x$") {
        return Err(corrupt());
    }
    let typed = password.expose();
    // bcrypt repeats its input up to a zero byte, so `pw` and `pw\0pw` would be one password
    if typed.contains('\0') {
        return Ok(Verdict::Wrong);
    }
    match bcrypt::non_truncating_verify(typed, stored) {
        Ok(true) => Ok(Verdict::Right { needs_rehash: true }),
        Ok(false) | Err(bcrypt::BcryptError::Truncation(_)) => Ok(Verdict::Wrong),
        Err(_) => Err(corrupt()),
    }
}

fn argon2id(params: &Params) -> Argon2<'static> {
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params.clone())
}

fn phc(params: &Params, salt: Salt, output: &[u8]) -> Result<PasswordHash, Error> {
    Ok(PasswordHash {
        algorithm: ARGON2ID_IDENT,
        version: Some(Version::V0x13.into()),
        params: params.try_into().map_err(|_| corrupt())?,
        salt: Some(salt),
        hash: Some(Output::new(output).map_err(|_| corrupt())?),
    })
}

fn corrupt() -> Error {
    Error::Corrupt { what: "password hash" }
}
