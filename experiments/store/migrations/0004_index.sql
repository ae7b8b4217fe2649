-- Runs that see the batches of another and draw its random numbers, to be compared with it step by step.

ALTER TABLE run ADD COLUMN lock_step_uid TEXT NOT NULL DEFAULT '';
