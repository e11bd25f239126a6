-- +goose Up
-- The processes that run this centre, each known while its lease lasts.
CREATE TABLE node (
    id          TEXT PRIMARY KEY,
    epoch       INTEGER NOT NULL,
    lease_until INTEGER NOT NULL,
    url         TEXT NOT NULL
) WITHOUT ROWID;

-- Who matches the calls of a routing domain. The epoch tells one ownership from the next.
CREATE TABLE domain (
    id          TEXT PRIMARY KEY,
    owner       TEXT NOT NULL,
    epoch       INTEGER NOT NULL,
    lease_until INTEGER NOT NULL
) WITHOUT ROWID;

-- What must be done at a time, whatever happens until then. Whoever claims it
-- has it until lease_until; owner and attempt tell one claim from the next.
CREATE TABLE task (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    kind        TEXT NOT NULL,
    key         TEXT NOT NULL UNIQUE,
    due         INTEGER NOT NULL,
    payload     TEXT NOT NULL,
    owner       TEXT NOT NULL,
    attempt     INTEGER NOT NULL,
    lease_until INTEGER NOT NULL,
    state       TEXT NOT NULL,
    last_error  TEXT NOT NULL,
    created     INTEGER NOT NULL,
    done        INTEGER NOT NULL
);
CREATE INDEX task_due ON task (due, id) WHERE state = 'planned';
CREATE INDEX task_claimed ON task (lease_until, id) WHERE state = 'claimed';
CREATE INDEX task_over ON task (done, id) WHERE done > 0;

-- +goose Down
DROP TABLE task;
DROP TABLE domain;
DROP TABLE node;
