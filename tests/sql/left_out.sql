-- --dialect postgresql

CREATE TABLE a (
  id int PRIMARY KEY,
  x int FROBNICATED 3 NOT NULL,
  y int CHECK (y ===== 3 3),
  z numeric(10, 2) WOBBLY(1, (2)) DEFAULT 5,
  FOREIGN KEY (x) POINTS TO b (id),
  FOREIGN KEY (x) REFERENCES nowhere (id),
  FOREIGN KEY (x, y) REFERENCES a,
  FOREIGN KEY (q) REFERENCES a,
  UNIQUE (nothing),
  ?? what
) FANCY STUFF;
CREATE TABLE (oops);
CREATE TABLE b (id int PRIMARY KEY, PRIMARY KEY (id));
ALTER TABLE a FROB THE COLUMN;
CREATE TABLE b (id int);
ALTER TABLE c ADD COLUMN id int;
CREATE UNIQUE INDEX i ON c (id);
CREATE TYPE broken AS ENUM (1);
CREATE TABLE last (a int CHECK (a > 'unclosed));
