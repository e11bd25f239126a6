-- +goose Up
-- Whether a number has rung before, and of late.
CREATE INDEX call_number ON call (number, ended) WHERE number <> '';

-- +goose Down
DROP INDEX call_number;
