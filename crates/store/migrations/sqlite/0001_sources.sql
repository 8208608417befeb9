-- Sources and their passages. `owner` is NULL for the starter library, which everyone may read.
CREATE TABLE sources (
    id          BLOB PRIMARY KEY NOT NULL,
    owner       BLOB,
    origin      TEXT NOT NULL,
    title       TEXT NOT NULL,
    text        TEXT NOT NULL,
    details     TEXT NOT NULL, -- JSON: licence, url, language, references
    created_ms  INTEGER NOT NULL
);
CREATE INDEX sources_by_owner ON sources (owner, created_ms, id);

CREATE TABLE passages (
    seq         INTEGER PRIMARY KEY, -- the row of the search index
    id          BLOB NOT NULL UNIQUE,
    source_id   BLOB NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
    ordinal     INTEGER NOT NULL,
    text        TEXT NOT NULL,
    start_at    INTEGER NOT NULL, -- Unicode scalar values from the start of the source's text
    end_at      INTEGER NOT NULL,
    page        INTEGER,
    heading     TEXT,
    marks       TEXT NOT NULL, -- JSON
    UNIQUE (source_id, ordinal)
);

-- Stems only, computed by the application, so that every database searches alike.
CREATE VIRTUAL TABLE passage_index USING fts5 (
    title, heading, body, content = '', contentless_delete = 1, tokenize = 'ascii'
);
CREATE TRIGGER passages_leave_the_index AFTER DELETE ON passages BEGIN
    DELETE FROM passage_index WHERE rowid = old.seq;
END;

-- What the installation remembers about itself, such as which edition of the library was loaded.
CREATE TABLE facts (
    name   TEXT PRIMARY KEY NOT NULL,
    value  TEXT NOT NULL
);
