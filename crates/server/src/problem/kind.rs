//! The kinds of problems, each with its status and title.

use axum::http::StatusCode;

/// A kind of problem, one for everything a client would do differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The request cannot be read; send it in another form.
    Malformed,
    /// No good credential came with the request.
    Unauthenticated,
    /// It is understood and not allowed.
    Forbidden,
    /// The request comes from a page of another site.
    CrossSite,
    /// There is no such thing here.
    NotFound,
    /// The address does not know the method; `Allow` names those it knows.
    MethodNotAllowed,
    /// The client took too long to send its request.
    Timeout,
    /// The thing is not in the state that the request needs.
    Conflict,
    /// The thing changed since the client read it.
    Changed,
    /// The body is larger than the address takes.
    TooLarge,
    /// The address is longer than the server takes.
    AddressTooLong,
    /// The body is of a type the address does not read.
    MediaType,
    /// The server does not answer under the name that the request was sent to.
    WrongHost,
    /// The request is well-formed and wrong; `errors` say where.
    Invalid,
    /// There were too many; `Retry-After` says when to try again.
    TooMany,
    /// The headers are larger than the server takes.
    HeadersTooLarge,
    /// A part of the server broke; nothing the client did.
    Internal,
    /// A needed part does not answer; `Retry-After` says when to try again.
    Unavailable,
    /// A budget has nothing left; `Retry-After` says when to look again.
    UsedUp,
}

impl Kind {
    /// All kinds, in the order of their statuses but for the last.
    pub const ALL: [Self; 19] = [
        Self::Malformed,
        Self::Unauthenticated,
        Self::Forbidden,
        Self::CrossSite,
        Self::NotFound,
        Self::MethodNotAllowed,
        Self::Timeout,
        Self::Conflict,
        Self::Changed,
        Self::TooLarge,
        Self::AddressTooLong,
        Self::MediaType,
        Self::WrongHost,
        Self::Invalid,
        Self::TooMany,
        Self::HeadersTooLarge,
        Self::Internal,
        Self::Unavailable,
        Self::UsedUp,
    ];

    /// The last part of the problem's `type`.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Malformed => "malformed",
            Self::Unauthenticated => "unauthenticated",
            Self::Forbidden => "forbidden",
            Self::CrossSite => "cross-site",
            Self::NotFound => "not-found",
            Self::MethodNotAllowed => "method-not-allowed",
            Self::Timeout => "timeout",
            Self::Conflict => "conflict",
            Self::Changed => "changed",
            Self::TooLarge => "too-large",
            Self::AddressTooLong => "address-too-long",
            Self::MediaType => "media-type",
            Self::WrongHost => "wrong-host",
            Self::Invalid => "invalid",
            Self::TooMany => "too-many",
            Self::HeadersTooLarge => "headers-too-large",
            Self::Internal => "internal",
            Self::Unavailable => "unavailable",
            Self::UsedUp => "used-up",
        }
    }

    /// What it is called, in a few words; the same for every occurrence.
    pub fn title(self) -> &'static str {
        match self {
            Self::Malformed => "The request cannot be read",
            Self::Unauthenticated => "Sign in first",
            Self::Forbidden => "Not allowed",
            Self::CrossSite => "Requests from other sites are refused",
            Self::NotFound => "Not found",
            Self::MethodNotAllowed => "The address does not know this method",
            Self::Timeout => "The request took too long to arrive",
            Self::Conflict => "Not possible as it is now",
            Self::Changed => "Changed meanwhile",
            Self::TooLarge => "The body is too large",
            Self::AddressTooLong => "The address is too long",
            Self::MediaType => "The body is of a type that is not read here",
            Self::WrongHost => "The server does not answer under this name",
            Self::Invalid => "The request is not valid",
            Self::TooMany => "Too many attempts",
            Self::HeadersTooLarge => "The headers are too large",
            Self::Internal => "Something broke",
            Self::Unavailable => "Not available at the moment",
            Self::UsedUp => "The budget is used up",
        }
    }

    /// The status it is answered with.
    pub fn status(self) -> StatusCode {
        match self {
            Self::Malformed => StatusCode::BAD_REQUEST,
            Self::Unauthenticated => StatusCode::UNAUTHORIZED,
            Self::Forbidden | Self::CrossSite => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::Timeout => StatusCode::REQUEST_TIMEOUT,
            Self::Conflict => StatusCode::CONFLICT,
            Self::Changed => StatusCode::PRECONDITION_FAILED,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::AddressTooLong => StatusCode::URI_TOO_LONG,
            Self::MediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::WrongHost => StatusCode::MISDIRECTED_REQUEST,
            Self::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooMany | Self::UsedUp => StatusCode::TOO_MANY_REQUESTS,
            Self::HeadersTooLarge => StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        }
    }
}
