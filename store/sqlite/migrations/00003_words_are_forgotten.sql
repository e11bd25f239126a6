-- +goose Up
-- Whether the words of a call are gone: they are kept for as long as the agency says.
ALTER TABLE call ADD COLUMN forgotten INTEGER NOT NULL DEFAULT 0;
CREATE INDEX call_wordy ON call (ended, id) WHERE forgotten = 0 AND state = 'ended';
-- Words may be taken out of an event. Nothing else of it is ever changed.
DROP TRIGGER call_event_is_never_changed;
-- +goose StatementBegin
CREATE TRIGGER call_event_is_never_changed BEFORE UPDATE ON call_event
WHEN (
    NEW.id IS OLD.id AND NEW.call_id IS OLD.call_id AND NEW.seq IS OLD.seq AND NEW.at IS OLD.at AND NEW.kind IS OLD.kind
    AND NEW.agent_id IS OLD.agent_id AND NEW.who_id IS OLD.who_id AND NEW.who_tier IS OLD.who_tier
    AND json_remove(NEW.detail, '$.turn.text', '$.turn.keys', '$.facts', '$.reason')
     IS json_remove(OLD.detail, '$.turn.text', '$.turn.keys', '$.facts', '$.reason')
    AND coalesce(json_extract(NEW.detail, '$.turn.text'), '') = '' AND json_extract(NEW.detail, '$.turn.keys') IS NULL
    AND json_extract(NEW.detail, '$.facts') IS NULL
    AND coalesce(json_extract(NEW.detail, '$.reason'), '') IN ('', coalesce(json_extract(OLD.detail, '$.reason'), ''))
) IS NOT TRUE
BEGIN SELECT RAISE(ABORT, 'an event is never changed'); END;
-- +goose StatementEnd

-- +goose Down
DROP TRIGGER call_event_is_never_changed;
-- +goose StatementBegin
CREATE TRIGGER call_event_is_never_changed BEFORE UPDATE ON call_event
BEGIN SELECT RAISE(ABORT, 'an event is never changed'); END;
-- +goose StatementEnd
DROP INDEX call_wordy;
ALTER TABLE call DROP COLUMN forgotten;
