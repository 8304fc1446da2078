-- Whether any trial of a campaign has latencies; asks little of one that has none.
SELECT EXISTS (SELECT 1
                 FROM latency_series AS series
                 JOIN plan ON plan.id = series.plan_id
                WHERE plan.campaign_id = :campaign)
