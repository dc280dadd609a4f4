-- Made by sydac from looks.sdl, for sqlite.

-- A group of people;
-- it has one of them at its head.
CREATE TABLE "teams" (
  "id" integer PRIMARY KEY,
  -- As people say it.
  "name" varchar(60) NOT NULL,
  "head_id" integer NOT NULL,
  UNIQUE ("name"),
  FOREIGN KEY ("head_id") REFERENCES "people" ("id") DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE "people" (
  "id" integer PRIMARY KEY,
  "team_id" integer NOT NULL,
  "code" varchar(8) NOT NULL,
  "nick" text,
  "state" varchar(9) NOT NULL,
  "born" date NOT NULL,
  "joined" date NOT NULL,
  "height" decimal(5,2) NOT NULL,
  "bonus" decimal(8,2),
  "seen" timestamptz,
  "photo" blob,
  "extra" text,
  "pause" varchar(64) NOT NULL,
  UNIQUE ("code"),
  UNIQUE ("nick"),
  FOREIGN KEY ("team_id") REFERENCES "teams" ("id"),
  CHECK ("state" IN ('open', 'it''s done')),
  CHECK (("height" > 1.00) AND ("height" < 2.50)),
  CHECK ("born" < '2010-01-01'),
  CHECK (((NOT ("state" = 'open')) OR ("bonus" > 5.00)) OR (length("code") = 7))
);
-- Not said in SQL: check joined > born + 17y

CREATE TABLE "crm.notes" (
  "person_id" integer NOT NULL,
  "line" integer NOT NULL,
  "author" integer NOT NULL,
  "text" text NOT NULL,
  PRIMARY KEY ("person_id", "line"),
  FOREIGN KEY ("person_id") REFERENCES "people" ("id"),
  FOREIGN KEY ("author") REFERENCES "people" ("id")
);

