-- --trace: packed times and energies of a campaign's trials, a row a channel.
SELECT plan.ordinal, plan.block, cell.ordinal AS cell, certificate.domain, certificate.package,
       certificate.die, certificate.source, certificate.resolver, trial.start_mono_ns,
       trial.end_mono_ns, trace.n, trace.mono_ns, trace.energy_nj
  FROM plan
  JOIN trial ON trial.plan_id = plan.id
  JOIN power_trace AS trace ON trace.plan_id = plan.id
  JOIN certificate ON certificate.id = trace.certificate_id
  JOIN cell ON cell.id = plan.cell_id
 WHERE plan.campaign_id = :campaign
 ORDER BY plan.ordinal, certificate.channel
