-- --dialect postgresql

CREATE FUNCTION is_code(v text, n integer) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  RETURN v ~ '^[a-z]+$' AND char_length(v) <= n;
END;
$$;
CREATE FUNCTION short_code(text) RETURNS boolean LANGUAGE sql AS 'select is_code($1, 5);';
CREATE FUNCTION known(x int) RETURNS boolean LANGUAGE sql AS $$ SELECT EXISTS (SELECT 1 FROM t WHERE c = x) $$;
CREATE FUNCTION twice(x double precision) RETURNS double precision RETURN x * 2;
CREATE FUNCTION busy() RETURNS int LANGUAGE plpgsql AS $$ BEGIN PERFORM 1; RETURN 2; END $$;
CREATE TABLE t (
  a text CHECK (short_code(a)),
  b text CHECK (b IS NULL OR is_code(lower(b), 10)),
  c int CHECK (known(c) AND busy() > 1 AND public.twice(c) < 10)
);
