-- Balances and totals that are not the sum of what they are made of.
SELECT
  (SELECT count(*) FROM accounts a WHERE abs(balance - (SELECT sum(amount) FROM transactions t WHERE t.account_id = a.id)) > 0.001) AS wrong_balances,
  (SELECT count(*) FROM customers c WHERE abs(wealth - (SELECT sum(balance) FROM accounts a WHERE a.customer_id = c.id)) > 0.001) AS wrong_wealth,
  (SELECT count(*) FROM accounts a WHERE entries <> (SELECT count(*) FROM transactions t WHERE t.account_id = a.id)) AS wrong_counts;

-- The two sides of each transfer: they cancel out, at one moment, between two accounts.
SELECT
  count(*) AS sides,
  sum(a.amount + b.amount <> 0) AS not_cancelled,
  sum(a.made <> b.made) AS at_two_moments,
  sum(a.account_id = b.account_id) AS to_itself,
  sum(b.other_side <> a.id) AS one_sided
FROM transactions a JOIN transactions b ON b.id = a.other_side;
SELECT round(abs(sum(amount)), 2) AS sum_of_all_transfers FROM transactions WHERE kind = 'transfer';

-- The lowest balance of each account over time, against its limit.
SELECT
  count(*) AS accounts,
  sum(lowest < -overdraft) AS below_their_limit,
  sum(lowest < 0) AS overdrawn_at_some_time
FROM (
  SELECT a.id, a.overdraft, min(so_far) AS lowest
  FROM accounts a
  JOIN (SELECT account_id, sum(amount) OVER (PARTITION BY account_id ORDER BY made, number) AS so_far FROM transactions) t ON t.account_id = a.id
  GROUP BY a.id
);

-- Nothing before its account was opened, no card but for card payments, no dispute before its transaction.
SELECT
  (SELECT count(*) FROM transactions t JOIN accounts a ON a.id = t.account_id WHERE t.made < a.opened) AS too_early,
  (SELECT count(*) FROM transactions WHERE (kind = 'card') <> (card_number IS NOT NULL)) AS cards_astray,
  (SELECT count(*) FROM disputes d JOIN transactions t ON t.id = d.transaction_id WHERE d.filed <= t.made OR t.kind <> 'card') AS disputes_astray;

-- How the money moves.
SELECT kind, count(*) AS transactions, round(avg(amount), 2) AS mean FROM transactions GROUP BY kind ORDER BY kind;
