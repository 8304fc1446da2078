-- What people and reports read: keys joined, units in the names, nothing that is not in the tables.

-- Each trial, warm-up and idle window. Figures are made of kind = 'trial' AND status = 'ok'.
CREATE VIEW v_trial AS
SELECT trial.plan_id AS trial,
       plan.campaign_id AS campaign,
       plan.ordinal,
       plan.block,
       plan.kind,
       plan.cell_id AS cell,
       cell.label,
       cell.workload,
       cell.language,
       cell.variant,
       toolchain.name AS toolchain,
       toolchain.version AS toolchain_version,
       cell.flags,
       cell.size,
       cell.n,
       cell.seed,
       cell.threads,
       campaign.mode,
       trial.status,
       trial.reason,
       trial.exit_code,
       trial.term_signal,
       trial.end_mono_ns - trial.start_mono_ns AS wall_ns,
       trial.user_ns,
       trial.system_ns,
       trial.user_ns + trial.system_ns AS cpu_ns,
       (trial.user_ns + trial.system_ns) * 1.0
           / nullif(trial.end_mono_ns - trial.start_mono_ns, 0) AS cores_used,
       trial.max_rss_bytes,
       trial.minor_faults,
       trial.major_faults,
       trial.voluntary_switches,
       trial.involuntary_switches,
       trial.output_bytes,
       lower(hex(trial.output_digest)) AS output_sha256,
       trial.cpu,
       trial.pad_bytes,
       trial.other_cpu_ns,
       trial.steal_ns,
       trial.throttles,
       trial.frequency_hz,
       trial.suspended_ns,
       trial.started_unix_ns,
       strftime('%Y-%m-%dT%H:%M:%SZ', trial.started_unix_ns / 1000000000, 'unixepoch') AS started,
       trial.session_id AS session,
       session.uid,
       session.energy_source,
       coalesce(session.energy_reason, trial.energy_absent) AS energy_reason,
       machine.cpu_model,
       host_state.kernel,
       host_state.governor,
       host_state.turbo
  FROM plan
  JOIN trial ON trial.plan_id = plan.id
  JOIN campaign ON campaign.id = plan.campaign_id
  JOIN session ON session.id = trial.session_id
  JOIN host_state ON host_state.id = session.host_state_id
  JOIN machine ON machine.id = host_state.machine_id
  LEFT JOIN cell ON cell.id = plan.cell_id
  LEFT JOIN build ON build.id = cell.build_id
  LEFT JOIN toolchain ON toolchain.id = coalesce(build.toolchain_id, cell.toolchain_id);

-- What each believable channel counted around a trial or idle window. The counter moves in ticks:
-- what it shows at the end is completed by the share of the next tick that had passed by then
-- (DESIGN.md 4). NULL where the tick is not known and the next edge shows more; an estimate has
-- no ticks.
CREATE VIEW v_reading AS
SELECT reading.plan_id AS trial,
       reading.certificate_id AS certificate,
       trial.session_id AS session,
       certificate.channel,
       certificate.domain,
       certificate.package,
       certificate.die,
       certificate.source,
       certificate.resolver,
       certificate.verdict,
       trial.start_mono_ns,
       trial.end_mono_ns,
       trial.end_mono_ns - coalesce(trial.edge_mono_ns, trial.start_mono_ns) AS window_ns,
       reading.end_nj - reading.start_nj
           + CASE WHEN reading.next_nj = reading.end_nj OR certificate.source = 'estimated' THEN 0
                  ELSE CAST(round((reading.next_nj - reading.end_nj)
                       * max(0.0, min(1.0, 1.0 - (trial.next_edge_mono_ns - trial.end_mono_ns)
                                                 * 1.0 / session.tick_ns))) AS INTEGER)
             END AS gross_nj,
       reading.error_nj
  FROM reading
  JOIN trial ON trial.plan_id = reading.plan_id
  JOIN certificate ON certificate.id = reading.certificate_id
  JOIN session ON session.id = trial.session_id
 WHERE certificate.verdict IN ('pass', 'idle');

-- Idle windows: from edge to edge, so that no tick is cut.
CREATE VIEW v_idle AS
SELECT reading.plan_id AS trial,
       plan.campaign_id AS campaign,
       trial.session_id AS session,
       plan.ordinal,
       plan.block,
       trial.status,
       certificate.channel,
       certificate.domain,
       certificate.package,
       certificate.die,
       certificate.source,
       certificate.resolver,
       certificate.verdict,
       trial.started_unix_ns,
       trial.start_mono_ns,
       coalesce(trial.next_edge_mono_ns, trial.end_mono_ns)
           - coalesce(trial.edge_mono_ns, trial.start_mono_ns) AS window_ns,
       iif(trial.next_edge_mono_ns IS NULL, reading.end_nj, reading.next_nj)
           - reading.start_nj AS gross_nj,
       (iif(trial.next_edge_mono_ns IS NULL, reading.end_nj, reading.next_nj)
           - reading.start_nj) * 1.0
           / nullif(coalesce(trial.next_edge_mono_ns, trial.end_mono_ns)
                    - coalesce(trial.edge_mono_ns, trial.start_mono_ns), 0) AS power_w,
       trial.other_cpu_ns,
       trial.steal_ns
  FROM plan
  JOIN trial ON trial.plan_id = plan.id
  JOIN reading ON reading.plan_id = trial.plan_id
  JOIN certificate ON certificate.id = reading.certificate_id
 WHERE plan.kind = 'idle' AND certificate.verdict IN ('pass', 'idle');

-- Energy of trials and warm-ups, a row a channel. Idle power is interpolated between the windows of
-- the same session and channel before and after the trial, or is that of the only one.
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
                         WHERE i.session_id = trial.session_id AND i.user_ns IS NULL
                           AND i.status = 'ok' AND p.kind = 'idle'
                           AND i.start_mono_ns <= trial.start_mono_ns
                         ORDER BY i.start_mono_ns DESC LIMIT 1)
                  LEFT JOIN reading AS br
                       ON br.plan_id = b.plan_id AND br.certificate_id = r.certificate
                  LEFT JOIN trial AS a ON a.plan_id =
                       (SELECT i.plan_id
                          FROM trial AS i
                          JOIN plan AS p ON p.id = i.plan_id
                         WHERE i.session_id = trial.session_id AND i.user_ns IS NULL
                           AND i.status = 'ok' AND p.kind = 'idle'
                           AND i.start_mono_ns >= trial.end_mono_ns
                         ORDER BY i.start_mono_ns LIMIT 1)
                  LEFT JOIN reading AS ar
                       ON ar.plan_id = a.plan_id AND ar.certificate_id = r.certificate
                 WHERE plan.kind <> 'idle'));

-- Each admissible trial over each other one of its campaign, workload, size and block: cell / ref.
-- Energy is that of the package channels which both have, from the same source, summed.
CREATE VIEW v_ratio AS
SELECT cell.campaign_id AS campaign,
       cell.workload,
       cell.size,
       p.block,
       cell.id AS cell,
       cell.label,
       ref.id AS ref_cell,
       ref.label AS ref_label,
       t.plan_id AS trial,
       rt.plan_id AS ref_trial,
       (t.end_mono_ns - t.start_mono_ns) * 1.0
           / nullif(rt.end_mono_ns - rt.start_mono_ns, 0) AS wall_ratio,
       (t.user_ns + t.system_ns) * 1.0 / nullif(rt.user_ns + rt.system_ns, 0) AS cpu_ratio,
       t.max_rss_bytes * 1.0 / nullif(rt.max_rss_bytes, 0) AS max_rss_ratio,
       (SELECT sum(e.gross_nj) * 1.0 / nullif(sum(re.gross_nj), 0)
          FROM v_reading AS e
          JOIN v_reading AS re ON re.trial = rt.plan_id AND re.domain = e.domain
               AND re.package = e.package AND re.die = e.die AND re.source = e.source
         WHERE e.trial = t.plan_id AND e.domain = 'package') AS package_energy_ratio,
       (SELECT sum(e.net_nj) * 1.0 / nullif(sum(re.net_nj), 0)
          FROM v_energy AS e
          JOIN v_energy AS re ON re.trial = rt.plan_id AND re.domain = e.domain
               AND re.package = e.package AND re.die = e.die AND re.source = e.source
         WHERE e.trial = t.plan_id AND e.domain = 'package') AS package_net_energy_ratio,
       s.energy_source
  FROM cell
  JOIN plan AS p ON p.cell_id = cell.id AND p.kind = 'trial'
  JOIN trial AS t ON t.plan_id = p.id AND t.status = 'ok'
  JOIN session AS s ON s.id = t.session_id
  JOIN cell AS ref ON ref.campaign_id = cell.campaign_id AND ref.id <> cell.id
       AND ref.workload IS cell.workload AND ref.size IS cell.size
  JOIN plan AS rp ON rp.cell_id = ref.id AND rp.block = p.block AND rp.kind = 'trial'
  JOIN trial AS rt ON rt.plan_id = rp.id AND rt.status = 'ok';
