-- Materials, their earlier versions, and the batches they were asked for in.
CREATE TABLE batches (
    id            BLOB PRIMARY KEY NOT NULL,
    owner         BLOB NOT NULL,
    total         INTEGER NOT NULL,
    created_ms    INTEGER NOT NULL,
    cancelled_ms  INTEGER
);

CREATE TABLE materials (
    id             BLOB PRIMARY KEY NOT NULL,
    owner          BLOB NOT NULL,
    batch_id       BLOB REFERENCES batches (id),
    batch_ordinal  INTEGER,
    status         TEXT NOT NULL,
    content_type   TEXT NOT NULL,
    grade_level    TEXT NOT NULL,
    topic          TEXT NOT NULL,
    title          TEXT NOT NULL,
    search_text    TEXT NOT NULL, -- topic and title, case folded
    version        INTEGER NOT NULL,
    record         TEXT NOT NULL, -- JSON: brief, body, evidence and everything else
    created_ms     INTEGER NOT NULL,
    updated_ms     INTEGER NOT NULL
);
CREATE INDEX materials_by_owner ON materials (owner, id);
CREATE INDEX materials_by_batch ON materials (batch_id, batch_ordinal);

CREATE TABLE material_versions (
    material_id  BLOB NOT NULL REFERENCES materials (id) ON DELETE CASCADE,
    version      INTEGER NOT NULL,
    record       TEXT NOT NULL,
    created_ms   INTEGER NOT NULL,
    PRIMARY KEY (material_id, version)
);
