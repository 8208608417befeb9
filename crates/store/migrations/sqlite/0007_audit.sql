-- What happened, in a chain. Records are only ever added; where somebody came from may be erased.
CREATE TABLE audit (
    sequence        INTEGER PRIMARY KEY NOT NULL,
    at_ms           INTEGER NOT NULL,
    kind            TEXT NOT NULL,
    actor           TEXT NOT NULL, -- JSON
    subject         BLOB,
    request_id      TEXT NOT NULL,
    detail          TEXT NOT NULL,
    origin          TEXT, -- JSON: address, user agent, salt
    origin_digest   BLOB NOT NULL,
    previous        BLOB NOT NULL,
    hash            BLOB NOT NULL
);
CREATE INDEX audit_by_subject ON audit (subject, sequence);

-- The last record that retention removed: the chain is verified from here.
CREATE TABLE audit_start (
    one       INTEGER PRIMARY KEY NOT NULL CHECK (one = 1),
    sequence  INTEGER NOT NULL,
    hash      BLOB NOT NULL
);
INSERT INTO audit_start (one, sequence, hash)
VALUES (1, 0, X'0000000000000000000000000000000000000000000000000000000000000000');

CREATE TRIGGER audit_is_not_rewritten BEFORE UPDATE ON audit
WHEN NOT (new.origin IS NULL
    AND new.sequence = old.sequence AND new.at_ms = old.at_ms AND new.kind = old.kind AND new.actor = old.actor
    AND new.subject IS old.subject AND new.request_id = old.request_id AND new.detail = old.detail
    AND new.origin_digest = old.origin_digest AND new.previous = old.previous AND new.hash = old.hash)
BEGIN
    SELECT RAISE(ABORT, 'the audit log is only added to');
END;

CREATE TRIGGER audit_is_not_cut BEFORE DELETE ON audit
WHEN old.sequence > (SELECT sequence FROM audit_start)
BEGIN
    SELECT RAISE(ABORT, 'the audit log is only added to');
END;

CREATE TRIGGER audit_start_only_moves_on BEFORE UPDATE ON audit_start
WHEN new.sequence < old.sequence
BEGIN
    SELECT RAISE(ABORT, 'the audit log is only added to');
END;
