-- Of an imported campaign: the study that its measurements are from.
SELECT study.title, study.source, study.licence, study.format
  FROM campaign
  JOIN study ON study.id = campaign.study_id
 WHERE campaign.id = :campaign
