CREATE TABLE things (
  id integer PRIMARY KEY, ok boolean NOT NULL, ok2 boolean, small smallint NOT NULL, price decimal(8,2), wide decimal(30,4) NOT NULL,
  ratio double NOT NULL, nick text, born date, wakes time NOT NULL, seen timestamp NOT NULL, zoned timestamp, pause text, code text NOT NULL,
  feeling text CHECK (feeling IN ('happy', 'so''so', 'sad')), doc text, blob blob);
CREATE TABLE "crm.orders" (id integer PRIMARY KEY, "thing id" bigint NOT NULL REFERENCES things, note varchar(12));
