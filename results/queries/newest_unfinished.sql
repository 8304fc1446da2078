-- The newest campaign of a selection that did not come to its end. One that was killed after its
-- last trial has no empty place, but its last idle window and its end are still to come.
SELECT id
  FROM campaign
 WHERE selection = :selection AND state <> 'done'
 ORDER BY created_unix_ns DESC, id DESC
 LIMIT 1
