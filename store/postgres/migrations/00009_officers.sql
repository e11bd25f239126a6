-- +goose Up
-- An officer may be on a call beside the agent who has it: one.
ALTER TABLE agent ADD COLUMN consult BIGINT NOT NULL DEFAULT 0;
DROP INDEX agent_call;
CREATE UNIQUE INDEX agent_call ON agent (call_id) WHERE state IN ('reserved', 'ringing', 'talking', 'on hold') AND consult = 0;
CREATE UNIQUE INDEX agent_consult ON agent (call_id) WHERE state IN ('ringing', 'talking') AND consult = 1;

-- Whoever spoke with a caller wrote their own note: what an officer wrote is not for all.
ALTER TABLE talk ADD COLUMN note TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE talk ADD COLUMN outcome TEXT COLLATE "C" NOT NULL DEFAULT '';
UPDATE talk SET note = (SELECT note FROM call WHERE call.id = talk.call_id), outcome = (SELECT outcome FROM call WHERE call.id = talk.call_id);

CREATE TABLE consult (
    call_id      TEXT COLLATE "C" NOT NULL REFERENCES call (id),
    asked        BIGINT NOT NULL,
    asker        TEXT COLLATE "C" NOT NULL,
    officer      TEXT COLLATE "C" NOT NULL,
    note         TEXT COLLATE "C" NOT NULL,
    joined       BIGINT NOT NULL, -- 0 is never
    ended        BIGINT NOT NULL, -- 0 while it lasts
    how          TEXT COLLATE "C" NOT NULL,
    officer_note TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (call_id, asked)
);
CREATE UNIQUE INDEX consult_now ON consult (call_id) WHERE ended = 0;
CREATE INDEX consult_officer ON consult (officer, asked);

-- What officers ring callers about.
CREATE TABLE item (
    code     TEXT COLLATE "C" PRIMARY KEY,
    state    TEXT COLLATE "C" NOT NULL,
    since    BIGINT NOT NULL,
    urgent   BIGINT NOT NULL,
    topic    TEXT COLLATE "C" NOT NULL,
    note     TEXT COLLATE "C" NOT NULL, -- of whoever opened it
    language TEXT COLLATE "C" NOT NULL,
    number   TEXT COLLATE "C" NOT NULL,
    call_id  TEXT COLLATE "C" NOT NULL REFERENCES call (id),
    opener   TEXT COLLATE "C" NOT NULL,
    opened   BIGINT NOT NULL,
    due      BIGINT NOT NULL,
    breached BIGINT NOT NULL,
    callback TEXT COLLATE "C" NOT NULL,
    from_at  BIGINT NOT NULL,
    until_at BIGINT NOT NULL,
    texts    BIGINT NOT NULL,
    officer  TEXT COLLATE "C" NOT NULL,
    spoken   BIGINT NOT NULL,
    closed   BIGINT NOT NULL,
    outcome  TEXT COLLATE "C" NOT NULL, -- the officer's, as is the next
    work     TEXT COLLATE "C" NOT NULL
);
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
