-- Steady mode: the packed iterations (little-endian 64-bit integers) of a campaign's trials.
SELECT plan.ordinal, plan.block, cell.ordinal AS cell, plan.kind, trial.status, series.metric,
       series.n, series.data
  FROM plan
  JOIN trial ON trial.plan_id = plan.id
  JOIN iteration_series AS series ON series.plan_id = plan.id
  JOIN cell ON cell.id = plan.cell_id
 WHERE plan.campaign_id = :campaign
 ORDER BY plan.ordinal, series.metric
