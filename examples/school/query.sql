-- Double bookings of rooms, teachers and classes.
SELECT
  (SELECT count(*) FROM (SELECT 1 FROM lessons GROUP BY room_id, slot_id HAVING count(*) > 1)) AS rooms_booked_twice,
  (SELECT count(*) FROM (SELECT 1 FROM lessons GROUP BY teacher_id, slot_id HAVING count(*) > 1)) AS teachers_booked_twice,
  (SELECT count(*) FROM (SELECT 1 FROM lessons GROUP BY class_id, slot_id HAVING count(*) > 1)) AS classes_booked_twice;

-- How much of the week each class is taught, and each room used.
SELECT min(n) AS fewest_lessons_of_a_class, max(n) AS most FROM (SELECT count(*) AS n FROM lessons GROUP BY class_id);
SELECT min(n) AS fewest_lessons_in_a_room, max(n) AS most FROM (SELECT count(*) AS n FROM lessons GROUP BY room_id);

-- How dense the enrolments are.
SELECT
  (SELECT count(*) FROM enrolments) AS enrolments,
  (SELECT count(*) FROM students) * (SELECT count(*) FROM subjects) AS pairs,
  round(100.0 * (SELECT count(*) FROM enrolments) / ((SELECT count(*) FROM students) * (SELECT count(*) FROM subjects)), 1) AS percent;

-- The Monday of class 7a.
SELECT s.period, r.name AS room, j.name AS subject, t.last_name AS teacher
FROM lessons l
JOIN slots s ON s.id = l.slot_id
JOIN classes c ON c.id = l.class_id
JOIN rooms r ON r.id = l.room_id
JOIN teachers t ON t.id = l.teacher_id
JOIN subjects j ON j.id = t.subject_id
WHERE c.year = 7 AND c.letter = 'a' AND s.day = 'monday'
ORDER BY s.period;
