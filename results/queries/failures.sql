-- Trials that are not admissible, in plan order, with why.
SELECT cell.label, plan.block, trial.status, trial.reason, trial.stderr_tail, plan.ordinal,
       cell.ordinal AS cell, plan.kind, trial.exit_code, trial.term_signal, plan.id AS trial
  FROM plan
  JOIN trial ON trial.plan_id = plan.id
  LEFT JOIN cell ON cell.id = plan.cell_id
 WHERE plan.campaign_id = :campaign AND trial.status <> 'ok'
 ORDER BY plan.ordinal
