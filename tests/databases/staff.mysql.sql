CREATE TABLE departments (id int AUTO_INCREMENT PRIMARY KEY, name varchar(40) NOT NULL UNIQUE, head_id int NOT NULL);
CREATE TABLE employees (
  id int AUTO_INCREMENT PRIMARY KEY, department_id int NOT NULL, boss_id int, mentor_id int,
  FOREIGN KEY (department_id) REFERENCES departments (id), FOREIGN KEY (boss_id) REFERENCES employees (id),
  FOREIGN KEY (mentor_id) REFERENCES employees (id));
ALTER TABLE departments ADD CONSTRAINT head FOREIGN KEY (head_id) REFERENCES employees (id);
