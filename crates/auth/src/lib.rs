//! Who: identity and permission, pure
