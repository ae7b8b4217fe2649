-- project.sqlite: the index. All of it but layouts, settings and the queue can be rebuilt from the runs' folders.

CREATE TABLE run (
    uid TEXT PRIMARY KEY CHECK (length(uid) = 26),
    name TEXT NOT NULL UNIQUE,
    family TEXT NOT NULL DEFAULT '',
    group_name TEXT NOT NULL DEFAULT '',
    dataset TEXT NOT NULL DEFAULT '',
    seed INTEGER NOT NULL DEFAULT 0,
    parent_uid TEXT NOT NULL DEFAULT '',
    parent_step INTEGER NOT NULL DEFAULT -1,
    tags TEXT NOT NULL DEFAULT '[]',         -- JSON array
    notes TEXT NOT NULL DEFAULT '',
    created_ms INTEGER NOT NULL,
    edited_ms INTEGER NOT NULL DEFAULT 0,    -- name, tags, notes or group changed
    -- What was decided while no worker was alive ('' when nothing). It holds until the next worker starts.
    mark_state TEXT NOT NULL DEFAULT '',
    mark_reason TEXT NOT NULL DEFAULT '',
    mark_ms INTEGER NOT NULL DEFAULT 0,
    mark_starts INTEGER NOT NULL DEFAULT 0,  -- run.sqlite's "starts" at that time
    -- From here on a copy of what the folder says, and when.
    state TEXT NOT NULL DEFAULT 'queued',
    reason TEXT NOT NULL DEFAULT '',
    step INTEGER NOT NULL DEFAULT 0,
    total_steps INTEGER NOT NULL DEFAULT 0,
    epoch REAL NOT NULL DEFAULT 0,
    total_epochs INTEGER NOT NULL DEFAULT 0,
    items_per_s REAL NOT NULL DEFAULT 0,
    eta_s REAL NOT NULL DEFAULT -1,
    heartbeat_ms INTEGER NOT NULL DEFAULT 0,
    theory TEXT NOT NULL DEFAULT '{}',
    folder_stamp INTEGER NOT NULL DEFAULT 0, -- newest change of run.sqlite that this copy has seen
    copied_ms INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE summary (                       -- last and best values of each run's metrics
    uid TEXT NOT NULL,
    metric TEXT NOT NULL,
    last REAL,
    last_flag INTEGER NOT NULL DEFAULT 0,    -- as in run.sqlite's point.flag
    best REAL,
    PRIMARY KEY (uid, metric)
) STRICT, WITHOUT ROWID;

CREATE TABLE queue (
    position INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE setting (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
