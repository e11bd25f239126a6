-- +goose Up
-- Whether the words of a call are gone: they are kept for as long as the agency says.
ALTER TABLE call ADD COLUMN forgotten INTEGER NOT NULL DEFAULT 0;
CREATE INDEX call_wordy ON call (ended, id) WHERE forgotten = 0 AND state = 'ended';
-- Words may be taken out of an event. Nothing else of it is ever changed.
DROP TRIGGER call_event_is_never_changed ON call_event;
CREATE TRIGGER call_event_is_never_changed BEFORE UPDATE ON call_event FOR EACH ROW WHEN ((
    NEW.id = OLD.id AND NEW.call_id IS NOT DISTINCT FROM OLD.call_id AND NEW.seq = OLD.seq AND NEW.at = OLD.at AND NEW.kind = OLD.kind
    AND NEW.agent_id = OLD.agent_id AND NEW.who_id = OLD.who_id AND NEW.who_tier = OLD.who_tier
    AND NEW.detail::jsonb #- '{turn,text}' #- '{turn,keys}' #- '{facts}' #- '{reason}'
      = OLD.detail::jsonb #- '{turn,text}' #- '{turn,keys}' #- '{facts}' #- '{reason}'
    AND coalesce(NEW.detail::jsonb #>> '{turn,text}', '') = '' AND NEW.detail::jsonb #>> '{turn,keys}' IS NULL
    AND NEW.detail::jsonb ->> 'facts' IS NULL
    AND coalesce(NEW.detail::jsonb ->> 'reason', '') IN ('', coalesce(OLD.detail::jsonb ->> 'reason', ''))
) IS NOT TRUE) EXECUTE FUNCTION call_event_is_never_changed();

-- +goose Down
DROP TRIGGER call_event_is_never_changed ON call_event;
CREATE TRIGGER call_event_is_never_changed BEFORE UPDATE ON call_event
FOR EACH ROW EXECUTE FUNCTION call_event_is_never_changed();
DROP INDEX call_wordy;
ALTER TABLE call DROP COLUMN forgotten;
