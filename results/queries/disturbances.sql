-- What a campaign's machine did to its trials, as far as it was recorded: NULL where it never was. Clocks
-- that are read one after the other differ by less than the millisecond that a sleep takes at least.
SELECT count(trial.throttles) AS throttles_known, sum(trial.throttles > 0) AS throttled,
       sum(trial.steal_ns) AS steal_ns, sum(trial.suspended_ns > 1000000) AS suspended
  FROM plan
  JOIN trial ON trial.plan_id = plan.id
 WHERE plan.campaign_id = :campaign AND plan.kind = 'trial'
