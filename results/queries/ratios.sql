-- A campaign's trials over each other cell's trial of the same block: cell / reference.
SELECT block, workload, size, label, ref_label, wall_ratio, cpu_ratio, max_rss_ratio,
       package_energy_ratio, package_net_energy_ratio, energy_source
  FROM v_ratio
 WHERE campaign = :campaign
 ORDER BY block, ref_cell, cell
