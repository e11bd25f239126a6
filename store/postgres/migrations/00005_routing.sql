-- +goose Up
-- What decides who is next, and who may take a call.
ALTER TABLE place ADD COLUMN head BIGINT NOT NULL DEFAULT 0; -- microseconds
ALTER TABLE place ADD COLUMN topic TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE place ADD COLUMN last_agent TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE place ADD COLUMN callback TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE agent ADD COLUMN skills TEXT COLLATE "C" NOT NULL DEFAULT '{}';
ALTER TABLE agent ADD COLUMN capacity BIGINT NOT NULL DEFAULT 0;
ALTER TABLE agent ADD COLUMN began BIGINT NOT NULL DEFAULT 0;
ALTER TABLE agent ADD COLUMN worked BIGINT NOT NULL DEFAULT 0; -- microseconds

-- What a caller was told of the wait, and what became of it.
CREATE TABLE estimate (
    call_id  TEXT COLLATE "C" NOT NULL REFERENCES call (id),
    queue_id TEXT COLLATE "C" NOT NULL,
    at       BIGINT NOT NULL,
    entered  BIGINT NOT NULL,
    position BIGINT NOT NULL,
    low      BIGINT NOT NULL, -- microseconds still to wait, as are the next two
    likely   BIGINT NOT NULL,
    high     BIGINT NOT NULL,
    ended    BIGINT NOT NULL, -- when the wait ended; 0 until then
    answered BIGINT NOT NULL, -- 1 if by an answer
    PRIMARY KEY (call_id, at)
);
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
