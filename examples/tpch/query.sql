-- The 22 queries of TPC-H in SQLite's dialect, cut to the first rows, with substitution values that suit scale 0.01.

-- 1. Pricing summary: what was shipped, by flag and status.
SELECT l_returnflag, l_linestatus, sum(l_quantity) AS sum_qty, round(sum(l_extendedprice), 2) AS sum_base_price,
  round(sum(l_extendedprice * (1 - l_discount)), 2) AS sum_disc_price, round(avg(l_quantity), 2) AS avg_qty,
  round(avg(l_discount), 4) AS avg_disc, count(*) AS count_order
FROM lineitem WHERE l_shipdate <= '1998-09-02'
GROUP BY l_returnflag, l_linestatus ORDER BY l_returnflag, l_linestatus;

-- 2. Minimum cost supplier: who in Europe sells a part for the least.
SELECT round(s_acctbal, 2) AS s_acctbal, s_name, n_name, p_partkey, p_mfgr
FROM part JOIN partsupp ps ON p_partkey = ps.ps_partkey JOIN supplier ON s_suppkey = ps.ps_suppkey
  JOIN nation ON n_nationkey = s_nationkey JOIN region ON r_regionkey = n_regionkey
WHERE p_size <= 20 AND p_type LIKE '%BRASS' AND r_name = 'EUROPE' AND ps.ps_supplycost = (
  SELECT min(ps_supplycost) FROM partsupp JOIN supplier ON s_suppkey = ps_suppkey JOIN nation ON n_nationkey = s_nationkey
    JOIN region ON r_regionkey = n_regionkey WHERE ps_partkey = p_partkey AND r_name = 'EUROPE')
ORDER BY s_acctbal DESC, n_name, s_name, p_partkey LIMIT 5;

-- 3. Shipping priority: the ten largest orders not yet shipped.
SELECT l_orderkey, round(sum(l_extendedprice * (1 - l_discount)), 2) AS revenue, o_orderdate, o_shippriority
FROM customer JOIN orders ON o_custkey = c_custkey JOIN lineitem ON l_orderkey = o_orderkey
WHERE c_mktsegment = 'BUILDING' AND o_orderdate < '1995-03-15' AND l_shipdate > '1995-03-15'
GROUP BY l_orderkey, o_orderdate, o_shippriority ORDER BY revenue DESC, o_orderdate LIMIT 5;

-- 4. Order priority checking: late orders of a quarter.
SELECT o_orderpriority, count(*) AS order_count FROM orders
WHERE o_orderdate >= '1993-07-01' AND o_orderdate < '1993-10-01'
  AND EXISTS (SELECT 1 FROM lineitem WHERE l_orderkey = o_orderkey AND l_commitdate < l_receiptdate)
GROUP BY o_orderpriority ORDER BY o_orderpriority;

-- 5. Local supplier volume: revenue inside the nations of Asia.
SELECT n_name, round(sum(l_extendedprice * (1 - l_discount)), 2) AS revenue
FROM customer JOIN orders ON o_custkey = c_custkey JOIN lineitem ON l_orderkey = o_orderkey JOIN supplier ON s_suppkey = l_suppkey
  JOIN nation ON n_nationkey = s_nationkey JOIN region ON r_regionkey = n_regionkey
WHERE c_nationkey = s_nationkey AND r_name = 'ASIA' AND o_orderdate >= '1994-01-01' AND o_orderdate < '1995-01-01'
GROUP BY n_name ORDER BY revenue DESC;

-- 6. Forecasting revenue change: what small discounts cost in a year.
SELECT round(sum(l_extendedprice * l_discount), 2) AS revenue FROM lineitem
WHERE l_shipdate >= '1994-01-01' AND l_shipdate < '1995-01-01' AND round(l_discount, 2) BETWEEN 0.05 AND 0.07 AND l_quantity < 24;

-- 7. Volume shipping between two nations.
SELECT n1.n_name AS supp_nation, n2.n_name AS cust_nation, substr(l_shipdate, 1, 4) AS l_year,
  round(sum(l_extendedprice * (1 - l_discount)), 2) AS revenue
FROM supplier JOIN lineitem ON l_suppkey = s_suppkey JOIN orders ON o_orderkey = l_orderkey JOIN customer ON c_custkey = o_custkey
  JOIN nation n1 ON n1.n_nationkey = s_nationkey JOIN nation n2 ON n2.n_nationkey = c_nationkey
WHERE ((n1.n_name = 'FRANCE' AND n2.n_name = 'GERMANY') OR (n1.n_name = 'GERMANY' AND n2.n_name = 'FRANCE'))
  AND l_shipdate BETWEEN '1995-01-01' AND '1996-12-31'
GROUP BY supp_nation, cust_nation, l_year ORDER BY supp_nation, cust_nation, l_year;

-- 8. National market share of Brazil in America, for one type of part.
SELECT o_year, round(sum(CASE WHEN nation = 'BRAZIL' THEN volume ELSE 0 END) / sum(volume), 4) AS mkt_share
FROM (
  SELECT substr(o_orderdate, 1, 4) AS o_year, l_extendedprice * (1 - l_discount) AS volume, n2.n_name AS nation
  FROM part JOIN lineitem ON l_partkey = p_partkey JOIN supplier ON s_suppkey = l_suppkey JOIN orders ON o_orderkey = l_orderkey
    JOIN customer ON c_custkey = o_custkey JOIN nation n1 ON n1.n_nationkey = c_nationkey JOIN region ON r_regionkey = n1.n_regionkey
    JOIN nation n2 ON n2.n_nationkey = s_nationkey
  WHERE r_name = 'AMERICA' AND o_orderdate BETWEEN '1995-01-01' AND '1996-12-31' AND p_type LIKE 'ECONOMY ANODIZED%')
GROUP BY o_year ORDER BY o_year;

-- 9. Product type profit, by nation and year.
SELECT nation, o_year, round(sum(amount), 2) AS sum_profit
FROM (
  SELECT n_name AS nation, substr(o_orderdate, 1, 4) AS o_year,
    l_extendedprice * (1 - l_discount) - ps_supplycost * l_quantity AS amount
  FROM part JOIN lineitem ON l_partkey = p_partkey JOIN partsupp ON ps_partkey = l_partkey AND ps_suppkey = l_suppkey
    JOIN supplier ON s_suppkey = l_suppkey JOIN orders ON o_orderkey = l_orderkey JOIN nation ON n_nationkey = s_nationkey
  WHERE p_name LIKE '%green%')
GROUP BY nation, o_year ORDER BY nation, o_year DESC LIMIT 5;

-- 10. Returned items: customers who cost the most.
SELECT c_custkey, c_name, round(sum(l_extendedprice * (1 - l_discount)), 2) AS revenue, round(c_acctbal, 2) AS c_acctbal, n_name
FROM customer JOIN orders ON o_custkey = c_custkey JOIN lineitem ON l_orderkey = o_orderkey JOIN nation ON n_nationkey = c_nationkey
WHERE o_orderdate >= '1993-10-01' AND o_orderdate < '1994-01-01' AND l_returnflag = 'R'
GROUP BY c_custkey, c_name, c_acctbal, n_name ORDER BY revenue DESC LIMIT 5;

-- 11. Important stock in Germany.
SELECT ps_partkey, round(sum(ps_supplycost * ps_availqty), 2) AS value
FROM partsupp JOIN supplier ON s_suppkey = ps_suppkey JOIN nation ON n_nationkey = s_nationkey
WHERE n_name = 'GERMANY'
GROUP BY ps_partkey HAVING sum(ps_supplycost * ps_availqty) > (
  SELECT sum(ps_supplycost * ps_availqty) * 0.006 FROM partsupp JOIN supplier ON s_suppkey = ps_suppkey JOIN nation ON n_nationkey = s_nationkey
  WHERE n_name = 'GERMANY')
ORDER BY value DESC LIMIT 5;

-- 12. Shipping modes and late orders.
SELECT l_shipmode, sum(o_orderpriority IN ('1-URGENT', '2-HIGH')) AS high_line_count,
  sum(o_orderpriority NOT IN ('1-URGENT', '2-HIGH')) AS low_line_count
FROM orders JOIN lineitem ON l_orderkey = o_orderkey
WHERE l_shipmode IN ('MAIL', 'SHIP') AND l_commitdate < l_receiptdate AND l_shipdate < l_commitdate
  AND l_receiptdate >= '1994-01-01' AND l_receiptdate < '1995-01-01'
GROUP BY l_shipmode ORDER BY l_shipmode;

-- 13. Customer distribution: how many customers have how many orders.
SELECT c_count, count(*) AS custdist
FROM (
  SELECT c_custkey, count(o_orderkey) AS c_count
  FROM customer LEFT JOIN orders ON o_custkey = c_custkey AND o_comment NOT LIKE '%special%requests%' GROUP BY c_custkey)
GROUP BY c_count ORDER BY custdist DESC, c_count DESC LIMIT 6;

-- 14. Promotion effect in a month.
SELECT round(100.0 * sum(CASE WHEN p_type LIKE 'PROMO%' THEN l_extendedprice * (1 - l_discount) ELSE 0 END)
  / sum(l_extendedprice * (1 - l_discount)), 2) AS promo_revenue
FROM lineitem JOIN part ON p_partkey = l_partkey WHERE l_shipdate >= '1995-09-01' AND l_shipdate < '1995-10-01';

-- 15. Top supplier of a quarter.
WITH revenue AS (
  SELECT l_suppkey AS supplier_no, sum(l_extendedprice * (1 - l_discount)) AS total_revenue
  FROM lineitem WHERE l_shipdate >= '1996-01-01' AND l_shipdate < '1996-04-01' GROUP BY l_suppkey)
SELECT s_suppkey, s_name, round(total_revenue, 2) AS total_revenue
FROM supplier JOIN revenue ON s_suppkey = supplier_no WHERE total_revenue = (SELECT max(total_revenue) FROM revenue);

-- 16. Parts and suppliers without complaints.
SELECT p_brand, p_type, p_size, count(DISTINCT ps_suppkey) AS supplier_cnt
FROM partsupp JOIN part ON p_partkey = ps_partkey
WHERE p_brand <> 'Brand#45' AND p_type NOT LIKE 'MEDIUM POLISHED%' AND p_size IN (49, 14, 23, 45, 19, 3, 36, 9)
  AND ps_suppkey NOT IN (SELECT s_suppkey FROM supplier WHERE s_comment LIKE '%Customer%Complaints%')
GROUP BY p_brand, p_type, p_size ORDER BY supplier_cnt DESC, p_brand, p_type, p_size LIMIT 5;

-- 17. Small-quantity orders of one brand.
SELECT round(sum(l_extendedprice) / 7.0, 2) AS avg_yearly
FROM lineitem l JOIN part ON p_partkey = l_partkey
WHERE p_brand = 'Brand#23' AND l_quantity < (SELECT 0.2 * avg(l_quantity) FROM lineitem WHERE l_partkey = p_partkey);

-- 18. Large volume customers.
SELECT c_name, c_custkey, o_orderkey, o_orderdate, round(o_totalprice, 2) AS o_totalprice, sum(l_quantity) AS quantity
FROM customer JOIN orders ON o_custkey = c_custkey JOIN lineitem ON l_orderkey = o_orderkey
WHERE o_orderkey IN (SELECT l_orderkey FROM lineitem GROUP BY l_orderkey HAVING sum(l_quantity) > 280)
GROUP BY c_name, c_custkey, o_orderkey, o_orderdate, o_totalprice ORDER BY o_totalprice DESC, o_orderdate LIMIT 5;

-- 19. Discounted revenue of three kinds of lines.
SELECT round(sum(l_extendedprice * (1 - l_discount)), 2) AS revenue
FROM lineitem JOIN part ON p_partkey = l_partkey
WHERE l_shipmode IN ('AIR', 'REG AIR') AND l_shipinstruct = 'DELIVER IN PERSON' AND (
  (p_brand LIKE 'Brand#1_' AND p_container LIKE 'SM %' AND l_quantity BETWEEN 1 AND 11 AND p_size BETWEEN 1 AND 5) OR
  (p_brand LIKE 'Brand#2_' AND p_container LIKE 'MED %' AND l_quantity BETWEEN 10 AND 20 AND p_size BETWEEN 1 AND 10) OR
  (p_brand LIKE 'Brand#3_' AND p_container LIKE 'LG %' AND l_quantity BETWEEN 20 AND 30 AND p_size BETWEEN 1 AND 15));

-- 20. Potential part promotion: suppliers with a surplus of forest parts.
SELECT s_name, n_name FROM supplier JOIN nation ON n_nationkey = s_nationkey
WHERE n_name IN ('CANADA', 'KENYA', 'PERU') AND s_suppkey IN (
  SELECT ps_suppkey FROM partsupp WHERE ps_partkey IN (SELECT p_partkey FROM part WHERE p_name LIKE 'forest%')
    AND ps_availqty > (SELECT 0.5 * sum(l_quantity) FROM lineitem
      WHERE l_partkey = ps_partkey AND l_suppkey = ps_suppkey AND l_shipdate >= '1994-01-01' AND l_shipdate < '1995-01-01'))
ORDER BY s_name LIMIT 5;

-- 21. Suppliers who alone kept orders waiting.
SELECT s_name, count(*) AS numwait
FROM supplier JOIN lineitem l1 ON l1.l_suppkey = s_suppkey JOIN orders ON o_orderkey = l1.l_orderkey JOIN nation ON n_nationkey = s_nationkey
WHERE o_orderstatus = 'F' AND l1.l_receiptdate > l1.l_commitdate AND n_name IN ('SAUDI ARABIA', 'VIETNAM', 'INDIA')
  AND EXISTS (SELECT 1 FROM lineitem l2 WHERE l2.l_orderkey = l1.l_orderkey AND l2.l_suppkey <> l1.l_suppkey)
  AND NOT EXISTS (SELECT 1 FROM lineitem l3
    WHERE l3.l_orderkey = l1.l_orderkey AND l3.l_suppkey <> l1.l_suppkey AND l3.l_receiptdate > l3.l_commitdate)
GROUP BY s_name ORDER BY numwait DESC, s_name LIMIT 5;

-- 22. Global sales opportunity: rich customers who have not ordered.
SELECT cntrycode, count(*) AS numcust, round(sum(c_acctbal), 2) AS totacctbal
FROM (
  SELECT substr(c_phone, 1, 2) AS cntrycode, c_acctbal FROM customer
  WHERE substr(c_phone, 1, 2) IN ('13', '31', '23', '29', '30', '18', '17')
    AND c_acctbal > (SELECT avg(c_acctbal) FROM customer WHERE c_acctbal > 0 AND substr(c_phone, 1, 2) IN ('13', '31', '23', '29', '30', '18', '17'))
    AND NOT EXISTS (SELECT 1 FROM orders WHERE o_custkey = c_custkey))
GROUP BY cntrycode ORDER BY cntrycode;

-- The specification's rules that no query looks at: nothing here may be other than 0.
SELECT
  (SELECT count(*) FROM orders WHERE (o_orderkey - 1) % 32 >= 8) AS dense_keys,
  (SELECT count(*) FROM orders WHERE o_custkey % 3 = 0) AS orders_of_idle_customers,
  (SELECT count(*) FROM (SELECT 1 FROM partsupp GROUP BY ps_partkey HAVING count(DISTINCT ps_suppkey) <> 4)) AS parts_without_four_suppliers,
  (SELECT count(*) FROM part WHERE abs(p_retailprice - (90000 + p_partkey / 10 % 20001 + 100 * (p_partkey % 1000)) / 100.0) > 0.001) AS wrong_prices,
  (SELECT count(*) FROM lineitem JOIN part ON p_partkey = l_partkey WHERE abs(l_extendedprice - l_quantity * p_retailprice) > 0.001) AS wrong_extended_prices,
  (SELECT count(*) FROM orders o WHERE abs(o_totalprice - (SELECT sum(l_extendedprice * (1 + l_tax) * (1 - l_discount)) FROM lineitem WHERE l_orderkey = o_orderkey)) > 0.0051) AS wrong_totals,
  (SELECT count(*) FROM orders o WHERE o_orderstatus <> (SELECT CASE WHEN min(l_linestatus) = 'O' THEN 'O' WHEN max(l_linestatus) = 'F' THEN 'F' ELSE 'P' END FROM lineitem WHERE l_orderkey = o_orderkey)) AS wrong_status,
  (SELECT count(*) FROM lineitem WHERE (l_returnflag = 'N') <> (l_receiptdate > '1995-06-17') OR (l_linestatus = 'O') <> (l_shipdate > '1995-06-17')) AS wrong_flags;
