-- The newest campaign of a selection with a place that is still to be filled.
SELECT id
  FROM campaign
 WHERE selection = :selection AND state <> 'done'
   AND EXISTS (SELECT 1
                 FROM plan
                 LEFT JOIN trial ON trial.plan_id = plan.id
                WHERE plan.campaign_id = campaign.id AND plan.kind = 'trial'
                  AND trial.plan_id IS NULL)
 ORDER BY created_unix_ns DESC, id DESC
 LIMIT 1
