-- For each cell of a campaign: places for trials, filled ones, admissible ones.
SELECT cell.ordinal AS cell, cell.label, cell.skipped,
       count(plan.id) AS planned,
       count(trial.plan_id) AS filled,
       count(*) FILTER (WHERE trial.status = 'ok') AS admissible
  FROM cell
  LEFT JOIN plan ON plan.cell_id = cell.id AND plan.kind = 'trial'
  LEFT JOIN trial ON trial.plan_id = plan.id
 WHERE cell.campaign_id = :campaign
 GROUP BY cell.id
 ORDER BY cell.ordinal
