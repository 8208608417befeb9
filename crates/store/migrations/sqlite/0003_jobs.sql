-- Work to be done, what watchers are told of it, and answers already given.
CREATE TABLE jobs (
    id              BLOB PRIMARY KEY NOT NULL,
    kind            TEXT NOT NULL,
    subject         BLOB NOT NULL, -- the material or source the job is about
    state           TEXT NOT NULL, -- queued, running, done, failed, cancelled
    priority        INTEGER NOT NULL, -- 0 someone waits, 1 part of a batch
    run_at_ms       INTEGER NOT NULL,
    attempts        INTEGER NOT NULL,
    max_attempts    INTEGER NOT NULL,
    worker          TEXT,
    lease_until_ms  INTEGER,
    problem         TEXT,
    created_ms      INTEGER NOT NULL,
    updated_ms      INTEGER NOT NULL
);
CREATE INDEX jobs_to_claim ON jobs (priority, run_at_ms, id) WHERE state IN ('queued', 'running');
CREATE INDEX jobs_by_subject ON jobs (subject);

CREATE TABLE events (
    material_id  BLOB NOT NULL REFERENCES materials (id) ON DELETE CASCADE,
    seq          INTEGER NOT NULL,
    kind         TEXT NOT NULL, -- stage, delta, done, problem
    data         TEXT NOT NULL, -- JSON
    created_ms   INTEGER NOT NULL,
    PRIMARY KEY (material_id, seq)
);

CREATE TABLE idempotency_keys (
    owner         BLOB NOT NULL,
    key           TEXT NOT NULL,
    request_hash  BLOB NOT NULL,
    answer        TEXT NOT NULL, -- JSON: status, location, body
    created_ms    INTEGER NOT NULL,
    PRIMARY KEY (owner, key)
);
