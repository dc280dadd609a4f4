CREATE TABLE plain (
  id integer PRIMARY KEY,
  note varchar(40)
);
