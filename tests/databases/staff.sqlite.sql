CREATE TABLE departments (id integer PRIMARY KEY, name varchar(40) NOT NULL UNIQUE, head_id int NOT NULL REFERENCES employees (id));
CREATE TABLE employees (
  id integer PRIMARY KEY, department_id int NOT NULL, boss_id int, mentor_id int,
  FOREIGN KEY (department_id) REFERENCES departments (id), FOREIGN KEY (boss_id) REFERENCES employees (id),
  FOREIGN KEY (mentor_id) REFERENCES employees (id));
