-- Runs of a grid wait for each other, although they are of one group.

ALTER TABLE run ADD COLUMN takes_turns INTEGER NOT NULL DEFAULT 0;
