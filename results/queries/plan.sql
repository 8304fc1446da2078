-- The places of a plan that are still to be filled, in order; "skipped" says why a cell's are
-- not run.
SELECT plan.id, plan.ordinal, plan.block, plan.kind, cell.ordinal AS cell, cell.skipped
  FROM plan
  LEFT JOIN trial ON trial.plan_id = plan.id
  LEFT JOIN cell ON cell.id = plan.cell_id
 WHERE plan.campaign_id = :campaign AND trial.plan_id IS NULL
 ORDER BY plan.ordinal
