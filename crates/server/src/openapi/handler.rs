//! Reads what a handler takes and answers off its signature.

use std::future::Future;

use super::{Answers, Operation, Schemas, Takes};

/// A handler whose every argument and answer says what it is. `M` only keeps the implementations apart.
pub(crate) trait Documented<M> {
    /// What the handler takes and answers.
    fn describe(operation: &mut Operation, schemas: &mut Schemas);
}

macro_rules! documented {
    ($($argument:ident),*) => {
        impl<F, Fut, R, $($argument),*> Documented<(R, $($argument,)*)> for F
        where
            F: Fn($($argument),*) -> Fut,
            Fut: Future<Output = R>,
            R: Answers,
            $($argument: Takes,)*
        {
            fn describe(operation: &mut Operation, schemas: &mut Schemas) {
                R::describe(operation, schemas);
                $($argument::describe(operation, schemas);)*
            }
        }
    };
}

documented!();
documented!(A);
documented!(A, B);
documented!(A, B, C);
documented!(A, B, C, D);
documented!(A, B, C, D, E);
