-- Lists are read newest first; the index they walk says so.
CREATE INDEX materials_by_creation ON materials (owner, created_ms, id);
DROP INDEX materials_by_owner;
