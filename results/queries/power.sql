-- Power traces of a campaign's trials that count, a row a package channel that is believed.
SELECT plan.ordinal, cell.ordinal AS cell, certificate.package, certificate.die, certificate.source,
       certificate.resolver, trial.start_mono_ns, trial.end_mono_ns, trace.n, trace.mono_ns, trace.energy_nj
  FROM power_trace AS trace
  JOIN trial ON trial.plan_id = trace.plan_id
  JOIN plan ON plan.id = trace.plan_id
  JOIN certificate ON certificate.id = trace.certificate_id
  JOIN cell ON cell.id = plan.cell_id
 WHERE plan.campaign_id = :campaign AND plan.kind = 'trial' AND trial.status = 'ok'
   AND certificate.domain = 'package' AND certificate.verdict IN ('pass', 'idle')
 ORDER BY plan.ordinal, certificate.channel
