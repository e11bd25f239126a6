-- +goose Up
-- What decides who is next, and who may take a call.
ALTER TABLE place ADD COLUMN head INTEGER NOT NULL DEFAULT 0; -- microseconds
ALTER TABLE place ADD COLUMN topic TEXT NOT NULL DEFAULT '';
ALTER TABLE place ADD COLUMN last_agent TEXT NOT NULL DEFAULT '';
ALTER TABLE place ADD COLUMN callback TEXT NOT NULL DEFAULT '';
ALTER TABLE agent ADD COLUMN skills TEXT NOT NULL DEFAULT '{}';
ALTER TABLE agent ADD COLUMN capacity INTEGER NOT NULL DEFAULT 0;
ALTER TABLE agent ADD COLUMN began INTEGER NOT NULL DEFAULT 0;
ALTER TABLE agent ADD COLUMN worked INTEGER NOT NULL DEFAULT 0; -- microseconds

-- What a caller was told of the wait, and what became of it.
CREATE TABLE estimate (
    call_id  TEXT NOT NULL REFERENCES call (id),
    queue_id TEXT NOT NULL,
    at       INTEGER NOT NULL,
    entered  INTEGER NOT NULL,
    position INTEGER NOT NULL,
    low      INTEGER NOT NULL, -- microseconds still to wait, as are the next two
    likely   INTEGER NOT NULL,
    high     INTEGER NOT NULL,
    ended    INTEGER NOT NULL, -- when the wait ended; 0 until then
    answered INTEGER NOT NULL, -- 1 if by an answer
    PRIMARY KEY (call_id, at)
) WITHOUT ROWID;
CREATE INDEX estimate_queue ON estimate (queue_id, at);
CREATE INDEX estimate_open ON estimate (call_id) WHERE ended = 0;

-- +goose Down
DROP TABLE estimate;
ALTER TABLE agent DROP COLUMN worked;
ALTER TABLE agent DROP COLUMN began;
ALTER TABLE agent DROP COLUMN capacity;
ALTER TABLE agent DROP COLUMN skills;
ALTER TABLE place DROP COLUMN callback;
ALTER TABLE place DROP COLUMN last_agent;
ALTER TABLE place DROP COLUMN topic;
ALTER TABLE place DROP COLUMN head;
