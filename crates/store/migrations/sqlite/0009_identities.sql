-- Who people are to identity providers: the pair of issuer and subject, never an e-mail address.
CREATE TABLE identities (
    id            BLOB PRIMARY KEY NOT NULL,
    user_id       BLOB NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    issuer        TEXT NOT NULL,
    subject       TEXT NOT NULL,
    provider      TEXT NOT NULL, -- the provider's name in the settings when it was linked
    created_ms    INTEGER NOT NULL,
    last_used_ms  INTEGER,
    UNIQUE (issuer, subject)
);
CREATE INDEX identities_by_user ON identities (user_id, created_ms, id);
