-- One campaign by its identifier. Places are not counted: there can be a million.
SELECT id, uuid, kind, mode, seed, state, state_reason, created_unix_ns, selection, tool_version,
       state_unix_ns, study_id
  FROM campaign
 WHERE id = :campaign
