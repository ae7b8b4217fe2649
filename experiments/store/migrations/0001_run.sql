-- run.sqlite: everything a worker says about its run. README.md has the queries.
-- Constraints use no SQL functions but length(): others are refused while trusted_schema is off.

CREATE TABLE run (                         -- one row: what the worker says of itself, renewed by every commit
    id INTEGER PRIMARY KEY CHECK (id = 1),
    state TEXT NOT NULL DEFAULT 'preparing',
    reason TEXT NOT NULL DEFAULT '',
    step INTEGER NOT NULL DEFAULT 0,
    total_steps INTEGER NOT NULL DEFAULT 0,
    epoch REAL NOT NULL DEFAULT 0,
    total_epochs INTEGER NOT NULL DEFAULT 0,
    items_per_s REAL NOT NULL DEFAULT 0,
    eta_s REAL NOT NULL DEFAULT -1,        -- negative: unknown
    phase TEXT NOT NULL DEFAULT '',
    acknowledged TEXT NOT NULL DEFAULT '', -- last command taken
    pid INTEGER NOT NULL DEFAULT 0,
    heartbeat_ms INTEGER NOT NULL DEFAULT 0,
    starts INTEGER NOT NULL DEFAULT 0,     -- how many workers have opened this file
    generation INTEGER NOT NULL DEFAULT 0, -- grows when rows were deleted: readers start over
    theory TEXT NOT NULL DEFAULT '{}'      -- JSON
) STRICT;
INSERT INTO run (id) VALUES (1);

CREATE TABLE metric (                      -- names, and what lists show of each
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 200),
    is_vector INTEGER NOT NULL DEFAULT 0,
    points INTEGER NOT NULL DEFAULT 0,
    last_step INTEGER,
    last REAL,
    last_flag INTEGER NOT NULL DEFAULT 0,
    best_step INTEGER,                     -- NULL where a metric has no better and worse
    best REAL                              -- finite values only
) STRICT;

CREATE TABLE point (                       -- in the order of logging: a reader's cursor is the id
    id INTEGER PRIMARY KEY,
    metric INTEGER NOT NULL,
    step INTEGER NOT NULL,
    time_ms INTEGER NOT NULL,
    value REAL,                            -- NULL when flag is not 0
    flag INTEGER NOT NULL DEFAULT 0        -- 0 plain, 1 NaN, 2 +infinity, 3 -infinity, 4 -0.0
) STRICT;

CREATE TABLE vector (
    id INTEGER PRIMARY KEY,
    metric INTEGER NOT NULL,
    step INTEGER NOT NULL,
    time_ms INTEGER NOT NULL,
    elements BLOB NOT NULL                 -- 32-bit floats, little-endian
) STRICT;

CREATE TABLE event (
    id INTEGER PRIMARY KEY,
    step INTEGER NOT NULL,
    time_ms INTEGER NOT NULL,
    kind TEXT NOT NULL,
    message TEXT NOT NULL DEFAULT '',
    data TEXT NOT NULL DEFAULT '{}',       -- JSON
    undone INTEGER NOT NULL DEFAULT 0      -- 1: a resume went back before it
) STRICT;

CREATE TABLE strip (                       -- items as the model gives them back
    id INTEGER PRIMARY KEY,
    step INTEGER NOT NULL,
    time_ms INTEGER NOT NULL,
    height INTEGER NOT NULL DEFAULT 0,
    width INTEGER NOT NULL DEFAULT 0,
    shuffle_gap REAL,
    items BLOB NOT NULL                    -- CBOR: array of [input, output, input image, output image]
) STRICT;

CREATE TABLE checkpoint (                  -- files in checkpoints/
    id INTEGER PRIMARY KEY,
    step INTEGER NOT NULL,
    kind TEXT NOT NULL,
    file_name TEXT NOT NULL UNIQUE,
    bytes INTEGER NOT NULL,
    time_ms INTEGER NOT NULL
) STRICT;
