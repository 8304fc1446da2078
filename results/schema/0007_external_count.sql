-- What a tool of its own counted in a run of a cell's command: not a trial, since the tool is in the
-- way. Never beside perf's counts, which are in `counter`.
CREATE TABLE external_count (
    cell_id INTEGER NOT NULL REFERENCES cell (id),
    tool    TEXT NOT NULL,      -- "valgrind-3.19.0"
    event   TEXT NOT NULL,      -- "instructions": of the command and all that it starts, in user mode
    run     INTEGER NOT NULL,   -- 1, 2, ...
    value   INTEGER NOT NULL,
    PRIMARY KEY (cell_id, tool, event, run)
) STRICT, WITHOUT ROWID;
