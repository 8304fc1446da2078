-- The places of a plan that are still to be filled, in order; those of skipped cells are not.
SELECT plan.id, plan.ordinal, plan.block, plan.kind, cell.ordinal AS cell
  FROM plan
  LEFT JOIN trial ON trial.plan_id = plan.id
  LEFT JOIN cell ON cell.id = plan.cell_id
 WHERE plan.campaign_id = :campaign AND trial.plan_id IS NULL AND cell.skipped IS NULL
 ORDER BY plan.ordinal
