-- The console's conversations. They stand nowhere else: a run's folder does not know them.

CREATE TABLE conversation (
    id INTEGER PRIMARY KEY,
    title TEXT NOT NULL,
    created_ms INTEGER NOT NULL,
    changed_ms INTEGER NOT NULL              -- of its newest message
) STRICT;

CREATE TABLE message (
    id INTEGER PRIMARY KEY,
    conversation INTEGER NOT NULL REFERENCES conversation (id),
    parent INTEGER REFERENCES message (id),  -- of a prompt: the prompt before it; of a reply: its prompt
    role TEXT NOT NULL CHECK (role IN ('prompt', 'reply')),
    attempt INTEGER NOT NULL DEFAULT 0,      -- replies of one click share it
    column_index INTEGER NOT NULL DEFAULT 0, -- models asked side by side
    run_uid TEXT NOT NULL DEFAULT '',
    run_name TEXT NOT NULL DEFAULT '',       -- as it was then
    step INTEGER NOT NULL DEFAULT -1,        -- of the checkpoint
    text TEXT NOT NULL,
    parameters TEXT NOT NULL DEFAULT '{}',   -- JSON, seed included
    tokens BLOB,                             -- CBOR: [[id, piece, characters, log probability, [[piece, probability], ...]], ...]
    end_reason TEXT NOT NULL DEFAULT '',     -- end, stop, length, full, cancelled
    seconds REAL NOT NULL DEFAULT 0,
    created_ms INTEGER NOT NULL
) STRICT;

CREATE INDEX message_by_conversation ON message (conversation, id);
