-- +goose Up
-- Conversations in writing, so that they can be taken up again.
CREATE TABLE chat (
    token_hash TEXT PRIMARY KEY,
    call_id    TEXT NOT NULL UNIQUE REFERENCES call (id),
    state      BLOB NOT NULL,
    touched    INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX chat_touched ON chat (touched);

-- +goose Down
DROP TABLE chat;
