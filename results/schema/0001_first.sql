-- The first schema. Integers in base units, the unit in the name; NULL means not measured, with
-- the reason beside it. What a query can derive is not stored.

-- What does not change while a machine is the same. No serial number, no host name.
CREATE TABLE machine (
    id               INTEGER PRIMARY KEY,
    digest           BLOB NOT NULL UNIQUE CHECK (length(digest) = 32),
    cpu_vendor       TEXT,
    cpu_model        TEXT NOT NULL,
    cpu_family       INTEGER,
    cpu_model_number INTEGER,
    cpu_stepping     INTEGER,
    packages         INTEGER NOT NULL,
    cores            INTEGER NOT NULL,
    threads          INTEGER NOT NULL,
    memory_bytes     INTEGER NOT NULL,
    hypervisor       TEXT,              -- NULL: bare metal
    topology_xml     TEXT               -- hwloc's export
) STRICT;

-- What may change between two sessions on it.
CREATE TABLE host_state (
    id                  INTEGER PRIMARY KEY,
    digest              BLOB NOT NULL UNIQUE CHECK (length(digest) = 32),
    machine_id          INTEGER NOT NULL REFERENCES machine (id),
    kernel              TEXT NOT NULL,
    os                  TEXT,
    microcode           TEXT,
    governor            TEXT,
    frequency_driver    TEXT,
    online_cpus         TEXT,
    turbo               INTEGER CHECK (turbo IN (0, 1)),
    smt                 INTEGER CHECK (smt IN (0, 1)),
    aslr                INTEGER,
    sgx                 INTEGER CHECK (sgx IN (0, 1)),
    min_frequency_hz    INTEGER,
    max_frequency_hz    INTEGER,
    perf_event_paranoid INTEGER
) STRICT;

CREATE TABLE toolchain (
    id            INTEGER PRIMARY KEY,
    digest        BLOB NOT NULL UNIQUE CHECK (length(digest) = 32),
    language      TEXT NOT NULL,
    name          TEXT NOT NULL,        -- gcc
    version       TEXT NOT NULL,        -- first line of what it says of itself
    describe      TEXT,                 -- how it was built, where the runner asks: Python's CONFIG_ARGS
    path          TEXT NOT NULL,
    binary_digest BLOB CHECK (length(binary_digest) = 32)
) STRICT;

-- A workload in one language and one variant, as its sources were.
CREATE TABLE implementation (
    id       INTEGER PRIMARY KEY,
    digest   BLOB NOT NULL UNIQUE CHECK (length(digest) = 32),
    workload TEXT NOT NULL,
    language TEXT NOT NULL,
    variant  TEXT NOT NULL,
    source   TEXT NOT NULL,
    threads  INTEGER NOT NULL          -- 0: as many as there are CPUs
) STRICT;

CREATE TABLE build (
    id                INTEGER PRIMARY KEY,
    digest            BLOB NOT NULL UNIQUE CHECK (length(digest) = 32),
    implementation_id INTEGER NOT NULL REFERENCES implementation (id),
    toolchain_id      INTEGER NOT NULL REFERENCES toolchain (id),
    flags             TEXT NOT NULL,    -- name of the runner's set
    argv              TEXT NOT NULL CHECK (json_valid(argv)),        -- list of argvs
    environment       TEXT NOT NULL CHECK (json_valid(environment)),
    binary_digest     BLOB CHECK (length(binary_digest) = 32),
    failure           TEXT,             -- NULL: it built
    wall_ns           INTEGER CHECK (wall_ns >= 0),                  -- NULL: came from the cache
    CHECK ((binary_digest IS NULL) = (failure IS NOT NULL))
) STRICT;

-- A plan and the trials that fill it.
CREATE TABLE campaign (
    id               INTEGER PRIMARY KEY,
    uuid             TEXT NOT NULL UNIQUE,
    kind             TEXT NOT NULL CHECK (kind IN ('run', 'measure')),
    selection        TEXT NOT NULL CHECK (json_valid(selection)),    -- what was asked for
    mode             TEXT NOT NULL CHECK (mode IN ('process', 'steady')),
    seed             INTEGER NOT NULL,
    tool_version     TEXT NOT NULL,
    created_unix_ns  INTEGER NOT NULL,
    state            TEXT NOT NULL DEFAULT 'planned'
                     CHECK (state IN ('planned', 'running', 'done', 'stopped')),
    state_reason     TEXT,              -- why it stopped where it did
    state_unix_ns    INTEGER
) STRICT;

-- What is compared: a program at one size under one command line.
CREATE TABLE cell (
    id                INTEGER PRIMARY KEY,
    campaign_id       INTEGER NOT NULL REFERENCES campaign (id),
    ordinal           INTEGER NOT NULL,
    label             TEXT NOT NULL,
    workload          TEXT,             -- NULL in measure, as are the next four
    language          TEXT,
    variant           TEXT,
    flags             TEXT,
    size              TEXT,
    n                 INTEGER,
    seed              INTEGER,          -- NULL: the workload has no generator
    threads           INTEGER,
    toolchain_id      INTEGER REFERENCES toolchain (id),
    implementation_id INTEGER REFERENCES implementation (id),
    build_id          INTEGER REFERENCES build (id),
    argv              TEXT CHECK (argv IS NULL OR json_valid(argv)), -- as it was run
    expected_digest   BLOB CHECK (length(expected_digest) = 32),     -- NULL: none is known
    deadline_ns       INTEGER NOT NULL CHECK (deadline_ns > 0),
    skipped           TEXT,             -- why it was not run; NULL: it was
    UNIQUE (campaign_id, ordinal)
) STRICT;

-- The randomised schedule, written before the first trial. ORDINAL is the order of running. A row of
-- kind 'idle' is a place where idle power may be measured; it is left empty where none was due.
CREATE TABLE plan (
    id          INTEGER PRIMARY KEY,
    campaign_id INTEGER NOT NULL REFERENCES campaign (id),
    ordinal     INTEGER NOT NULL,
    block       INTEGER NOT NULL,
    kind        TEXT NOT NULL CHECK (kind = 'trial' OR kind IN ('warmup', 'idle')),
    cell_id     INTEGER REFERENCES cell (id),
    UNIQUE (campaign_id, ordinal),
    CHECK ((cell_id IS NULL) = (kind = 'idle'))
) STRICT;
CREATE INDEX plan_by_cell ON plan (cell_id, block);   -- a cell's partner in the same block

-- One process working on a campaign: a resumed campaign has several.
CREATE TABLE session (
    id              INTEGER PRIMARY KEY,
    campaign_id     INTEGER NOT NULL REFERENCES campaign (id),
    host_state_id   INTEGER NOT NULL REFERENCES host_state (id),
    started_unix_ns INTEGER NOT NULL,
    boot_id         TEXT,
    uid             INTEGER NOT NULL,   -- 0: the measured programs ran as root
    energy_source   TEXT NOT NULL CHECK (energy_source IN
                    ('rapl-perf', 'rapl-powercap', 'imported', 'estimated', 'simulated', 'absent')),
    energy_reason   TEXT,               -- why there are no joules
    tick_ns         INTEGER CHECK (tick_ns > 0),        -- refresh period of the counters
    read_cost_ns    INTEGER CHECK (read_cost_ns >= 0),  -- of reading all channels once
    rss_floor_bytes INTEGER NOT NULL,   -- max_rss cannot be seen below it
    counters_absent TEXT,               -- why there are no hardware counters
    notes           TEXT,
    CHECK ((energy_source = 'absent') = (energy_reason IS NOT NULL))
) STRICT;
CREATE INDEX session_by_campaign ON session (campaign_id);

-- Whether a channel (a domain of a package or die) may be believed, as tried at the session's start.
CREATE TABLE certificate (
    id             INTEGER PRIMARY KEY,
    session_id     INTEGER NOT NULL REFERENCES session (id),
    channel        INTEGER NOT NULL,
    domain         TEXT NOT NULL CHECK (domain IN ('package', 'cores', 'uncore', 'dram', 'psys')),
    package        INTEGER NOT NULL,
    die            INTEGER NOT NULL,
    source         TEXT NOT NULL CHECK (source IN
                   ('rapl-perf', 'rapl-powercap', 'imported', 'estimated', 'simulated')),
    resolver       TEXT NOT NULL,       -- who named the counter: libpfm4, sysfs, powercap, script, model
    event          TEXT NOT NULL,
    cpu            INTEGER,
    step_nj        INTEGER NOT NULL,    -- the least it was seen to rise by, or can be shown to
    verdict        TEXT NOT NULL CHECK (verdict IN ('pass', 'idle', 'dead', 'stuck', 'backward',
                   'duplicate', 'implausible', 'unit', 'disagrees')),
    reason         TEXT,
    idle_w         REAL,
    load_w         REAL,
    powercap_ratio REAL,
    UNIQUE (session_id, channel)
) STRICT;

-- A place of the plan, filled.
CREATE TABLE trial (
    plan_id              INTEGER PRIMARY KEY REFERENCES plan (id),
    session_id           INTEGER NOT NULL REFERENCES session (id),
    started_unix_ns      INTEGER NOT NULL,
    start_mono_ns        INTEGER NOT NULL,
    end_mono_ns          INTEGER NOT NULL,
    edge_mono_ns         INTEGER,       -- tick edge before the start
    next_edge_mono_ns    INTEGER,       -- first tick edge after the end
    align_ns             INTEGER,       -- time spent looking for the first
    -- The commonest is asked for first: for a list SQLite builds a table each time.
    status               TEXT NOT NULL CHECK (status = 'ok' OR status IN ('wrong-answer', 'exit', 'signal',
                         'timeout', 'not-started', 'left-children', 'output-overflow', 'disturbed')),
    reason               TEXT,
    exit_code            INTEGER,
    term_signal          INTEGER,
    user_ns              INTEGER,
    system_ns            INTEGER,
    max_rss_bytes        INTEGER,       -- NULL: at the session's floor, so not seen
    minor_faults         INTEGER,
    major_faults         INTEGER,
    voluntary_switches   INTEGER,
    involuntary_switches INTEGER,
    pad_bytes            INTEGER,       -- of padding in the environment
    cpu                  INTEGER,       -- NULL: not pinned to one
    output_bytes         INTEGER,
    output_digest        BLOB CHECK (length(output_digest) = 32),
    stderr_tail          TEXT,
    other_cpu_ns         INTEGER,       -- CPU time of everything but the child and us
    steal_ns             INTEGER,
    throttles            INTEGER,
    frequency_hz         INTEGER,
    suspended_ns         INTEGER,
    energy_absent        TEXT,          -- why it has no reading in a session that has a meter
    CHECK (end_mono_ns >= start_mono_ns),
    CHECK ((status = 'ok') = (reason IS NULL))
) STRICT;
-- The idle windows around a trial: they have no process, so no CPU time.
CREATE INDEX trial_without_process ON trial (session_id, start_mono_ns) WHERE user_ns IS NULL;

-- What one channel showed around a trial, in nanojoules since the session opened it.
CREATE TABLE reading (
    plan_id        INTEGER NOT NULL REFERENCES trial (plan_id),
    certificate_id INTEGER NOT NULL REFERENCES certificate (id),
    start_nj       INTEGER NOT NULL,    -- at edge_mono_ns
    end_nj         INTEGER NOT NULL,    -- at end_mono_ns
    next_nj        INTEGER NOT NULL,    -- at next_edge_mono_ns
    error_nj       INTEGER NOT NULL,    -- one tick of energy: what the trial's value may be off by
    PRIMARY KEY (plan_id, certificate_id),
    CHECK (start_nj <= end_nj AND end_nj <= next_nj)
) STRICT, WITHOUT ROWID;

CREATE TABLE event (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

-- A perf counter of the child, as read: running_ns < enabled_ns says it was multiplexed.
CREATE TABLE counter (
    plan_id    INTEGER NOT NULL REFERENCES trial (plan_id),
    event_id   INTEGER NOT NULL REFERENCES event (id),
    value      INTEGER NOT NULL,
    enabled_ns INTEGER NOT NULL,
    running_ns INTEGER NOT NULL,
    PRIMARY KEY (plan_id, event_id)
) STRICT, WITHOUT ROWID;

-- Steady mode: what each iteration took, in order, packed (little-endian 64-bit integers).
CREATE TABLE iteration_series (
    plan_id INTEGER NOT NULL REFERENCES trial (plan_id),
    metric  TEXT NOT NULL,              -- wall_ns, package-0_nj
    n       INTEGER NOT NULL CHECK (n > 0),
    data    BLOB NOT NULL,
    PRIMARY KEY (plan_id, metric),
    CHECK (length(data) = 8 * n)
) STRICT;

-- --trace: time and energy read while a trial ran, packed likewise.
CREATE TABLE power_trace (
    plan_id        INTEGER NOT NULL REFERENCES trial (plan_id),
    certificate_id INTEGER NOT NULL REFERENCES certificate (id),
    n              INTEGER NOT NULL CHECK (n > 0),
    mono_ns        BLOB NOT NULL,
    energy_nj      BLOB NOT NULL,
    PRIMARY KEY (plan_id, certificate_id),
    CHECK (length(mono_ns) = 8 * n AND length(energy_nj) = 8 * n)
) STRICT;

CREATE TABLE note (
    id          INTEGER PRIMARY KEY,
    campaign_id INTEGER NOT NULL REFERENCES campaign (id),
    unix_ns     INTEGER NOT NULL,
    text        TEXT NOT NULL
) STRICT;
