-- Filled places in plan order, flat, with the energy of each domain over all its packages: absent
-- where one of them has none that may be believed. Of all campaigns, where :campaign is absent.
SELECT t.*,
       (SELECT iif(count(e.gross_nj) = (SELECT count(*)
                                   FROM certificate AS c
                                  WHERE c.session_id = t.session AND c.domain = 'package'),
                   sum(e.gross_nj), NULL)
          FROM v_reading AS e
         WHERE e.trial = t.trial AND e.domain = 'package') AS package_nj,
       (SELECT iif(count(e.gross_nj) = (SELECT count(*)
                                   FROM certificate AS c
                                  WHERE c.session_id = t.session AND c.domain = 'cores'),
                   sum(e.gross_nj), NULL)
          FROM v_reading AS e
         WHERE e.trial = t.trial AND e.domain = 'cores') AS cores_nj,
       (SELECT iif(count(e.gross_nj) = (SELECT count(*)
                                   FROM certificate AS c
                                  WHERE c.session_id = t.session AND c.domain = 'uncore'),
                   sum(e.gross_nj), NULL)
          FROM v_reading AS e
         WHERE e.trial = t.trial AND e.domain = 'uncore') AS uncore_nj,
       (SELECT iif(count(e.gross_nj) = (SELECT count(*)
                                   FROM certificate AS c
                                  WHERE c.session_id = t.session AND c.domain = 'dram'),
                   sum(e.gross_nj), NULL)
          FROM v_reading AS e
         WHERE e.trial = t.trial AND e.domain = 'dram') AS dram_nj,
       (SELECT iif(count(e.gross_nj) = (SELECT count(*)
                                   FROM certificate AS c
                                  WHERE c.session_id = t.session AND c.domain = 'psys'),
                   sum(e.gross_nj), NULL)
          FROM v_reading AS e
         WHERE e.trial = t.trial AND e.domain = 'psys') AS psys_nj,
       (SELECT iif(count(e.error_nj) = (SELECT count(*)
                                   FROM certificate AS c
                                  WHERE c.session_id = t.session AND c.domain = 'package'),
                   sum(e.error_nj), NULL)
          FROM v_reading AS e
         WHERE e.trial = t.trial AND e.domain = 'package') AS package_error_nj,
       (SELECT iif(count(e.net_nj) = (SELECT count(*)
                                   FROM certificate AS c
                                  WHERE c.session_id = t.session AND c.domain = 'package'),
                   sum(e.net_nj), NULL)
          FROM v_energy AS e
         WHERE e.trial = t.trial AND e.domain = 'package') AS package_net_nj,
       (SELECT iif(count(e.idle_w) = (SELECT count(*)
                                   FROM certificate AS c
                                  WHERE c.session_id = t.session AND c.domain = 'package'),
                   sum(e.idle_w), NULL)
          FROM v_energy AS e
         WHERE e.trial = t.trial AND e.domain = 'package') AS package_idle_w,
       (SELECT group_concat(DISTINCT e.resolver)
          FROM v_reading AS e
         WHERE e.trial = t.trial) AS energy_resolver
  FROM v_trial AS t
 WHERE t.campaign BETWEEN coalesce(:campaign, 0) AND coalesce(:campaign, 0x7fffffffffffffff)
 ORDER BY t.campaign, t.ordinal
