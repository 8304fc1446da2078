-- What perf counted of the trials from :first to :last, for judging. A counter that shared its
-- place with others counted a part of the time alone: it has no value here. A clock needs no place.
SELECT counter.plan_id AS trial, event.name AS event, counter.value
  FROM counter
  JOIN event ON event.id = counter.event_id
 WHERE counter.plan_id BETWEEN :first AND :last
   AND (event.name = 'task-clock' OR event.name IN ('cache-misses', 'instructions')
                                     AND counter.running_ns = counter.enabled_ns)
 ORDER BY counter.plan_id
