-- Energy of a campaign's trials and warm-ups in plan order, a row a channel.
SELECT e.ordinal, e.block, cell.ordinal AS cell, e.kind, e.status, e.channel, e.domain, e.package,
       e.die, e.source, e.resolver, e.verdict, e.window_ns, e.gross_nj, e.error_nj, e.quantised,
       e.power_w, e.idle_w, e.net_nj, e.session, e.trial
  FROM v_energy AS e
  JOIN cell ON cell.id = e.cell
 WHERE e.campaign = :campaign
 ORDER BY e.ordinal, e.channel
