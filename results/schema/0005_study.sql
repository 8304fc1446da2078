-- Published raw measurements, taken into the same tables: what the study says of its host is in
-- machine and host_state, each row is a trial. Such trials were not interleaved by us: their block only
-- counts the rows of a cell, and nothing is paired by it.
CREATE TABLE study (
    id       INTEGER PRIMARY KEY,
    digest   BLOB NOT NULL UNIQUE CHECK (length(digest) = 32),  -- of all its files
    format   TEXT NOT NULL,             -- energy-languages, vankempen
    title    TEXT NOT NULL,
    source   TEXT NOT NULL,             -- where it was published
    licence  TEXT,
    unix_ns  INTEGER NOT NULL           -- when it was imported
) STRICT;

CREATE TABLE study_file (
    id       INTEGER PRIMARY KEY,
    study_id INTEGER NOT NULL REFERENCES study (id),
    name     TEXT NOT NULL,             -- its path's last parts
    digest   BLOB NOT NULL CHECK (length(digest) = 32),
    bytes    INTEGER NOT NULL
) STRICT;

-- The row of the file that became a trial. TEXT is as it stands there, NULL where it is long.
CREATE TABLE study_row (
    plan_id  INTEGER PRIMARY KEY REFERENCES trial (plan_id),
    file_id  INTEGER NOT NULL REFERENCES study_file (id),
    line     INTEGER NOT NULL,
    text     TEXT
) STRICT;

ALTER TABLE campaign ADD COLUMN study_id INTEGER REFERENCES study (id);   -- NULL: measured here
