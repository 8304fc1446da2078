-- The counters that a campaign's sessions may believe, in each session's order of channels.
SELECT certificate.id AS certificate, certificate.domain, certificate.package, certificate.die,
       certificate.source, certificate.resolver, session.tick_ns
  FROM session
  JOIN certificate ON certificate.session_id = session.id
 WHERE session.campaign_id = :campaign AND certificate.verdict IN ('pass', 'idle')
 ORDER BY certificate.channel, certificate.id
