-- What a campaign's programs were made of, by which toolchain, and what came out.
SELECT cell.ordinal, cell.label, cell.variant, cell.flags, cell.argv,
       implementation.source, implementation.digest AS implementation_digest,
       toolchain.language, toolchain.name AS toolchain, toolchain.version, toolchain.describe,
       toolchain.path, toolchain.binary_digest AS toolchain_binary_digest,
       toolchain.digest AS toolchain_digest,
       build.argv AS build_argv, build.environment AS build_environment, build.failure,
       build.binary_digest, build.digest AS build_digest, cell.expected_digest, cell.tolerance
  FROM cell
  LEFT JOIN implementation ON implementation.id = cell.implementation_id
  LEFT JOIN toolchain ON toolchain.id = cell.toolchain_id
  LEFT JOIN build ON build.id = cell.build_id
 WHERE cell.campaign_id = :campaign
 ORDER BY cell.ordinal
