//! Materials in the formats other programs read
