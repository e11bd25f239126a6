-- +goose Up
-- A call that we place has the reference of the promise it keeps: several may
-- share it, so it is found by callback, and its own reference column holds its id.
ALTER TABLE call ADD COLUMN callback TEXT NOT NULL DEFAULT '';
ALTER TABLE call ADD COLUMN node TEXT NOT NULL DEFAULT '';
CREATE INDEX call_callback ON call (callback, arrived) WHERE callback <> '';

-- Made anew: one call may have several promises, one after the other.
CREATE TABLE callback_anew (
    reference  TEXT PRIMARY KEY,
    call_id    TEXT NOT NULL REFERENCES call (id),
    number     TEXT NOT NULL,
    language   TEXT NOT NULL,
    queue_id   TEXT NOT NULL,
    topic      TEXT NOT NULL,
    reason     TEXT NOT NULL,
    due        INTEGER NOT NULL,
    until_at   INTEGER NOT NULL,
    entered    INTEGER NOT NULL,
    state      TEXT NOT NULL,
    attempts   INTEGER NOT NULL,
    ring       TEXT NOT NULL, -- the call of the attempt under way, or of the last
    item       TEXT NOT NULL,
    texts      INTEGER NOT NULL,
    returned   INTEGER NOT NULL,
    head       INTEGER NOT NULL, -- microseconds
    token_hash TEXT NOT NULL     -- of the link that was sent; '' is none
) WITHOUT ROWID;
INSERT INTO callback_anew SELECT reference, call_id, number, language, '', '', reason, due, 0, entered, state, 0, '', '', 0, 0, 0, '' FROM callback;
DROP TABLE callback;
ALTER TABLE callback_anew RENAME TO callback;
CREATE INDEX callback_due ON callback (state, due);
CREATE INDEX callback_call ON callback (call_id);
CREATE INDEX callback_number ON callback (number, state);
CREATE INDEX callback_slot ON callback (queue_id, due) WHERE until_at > 0;
CREATE UNIQUE INDEX callback_token ON callback (token_hash) WHERE token_hash <> '';
-- Nobody is promised the same twice, whatever the program does. Promises from
-- before there were queues in them have queue_id ''.
CREATE UNIQUE INDEX callback_owed ON callback (number, queue_id, item)
    WHERE queue_id <> '' AND state IN ('promised', 'in line', 'being made', 'unreached');
CREATE UNIQUE INDEX callback_of ON callback (call_id, item)
    WHERE state IN ('promised', 'in line', 'being made', 'unreached');

-- An agent who is kept for a caller has that call, and nobody else has.
DROP INDEX IF EXISTS agent_call;
CREATE UNIQUE INDEX agent_call ON agent (call_id) WHERE state IN ('reserved', 'ringing', 'talking');

-- Lines that were closed by hand.
CREATE TABLE closing (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    queue_id  TEXT NOT NULL, -- '' is all
    from_at   INTEGER NOT NULL,
    until_at  INTEGER NOT NULL, -- 0 is until they are opened
    why       TEXT NOT NULL,
    who       TEXT NOT NULL,
    opened    INTEGER NOT NULL, -- 0 is not by hand
    opened_by TEXT NOT NULL
);
CREATE INDEX closing_now ON closing (id) WHERE opened = 0;

-- +goose Down
DROP TABLE closing;
DROP INDEX agent_call;
CREATE UNIQUE INDEX agent_call ON agent (call_id) WHERE state IN ('ringing', 'talking');
CREATE TABLE callback_before (
    reference TEXT PRIMARY KEY,
    call_id   TEXT NOT NULL UNIQUE REFERENCES call (id),
    number    TEXT NOT NULL,
    language  TEXT NOT NULL,
    reason    TEXT NOT NULL,
    due       INTEGER NOT NULL,
    entered   INTEGER NOT NULL,
    state     TEXT NOT NULL
) WITHOUT ROWID;
INSERT OR IGNORE INTO callback_before SELECT reference, call_id, number, language, reason, due, entered, state FROM callback;
DROP TABLE callback;
ALTER TABLE callback_before RENAME TO callback;
CREATE INDEX callback_due ON callback (state, due);
DROP INDEX call_callback;
ALTER TABLE call DROP COLUMN node;
ALTER TABLE call DROP COLUMN callback;
