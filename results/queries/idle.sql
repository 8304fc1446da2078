-- A campaign's idle windows in order, a row a channel.
SELECT ordinal, block, status, channel, domain, package, die, source, resolver, verdict, window_ns,
       gross_nj, power_w, start_mono_ns, started_unix_ns, session
  FROM v_idle
 WHERE campaign = :campaign
 ORDER BY ordinal, channel
