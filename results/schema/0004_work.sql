-- What a run of the cell gets done, in the problem's own unit ("node", "pixel"), as its answer says or
-- its size fixes; NULL: not known. 
ALTER TABLE cell ADD COLUMN work INTEGER CHECK (work > 0);
ALTER TABLE cell ADD COLUMN work_unit TEXT;

-- Each trial of a cell whose work is known: time and energy of one unit. The energy is that of all
-- packages: absent where one of them has none that may be believed.
CREATE VIEW v_work AS
SELECT plan.campaign_id AS campaign,
       cell.id AS cell,
       cell.label,
       cell.workload,
       cell.size,
       trial.plan_id AS trial,
       trial.status,
       cell.work,
       cell.work_unit,
       (trial.end_mono_ns - trial.start_mono_ns) * 1.0 / cell.work AS wall_ns_per_unit,
       (SELECT iif(count(e.gross_nj) = (SELECT count(*)
                                          FROM certificate AS c
                                         WHERE c.session_id = trial.session_id
                                           AND c.domain = 'package'),
                   sum(e.gross_nj) * 1.0 / cell.work, NULL)
          FROM v_reading AS e
         WHERE e.trial = trial.plan_id AND e.domain = 'package') AS package_nj_per_unit,
       session.energy_source
  FROM plan
  JOIN trial ON trial.plan_id = plan.id
  JOIN cell ON cell.id = plan.cell_id
  JOIN session ON session.id = trial.session_id
 WHERE plan.kind = 'trial' AND cell.work IS NOT NULL;
