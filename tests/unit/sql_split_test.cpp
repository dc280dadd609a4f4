#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "source/sql/dialect.hpp"
#include "source/sql/parse.hpp"
#include "source/sql/split.hpp"

using namespace sydac::compiler;
using sql::Dialect;

namespace {

/// The statements that are not passed over, and the words of those that are counted.
std::vector<std::string> statements(std::string_view text, Dialect dialect) {
  sql::Splitter splitter(text, 0, text.size(), dialect);
  std::vector<std::string> list;
  while (const auto one = splitter.next()) {
    if (one->kind == sql::StatementKind::silent) continue;
    list.push_back(one->kind == sql::StatementKind::skipped ? "(" + one->what + ")"
                                                            : std::string(text.substr(one->begin, one->end - one->begin)));
  }
  return list;
}

using List = std::vector<std::string>;

}  // namespace

TEST_CASE("a semicolon ends a statement outside of quotes and comments only") {
  CHECK(statements("CREATE TABLE a (b text DEFAULT ';'); -- ;\n/* ; /* ; */ ; */ CREATE TABLE \"c;\" (d int)", Dialect::postgresql) ==
        List{"CREATE TABLE a (b text DEFAULT ';')", "CREATE TABLE \"c;\" (d int)"});
  CHECK(statements("INSERT INTO a VALUES (E'\\';'); CREATE TABLE a (b int);", Dialect::postgresql) ==
        List{"(INSERT)", "CREATE TABLE a (b int)"});
  CHECK(statements("INSERT INTO a VALUES ('\\'); CREATE TABLE a (b int);", Dialect::postgresql) ==
        List{"(INSERT)", "CREATE TABLE a (b int)"});
  CHECK(statements("INSERT INTO a VALUES ('\\';'); # ;'\nCREATE TABLE a (b int);", Dialect::mysql) ==
        List{"(INSERT)", "CREATE TABLE a (b int)"});
  CHECK(statements("CREATE TABLE [a;b] (c int); CREATE TABLE d(e int)", Dialect::sqlite) ==
        List{"CREATE TABLE [a;b] (c int)", "CREATE TABLE d(e int)"});
  CHECK(statements("SELECT $x$;$$;$x$; CREATE TABLE a (b int)", Dialect::postgresql) == List{"(SELECT)", "CREATE TABLE a (b int)"});
}

TEST_CASE("bodies of routines end where their BEGIN does") {
  CHECK(statements("CREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT CASE WHEN 1 THEN 2 END; DELETE FROM a; END; CREATE TABLE a (b int);",
                   Dialect::sqlite) == List{"(CREATE TRIGGER)", "CREATE TABLE a (b int)"});
  CHECK(statements("CREATE PROCEDURE p() BEGIN IF 1 THEN SELECT 1; END IF; WHILE 0 DO SELECT 2; END WHILE; END; CREATE TABLE a (b int);",
                   Dialect::mysql) == List{"(CREATE PROCEDURE)", "CREATE TABLE a (b int)"});
  CHECK(statements("CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT 2; END; CREATE TABLE a (b int);", Dialect::postgresql)
            .size() == 2);
  CHECK(statements("DELIMITER //\nCREATE PROCEDURE p() SELECT 1; SELECT 2 //\nDELIMITER ;\nCREATE TABLE a (b int);", Dialect::mysql) ==
        List{"(CREATE PROCEDURE)", "CREATE TABLE a (b int)"});
}

TEST_CASE("a body that is never closed hides nothing") {
  CHECK(statements("CREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT 1; CREATE TABLE a (b int);", Dialect::sqlite) ==
        List{"(CREATE TRIGGER)", "CREATE TABLE a (b int)"});
}

TEST_CASE("rows of COPY and commands of the shell are no statements") {
  CHECK(statements("\\connect x\nCOPY a (b) FROM stdin;\nCREATE TABLE no (x int);\n'\n\\.\nCREATE TABLE a (b int);", Dialect::postgresql) ==
        List{"(COPY)", "CREATE TABLE a (b int)"});
  CHECK(statements(".mode csv\nCREATE TABLE a (b int);", Dialect::sqlite) == List{"CREATE TABLE a (b int)"});
}

TEST_CASE("SQL Server's statements need no semicolon") {
  CHECK(statements("SET ANSI_NULLS ON\nGO\nCREATE TABLE a (b int)\nALTER TABLE a\nDROP COLUMN b\nIF OBJECT_ID('x') IS NULL\nBEGIN\n"
                   "CREATE TABLE c (d int REFERENCES a ON DELETE\nSET NULL)\nEND\nGO\nCREATE PROC p AS\nCREATE TABLE e (f int)\nGO\n",
                   Dialect::sqlserver) == List{"(SET)", "CREATE TABLE a (b int)", "ALTER TABLE a\nDROP COLUMN b", "(IF)",
                                               "CREATE TABLE c (d int REFERENCES a ON DELETE\nSET NULL)", "(CREATE PROC)"});
}

TEST_CASE("what undoes a migration is passed over") {
  CHECK(statements("-- +goose Up\nCREATE TABLE a (b int);\n-- +goose Down\nDROP TABLE a;\n", Dialect::postgresql) ==
        List{"CREATE TABLE a (b int)", "(down migration)"});
  CHECK(statements("-- migrate:up\nCREATE TABLE a (b int);\n\n-- migrate:down\nDROP TABLE a;\n-- migrate:up\nDROP TABLE c",
                   Dialect::mysql) == List{"CREATE TABLE a (b int)", "(down migration)", "DROP TABLE c"});
}

TEST_CASE("the dialect is told by what only one has") {
  const auto guess = [](std::string_view text) { return sql::guess_dialect(text).dialect; };
  CHECK(guess("CREATE TABLE a (id int);") == Dialect::postgresql);
  CHECK(guess("CREATE TABLE a (id serial, t text DEFAULT ''::text);") == Dialect::postgresql);
  CHECK(guess("CREATE TABLE `a` (id int AUTO_INCREMENT) ENGINE=InnoDB;") == Dialect::mysql);
  CHECK(guess("CREATE TABLE `a` (id INTEGER PRIMARY KEY AUTOINCREMENT);") == Dialect::sqlite);
  CHECK(guess("CREATE TABLE [a] (id INTEGER, PRIMARY KEY (id));") == Dialect::sqlite);
  CHECK(guess("CREATE TABLE [dbo].[a] ([id] int IDENTITY(1,1))\nGO\n") == Dialect::sqlserver);
  CHECK(guess("INSERT INTO a VALUES ('ENGINE=InnoDB AUTO_INCREMENT');\nCREATE TABLE a (b timestamptz);") == Dialect::postgresql);
}

TEST_CASE("bytes become text") {
  CHECK(sql::sql_text("\xEF\xBB\xBF"
                      "a") == "   a");
  CHECK(sql::sql_text(std::string("\xFF\xFE"
                                  "a\0\xE9\0\x3D\xD8\x00\xDE",
                                  10)) == "a\u00E9\U0001F600");
  CHECK(sql::sql_text(std::string("\xFE\xFF\0a", 4)) == "a");
  CHECK(sql::sql_text("caf\xE9 \u00E9") == "caf\u00E9 \u00E9");
}
