//! What is wrong with a form, to be shown above it with what was typed.

use axum::http::StatusCode;

use crate::problem::{FieldError, Kind, Problem};

/// What has to be mended.
#[derive(Debug, Default)]
pub(super) struct Faults {
    errors: Vec<FieldError>,
}

impl Faults {
    /// What a person can mend in the form, and the status to answer it with.
    ///
    /// # Errors
    /// The problem itself when another look at the form would not help.
    pub(super) fn of(problem: Problem) -> Result<(StatusCode, Self), Problem> {
        let status = problem.status();
        match problem.kind {
            Kind::Invalid if !problem.errors.is_empty() => Ok((status, Self { errors: problem.errors })),
            Kind::Invalid | Kind::Unauthenticated | Kind::Forbidden | Kind::Conflict => {
                let whole = FieldError { pointer: String::new(), detail: problem.detail };
                Ok((status, Self { errors: vec![whole] }))
            }
            _ => Err(problem),
        }
    }

    /// Whether there is nothing.
    pub(super) fn is_empty(&self) -> bool {
        self.errors.is_empty()
    }

    /// Name of the field and what is wrong with it; no name where it is the whole.
    pub(super) fn each(&self) -> impl Iterator<Item = (&str, String)> {
        self.errors.iter().map(|error| (name(error), sentence(&error.detail)))
    }

    /// The attributes that tie a field to what is wrong with it, as HTML.
    pub(super) fn mark(&self, field: &'static str) -> String {
        if self.errors.iter().any(|error| name(error) == field) {
            return format!(" aria-invalid=\"true\" aria-describedby=\"fault-{field}\"");
        }
        String::new()
    }
}

fn name(error: &FieldError) -> &str {
    error.pointer.trim_start_matches('/')
}

/// Details are written to stand after a colon; here they stand alone.
pub(super) fn sentence(detail: &str) -> String {
    let mut letters = detail.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string()).unwrap_or_default();
    let end = if detail.ends_with(['.', '!', '?']) { "" } else { "." };
    format!("{first}{}{end}", letters.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_is_a_sentence_tied_to_its_field() {
        let problem = Problem::invalid("/password", "too short; use 15 characters");
        let (status, faults) = Faults::of(problem).unwrap();
        assert_eq!(status, 422);
        assert_eq!(
            faults.each().collect::<Vec<_>>(),
            [("password", "Too short; use 15 characters.".to_owned())]
        );
        assert!(faults.mark("password").contains("fault-password"));
        assert_eq!(faults.mark("email"), "");
    }

    #[test]
    fn what_a_form_cannot_mend_is_another_page() {
        assert!(Faults::of(Problem::too_many(30)).is_err());
        assert!(Faults::of(Problem::new(Kind::Internal, "x")).is_err());
    }
}
