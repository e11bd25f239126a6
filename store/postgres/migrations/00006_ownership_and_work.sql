-- +goose Up
-- The processes that run this centre, each known while its lease lasts.
CREATE TABLE node (
    id          TEXT COLLATE "C" PRIMARY KEY,
    epoch       BIGINT NOT NULL,
    lease_until BIGINT NOT NULL,
    url         TEXT COLLATE "C" NOT NULL
);

-- Who matches the calls of a routing domain. The epoch tells one ownership from the next.
CREATE TABLE domain (
    id          TEXT COLLATE "C" PRIMARY KEY,
    owner       TEXT COLLATE "C" NOT NULL,
    epoch       BIGINT NOT NULL,
    lease_until BIGINT NOT NULL
);

-- What must be done at a time, whatever happens until then. Whoever claims it
-- has it until lease_until; owner and attempt tell one claim from the next.
CREATE TABLE task (
    id          BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind        TEXT COLLATE "C" NOT NULL,
    key         TEXT COLLATE "C" NOT NULL UNIQUE,
    due         BIGINT NOT NULL,
    payload     TEXT COLLATE "C" NOT NULL,
    owner       TEXT COLLATE "C" NOT NULL,
    attempt     INTEGER NOT NULL,
    lease_until BIGINT NOT NULL,
    state       TEXT COLLATE "C" NOT NULL,
    last_error  TEXT COLLATE "C" NOT NULL,
    created     BIGINT NOT NULL,
    done        BIGINT NOT NULL
);
CREATE INDEX task_due ON task (due, id) WHERE state = 'planned';
CREATE INDEX task_claimed ON task (lease_until, id) WHERE state = 'claimed';
CREATE INDEX task_over ON task (done, id) WHERE done > 0;

-- +goose Down
DROP TABLE task;
DROP TABLE domain;
DROP TABLE node;
