-- Passkeys: public keys whose private halves stay in their owners' devices.
CREATE TABLE passkeys (
    id             BLOB PRIMARY KEY NOT NULL,
    user_id        BLOB NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    credential_id  BLOB NOT NULL UNIQUE, -- what the device calls it
    credential     TEXT NOT NULL, -- JSON: public key, counter, flags
    name           TEXT NOT NULL, -- what its owner calls it
    created_ms     INTEGER NOT NULL,
    last_used_ms   INTEGER
);
CREATE INDEX passkeys_by_user ON passkeys (user_id, created_ms, id);
