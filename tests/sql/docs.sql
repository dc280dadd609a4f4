-- --dialect postgresql
-- This file belongs to the shop.

-- All things
-- that can be bought.
CREATE TABLE thing (
  id int, -- counts up
  a int -- has no comma
  , b int -- begins with one
  , c int,
  -- above d
  d int, -- behind d
         -- and below it
  -- not null varchar(20),
  e int, /* inside */ f int,

  -- far away

  g int
);
-- ------------------------------
-- Orders
-- ------------------------------
DROP TABLE IF EXISTS o;
CREATE TABLE o (a int);
CREATE TABLE p (
  -- CREATE INDEX x;
  a int
  /* over
   * two lines
   */
  , b int
);
