-- A campaign's filled places for trials in plan order: what judging needs of each. The columns are
-- few, for there can be a million rows: what some trials have beside is asked for on its own
-- (counted, iterations, readings). judge/reader.c knows their order.
SELECT plan.cell_id AS cell, plan.id AS trial, trial.session_id AS session,
       plan.block, CASE WHEN trial.reason IS NOT NULL THEN trial.status END AS failure,
       trial.start_mono_ns, trial.end_mono_ns, trial.user_ns, trial.system_ns,
       trial.max_rss_bytes, trial.other_cpu_ns, trial.steal_ns,
       CASE WHEN EXISTS (SELECT 1 FROM reading) THEN trial.edge_mono_ns END AS edge_mono_ns,
       CASE WHEN EXISTS (SELECT 1 FROM reading) THEN trial.next_edge_mono_ns END
           AS next_edge_mono_ns
  FROM plan
  JOIN trial ON trial.plan_id = plan.id
 WHERE plan.campaign_id = :campaign AND plan.kind = 'trial'
 ORDER BY plan.ordinal
