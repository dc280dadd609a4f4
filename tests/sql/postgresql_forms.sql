-- --dialect postgresql
CREATE SCHEMA crm;
SET search_path TO crm, public;

/* Every order
   that was placed */
CREATE TABLE IF NOT EXISTS "Order" (
  id serial PRIMARY KEY,          -- counts by itself
  "when" timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
  -- who placed it
  customer uuid NOT NULL UNIQUE REFERENCES customer ON DELETE CASCADE,
  state varchar(10) CHECK (state IN ('new', 'paid')) DEFAULT 'new',
  amount numeric(10, 2) NOT NULL CONSTRAINT amount_positive CHECK (amount > 0),
  -- old_amount numeric(10, 2),
  span interval year to month,
  key text, type text, value int, date date, timestamp timestamp without time zone, comment text, index int, "check" bool,
  code char(3) COLLATE "C" NOT NULL,
  UNIQUE NULLS NOT DISTINCT (state, code),
  CONSTRAINT ends CHECK ("when" <= now() + interval '1 day' AND code ~ '^[A-Z]{3}$')
);
CREATE TABLE customer (id uuid DEFAULT gen_random_uuid(), PRIMARY KEY (id));
CREATE TABLE public.old_order (LIKE "Order" INCLUDING ALL EXCLUDING CONSTRAINTS, extra int);
CREATE TABLE vip (level int NOT NULL DEFAULT 1, id uuid NOT NULL) INHERITS (customer);

CREATE TABLE IF NOT EXISTS customer (nothing int);
CREATE TABLE customer (nothing int);
DROP TABLE IF EXISTS gone, vip;
CREATE TABLE gone AS SELECT 1 AS a;
DO $$ BEGIN
  CREATE TYPE color AS ENUM ('red', 'green');
EXCEPTION WHEN duplicate_object THEN NULL;
END $$;
DO $body$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'c') THEN
    ALTER TABLE customer ADD CONSTRAINT c CHECK (id IS NOT NULL);
  END IF;
END
$body$;
ALTER TYPE color ADD VALUE IF NOT EXISTS 'blue' BEFORE 'green';
ALTER TYPE color RENAME VALUE 'red' TO 'dark red';
CREATE TYPE address AS (street text, zip varchar(5));
CREATE TYPE floatrange AS RANGE (subtype = float8, subtype_diff = float8mi);
CREATE DOMAIN email AS citext NOT NULL CHECK (VALUE ~* '^[^@]+@[^@]+$');

CREATE TABLE event (
  id int GENERATED ALWAYS AS IDENTITY (START WITH 10 INCREMENT BY 5),
  day date NOT NULL,
  kind color,
  home address,
  mail email,
  PRIMARY KEY (id, day)
) PARTITION BY RANGE (day);
CREATE TABLE event_2020 PARTITION OF event FOR VALUES FROM ('2020-01-01') TO ('2021-01-01') PARTITION BY LIST (kind);
CREATE TABLE event_red PARTITION OF event_2020 FOR VALUES IN ('dark red', NULL);
CREATE TABLE event_rest PARTITION OF event DEFAULT;
CREATE TABLE event_2021 (LIKE event);
ALTER TABLE event ATTACH PARTITION event_2021 FOR VALUES FROM ('2021-01-01') TO (MAXVALUE);
CREATE TABLE hashed (id int) PARTITION BY HASH (id);
CREATE TABLE hashed_0 PARTITION OF hashed FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TEMP TABLE scratch (a int);
