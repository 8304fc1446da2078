-- A campaign's filled places in plan order: what judging needs of each. A counter that
-- shared its place with others counted a part of the time alone: it has no value here.
SELECT cell.ordinal AS cell, plan.kind, plan.id AS trial, trial.session_id AS session,
       plan.ordinal, plan.block, trial.status, trial.start_mono_ns, trial.end_mono_ns,
       trial.user_ns, trial.system_ns,
       (SELECT value FROM counter JOIN event ON event.id = event_id
         WHERE counter.plan_id = trial.plan_id AND event.name = 'task-clock') AS task_clock_ns,
       (SELECT value FROM counter JOIN event ON event.id = event_id
         WHERE counter.plan_id = trial.plan_id AND event.name = 'cache-misses'
           AND running_ns = enabled_ns) AS cache_misses,
       trial.max_rss_bytes, trial.other_cpu_ns, trial.steal_ns,
       (SELECT n FROM iteration_series AS series
         WHERE series.plan_id = trial.plan_id AND series.metric = 'wall_ns') AS iterations,
       trial.energy_absent, trial.reason, trial.output_digest
  FROM plan
  JOIN trial ON trial.plan_id = plan.id
  LEFT JOIN cell ON cell.id = plan.cell_id
 WHERE plan.campaign_id = :campaign
 ORDER BY plan.ordinal
