//! Licences: which terms of use we know by name, and the credit line each one asks for.

/// The library's own terms: no rights reserved.
pub const CC0: &str = "CC0-1.0";
