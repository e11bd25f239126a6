-- +goose Up
-- An officer may be on a call beside the agent who has it: one.
ALTER TABLE agent ADD COLUMN consult INTEGER NOT NULL DEFAULT 0;
DROP INDEX agent_call;
CREATE UNIQUE INDEX agent_call ON agent (call_id) WHERE state IN ('reserved', 'ringing', 'talking', 'on hold') AND consult = 0;
CREATE UNIQUE INDEX agent_consult ON agent (call_id) WHERE state IN ('ringing', 'talking') AND consult = 1;

-- Whoever spoke with a caller wrote their own note: what an officer wrote is not for all.
ALTER TABLE talk ADD COLUMN note TEXT NOT NULL DEFAULT '';
ALTER TABLE talk ADD COLUMN outcome TEXT NOT NULL DEFAULT '';
UPDATE talk SET note = (SELECT note FROM call WHERE call.id = talk.call_id), outcome = (SELECT outcome FROM call WHERE call.id = talk.call_id);

CREATE TABLE consult (
    call_id      TEXT NOT NULL REFERENCES call (id),
    asked        INTEGER NOT NULL,
    asker        TEXT NOT NULL,
    officer      TEXT NOT NULL,
    note         TEXT NOT NULL,
    joined       INTEGER NOT NULL, -- 0 is never
    ended        INTEGER NOT NULL, -- 0 while it lasts
    how          TEXT NOT NULL,
    officer_note TEXT NOT NULL,
    PRIMARY KEY (call_id, asked)
) WITHOUT ROWID;
CREATE UNIQUE INDEX consult_now ON consult (call_id) WHERE ended = 0;
CREATE INDEX consult_officer ON consult (officer, asked);

-- What officers ring callers about.
CREATE TABLE item (
    code     TEXT PRIMARY KEY,
    state    TEXT NOT NULL,
    since    INTEGER NOT NULL,
    urgent   INTEGER NOT NULL,
    topic    TEXT NOT NULL,
    note     TEXT NOT NULL, -- of whoever opened it
    language TEXT NOT NULL,
    number   TEXT NOT NULL,
    call_id  TEXT NOT NULL REFERENCES call (id),
    opener   TEXT NOT NULL,
    opened   INTEGER NOT NULL,
    due      INTEGER NOT NULL,
    breached INTEGER NOT NULL,
    callback TEXT NOT NULL,
    from_at  INTEGER NOT NULL,
    until_at INTEGER NOT NULL,
    texts    INTEGER NOT NULL,
    officer  TEXT NOT NULL,
    spoken   INTEGER NOT NULL,
    closed   INTEGER NOT NULL,
    outcome  TEXT NOT NULL, -- the officer's, as is the next
    work     TEXT NOT NULL
) WITHOUT ROWID;
-- Nobody has two open about one thing, whatever the program does.
CREATE UNIQUE INDEX item_owed ON item (number, topic) WHERE state IN ('open', 'planned', 'unreached', 'spoken');
CREATE INDEX item_state ON item (state, due);
CREATE INDEX item_call ON item (call_id);
CREATE INDEX item_opened ON item (opened);

-- +goose Down
DROP TABLE item;
DROP TABLE consult;
ALTER TABLE talk DROP COLUMN outcome;
ALTER TABLE talk DROP COLUMN note;
DROP INDEX agent_consult;
DROP INDEX agent_call;
CREATE UNIQUE INDEX agent_call ON agent (call_id) WHERE state IN ('reserved', 'ringing', 'talking', 'on hold');
ALTER TABLE agent DROP COLUMN consult;
