-- The campaign whose uuid begins so; no row, or several, when that names none, or no single one.
SELECT id, uuid
  FROM campaign
 WHERE substr(uuid, 1, length(:uuid)) = :uuid
 ORDER BY id
