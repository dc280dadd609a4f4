-- --dialect postgresql

CREATE TABLE t (
  a int, b int, c text, d date, j jsonb,
  CHECK (a + b * 2 - -3 >= 4 OR NOT a IS NULL AND b <> 0),
  CHECK (a BETWEEN 1 AND 2 AND b NOT BETWEEN SYMMETRIC 3 AND 4),
  CHECK (c IN ('x', 'y') AND a NOT IN (1, 2)),
  CHECK (c LIKE 'a\_%' ESCAPE '\' AND c NOT ILIKE '%b' AND c !~~ 'z%'),
  CHECK (c ~ '^a' AND c !~* 'b$' AND c SIMILAR TO '(a|b)%'),
  CHECK (a IS DISTINCT FROM b AND c IS NOT DISTINCT FROM 'x' AND (a > 1) IS TRUE),
  CHECK (a = ANY (ARRAY[1, 2]) AND c <> ALL ('{a,b}'::text[])),
  CHECK (CASE WHEN a > 0 THEN b > 0 ELSE c IS NOT NULL END),
  CHECK (CASE a WHEN 1 THEN 'x' END = c),
  CHECK (extract(year FROM d) > 2000 AND d > DATE '2000-01-01' AND d < CURRENT_DATE + INTERVAL '1' YEAR),
  CHECK (trim(both 'x' FROM c) <> '' AND trim(c) <> '' AND position('a' in c) > 0 AND substring(c from 1 for 2) = 'ab'),
  CHECK (j ->> 'k' = 'v' AND j @> '{}'::jsonb AND j ? 'k' AND a OPERATOR(pg_catalog.=) b),
  CHECK ((a, b) < (1, 2) AND CAST(a AS double precision) > 1.5e3 AND (ARRAY[a, b])[1] = 1),
  CHECK (num_nonnulls(a, b) = 1 AND pg_catalog.lower(c) = c AND coalesce(a, 0) = 0),
  CHECK (a % 2 = 0 AND a & 3 = 1 AND a | b # 2 > 0 AND a << 1 > 0 AND ~a < 0 AND a ^ 2 < 9),
  CHECK (EXISTS (SELECT 1 FROM t WHERE a > (SELECT 2))),
  CHECK (d AT TIME ZONE 'utc' > 'now' AND c COLLATE "C" > 'a'),
  CHECK (c = U&'\0041b' AND c <> E'a\tb' AND c <> $$q'q$$),
  CHECK (t.a > 0 AND public.t.b > 0),
  CHECK (a ISNULL OR b NOTNULL)
);
