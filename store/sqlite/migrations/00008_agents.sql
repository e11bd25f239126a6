-- +goose Up
-- When a wrap-up, or the patience with a lost desktop, ends; and since when the desktop is gone.
ALTER TABLE agent ADD COLUMN until_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE agent ADD COLUMN gone INTEGER NOT NULL DEFAULT 0;
ALTER TABLE agent ADD COLUMN desk TEXT NOT NULL DEFAULT ''; -- the node that has the desktop
CREATE INDEX agent_due ON agent (until_at) WHERE until_at > 0;
-- One call has one agent at a time, held or kept for included.
DROP INDEX agent_call;
CREATE UNIQUE INDEX agent_call ON agent (call_id) WHERE state IN ('reserved', 'ringing', 'talking', 'on hold');
-- Repairs are few, and looked for.
CREATE INDEX call_event_repaired ON call_event (at) WHERE kind = 'state repaired';

-- +goose Down
DROP INDEX call_event_repaired;
DROP INDEX agent_call;
CREATE UNIQUE INDEX agent_call ON agent (call_id) WHERE state IN ('ringing', 'talking');
DROP INDEX agent_due;
ALTER TABLE agent DROP COLUMN desk;
ALTER TABLE agent DROP COLUMN gone;
ALTER TABLE agent DROP COLUMN until_at;
