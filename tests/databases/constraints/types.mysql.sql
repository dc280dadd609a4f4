CREATE TABLE `users` (
  `id` int(10) unsigned NOT NULL AUTO_INCREMENT,
  `email` varchar(191) COLLATE utf8mb4_unicode_ci NOT NULL,
  `username` varchar(30) NOT NULL,
  `role` enum('admin','user','') NOT NULL DEFAULT 'user',
  `flags` set('a','b','c') DEFAULT NULL,
  `is_active` tinyint(1) NOT NULL DEFAULT '1',
  `age` tinyint unsigned DEFAULT NULL,
  `level` tinyint NOT NULL DEFAULT 0,
  `score` mediumint(8) unsigned,
  `bal` decimal(10,2) unsigned NOT NULL DEFAULT '0.00',
  `born` year,
  `pic` longblob, `uuid` binary(16) NOT NULL, `tok` varbinary(32), `b1` bit(1) not null default b'0', `b8` bit(8),
  `meta` json, `rate` float(7,4), `d` double, `ts` timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
  `t` time, `dt` datetime(3), `zip` int(5) unsigned zerofill,
  PRIMARY KEY (`id`), UNIQUE KEY `email` (`email`), UNIQUE KEY `un` (`username`(10)), UNIQUE KEY `uu` (`uuid`), KEY `x` (`age`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COMMENT='People who log in';
CREATE TABLE `small` (`id` tinyint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY, `name` varchar(5) NOT NULL UNIQUE, `c` char(1) NOT NULL, UNIQUE KEY (`c`));
CREATE TABLE `signed` (`id` tinyint NOT NULL PRIMARY KEY, `k` enum('x','y','z') NOT NULL UNIQUE);
CREATE TABLE posts (id bigint unsigned NOT NULL AUTO_INCREMENT, user_id int unsigned NOT NULL, small_id tinyint unsigned, title varchar(20) NOT NULL, slug varchar(20) NOT NULL, body mediumtext, tiny tinytext, PRIMARY KEY (id), UNIQUE KEY us (user_id, slug), FULLTEXT KEY ft (title, body), CONSTRAINT f1 FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE, FOREIGN KEY (small_id) REFERENCES small(id)) ENGINE=InnoDB;
CREATE TABLE post_tags (post_id bigint unsigned NOT NULL, tag varchar(20) NOT NULL, pos smallint NOT NULL, PRIMARY KEY (post_id, tag), UNIQUE (post_id, pos), FOREIGN KEY (post_id) REFERENCES posts(id));
CREATE TABLE likes (user_id int unsigned, post_id bigint unsigned, kind enum('like','love'), created_at datetime DEFAULT CURRENT_TIMESTAMP, PRIMARY KEY (user_id, post_id, kind), FOREIGN KEY (user_id) REFERENCES users(id), FOREIGN KEY (post_id) REFERENCES posts(id));
CREATE TABLE checks (a int CHECK (a > 5), b int, c varchar(10) CHECK (c in ('x','y')), d date, e date, CHECK (b < a), CONSTRAINT de CHECK (d <= e), j longtext CHECK (json_valid(j)), pct decimal(5,2) check (pct between 0 and 100), em varchar(100) check (em like '%@%.%'), r varchar(10) check (r regexp '^[A-Z]{2}[0-9]{3}$'));
CREATE TABLE geo (id int auto_increment primary key, p point not null, g geometry, SPATIAL INDEX (p)) ENGINE=InnoDB;
CREATE TABLE parts (id int not null, y int not null, d date not null, primary key (id, d)) PARTITION BY RANGE (YEAR(d)) (PARTITION p0 VALUES LESS THAN (2020), PARTITION p1 VALUES LESS THAN (2023), PARTITION p2 VALUES LESS THAN (2025));
CREATE TABLE parts2 (id int not null, r int not null, primary key (id, r)) PARTITION BY LIST (r) (PARTITION a VALUES IN (1,2,3), PARTITION b VALUES IN (10,20));
CREATE TABLE parts3 (id int not null primary key, n varchar(20)) PARTITION BY RANGE (id) (PARTITION p0 VALUES LESS THAN (100), PARTITION p1 VALUES LESS THAN (1000), PARTITION p2 VALUES LESS THAN MAXVALUE);
CREATE TABLE composite (k1 int not null, k2 char(3) not null, v text, PRIMARY KEY (k1, k2));
CREATE TABLE comp_child (id int primary key auto_increment, k1 int, k2 char(3), FOREIGN KEY (k1,k2) REFERENCES composite(k1,k2));
CREATE TABLE gen (id int primary key, first varchar(20), last varchar(20), full varchar(50) GENERATED ALWAYS AS (concat(first,' ',last)) STORED, n int AS (id+1) VIRTUAL, UNIQUE KEY (full));
CREATE TABLE self (id int unsigned primary key auto_increment, parent int unsigned, mentor int unsigned not null, foreign key (parent) references self(id), foreign key (mentor) references self(id));
CREATE TABLE nodef (a int, b varchar(3), unique key (a,b)) CHARSET=latin1 COLLATE latin1_swedish_ci;
