-- Campaigns, newest first. "skipped" counts the places of cells that are not run.
SELECT campaign.id, campaign.uuid, campaign.kind, mode, campaign.seed, state, state_reason, created_unix_ns,
       count(*) FILTER (WHERE plan.kind = 'trial') AS planned,
       count(*) FILTER (WHERE plan.kind = 'trial' AND trial.plan_id IS NOT NULL) AS filled,
       count(*) FILTER (WHERE plan.kind = 'trial' AND cell.skipped IS NOT NULL) AS skipped,
       selection, tool_version, state_unix_ns, study_id
  FROM campaign
  LEFT JOIN plan ON plan.campaign_id = campaign.id
  LEFT JOIN trial ON trial.plan_id = plan.id
  LEFT JOIN cell ON cell.id = plan.cell_id
 GROUP BY campaign.id
 ORDER BY campaign.created_unix_ns DESC, campaign.id DESC
