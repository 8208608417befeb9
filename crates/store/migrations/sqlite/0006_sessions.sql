-- Sign-ins: one row each, with a cookie's digest or a family of refresh tokens behind it.
CREATE TABLE sessions (
    id            BLOB PRIMARY KEY NOT NULL,
    user_id       BLOB NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    kind          TEXT NOT NULL, -- browser, token
    digest        BLOB UNIQUE, -- of the browser's cookie
    scopes        TEXT NOT NULL,
    strong        INTEGER NOT NULL, -- 1 when a second factor was shown
    address       TEXT, -- erased when its time is over
    user_agent    TEXT,
    created_ms    INTEGER NOT NULL,
    last_seen_ms  INTEGER NOT NULL,
    confirmed_ms  INTEGER NOT NULL, -- when its owner last proved to be there
    expires_ms    INTEGER NOT NULL,
    ended_ms      INTEGER
);
CREATE INDEX sessions_by_user ON sessions (user_id, created_ms, id);

CREATE TABLE refresh_tokens (
    digest      BLOB PRIMARY KEY NOT NULL,
    session_id  BLOB NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    created_ms  INTEGER NOT NULL,
    expires_ms  INTEGER NOT NULL,
    used_ms     INTEGER
);
CREATE INDEX refresh_tokens_by_session ON refresh_tokens (session_id);

-- What every process has to know about tokens that were signed already: short, since they live half an hour.
CREATE TABLE revocations (
    id     BLOB NOT NULL, -- of a session or an account
    kind   TEXT NOT NULL, -- session, user, role
    value  TEXT NOT NULL, -- the account's role today
    at_ms  INTEGER NOT NULL,
    PRIMARY KEY (kind, id)
);

CREATE TABLE signing_keys (
    kid             TEXT PRIMARY KEY NOT NULL,
    sealed          BLOB NOT NULL,
    active_from_ms  INTEGER NOT NULL,
    created_ms      INTEGER NOT NULL
);
