-- How the user wants the lines of a run drawn; empty and 0: by its family and its seed.

ALTER TABLE run ADD COLUMN hue TEXT NOT NULL DEFAULT '';
ALTER TABLE run ADD COLUMN dash INTEGER NOT NULL DEFAULT 0;
