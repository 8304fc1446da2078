-- Campaigns that were begun, in order of time, each with its machine's digest and how many machines
-- it ran on; those created at :since or later, where that is given.
SELECT campaign.id, campaign.uuid, campaign.created_unix_ns, campaign.study_id,
       count(DISTINCT machine.id) AS machines, lower(hex(min(machine.digest))) AS fingerprint
  FROM campaign
  JOIN session ON session.campaign_id = campaign.id
  JOIN host_state ON host_state.id = session.host_state_id
  JOIN machine ON machine.id = host_state.machine_id
 WHERE campaign.created_unix_ns >= coalesce(:since, campaign.created_unix_ns)
 GROUP BY campaign.id
 ORDER BY campaign.created_unix_ns, campaign.id
