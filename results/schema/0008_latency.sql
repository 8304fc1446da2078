-- Class latency: what a program handed over of its service, packed (little-endian 64-bit integers).
-- Latency i, counted from 0, is of what was due (i / per_tick) * period_ns after the service began.
CREATE TABLE latency_series (
    plan_id    INTEGER PRIMARY KEY REFERENCES trial (plan_id),
    period_ns  INTEGER NOT NULL CHECK (period_ns > 0),
    per_tick   INTEGER NOT NULL CHECK (per_tick > 0),
    n          INTEGER NOT NULL CHECK (n > 0 AND n % per_tick = 0),
    latency_ns BLOB NOT NULL,
    CHECK (length(latency_ns) = 8 * n)
) STRICT;
