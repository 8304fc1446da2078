-- What was said of a campaign, and when: a record for people, never read back as data. The same
-- question asked again is another row.
CREATE TABLE verdict (
    id           INTEGER PRIMARY KEY,
    campaign_id  INTEGER NOT NULL REFERENCES campaign (id),
    unix_ns      INTEGER NOT NULL,
    kind         TEXT NOT NULL CHECK (kind IN ('claim', 'gate')),
    subject      TEXT NOT NULL,     -- the claim's identifier
    question     TEXT NOT NULL,     -- its sentence
    verdict      TEXT NOT NULL,
    published    REAL,              -- NULL: the claim has no number
    tolerance    REAL,              -- a share of it
    ratio        REAL,
    ratio_low    REAL,              -- 95 % interval
    ratio_high   REAL,
    reason       TEXT NOT NULL,
    tool_version TEXT NOT NULL
) STRICT;
