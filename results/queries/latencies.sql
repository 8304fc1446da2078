-- Class latency: what the programs of a campaign's admissible trials handed over, packed
-- (little-endian 64-bit integers), cell by cell.
SELECT cell.ordinal AS cell, plan.ordinal, plan.block, series.period_ns, series.per_tick, series.n,
       series.latency_ns
  FROM plan
  JOIN trial ON trial.plan_id = plan.id
  JOIN latency_series AS series ON series.plan_id = plan.id
  JOIN cell ON cell.id = plan.cell_id
 WHERE plan.campaign_id = :campaign AND plan.kind = 'trial' AND trial.status = 'ok'
 ORDER BY cell.ordinal, plan.ordinal
