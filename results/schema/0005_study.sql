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

-- Imported trials have no process that we saw, so no CPU time as a rule, and no idle windows either: with
-- this the view looks for those among idle windows alone.
DROP INDEX trial_without_process;
CREATE INDEX idle_window ON trial (session_id, start_mono_ns)
 WHERE user_ns IS NULL AND suspended_ns IS NOT NULL;

DROP VIEW v_energy;
CREATE VIEW v_energy AS
SELECT trial, campaign, session, ordinal, block, kind, status, cell, label, workload, language,
       variant, flags, size, certificate, channel, domain, package, die, source, resolver, verdict,
       window_ns,
       gross_nj,
       error_nj,
       error_nj * 100 > gross_nj AS quantised,
       gross_nj * 1.0 / nullif(window_ns, 0) AS power_w,
       idle_w,
       gross_nj - CAST(round(idle_w * window_ns) AS INTEGER) AS net_nj,
       gross_nj * 1.0 / nullif(window_ns, 0) - idle_w AS net_power_w
  FROM (SELECT *,
               CASE WHEN before_w IS NULL THEN after_w
                    WHEN after_w IS NULL THEN before_w
                    ELSE before_w + (after_w - before_w) * (middle_ns - before_ns)
                                    / (after_ns - before_ns)
               END AS idle_w
          FROM (SELECT r.*,
                       plan.campaign_id AS campaign,
                       plan.ordinal,
                       plan.block,
                       plan.kind,
                       plan.cell_id AS cell,
                       trial.status,
                       cell.label,
                       cell.workload,
                       cell.language,
                       cell.variant,
                       cell.flags,
                       cell.size,
                       (r.start_mono_ns + r.end_mono_ns) / 2.0 AS middle_ns,
                       (b.start_mono_ns + b.end_mono_ns) / 2.0 AS before_ns,
                       (a.start_mono_ns + a.end_mono_ns) / 2.0 AS after_ns,
                       (iif(b.next_edge_mono_ns IS NULL, br.end_nj, br.next_nj) - br.start_nj)
                           * 1.0 / nullif(coalesce(b.next_edge_mono_ns, b.end_mono_ns)
                                - coalesce(b.edge_mono_ns, b.start_mono_ns), 0) AS before_w,
                       (iif(a.next_edge_mono_ns IS NULL, ar.end_nj, ar.next_nj) - ar.start_nj)
                           * 1.0 / nullif(coalesce(a.next_edge_mono_ns, a.end_mono_ns)
                                - coalesce(a.edge_mono_ns, a.start_mono_ns), 0) AS after_w
                  FROM plan
                  JOIN trial ON trial.plan_id = plan.id
                  JOIN v_reading AS r ON r.trial = trial.plan_id
                  JOIN cell ON cell.id = plan.cell_id
                  LEFT JOIN trial AS b ON b.plan_id =
                       (SELECT i.plan_id
                          FROM trial AS i
                          JOIN plan AS p ON p.id = i.plan_id
                         WHERE i.session_id = trial.session_id AND i.user_ns IS NULL AND i.suspended_ns IS NOT NULL
                           AND i.status = 'ok' AND p.kind = 'idle'
                           AND i.start_mono_ns <= trial.start_mono_ns
                         ORDER BY i.start_mono_ns DESC LIMIT 1)
                  LEFT JOIN reading AS br
                       ON br.plan_id = b.plan_id AND br.certificate_id = r.certificate
                  LEFT JOIN trial AS a ON a.plan_id =
                       (SELECT i.plan_id
                          FROM trial AS i
                          JOIN plan AS p ON p.id = i.plan_id
                         WHERE i.session_id = trial.session_id AND i.user_ns IS NULL AND i.suspended_ns IS NOT NULL
                           AND i.status = 'ok' AND p.kind = 'idle'
                           AND i.start_mono_ns >= trial.end_mono_ns
                         ORDER BY i.start_mono_ns LIMIT 1)
                  LEFT JOIN reading AS ar
                       ON ar.plan_id = a.plan_id AND ar.certificate_id = r.certificate
                 WHERE plan.kind <> 'idle'));
