-- Steady mode: how many iterations the trials from :first to :last have.
SELECT plan_id AS trial, n AS iterations
  FROM iteration_series
 WHERE plan_id BETWEEN :first AND :last AND metric = 'wall_ns'
 ORDER BY plan_id
