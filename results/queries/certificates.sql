-- What a session found of each channel.
SELECT id, channel, domain, package, die, source, resolver, event, cpu, step_nj, verdict, reason,
       idle_w, load_w, powercap_ratio
  FROM certificate
 WHERE session_id = :session
 ORDER BY channel
