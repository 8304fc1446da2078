-- Power in the idle windows that net energy is reckoned with, session by session in the order of
-- time: a row a channel.
SELECT trial.session_id AS session, trial.plan_id AS trial, trial.start_mono_ns,
       (trial.start_mono_ns + trial.end_mono_ns) / 2.0 AS middle_ns,
       reading.certificate_id AS certificate,
       (iif(trial.next_edge_mono_ns IS NULL, reading.end_nj, reading.next_nj)
           - reading.start_nj) * 1.0
           / nullif(coalesce(trial.next_edge_mono_ns, trial.end_mono_ns)
                    - coalesce(trial.edge_mono_ns, trial.start_mono_ns), 0) AS power_w
  FROM session
  JOIN trial ON trial.session_id = session.id
  JOIN plan ON plan.id = trial.plan_id
  LEFT JOIN reading ON reading.plan_id = trial.plan_id
 WHERE session.campaign_id = :campaign AND trial.user_ns IS NULL
   AND trial.suspended_ns IS NOT NULL AND trial.status = 'ok' AND plan.kind = 'idle'
 ORDER BY trial.session_id, trial.start_mono_ns, trial.plan_id
