-- Made by sydac from looks.sdl, for mysql.

CREATE DATABASE IF NOT EXISTS `crm`;

CREATE TABLE `teams` (
  `id` int NOT NULL AUTO_INCREMENT,
  `name` varchar(60) NOT NULL COMMENT 'As people say it.',
  `head_id` int NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE (`name`)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin COMMENT 'A group of people;
it has one of them at its head.';

CREATE TABLE `people` (
  `id` int NOT NULL,
  `team_id` int NOT NULL,
  `code` varchar(8) NOT NULL,
  `nick` varchar(25),
  `state` enum('open', 'it''s done') NOT NULL,
  `born` date NOT NULL,
  `joined` date NOT NULL,
  `height` decimal(5,2) NOT NULL,
  `bonus` decimal(8,2),
  `seen` datetime(6),
  `photo` longblob,
  `extra` json,
  `pause` varchar(64) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE (`code`),
  UNIQUE (`nick`),
  FOREIGN KEY (`team_id`) REFERENCES `teams` (`id`),
  CHECK ((`height` > 1.00) AND (`height` < 2.50)),
  CHECK (`born` < '2010-01-01'),
  CHECK (((NOT (`state` = 'open')) OR (`bonus` > 5.00)) OR (char_length(`code`) = 7))
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
-- Not said in SQL: check joined > born + 17y

CREATE TABLE `crm`.`notes` (
  `person_id` int NOT NULL,
  `line` smallint NOT NULL,
  `author` int NOT NULL,
  `text` text NOT NULL,
  PRIMARY KEY (`person_id`, `line`)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
-- FOREIGN KEY (`person_id`) REFERENCES `people` (`id`): needs the name of the database
-- FOREIGN KEY (`author`) REFERENCES `people` (`id`): needs the name of the database

ALTER TABLE `teams` ADD FOREIGN KEY (`head_id`) REFERENCES `people` (`id`);
