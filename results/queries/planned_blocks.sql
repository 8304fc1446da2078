-- How many measured blocks the plan of :campaign has.
SELECT max(block) FROM plan WHERE campaign_id = :campaign;
