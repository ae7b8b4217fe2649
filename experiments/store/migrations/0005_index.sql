-- Runs that differ in their seed alone share it: lists fold them into one row. Empty: not looked at yet.

ALTER TABLE run ADD COLUMN settings TEXT NOT NULL DEFAULT '';
