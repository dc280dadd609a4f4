CREATE TABLE nothing_to_write ();

CREATE TABLE parts (
  id serial PRIMARY KEY,
  size integer NOT NULL CHECK (strange(size) > 5),
  note text CHECK (stranger(note) = 'x')
);
