-- The newest campaign with any trial; of one kind, where :kind is given.
SELECT id
  FROM campaign
 WHERE (:kind IS NULL OR kind = :kind)
   AND EXISTS (SELECT 1
                 FROM plan
                 JOIN trial ON trial.plan_id = plan.id
                WHERE plan.campaign_id = campaign.id AND plan.kind = 'trial')
 ORDER BY created_unix_ns DESC, id DESC
 LIMIT 1
