-- +goose Up
-- What the wait estimates of a queue have learned, so that a restart does not make them forget.
CREATE TABLE queue_memory (
    queue_id TEXT PRIMARY KEY,
    memory   TEXT NOT NULL,
    at       INTEGER NOT NULL
) WITHOUT ROWID;

-- +goose Down
DROP TABLE queue_memory;
