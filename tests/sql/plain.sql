CREATE TABLE plain (
  id int PRIMARY KEY,
  note varchar(40)
);
