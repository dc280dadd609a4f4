CREATE EXTENSION IF NOT EXISTS citext;
CREATE SCHEMA crm; CREATE SCHEMA billing;
CREATE DOMAIN crm.email AS citext CHECK (VALUE ~ '^[a-zA-Z0-9.!#$%&''*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$');
CREATE DOMAIN positive AS integer CHECK (VALUE > 0);
CREATE DOMAIN us_postal_code AS TEXT CHECK(VALUE ~ '^\d{5}$' OR VALUE ~ '^\d{5}-\d{4}$');
CREATE TYPE crm.status AS ENUM ('lead','active','churned');
CREATE TYPE addr AS (street text, zip varchar(10), n int);
CREATE TABLE crm.accounts (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  email crm.email NOT NULL UNIQUE,
  status crm.status NOT NULL DEFAULT 'lead',
  seats positive NOT NULL,
  zip us_postal_code,
  address addr,
  tags text[] NOT NULL DEFAULT '{}',
  ints int[],
  ip inet, net cidr, mac macaddr,
  period daterange, 
  meta jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(meta) = 'object'),
  search tsvector,
  balance numeric(12,2) NOT NULL DEFAULT 0 CHECK (balance >= 0),
  created_at timestamptz NOT NULL DEFAULT now(),
  churned_at timestamptz,
  parent_id uuid REFERENCES crm.accounts(id),
  CONSTRAINT churn CHECK ((status = 'churned') = (churned_at IS NOT NULL)),
  CHECK (parent_id <> id),
  CHECK (churned_at IS NULL OR churned_at > created_at)
);
CREATE UNIQUE INDEX ON crm.accounts (lower(email::text)) WHERE status <> 'churned';
CREATE TABLE billing.invoices (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES crm.accounts ON DELETE CASCADE,
  number varchar(20) NOT NULL CHECK (number ~ '^INV-[0-9]{4}-[0-9]{5}$'),
  net numeric(10,2) NOT NULL CHECK (net > 0),
  tax numeric(10,2) NOT NULL CHECK (tax >= 0),
  total numeric(10,2) GENERATED ALWAYS AS (net + tax) STORED,
  discount_pct int CHECK (discount_pct BETWEEN 0 AND 100),
  currency char(3) NOT NULL DEFAULT 'EUR' CHECK (currency = upper(currency) AND length(currency) = 3),
  issued date NOT NULL, due date NOT NULL CHECK (due >= issued),
  paid_at timestamptz, paid_by text,
  CHECK (num_nonnulls(paid_at, paid_by) IN (0, 2)),
  UNIQUE (account_id, number)
);
CREATE TABLE billing.payments (
  id serial PRIMARY KEY,
  invoice_id bigint REFERENCES billing.invoices(id),
  order_ref text,
  card_last4 char(4) CHECK (card_last4 ~ '^\d{4}$'),
  iban varchar(34) CHECK (iban ~ '^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$'),
  method text NOT NULL CHECK (method IN ('card','sepa')),
  CHECK ((invoice_id IS NULL) <> (order_ref IS NULL)),
  CHECK ((method = 'card' AND card_last4 IS NOT NULL AND iban IS NULL) OR (method = 'sepa' AND iban IS NOT NULL AND card_last4 IS NULL))
);
CREATE TABLE crm.contacts (
  account_id uuid NOT NULL REFERENCES crm.accounts,
  position smallint NOT NULL CHECK (position > 0 AND position < 10),
  name text NOT NULL CHECK (length(trim(name)) > 0 AND name = trim(name)),
  phone text CHECK (phone ~ '^\+[1-9][0-9]{7,14}$'),
  lat double precision CHECK (lat >= -90 AND lat <= 90),
  lng double precision CHECK (lng >= -180 AND lng <= 180),
  color text CHECK (color ~* '^#[0-9a-f]{6}$'),
  url text CHECK (url LIKE 'https://%' ),
  handle text CHECK (handle ~ '^[a-z0-9_]+$' AND length(handle) BETWEEN 3 AND 20),
  PRIMARY KEY (account_id, position)
);
CREATE TABLE friendships (a uuid REFERENCES crm.accounts, b uuid REFERENCES crm.accounts, since date, PRIMARY KEY (a,b), CHECK (a <> b));
CREATE TABLE friendships2 (a_id int NOT NULL REFERENCES billing.payments, b_id int NOT NULL REFERENCES billing.payments, UNIQUE (a_id,b_id), CHECK (a_id < b_id));
CREATE TABLE settings (id boolean PRIMARY KEY DEFAULT true CHECK (id), theme text);
CREATE TABLE events (id bigserial, at timestamptz NOT NULL, kind text NOT NULL, payload jsonb, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE TABLE events_2024 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE regions (id int, code char(2), PRIMARY KEY (id, code)) PARTITION BY LIST (code);
CREATE TABLE regions_eu PARTITION OF regions FOR VALUES IN ('DE','FR');
CREATE TABLE regions_us PARTITION OF regions FOR VALUES IN ('US');
CREATE TABLE bookings (id serial primary key, room int not null, during tstzrange not null, starts time, ends time, CHECK (starts < ends), check (not isempty(during)));
CREATE TABLE tri (a int, b int, c int, CHECK (a + b > 0), CHECK (c = a * b), CHECK (a >= 1), CHECK (b between 2 and 5));
CREATE TABLE prio (x int CHECK (x IN (1,2,3)), y text CHECK (y = ANY (ARRAY['lo'::text,'hi'::text])), z numeric CHECK (z > 0.5 AND z < 0.75), w int CHECK (w <> 0), v int check (v % 5 = 0), UNIQUE(x, y));
CREATE TABLE nd (a int, b text, UNIQUE NULLS NOT DISTINCT (a, b), c int UNIQUE NULLS NOT DISTINCT);
CREATE TABLE only_one_default (id serial primary key, account uuid not null references crm.accounts, is_default boolean not null default false);
CREATE UNIQUE INDEX one_default ON only_one_default (account) WHERE is_default;
CREATE UNIQUE INDEX one_row ON only_one_default ((true)) WHERE is_default AND account IS NULL;
