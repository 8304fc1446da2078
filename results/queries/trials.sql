-- A campaign's filled places in plan order: what judging needs of each. A counter that
-- shared its place with others counted a part of the time alone: it has no value here. What a
-- database has nowhere is not looked for in a million trials. judge/reader.c knows the columns'
-- order.
SELECT plan.cell_id AS cell, plan.kind, plan.id AS trial, trial.session_id AS session,
       plan.ordinal, plan.block, trial.status, trial.start_mono_ns, trial.end_mono_ns,
       trial.user_ns, trial.system_ns,
       CASE WHEN trial.user_ns IS NULL AND trial.system_ns IS NULL THEN
           (SELECT value FROM counter JOIN event ON event.id = event_id
             WHERE counter.plan_id = trial.plan_id AND event.name = 'task-clock')
       END AS task_clock_ns,
       CASE WHEN EXISTS (SELECT 1 FROM counter) THEN
           (SELECT value FROM counter JOIN event ON event.id = event_id
             WHERE counter.plan_id = trial.plan_id AND event.name = 'cache-misses'
               AND running_ns = enabled_ns)
       END AS cache_misses,
       CASE WHEN EXISTS (SELECT 1 FROM counter) THEN
           (SELECT value FROM counter JOIN event ON event.id = event_id
             WHERE counter.plan_id = trial.plan_id AND event.name = 'instructions'
               AND running_ns = enabled_ns)
       END AS instructions,
       trial.max_rss_bytes, trial.other_cpu_ns, trial.steal_ns,
       CASE WHEN EXISTS (SELECT 1 FROM iteration_series) THEN
           (SELECT n FROM iteration_series AS series
             WHERE series.plan_id = trial.plan_id AND series.metric = 'wall_ns')
       END AS iterations,
       trial.energy_absent, trial.reason, trial.output_digest
  FROM plan
  JOIN trial ON trial.plan_id = plan.id
 WHERE plan.campaign_id = :campaign
 ORDER BY plan.ordinal
