-- What the commands of :campaign printed, where it was kept: a row for each cell and each
-- different output, with its length and in how many trials it came.
SELECT cell.ordinal AS cell, trial.output_bytes, count(*) AS trials
  FROM plan
  JOIN trial ON trial.plan_id = plan.id
  JOIN cell ON cell.id = plan.cell_id
 WHERE plan.campaign_id = :campaign AND plan.kind = 'trial' AND trial.output_digest IS NOT NULL
 GROUP BY cell.ordinal, trial.output_digest
 ORDER BY cell.ordinal, trials DESC
