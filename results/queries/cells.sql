-- A campaign's cells in order, with what built them. Trials planned: all places but warm-ups, which
-- are in blocks up to 0 (imported trials can be there too); an index has the counts.
SELECT cell.id, cell.ordinal, cell.label, cell.workload, cell.language, cell.variant, cell.flags,
       cell.size, cell.n, cell.seed, cell.threads,
       toolchain.name AS toolchain, toolchain.version AS toolchain_version,
       cell.work, cell.work_unit, cell.argv, cell.expected_digest, cell.deadline_ns, cell.skipped,
       build.failure, build.binary_digest, build.wall_ns AS build_wall_ns,
       implementation.source, implementation.digest AS implementation_digest,
       cell.toolchain_id, cell.implementation_id, cell.build_id,
       toolchain.digest AS toolchain_digest, toolchain.describe AS toolchain_describe,
       (SELECT count(*) FROM plan WHERE plan.cell_id = cell.id) -
       (SELECT count(*) FROM plan
         WHERE plan.cell_id = cell.id AND plan.block <= 0 AND plan.kind = 'warmup') AS planned,
       build.argv AS build_argv, build.environment AS build_environment,
       toolchain.path AS toolchain_path, toolchain.binary_digest AS toolchain_binary_digest,
       cell.tolerance
  FROM cell
  LEFT JOIN implementation ON implementation.id = cell.implementation_id
  LEFT JOIN build ON build.id = cell.build_id
  LEFT JOIN toolchain ON toolchain.id = coalesce(build.toolchain_id, cell.toolchain_id)
 WHERE cell.campaign_id = :campaign
 ORDER BY cell.ordinal
