-- What was noted about a campaign.
SELECT unix_ns, text
  FROM note
 WHERE campaign_id = :campaign
 ORDER BY id
