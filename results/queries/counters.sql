-- Perf counters of a campaign's trials in plan order; value is as read, not scaled up.
SELECT plan.ordinal, plan.block, cell.ordinal AS cell, plan.kind, trial.status,
       event.name AS event, counter.value, counter.enabled_ns, counter.running_ns
  FROM plan
  JOIN trial ON trial.plan_id = plan.id
  JOIN counter ON counter.plan_id = plan.id
  JOIN event ON event.id = counter.event_id
  JOIN cell ON cell.id = plan.cell_id
 WHERE plan.campaign_id = :campaign
 ORDER BY plan.ordinal, event.id
