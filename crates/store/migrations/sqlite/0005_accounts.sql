-- Who has an account, and what they prove themselves with.
CREATE TABLE organisations (
    id          BLOB PRIMARY KEY NOT NULL,
    slug        TEXT NOT NULL UNIQUE, -- what stands after the @ of its usernames
    name        TEXT NOT NULL,
    created_ms  INTEGER NOT NULL
);

CREATE TABLE users (
    id                   BLOB PRIMARY KEY NOT NULL,
    sign_in_name         TEXT UNIQUE, -- the canonical e-mail address or username; NULL once deleted
    email                TEXT, -- as its owner typed it; NULL for accounts that a school made
    email_verified_ms    INTEGER,
    display_name         TEXT NOT NULL,
    role                 TEXT NOT NULL, -- student, teacher, admin
    password_hash        TEXT,
    organisation_id      BLOB REFERENCES organisations (id),
    position             TEXT, -- member, manager
    age_band             TEXT, -- never a birth date
    consent              TEXT, -- JSON: on whose word the account is kept
    suspended_ms         INTEGER,
    deleted_ms           INTEGER, -- from then on only the id is left
    created_ms           INTEGER NOT NULL,
    updated_ms           INTEGER NOT NULL
);
CREATE INDEX users_by_creation ON users (created_ms, id);
CREATE INDEX users_by_organisation ON users (organisation_id, created_ms, id);

-- Links and half-finished sign-ins that work once, by digest.
CREATE TABLE one_time_tokens (
    digest         BLOB PRIMARY KEY NOT NULL,
    id             BLOB NOT NULL UNIQUE,
    kind           TEXT NOT NULL,
    user_id        BLOB REFERENCES users (id) ON DELETE CASCADE, -- NULL where there is no account yet
    data           TEXT NOT NULL, -- JSON: what it was made for
    created_ms     INTEGER NOT NULL,
    expires_ms     INTEGER NOT NULL,
    used_ms        INTEGER,
    superseded_ms  INTEGER
);
CREATE INDEX one_time_tokens_by_user ON one_time_tokens (user_id, kind);

CREATE TABLE second_factors (
    user_id      BLOB PRIMARY KEY NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    secret       BLOB NOT NULL, -- sealed for its owner
    last_step    INTEGER, -- the last code's step: each is good once
    verified_ms  INTEGER, -- NULL until a first code was right
    created_ms   INTEGER NOT NULL
);

CREATE TABLE recovery_codes (
    digest   BLOB PRIMARY KEY NOT NULL,
    user_id  BLOB NOT NULL REFERENCES users (id) ON DELETE CASCADE
);
CREATE INDEX recovery_codes_by_user ON recovery_codes (user_id);

CREATE TABLE api_keys (
    id            BLOB PRIMARY KEY NOT NULL,
    owner         BLOB NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    digest        BLOB NOT NULL UNIQUE,
    hint          TEXT NOT NULL, -- its first characters, to be recognised by
    name          TEXT NOT NULL,
    scopes        TEXT NOT NULL,
    created_ms    INTEGER NOT NULL,
    expires_ms    INTEGER,
    last_used_ms  INTEGER,
    revoked_ms    INTEGER
);
CREATE INDEX api_keys_by_owner ON api_keys (owner, created_ms, id);

-- Letters waiting to be sent. Sealed, since they carry links that work once; deleted once sent.
CREATE TABLE letters (
    id           BLOB PRIMARY KEY NOT NULL,
    sealed       BLOB NOT NULL, -- JSON: to, subject, text
    attempts     INTEGER NOT NULL,
    next_try_ms  INTEGER NOT NULL,
    created_ms   INTEGER NOT NULL
);
CREATE INDEX letters_to_send ON letters (next_try_ms);
