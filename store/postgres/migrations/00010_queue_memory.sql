-- +goose Up
-- What the wait estimates of a queue have learned, so that a restart does not make them forget.
CREATE TABLE queue_memory (
    queue_id TEXT COLLATE "C" PRIMARY KEY,
    memory   TEXT COLLATE "C" NOT NULL,
    at       BIGINT NOT NULL
);

-- +goose Down
DROP TABLE queue_memory;
