CREATE SCHEMA crm;
CREATE TYPE mood AS ENUM ('happy', 'so''so', 'sad');
CREATE TABLE things (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, ok boolean NOT NULL, ok2 boolean, small smallint NOT NULL, price numeric(8,2),
  wide numeric(30,4) NOT NULL, ratio double precision NOT NULL, nick text, born date, wakes time NOT NULL, seen timestamp NOT NULL,
  zoned timestamptz, pause interval, code uuid NOT NULL, feeling mood, doc jsonb, blob bytea,
  twice bigint GENERATED ALWAYS AS (id * 2) STORED);
CREATE TABLE crm.orders (
  id serial PRIMARY KEY, "thing id" bigint NOT NULL REFERENCES things, note varchar(12), written timestamp DEFAULT now());
CREATE FUNCTION spoil() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.note := 'spoilt'; RETURN NEW; END $$;
CREATE TRIGGER spoil BEFORE INSERT ON crm.orders FOR EACH ROW EXECUTE FUNCTION spoil();
