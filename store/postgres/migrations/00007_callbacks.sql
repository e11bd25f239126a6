-- +goose Up
-- A call that we place has the reference of the promise it keeps: several may
-- share it, so it is found by callback, and its own reference column holds its id.
ALTER TABLE call ADD COLUMN callback TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE call ADD COLUMN node TEXT COLLATE "C" NOT NULL DEFAULT '';
CREATE INDEX call_callback ON call (callback, arrived) WHERE callback <> '';

-- One call may have several promises, one after the other.
ALTER TABLE callback DROP CONSTRAINT callback_call_id_key;
ALTER TABLE callback ADD COLUMN queue_id TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE callback ADD COLUMN topic TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE callback ADD COLUMN until_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE callback ADD COLUMN attempts INTEGER NOT NULL DEFAULT 0;
ALTER TABLE callback ADD COLUMN ring TEXT COLLATE "C" NOT NULL DEFAULT ''; -- the call of the attempt under way, or of the last
ALTER TABLE callback ADD COLUMN item TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE callback ADD COLUMN texts INTEGER NOT NULL DEFAULT 0;
ALTER TABLE callback ADD COLUMN returned INTEGER NOT NULL DEFAULT 0;
ALTER TABLE callback ADD COLUMN head BIGINT NOT NULL DEFAULT 0; -- microseconds
ALTER TABLE callback ADD COLUMN token_hash TEXT COLLATE "C" NOT NULL DEFAULT ''; -- of the link that was sent; '' is none
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
    id        BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    queue_id  TEXT COLLATE "C" NOT NULL, -- '' is all
    from_at   BIGINT NOT NULL,
    until_at  BIGINT NOT NULL, -- 0 is until they are opened
    why       TEXT COLLATE "C" NOT NULL,
    who       TEXT COLLATE "C" NOT NULL,
    opened    BIGINT NOT NULL, -- 0 is not by hand
    opened_by TEXT COLLATE "C" NOT NULL
);
CREATE INDEX closing_now ON closing (id) WHERE opened = 0;

-- +goose Down
DROP TABLE closing;
DROP INDEX agent_call;
CREATE UNIQUE INDEX agent_call ON agent (call_id) WHERE state IN ('ringing', 'talking');
DROP INDEX callback_of;
DROP INDEX callback_owed;
DROP INDEX callback_token;
DROP INDEX callback_slot;
DROP INDEX callback_number;
DROP INDEX callback_call;
ALTER TABLE callback DROP COLUMN token_hash;
ALTER TABLE callback DROP COLUMN head;
ALTER TABLE callback DROP COLUMN returned;
ALTER TABLE callback DROP COLUMN texts;
ALTER TABLE callback DROP COLUMN item;
ALTER TABLE callback DROP COLUMN ring;
ALTER TABLE callback DROP COLUMN attempts;
ALTER TABLE callback DROP COLUMN until_at;
ALTER TABLE callback DROP COLUMN topic;
ALTER TABLE callback DROP COLUMN queue_id;
ALTER TABLE callback ADD CONSTRAINT callback_call_id_key UNIQUE (call_id);
DROP INDEX call_callback;
ALTER TABLE call DROP COLUMN node;
ALTER TABLE call DROP COLUMN callback;
