CREATE DATABASE crm;
CREATE TABLE things (
  id bigint AUTO_INCREMENT PRIMARY KEY, ok boolean NOT NULL, ok2 bit(1), small smallint NOT NULL, price decimal(8,2),
  wide decimal(30,4) NOT NULL, ratio double NOT NULL, nick text, born date, wakes time NOT NULL, seen datetime NOT NULL,
  zoned timestamp NULL, pause varchar(40), code char(36) NOT NULL, feeling enum('happy', 'so''so', 'sad'), doc json, `blob` blob,
  twice int AS (small * 2) STORED);
CREATE TABLE crm.orders (
  id int AUTO_INCREMENT PRIMARY KEY, `thing id` bigint NOT NULL, note varchar(12), written timestamp DEFAULT current_timestamp,
  FOREIGN KEY (`thing id`) REFERENCES shop.things (id));
SET sql_mode = 'ANSI_QUOTES,PIPES_AS_CONCAT';
CREATE TRIGGER crm.spoil BEFORE INSERT ON crm.orders FOR EACH ROW SET NEW."note" = 'spoilt ' || 'ü';
CREATE TRIGGER crm.spoil2 BEFORE INSERT ON crm.orders FOR EACH ROW FOLLOWS spoil SET NEW.written = '2000-01-01';
