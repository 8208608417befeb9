//! Every way a use case fails, by what the caller should do.

use content::{Finding, Report};

/// Why something was not done.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The request is understood and wrong; show the findings.
    #[error("{}", first(findings, "the request is not valid"))]
    Invalid {
        /// What is wrong and where.
        findings: Vec<Finding>,
    },
    /// There is no such thing, or it is somebody else's.
    #[error("there is no such {what}")]
    NotFound {
        /// What was looked for: `material`, `source`, `batch`.
        what: &'static str,
    },
    /// It cannot be done to the thing as it is now.
    #[error("{detail}")]
    Conflict {
        /// Why, and what to do.
        detail: String,
    },
    /// No source covers the topic; ask the user for sources.
    #[error("{}", first(findings, "no source covers the topic"))]
    NothingToTeachFrom {
        /// What was looked for and what would help.
        findings: Vec<Finding>,
    },
    /// Every draft was judged too weak; show the findings.
    #[error("{}", first(findings, "no draft was good enough"))]
    NotGoodEnough {
        /// What was wrong with the last draft.
        findings: Vec<Finding>,
        /// How the last draft was judged, if there was one.
        report: Report,
    },
    /// No model answered; try again later, or choose another engine.
    #[error("{}", first(findings, "the model did not answer"))]
    Model {
        /// What happened, for people.
        findings: Vec<Finding>,
        /// When the provider asks to be called again, in milliseconds.
        retry_after_ms: Option<u64>,
        /// What the provider did.
        #[source]
        source: Box<llm::Error>,
    },
    /// Nothing is left to pay a model with; wait for the next day, raise the limit, or use the built-in writer.
    #[error("{}", first(findings, "the budget for models is used up"))]
    Budget {
        /// Which limit is used up, and what to do.
        findings: Vec<Finding>,
    },
    /// The document cannot be read.
    #[error(transparent)]
    Document(#[from] sources::Error),
    /// The document cannot be fetched from its web address.
    #[error(transparent)]
    Fetch(#[from] sources::fetch::Error),
    /// The work was stopped: cancelled, deleted, or taken over by another worker.
    #[error("the work was stopped")]
    Stopped,
    /// A credential is not good; the reason is for the log.
    #[error("the credential is refused")]
    Unauthenticated,
    /// Name and password, or what stands for them, do not go together; never say more.
    #[error("the name or the password is not right")]
    SignInRefused,
    /// The first factor was right; ask for the second. `pending` finishes this sign-in, once, within five minutes.
    #[error("a second factor is needed")]
    SecondFactorNeeded {
        /// The half-finished sign-in.
        pending: auth::opaque::Opaque,
        /// What may be shown.
        factors: crate::accounts::second_factor::Factors,
    },
    /// The second factor was wrong.
    #[error("the code is not right, or was used already")]
    SecondFactorWrong,
    /// Nobody comes in by single sign-on this time; say why.
    #[error("{why}")]
    SignOnRefused {
        /// Why, and what to do.
        why: &'static str,
    },
    /// The identity provider cannot be used; try again later, and tell the operator.
    #[error("the identity provider cannot be used at the moment")]
    Provider(#[source] crate::outside::identity::ProviderError),
    /// The account's owner has to prove again to be there.
    #[error("{detail}")]
    NotConfirmed {
        /// How.
        detail: &'static str,
    },
    /// It is understood and not allowed.
    #[error("{detail}")]
    Forbidden {
        /// Why, and what to do.
        detail: String,
    },
    /// There were too many attempts.
    #[error("too many attempts; try again in {retry_after_s} seconds")]
    TooMany {
        /// When to try again, in seconds.
        retry_after_s: u64,
    },
    /// There is too much to do at the moment.
    #[error("too many people sign in at the moment; try again in {retry_after_s} seconds")]
    Busy {
        /// When to try again, in seconds.
        retry_after_s: u64,
    },
    /// A secret cannot be read back, or a setting is dangerous; tell the operator.
    #[error("a part of the installation's identity cannot be used")]
    Identity(#[source] auth::Error),
    /// The store did not do its part; try again later.
    #[error("the store did not answer")]
    Store(#[from] store::Error),
    /// A part of the work broke; nothing the user did.
    #[error("a part of the work broke")]
    Broken,
}

impl Error {
    /// What a model's failure means to who asked for a material.
    pub fn of_model(error: llm::Error) -> Self {
        if let llm::Error::BudgetExceeded { scope, .. } = &error {
            let instead = "wait until tomorrow, ask for a higher limit, or use the engine `builtin`";
            let detail = format!("the budget for {} is used up; {instead}", scope.as_str());
            return Self::Budget { findings: vec![Finding::new("budget_used_up", "", detail)] };
        }
        let advice = match &error {
            llm::Error::CallCap { .. } => "ask for it again later",
            llm::Error::BadRequest { .. } | llm::Error::Unauthorised { .. } | llm::Error::Unpriced { .. } => {
                "whoever runs this installation has to look at its settings; `builtin` works meanwhile"
            }
            llm::Error::ContextTooLong => "name fewer sources or choose a model with a larger window",
            _ => "ask for it again later, or use the engine `builtin`",
        };
        let what = match &error {
            // a provider's own words may name keys and addresses
            llm::Error::BadRequest { .. } => "the provider rejected the request".to_owned(),
            llm::Error::Unauthorised { .. } => {
                "the provider does not accept the key or the account".to_owned()
            }
            other => other.to_string(),
        };
        let findings = vec![Finding::new("model_failed", "", format!("{what}; {advice}"))];
        Self::Model { findings, retry_after_ms: error.retry_after_ms(), source: Box::new(error) }
    }

    /// A request with one fault.
    pub fn invalid(code: &str, pointer: &str, detail: impl Into<String>) -> Self {
        Self::Invalid { findings: vec![Finding::new(code, pointer, detail)] }
    }
}

impl From<auth::Error> for Error {
    fn from(error: auth::Error) -> Self {
        match error {
            auth::Error::Malformed { field, problem } => {
                Self::invalid("malformed", &format!("/{field}"), format!("`{field}` {problem}"))
            }
            auth::Error::WeakPassword { weaknesses } => {
                let finding =
                    |weakness| Finding::new("weak", "/password", format!("the password {weakness}"));
                Self::Invalid { findings: weaknesses.into_iter().map(finding).collect() }
            }
            auth::Error::Refused(_) => Self::Unauthenticated,
            auth::Error::Misconfigured { .. } | auth::Error::Corrupt { .. } => Self::Identity(error),
        }
    }
}

fn first<'a>(findings: &'a [Finding], otherwise: &'a str) -> &'a str {
    findings.first().map_or(otherwise, |finding| finding.detail.as_str())
}
