-- A whole plan in order, filled or not: what a seed must reproduce.
SELECT plan.ordinal, plan.block, plan.kind, cell.ordinal AS cell
  FROM plan
  LEFT JOIN cell ON cell.id = plan.cell_id
 WHERE plan.campaign_id = :campaign
 ORDER BY plan.ordinal
