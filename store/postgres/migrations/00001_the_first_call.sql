-- Times are microseconds since 1970, 0 for none; flags are 0 or 1; documents are JSON text.
-- Words sort by their bytes, whatever the database is set to, as in every other engine.

-- +goose Up
CREATE TABLE call (
    id        TEXT COLLATE "C" PRIMARY KEY,
    reference TEXT COLLATE "C" NOT NULL UNIQUE,
    number    TEXT COLLATE "C" NOT NULL,
    channel   TEXT COLLATE "C" NOT NULL,
    language  TEXT COLLATE "C" NOT NULL,
    state     TEXT COLLATE "C" NOT NULL,
    since     BIGINT NOT NULL,
    arrived   BIGINT NOT NULL,
    reason    TEXT COLLATE "C" NOT NULL,
    facts     TEXT COLLATE "C" NOT NULL,
    queue_id  TEXT COLLATE "C" NOT NULL,
    entered   BIGINT NOT NULL,
    agent_id  TEXT COLLATE "C" NOT NULL,
    answered  BIGINT NOT NULL,
    ended     BIGINT NOT NULL,
    why       TEXT COLLATE "C" NOT NULL,
    note      TEXT COLLATE "C" NOT NULL,
    outcome   TEXT COLLATE "C" NOT NULL,
    recording TEXT COLLATE "C" NOT NULL
);
CREATE INDEX call_arrived ON call (arrived, id);
CREATE INDEX call_agent ON call (agent_id);
CREATE INDEX call_live ON call (arrived) WHERE state <> 'ended';

-- Every reference number ever given, to a call or a callback.
CREATE TABLE reference (number TEXT COLLATE "C" PRIMARY KEY);

CREATE TABLE place (
    call_id  TEXT COLLATE "C" PRIMARY KEY REFERENCES call (id),
    queue_id TEXT COLLATE "C" NOT NULL,
    language TEXT COLLATE "C" NOT NULL,
    number   TEXT COLLATE "C" NOT NULL,
    entered  BIGINT NOT NULL,
    present  INTEGER NOT NULL,
    offered  TEXT COLLATE "C" NOT NULL,
    until_at BIGINT NOT NULL,
    returned INTEGER NOT NULL
);
CREATE INDEX place_line ON place (queue_id, present, offered, returned DESC, entered, call_id);
CREATE INDEX place_due ON place (until_at);
CREATE INDEX place_number ON place (number);
-- One agent is rung by one call at a time, whatever the program does.
CREATE UNIQUE INDEX place_offered ON place (offered) WHERE offered <> '';

CREATE TABLE agent (
    id      TEXT COLLATE "C" PRIMARY KEY,
    name    TEXT COLLATE "C" NOT NULL,
    tier    TEXT COLLATE "C" NOT NULL,
    speaks  TEXT COLLATE "C" NOT NULL,
    state   TEXT COLLATE "C" NOT NULL,
    since   BIGINT NOT NULL,
    idle    BIGINT NOT NULL,
    reason  TEXT COLLATE "C" NOT NULL,
    call_id TEXT COLLATE "C" NOT NULL,
    secret  TEXT COLLATE "C" NOT NULL
);
CREATE INDEX agent_state ON agent (state, idle, id);
-- One call has one agent at a time. Wrapping up is after the call, and may be several agents'.
CREATE UNIQUE INDEX agent_call ON agent (call_id) WHERE state IN ('ringing', 'talking');

CREATE TABLE session (
    token_hash TEXT COLLATE "C" PRIMARY KEY,
    agent_id   TEXT COLLATE "C" NOT NULL REFERENCES agent (id),
    expires    BIGINT NOT NULL
);
CREATE INDEX session_expires ON session (expires);
CREATE INDEX session_agent ON session (agent_id);

CREATE TABLE talk (
    call_id  TEXT COLLATE "C" NOT NULL REFERENCES call (id),
    agent_id TEXT COLLATE "C" NOT NULL,
    queue_id TEXT COLLATE "C" NOT NULL,
    entered  BIGINT NOT NULL,
    answered BIGINT NOT NULL,
    left_at  BIGINT NOT NULL,
    freed    BIGINT NOT NULL,
    PRIMARY KEY (call_id, answered)
);
CREATE INDEX talk_agent ON talk (agent_id, call_id);
CREATE INDEX talk_freed ON talk (queue_id, freed);

CREATE TABLE callback (
    reference TEXT COLLATE "C" PRIMARY KEY,
    call_id   TEXT COLLATE "C" NOT NULL UNIQUE REFERENCES call (id),
    number    TEXT COLLATE "C" NOT NULL,
    language  TEXT COLLATE "C" NOT NULL,
    reason    TEXT COLLATE "C" NOT NULL,
    due       BIGINT NOT NULL,
    entered   BIGINT NOT NULL,
    state     TEXT COLLATE "C" NOT NULL
);
CREATE INDEX callback_due ON callback (state, due);

-- What happened, told once and never changed. An agent's own events have no call, and seq 0.
CREATE TABLE call_event (
    id       BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    call_id  TEXT COLLATE "C" REFERENCES call (id),
    seq      INTEGER NOT NULL,
    at       BIGINT NOT NULL,
    kind     TEXT COLLATE "C" NOT NULL,
    agent_id TEXT COLLATE "C" NOT NULL,
    who_id   TEXT COLLATE "C" NOT NULL,
    who_tier TEXT COLLATE "C" NOT NULL,
    detail   TEXT COLLATE "C" NOT NULL,
    UNIQUE (call_id, seq)
);
-- +goose StatementBegin
CREATE FUNCTION call_event_is_never_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'an event is never changed'; END $$;
-- +goose StatementEnd
CREATE TRIGGER call_event_is_never_changed BEFORE UPDATE ON call_event
FOR EACH ROW EXECUTE FUNCTION call_event_is_never_changed();

-- +goose Down
DROP TABLE call_event;
DROP FUNCTION call_event_is_never_changed;
DROP TABLE callback;
DROP TABLE talk;
DROP TABLE session;
DROP TABLE agent;
DROP TABLE place;
DROP TABLE reference;
DROP TABLE call;
