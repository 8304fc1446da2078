-- Channels that failed their certificate in a session of a campaign: no joule is taken from them.
SELECT DISTINCT certificate.domain, certificate.package, certificate.die, certificate.verdict,
       certificate.reason
  FROM certificate
  JOIN session ON session.id = certificate.session_id
 WHERE session.campaign_id = :campaign AND certificate.verdict NOT IN ('pass', 'idle')
 ORDER BY certificate.session_id, certificate.channel
