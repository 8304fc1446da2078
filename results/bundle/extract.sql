-- Leaves of a copied database the campaign of temp.kept and what it refers to. Foreign keys are
-- off meanwhile, and all checked after it: a table that is forgotten here is found then.
DELETE FROM plan WHERE campaign_id NOT IN temp.kept;
DELETE FROM trial WHERE plan_id NOT IN (SELECT id FROM plan);
DELETE FROM reading WHERE plan_id NOT IN (SELECT id FROM plan);
DELETE FROM counter WHERE plan_id NOT IN (SELECT id FROM plan);
DELETE FROM iteration_series WHERE plan_id NOT IN (SELECT id FROM plan);
DELETE FROM latency_series WHERE plan_id NOT IN (SELECT id FROM plan);
DELETE FROM power_trace WHERE plan_id NOT IN (SELECT id FROM plan);
DELETE FROM study_row WHERE plan_id NOT IN (SELECT id FROM plan);
DELETE FROM cell WHERE campaign_id NOT IN temp.kept;
DELETE FROM external_count WHERE cell_id NOT IN (SELECT id FROM cell);
DELETE FROM session WHERE campaign_id NOT IN temp.kept;
DELETE FROM certificate WHERE session_id NOT IN (SELECT id FROM session);
DELETE FROM note WHERE campaign_id NOT IN temp.kept;
DELETE FROM verdict WHERE campaign_id NOT IN temp.kept;
DELETE FROM campaign WHERE id NOT IN temp.kept;
DELETE FROM study WHERE id NOT IN (SELECT study_id FROM campaign WHERE study_id IS NOT NULL);
DELETE FROM study_file WHERE study_id NOT IN (SELECT id FROM study);
DELETE FROM event WHERE id NOT IN (SELECT event_id FROM counter);
DELETE FROM build WHERE id NOT IN (SELECT build_id FROM cell WHERE build_id IS NOT NULL);
DELETE FROM implementation
 WHERE id NOT IN (SELECT implementation_id FROM cell WHERE implementation_id IS NOT NULL
                  UNION SELECT implementation_id FROM build);
DELETE FROM toolchain
 WHERE id NOT IN (SELECT toolchain_id FROM cell WHERE toolchain_id IS NOT NULL
                  UNION SELECT toolchain_id FROM build);
DELETE FROM host_state WHERE id NOT IN (SELECT host_state_id FROM session);
DELETE FROM machine WHERE id NOT IN (SELECT machine_id FROM host_state);
