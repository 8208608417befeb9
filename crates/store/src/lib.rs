//! Where it stays: SQLite or PostgreSQL, one SQL text
