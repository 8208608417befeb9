//! Is it good, is it safe: checks and measures
