-- Filled places in plan order with all that belongs to each, as JSON texts: readings as they were
-- taken, energy as computed from them, packed series in hexadecimal. Of all campaigns, where
-- :campaign is absent.
SELECT t.*,
       (SELECT json_group_array(json_object(
                   'channel', c.channel, 'domain', c.domain, 'package', c.package, 'die', c.die,
                   'source', c.source, 'resolver', c.resolver, 'event', c.event,
                   'verdict', c.verdict, 'start_nj', r.start_nj, 'end_nj', r.end_nj,
                   'next_nj', r.next_nj, 'error_nj', r.error_nj))
          FROM reading AS r
          JOIN certificate AS c ON c.id = r.certificate_id
         WHERE r.plan_id = t.trial) AS readings,
       (SELECT json_group_array(json_object(
                   'domain', e.domain, 'package', e.package, 'die', e.die, 'source', e.source,
                   'resolver', e.resolver, 'window_ns', e.window_ns, 'gross_nj', e.gross_nj,
                   'error_nj', e.error_nj, 'quantised', json(iif(e.quantised, 'true', 'false')),
                   'idle_w', e.idle_w, 'net_nj', e.net_nj))
          FROM v_energy AS e
         WHERE e.trial = t.trial) AS energy,
       (SELECT json_group_array(json_object(
                   'event', event.name, 'value', k.value, 'enabled_ns', k.enabled_ns,
                   'running_ns', k.running_ns))
          FROM counter AS k
          JOIN event ON event.id = k.event_id
         WHERE k.plan_id = t.trial) AS counters,
       (SELECT json_group_array(json_object('metric', i.metric, 'values', hex(i.data)))
          FROM iteration_series AS i
         WHERE i.plan_id = t.trial) AS series,
       (SELECT json_group_array(json_object(
                   'domain', c.domain, 'package', c.package, 'die', c.die, 'source', c.source,
                   'resolver', c.resolver, 'mono_ns', hex(p.mono_ns),
                   'energy_nj', hex(p.energy_nj)))
          FROM power_trace AS p
          JOIN certificate AS c ON c.id = p.certificate_id
         WHERE p.plan_id = t.trial) AS traces,
       (SELECT json_group_array(json_object(
                   'period_ns', l.period_ns, 'per_tick', l.per_tick,
                   'latency_ns', hex(l.latency_ns)))
          FROM latency_series AS l
         WHERE l.plan_id = t.trial) AS latencies
  FROM v_trial AS t
 WHERE t.campaign BETWEEN coalesce(:campaign, 0) AND coalesce(:campaign, 0x7fffffffffffffff)
 ORDER BY t.campaign, t.ordinal
