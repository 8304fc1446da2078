-- What the channels showed of the trials from :first to :last: how far a counter went in the trial,
-- and from its end to the next tick. The view v_energy makes the same joules of them, for fewer
-- trials than a million. judge/reader_energy.c knows the columns' order.
SELECT plan_id AS trial, certificate_id AS certificate, end_nj - start_nj AS spent_nj,
       next_nj - end_nj AS rest_nj, error_nj
  FROM reading
 WHERE plan_id BETWEEN :first AND :last
 ORDER BY plan_id, certificate_id
