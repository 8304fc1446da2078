-- How many places for trials, warm-ups included, the plan of :campaign has.
SELECT count(*) FROM plan WHERE campaign_id = :campaign AND kind <> 'idle';
