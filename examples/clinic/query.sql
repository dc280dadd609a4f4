-- Where two appointments of a doctor overlap, or one is outside the hours or on a weekend.
SELECT
  (SELECT count(*) FROM (SELECT starts, lag(ends) OVER (PARTITION BY doctor_id ORDER BY starts) AS before FROM appointments) WHERE starts < before) AS overlapping,
  (SELECT count(*) FROM appointments WHERE starts >= ends) AS empty,
  (SELECT count(*) FROM appointments WHERE CAST(substr(starts, 12, 2) AS INT) NOT BETWEEN 8 AND 16) AS out_of_hours,
  (SELECT count(*) FROM appointments WHERE strftime('%w', starts) IN ('0', '6')) AS on_weekends;

-- Records of what did not take place, before it was over, or with a pressure that no heart has.
SELECT
  (SELECT count(*) FROM appointments a LEFT JOIN records r ON r.appointment_id = a.id WHERE (a.status = 'done') <> (r.appointment_id IS NOT NULL)) AS records_astray,
  (SELECT count(*) FROM records r JOIN appointments a ON a.id = r.appointment_id WHERE r.written <= a.ends) AS written_too_early,
  (SELECT count(*) FROM records WHERE systolic < diastolic + 20) AS impossible_pressure,
  (SELECT count(*) FROM appointments WHERE (status IN ('done', 'no_show')) <> (ends <= '2025-03-14T12:00:00') AND status <> 'cancelled') AS status_against_the_clock;

-- The kinds of doctor and what they find.
SELECT d.specialty, r.icd10, r.diagnosis, count(*) AS found
FROM records r JOIN appointments a ON a.id = r.appointment_id JOIN doctors d ON d.id = a.doctor_id
GROUP BY d.specialty, r.icd10, r.diagnosis ORDER BY d.specialty, found DESC;

-- What is prescribed for what.
SELECT r.diagnosis, p.drug, p.dose_mg, count(*) AS times, round(avg(p.price), 2) AS mean_price
FROM prescriptions p JOIN records r ON r.appointment_id = p.record_id
WHERE r.icd10 IN ('I10', 'M54.5') GROUP BY r.diagnosis, p.drug, p.dose_mg ORDER BY r.diagnosis, times DESC;

-- A doctor's morning.
SELECT d.name, a.starts, a.ends, p.name AS patient, a.status
FROM appointments a JOIN doctors d ON d.id = a.doctor_id JOIN patients p ON p.id = a.patient_id
WHERE a.doctor_id = 3 AND a.starts < '2025-02-17T10:00:00' ORDER BY a.starts;
