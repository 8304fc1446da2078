-- Why the first trial of a campaign without a reading, in a session that has a meter, has none.
SELECT trial.energy_absent
  FROM plan
  JOIN trial ON trial.plan_id = plan.id
 WHERE plan.campaign_id = :campaign AND plan.kind = 'trial' AND trial.energy_absent IS NOT NULL
 ORDER BY plan.ordinal
 LIMIT 1
