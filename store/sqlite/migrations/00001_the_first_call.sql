-- Times are microseconds since 1970, 0 for none; flags are 0 or 1; documents are JSON text.

-- +goose Up
CREATE TABLE call (
    id        TEXT PRIMARY KEY,
    reference TEXT NOT NULL UNIQUE,
    number    TEXT NOT NULL,
    channel   TEXT NOT NULL,
    language  TEXT NOT NULL,
    state     TEXT NOT NULL,
    since     INTEGER NOT NULL,
    arrived   INTEGER NOT NULL,
    reason    TEXT NOT NULL,
    facts     TEXT NOT NULL,
    queue_id  TEXT NOT NULL,
    entered   INTEGER NOT NULL,
    agent_id  TEXT NOT NULL,
    answered  INTEGER NOT NULL,
    ended     INTEGER NOT NULL,
    why       TEXT NOT NULL,
    note      TEXT NOT NULL,
    outcome   TEXT NOT NULL,
    recording TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX call_arrived ON call (arrived, id);
CREATE INDEX call_agent ON call (agent_id);
CREATE INDEX call_live ON call (arrived) WHERE state <> 'ended';

-- Every reference number ever given, to a call or a callback.
CREATE TABLE reference (number TEXT PRIMARY KEY) WITHOUT ROWID;

CREATE TABLE place (
    call_id  TEXT PRIMARY KEY REFERENCES call (id),
    queue_id TEXT NOT NULL,
    language TEXT NOT NULL,
    number   TEXT NOT NULL,
    entered  INTEGER NOT NULL,
    present  INTEGER NOT NULL,
    offered  TEXT NOT NULL,
    until_at INTEGER NOT NULL,
    returned INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX place_line ON place (queue_id, present, offered, returned DESC, entered, call_id);
CREATE INDEX place_due ON place (until_at);
CREATE INDEX place_number ON place (number);
-- One agent is rung by one call at a time, whatever the program does.
CREATE UNIQUE INDEX place_offered ON place (offered) WHERE offered <> '';

CREATE TABLE agent (
    id      TEXT PRIMARY KEY,
    name    TEXT NOT NULL,
    tier    TEXT NOT NULL,
    speaks  TEXT NOT NULL,
    state   TEXT NOT NULL,
    since   INTEGER NOT NULL,
    idle    INTEGER NOT NULL,
    reason  TEXT NOT NULL,
    call_id TEXT NOT NULL,
    secret  TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX agent_state ON agent (state, idle, id);
-- One call has one agent at a time. Wrapping up is after the call, and may be several agents'.
CREATE UNIQUE INDEX agent_call ON agent (call_id) WHERE state IN ('ringing', 'talking');

CREATE TABLE session (
    token_hash TEXT PRIMARY KEY,
    agent_id   TEXT NOT NULL REFERENCES agent (id),
    expires    INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX session_expires ON session (expires);
CREATE INDEX session_agent ON session (agent_id);

CREATE TABLE talk (
    call_id  TEXT NOT NULL REFERENCES call (id),
    agent_id TEXT NOT NULL,
    queue_id TEXT NOT NULL,
    entered  INTEGER NOT NULL,
    answered INTEGER NOT NULL,
    left_at  INTEGER NOT NULL,
    freed    INTEGER NOT NULL,
    PRIMARY KEY (call_id, answered)
) WITHOUT ROWID;
CREATE INDEX talk_agent ON talk (agent_id, call_id);
CREATE INDEX talk_freed ON talk (queue_id, freed);

CREATE TABLE callback (
    reference TEXT PRIMARY KEY,
    call_id   TEXT NOT NULL UNIQUE REFERENCES call (id),
    number    TEXT NOT NULL,
    language  TEXT NOT NULL,
    reason    TEXT NOT NULL,
    due       INTEGER NOT NULL,
    entered   INTEGER NOT NULL,
    state     TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX callback_due ON callback (state, due);

-- What happened, told once and never changed. An agent's own events have no call, and seq 0.
CREATE TABLE call_event (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    call_id  TEXT REFERENCES call (id),
    seq      INTEGER NOT NULL,
    at       INTEGER NOT NULL,
    kind     TEXT NOT NULL,
    agent_id TEXT NOT NULL,
    who_id   TEXT NOT NULL,
    who_tier TEXT NOT NULL,
    detail   TEXT NOT NULL,
    UNIQUE (call_id, seq)
);
-- +goose StatementBegin
CREATE TRIGGER call_event_is_never_changed BEFORE UPDATE ON call_event
BEGIN SELECT RAISE(ABORT, 'an event is never changed'); END;
-- +goose StatementEnd

-- +goose Down
DROP TABLE call_event;
DROP TABLE callback;
DROP TABLE talk;
DROP TABLE session;
DROP TABLE agent;
DROP TABLE place;
DROP TABLE reference;
DROP TABLE call;
