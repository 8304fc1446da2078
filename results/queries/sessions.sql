-- A campaign's sessions in order, and what they ran on.
SELECT session.id, session.started_unix_ns, session.boot_id, session.uid, session.energy_source,
       session.energy_reason, session.tick_ns, session.read_cost_ns, session.rss_floor_bytes,
       session.counters_absent, session.notes,
       machine.cpu_vendor, machine.cpu_model, machine.packages, machine.cores, machine.threads,
       machine.memory_bytes, machine.hypervisor, machine.digest AS machine_digest,
       host_state.kernel, host_state.os, host_state.microcode, host_state.governor,
       host_state.frequency_driver, host_state.online_cpus, host_state.turbo, host_state.smt,
       host_state.aslr, host_state.sgx, host_state.min_frequency_hz, host_state.max_frequency_hz,
       host_state.perf_event_paranoid, host_state.digest AS host_state_digest
  FROM session
  JOIN host_state ON host_state.id = session.host_state_id
  JOIN machine ON machine.id = host_state.machine_id
 WHERE session.campaign_id = :campaign
 ORDER BY session.id
