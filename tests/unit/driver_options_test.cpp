#include <doctest/doctest.h>

#include "unit/driver_fake_shop.hpp"

TEST_CASE("what is wrong with a command line is said in one line, exit 2") {
  struct Case {
    std::vector<std::string> arguments;
    std::string message;
  };
  const Case cases[] = {
      {{"--form", "csv"}, "unknown option `--form` (nearest: `--format`)"},
      {{"--frobnicate"}, "unknown option `--frobnicate`"},
      {{"--"}, "unexpected argument `--`"},
      {{"out"}, "unexpected argument `out`"},
      {{"-o", "d"}, "unexpected argument `-o`"},
      {{"--seed"}, "`--seed` needs a value: --seed N"},
      {{"--seed", "1.5"}, "`--seed` takes a whole number, not `1.5`"},
      {{"--seed="}, "`--seed` takes a whole number, not ``"},
      {{"--seed", "1__0"}, "`--seed` takes a whole number, not `1__0`"},
      {{"--seed", "18446744073709551616"}, "`--seed`: `18446744073709551616` is above 18446744073709551615"},
      {{"--rows", "9223372036854775808"}, "`--rows`: `9223372036854775808` is above 9223372036854775807"},
      {{"--rows", "many"}, "`--rows` takes a number or TABLE=NUMBER, not `many`"},
      {{"--rows", "order=5"}, "`--rows`: no table `order` (nearest: `orders`)"},
      {{"--rows", "items=5"}, "`--rows`: `items` is [0..2 per orders], it has no number to set"},
      {{"--scale", "0"}, "`--scale` takes a number above 0 such as 10 or 0.5, not `0`"},
      {{"--scale", "1."}, "`--scale` takes a number above 0 such as 10 or 0.5, not `1.`"},
      {{"--scale", "1e3"}, "`--scale` takes a number above 0 such as 10 or 0.5, not `1e3`"},
      {{"--scale", "0.0000000001"}, "`--scale` takes at most nine digits after the point, not `0.0000000001`"},
      {{"--range", "orders"}, "`--range` takes TABLE:FIRST..LAST, not `orders`"},
      {{"--range", "orders:5"}, "`--range` takes TABLE:FIRST..LAST, not `orders:5`"},
      {{"--range", "orders:5..2"}, "`--range`: 5 is above 2"},
      {{"--range", "orders:1..2", "--range", "orders:1..2"}, "`--range` is given twice"},
      {{"--shard", "0/3"}, "`--shard` takes I/N with I from 1 to N, not `0/3`"},
      {{"--shard", "4/3"}, "`--shard` takes I/N with I from 1 to N, not `4/3`"},
      {{"--shard", "3"}, "`--shard` takes I/N with I from 1 to N, not `3`"},
      {{"--threads", "0"}, "`--threads` takes a number from 1 to 256, not `0`"},
      {{"--threads", "257"}, "`--threads`: `257` is above 256"},
      {{"--format", "jsno"}, "`--format` takes csv, json, jsonl, sql or copy, not `jsno` (nearest: `json`)"},
      {{"--progress", "on"}, "`--progress` takes auto, always or never, not `on`"},
      {{"--table", "custommers"}, "`--table`: no table `custommers` (nearest: `customers`)"},
      {{"--tables", "orders,,items"}, "`--tables`: no table ``"},
      {{"--null", "a,b"}, "`--null` takes a token without commas, quotes and control characters, not `a,b`"},
      {{"--null", " "}, "`--null` takes a token without spaces at its ends, not ` `"},
      {{"--null", "x", "--format", "json"}, "`--null` is for CSV; in json a null is `null`"},
      {{"--out", ""}, "`--out` takes a folder, not ``"},
      {{"--verify=yes"}, "`--verify` takes no value"},
      {{"--table", "orders", "--out", "d"}, "`--table` and `--out` exclude each other: a table goes to standard output"},
      {{"--table", "orders", "--tables", "orders"}, "`--table` and `--tables` exclude each other: one of them says what is written"},
      {{"--range", "orders:0..1", "--shard", "1/2"}, "`--range` and `--shard` exclude each other: one of them says which rows"},
      {{"--range", "orders:0..1", "--tables", "orders"}, "`--range` and `--tables` exclude each other: a range names its table"},
      {{"--range", "orders:0..1", "--table", "items"}, "`--table` and `--range` name different tables"},
      {{"--verify", "--range", "orders:0..1"}, "`--verify` and `--range` exclude each other: whole files are verified"},
      {{"--verify", "--table", "orders"}, "`--verify` and `--table` exclude each other: whole files are verified"},
      {{"--verify", "--shard", "1/2"}, "`--verify` and `--shard` exclude each other: whole files are verified"},
      {{"--manifest", "--table", "orders"}, "`--manifest` and `--table` exclude each other: a manifest is made for files"},
      {{"--sha256", "--range", "orders:0..1"}, "`--sha256` and `--range` exclude each other: a manifest is made for files"},
  };
  const fake::Folder folder;
  for (const Case& wrong : cases) {
    CAPTURE(wrong.message);
    const auto outcome = folder.run(wrong.arguments);
    CHECK(outcome.code == 2);
    CHECK(outcome.out == "");
    CHECK(outcome.err == "shop: " + wrong.message + "; see --help\n");
  }
  CHECK(folder.names(".") == std::vector<std::string>{".err", ".out"});
}

TEST_CASE("--help and --version come before contradictions") {
  const fake::Folder folder;
  CHECK(folder.run({"--table", "orders", "--out", "d", "--help"}).code == 0);
  CHECK(folder.run({"--table", "orders", "--out", "d", "--version"}).code == 0);
}
