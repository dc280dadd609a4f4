-- MySQL dump 10.13  Distrib 8.0.33, for Linux (x86_64)
/*!40101 SET NAMES utf8 */;
/*!40014 SET @OLD_FOREIGN_KEY_CHECKS=@@FOREIGN_KEY_CHECKS, FOREIGN_KEY_CHECKS=0 */;

--
-- Table structure for table `user`
--

DROP TABLE IF EXISTS `user`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
CREATE TABLE `user` (
  `id` int(10) unsigned zerofill NOT NULL AUTO_INCREMENT,
  `name` varchar(255) CHARACTER SET latin1 COLLATE latin1_bin NOT NULL DEFAULT '' COMMENT 'it''s \'the\' name',
  `kind` enum('a','b,c','d''e') DEFAULT 'a',
  `flags` set('x','y') DEFAULT NULL,
  `active` tinyint(1) NOT NULL DEFAULT b'1',
  `bits` bit(4) DEFAULT NULL,
  `raw` binary(16) DEFAULT 0x00FF,
  `score` double(8,2) unsigned DEFAULT '0.00',
  `made` timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
  `at` datetime(3) DEFAULT CURRENT_TIMESTAMP(3),
  `full` varchar(511) GENERATED ALWAYS AS (concat(`name`,_utf8mb4' ',`kind`)) VIRTUAL,
  `doc` json DEFAULT NULL /*!80023 INVISIBLE */,
  `mail` varchar(255) DEFAULT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `name_kind` (`name`(10),`kind` DESC) USING BTREE COMMENT 'both',
  UNIQUE KEY `low` ((lower(`mail`))),
  KEY `made` (`made`) /*!80000 INVISIBLE */,
  FULLTEXT KEY `words` (`name`),
  SPATIAL KEY `place` (`raw`),
  CONSTRAINT `positive` CHECK ((`score` >= 0)),
  CONSTRAINT `off` CHECK (`score` < 10) /*!80016 NOT ENFORCED */
) ENGINE=InnoDB AUTO_INCREMENT=17 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_ai_ci ROW_FORMAT=DYNAMIC COMMENT='people; all of them';

LOCK TABLES `user` WRITE;
INSERT INTO `user` VALUES (1,'a\'); CREATE TABLE x (a int);',NULL);
UNLOCK TABLES;

DELIMITER ;;
/*!50003 CREATE*/ /*!50017 DEFINER=`root`@`localhost`*/ /*!50003 TRIGGER `t` BEFORE INSERT ON `user` FOR EACH ROW BEGIN
  SET NEW.name = 'x; y';
  CREATE TABLE inner_one (a int);
END */;;
DELIMITER ;

/*!50001 CREATE TABLE `people` (
  `id` tinyint NOT NULL
) ENGINE=MyISAM */;
CREATE TABLE `part` (
  `id` int NOT NULL, `year` smallint NOT NULL, `user_id` int unsigned,
  PRIMARY KEY (`id`,`year`),
  KEY `fk` (`user_id`),
  CONSTRAINT `fk` FOREIGN KEY (`user_id`) REFERENCES `user` (`id`) ON DELETE SET NULL ON UPDATE NO ACTION
) ENGINE=InnoDB
/*!50100 PARTITION BY RANGE (`year`)
(PARTITION p0 VALUES LESS THAN (2000) ENGINE = InnoDB,
 PARTITION p1 VALUES LESS THAN (2010) ENGINE = InnoDB,
 PARTITION p2 VALUES LESS THAN MAXVALUE ENGINE = InnoDB) */;
/*!50001 CREATE ALGORITHM=UNDEFINED SQL SECURITY DEFINER VIEW `people` AS select 1 AS `id` */;
