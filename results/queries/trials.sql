-- A campaign's filled places in plan order: what judging needs of each.
SELECT plan.ordinal, plan.block, cell.ordinal AS cell, plan.kind, trial.status, trial.reason,
       trial.start_mono_ns, trial.end_mono_ns, trial.user_ns, trial.system_ns,
       trial.max_rss_bytes, trial.other_cpu_ns, trial.steal_ns, trial.session_id AS session,
       trial.output_digest, plan.id AS trial, trial.minor_faults, trial.major_faults,
       trial.voluntary_switches, trial.involuntary_switches, trial.throttles,
       trial.frequency_hz, trial.suspended_ns, trial.started_unix_ns, trial.energy_absent,
       (SELECT n FROM iteration_series AS series
         WHERE series.plan_id = trial.plan_id AND series.metric = 'wall_ns') AS iterations
  FROM plan
  JOIN trial ON trial.plan_id = plan.id
  LEFT JOIN cell ON cell.id = plan.cell_id
 WHERE plan.campaign_id = :campaign
 ORDER BY plan.ordinal
