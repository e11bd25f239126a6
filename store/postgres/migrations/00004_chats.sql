-- +goose Up
-- Conversations in writing, so that they can be taken up again.
CREATE TABLE chat (
    token_hash TEXT COLLATE "C" PRIMARY KEY,
    call_id    TEXT COLLATE "C" NOT NULL UNIQUE REFERENCES call (id),
    state      BYTEA NOT NULL,
    touched    BIGINT NOT NULL
);
CREATE INDEX chat_touched ON chat (touched);

-- +goose Down
DROP TABLE chat;
