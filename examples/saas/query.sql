-- Rows that reach another tenant by the number alone are plenty; by the key there are none.
SELECT
  (SELECT count(*) FROM tasks t JOIN users u ON u.id = t.reporter_id) AS pairs_by_number,
  (SELECT count(*) FROM tasks t JOIN users u USING (tenant_id) WHERE u.id = t.reporter_id) AS pairs_by_key,
  (SELECT count(*) FROM tasks) AS tasks,
  (SELECT count(*) FROM tasks t LEFT JOIN users u ON u.tenant_id = t.tenant_id AND u.id = t.assignee_id
    WHERE t.assignee_id IS NOT NULL AND u.id IS NULL) AS strangers;

-- The manager tree of each tenant: its roots, and how many users are how many steps below one.
WITH RECURSIVE tree(tenant_id, id, depth) AS (
  SELECT tenant_id, id, 0 FROM users WHERE manager_id IS NULL
  UNION ALL
  SELECT u.tenant_id, u.id, depth + 1 FROM users u JOIN tree t ON u.tenant_id = t.tenant_id AND u.manager_id = t.id
)
SELECT depth, count(*) AS users, count(DISTINCT tenant_id) AS tenants FROM tree GROUP BY depth ORDER BY depth;

-- What each plan brings in.
SELECT plan, count(*) AS tenants, sum(seats) AS seats, printf('%.2f', sum(monthly)) AS monthly
FROM tenants GROUP BY plan ORDER BY sum(monthly) DESC;

-- Nothing happens before its cause.
SELECT count(*) AS too_early
FROM comments c
JOIN tasks t ON t.tenant_id = c.tenant_id AND t.project_id = c.project_id AND t.number = c.task
JOIN users u ON u.tenant_id = c.tenant_id AND u.id = c.author_id
WHERE c.written < t.opened OR c.written < u.joined;
