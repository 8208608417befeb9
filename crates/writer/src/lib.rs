//! The built-in writer: passages in, a checked draft out, no model
