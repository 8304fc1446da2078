-- Class latency: what the programs of a campaign's admissible trials handed over, packed
-- (little-endian 64-bit integers). From plan to series, in the order of the plan's index: packed
-- latencies are too long to be sorted.
SELECT cell.ordinal AS cell, plan.ordinal, plan.block, series.period_ns, series.per_tick, series.n,
       series.latency_ns
  FROM plan
 CROSS JOIN latency_series AS series ON series.plan_id = plan.id
  JOIN trial ON trial.plan_id = plan.id
  JOIN cell ON cell.id = plan.cell_id
 WHERE plan.campaign_id = :campaign AND plan.kind = 'trial' AND trial.status = 'ok'
 ORDER BY plan.ordinal
