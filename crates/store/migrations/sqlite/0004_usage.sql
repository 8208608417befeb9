-- What models were paid for: one row a day, person and model.
CREATE TABLE usage (
    day              INTEGER NOT NULL, -- days since 1970, UTC
    owner            TEXT NOT NULL, -- the account's id; empty for nobody's
    model            TEXT NOT NULL, -- provider/model
    calls            INTEGER NOT NULL,
    input_tokens     INTEGER NOT NULL,
    output_tokens    INTEGER NOT NULL,
    cached_tokens    INTEGER NOT NULL,
    cost_usd_micros  INTEGER NOT NULL, -- of the calls whose price is known
    unpriced_calls   INTEGER NOT NULL,
    PRIMARY KEY (day, owner, model)
) WITHOUT ROWID;
