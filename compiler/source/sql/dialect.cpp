#include "source/sql/dialect.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "source/sql/quoting.hpp"

namespace sydac::compiler::sql {
namespace {

constexpr std::size_t kMaxRead = std::size_t{4} << 20;
constexpr std::size_t kMaxLine = 4000;

struct Sign {
  Dialect dialect;
  int weight;
};

/// Words, in capitals. A weight is what one occurrence counts, up to kMaxCount of them.
const std::unordered_map<std::string, Sign>& word_signs() {
  using enum Dialect;
  static const std::unordered_map<std::string, Sign> map{{"AUTO_INCREMENT", {mysql, 10}},
                                                         {"ENGINE", {mysql, 4}},
                                                         {"INNODB", {mysql, 10}},
                                                         {"MYISAM", {mysql, 10}},
                                                         {"UNSIGNED", {mysql, 1}},
                                                         {"TINYTEXT", {mysql, 5}},
                                                         {"MEDIUMTEXT", {mysql, 5}},
                                                         {"LONGTEXT", {mysql, 5}},
                                                         {"MEDIUMBLOB", {mysql, 5}},
                                                         {"LONGBLOB", {mysql, 5}},
                                                         {"MEDIUMINT", {mysql, 3}},
                                                         {"UTF8MB4", {mysql, 6}},
                                                         {"ZEROFILL", {mysql, 5}},
                                                         {"UNIQUE_CHECKS", {mysql, 10}},
                                                         {"SQL_MODE", {mysql, 10}},
                                                         {"DELIMITER", {mysql, 5}},
                                                         {"FOREIGN_KEY_CHECKS", {mysql, 10}},
                                                         {"FULLTEXT", {mysql, 2}},
                                                         {"SERIAL", {postgresql, 6}},
                                                         {"BIGSERIAL", {postgresql, 10}},
                                                         {"SMALLSERIAL", {postgresql, 10}},
                                                         {"TIMESTAMPTZ", {postgresql, 8}},
                                                         {"JSONB", {postgresql, 8}},
                                                         {"BYTEA", {postgresql, 8}},
                                                         {"PLPGSQL", {postgresql, 10}},
                                                         {"PG_CATALOG", {postgresql, 10}},
                                                         {"NEXTVAL", {postgresql, 6}},
                                                         {"REGCLASS", {postgresql, 10}},
                                                         {"EXTENSION", {postgresql, 6}},
                                                         {"TSVECTOR", {postgresql, 8}},
                                                         {"CITEXT", {postgresql, 6}},
                                                         {"GIN", {postgresql, 4}},
                                                         {"GIST", {postgresql, 6}},
                                                         {"BTREE", {postgresql, 1}},
                                                         {"GEN_RANDOM_UUID", {postgresql, 8}},
                                                         {"UUID_GENERATE_V4", {postgresql, 8}},
                                                         {"SEARCH_PATH", {postgresql, 10}},
                                                         {"OWNER", {postgresql, 2}},
                                                         {"DOMAIN", {postgresql, 1}},
                                                         {"INET", {postgresql, 4}},
                                                         {"TIMETZ", {postgresql, 6}},
                                                         {"INT8", {postgresql, 2}},
                                                         {"INT4", {postgresql, 3}},
                                                         {"FLOAT8", {postgresql, 3}},
                                                         {"ILIKE", {postgresql, 4}},
                                                         {"UNLOGGED", {postgresql, 6}},
                                                         {"AUTOINCREMENT", {sqlite, 12}},
                                                         {"PRAGMA", {sqlite, 12}},
                                                         {"ROWID", {sqlite, 6}},
                                                         {"SQLITE_SEQUENCE", {sqlite, 12}},
                                                         {"STRFTIME", {sqlite, 5}},
                                                         {"RAISE", {sqlite, 1}},
                                                         {"FTS5", {sqlite, 10}},
                                                         {"FTS4", {sqlite, 10}},
                                                         {"FTS3", {sqlite, 10}},
                                                         {"NOCASE", {sqlite, 5}},
                                                         {"JULIANDAY", {sqlite, 5}},
                                                         {"GLOB", {sqlite, 2}},
                                                         {"SQLITE", {sqlite, 6}},
                                                         {"UNIXEPOCH", {sqlite, 5}},
                                                         {"SQLITE_STAT1", {sqlite, 12}},
                                                         {"DATETIME2", {sqlserver, 6}},
                                                         {"UNIQUEIDENTIFIER", {sqlserver, 8}},
                                                         {"DBO", {sqlserver, 6}},
                                                         {"NONCLUSTERED", {sqlserver, 8}},
                                                         {"CLUSTERED", {sqlserver, 6}},
                                                         {"GETDATE", {sqlserver, 6}},
                                                         {"NEWID", {sqlserver, 6}},
                                                         {"SMALLDATETIME", {sqlserver, 6}},
                                                         {"DATETIMEOFFSET", {sqlserver, 6}},
                                                         {"ANSI_NULLS", {sqlserver, 10}},
                                                         {"QUOTED_IDENTIFIER", {sqlserver, 10}},
                                                         {"NTEXT", {sqlserver, 5}},
                                                         {"NCHAR", {sqlserver, 2}},
                                                         {"SMALLMONEY", {sqlserver, 5}},
                                                         {"NOCOUNT", {sqlserver, 8}},
                                                         {"OBJECT_ID", {sqlserver, 8}},
                                                         {"SYSUTCDATETIME", {sqlserver, 8}},
                                                         {"PAD_INDEX", {sqlserver, 8}},
                                                         {"TEXTIMAGE_ON", {sqlserver, 8}},
                                                         {"SYSOBJECTS", {sqlserver, 8}},
                                                         {"VARCHAR_MAX", {sqlserver, 4}}};
  return map;
}

/// What is no word.
struct Mark {
  std::string_view text;
  Sign sign;
};
constexpr std::array kMarks{Mark{"PostgreSQL database dump", {Dialect::postgresql, 200}},
                            Mark{"MySQL dump", {Dialect::mysql, 200}},
                            Mark{"MariaDB dump", {Dialect::mysql, 200}},
                            Mark{"phpMyAdmin", {Dialect::mysql, 100}},
                            Mark{"/*!4", {Dialect::mysql, 20}},
                            Mark{"/*!5", {Dialect::mysql, 20}},
                            Mark{"::", {Dialect::postgresql, 5}},
                            Mark{"$$", {Dialect::postgresql, 5}},
                            Mark{"$function$", {Dialect::postgresql, 10}},
                            Mark{"IDENTITY(", {Dialect::sqlserver, 8}},
                            Mark{"identity(", {Dialect::sqlserver, 8}},
                            Mark{"IDENTITY (", {Dialect::sqlserver, 8}},
                            Mark{"[dbo]", {Dialect::sqlserver, 10}},
                            Mark{"(MAX)", {Dialect::sqlserver, 5}},
                            Mark{"(max)", {Dialect::sqlserver, 5}},
                            Mark{"INTEGER PRIMARY KEY", {Dialect::sqlite, 4}},
                            Mark{"integer primary key", {Dialect::sqlite, 4}},
                            Mark{"datetime('now", {Dialect::sqlite, 8}},
                            Mark{"WITHOUT ROWID", {Dialect::sqlite, 12}},
                            Mark{"text[]", {Dialect::postgresql, 8}},
                            Mark{"TEXT[]", {Dialect::postgresql, 8}},
                            Mark{"WITH TIME ZONE", {Dialect::postgresql, 4}},
                            Mark{"with time zone", {Dialect::postgresql, 4}},
                            Mark{"AS ENUM", {Dialect::postgresql, 8}},
                            Mark{"as enum", {Dialect::postgresql, 8}},
                            Mark{"GENERATED BY DEFAULT AS IDENTITY", {Dialect::postgresql, 6}},
                            Mark{"GENERATED ALWAYS AS IDENTITY", {Dialect::postgresql, 6}},
                            Mark{"ON UPDATE CURRENT_TIMESTAMP", {Dialect::mysql, 10}},
                            Mark{" COMMENT '", {Dialect::mysql, 5}},
                            Mark{" ENUM(", {Dialect::mysql, 4}},
                            Mark{" enum(", {Dialect::mysql, 4}},
                            Mark{"COMMENT ON ", {Dialect::postgresql, 5}},
                            Mark{"WITHOUT ROWID", {Dialect::sqlite, 12}},
                            Mark{"AS IDENTITY", {Dialect::postgresql, 3}}};

class Scores {
 public:
  void add(std::string_view what, Sign sign) {
    int& times = counts_[std::string(what)];
    if (++times > kMaxCount) return;
    points_[static_cast<std::size_t>(sign.dialect)] += sign.weight;
    Best& best = best_[static_cast<std::size_t>(sign.dialect)];
    const int worth = times * sign.weight;
    if (worth > best.worth) best = {std::string(what), worth};
  }
  DialectGuess result() const {
    // of equals the first: what names MySQL and SQL Server is hard to miss
    std::size_t index = 0;
    for (const Dialect one : {Dialect::sqlite, Dialect::mysql, Dialect::sqlserver}) {
      if (points_[static_cast<std::size_t>(one)] > points_[index]) index = static_cast<std::size_t>(one);
    }
    if (points_[index] == 0) return {};
    return {static_cast<Dialect>(index), "`" + best_[index].what + "`"};
  }

 private:
  static constexpr int kMaxCount = 20;
  struct Best {
    std::string what;
    int worth = 0;
  };
  std::array<int, 4> points_{};
  std::array<Best, 4> best_;
  std::unordered_map<std::string, int> counts_;
};

bool begins(std::string_view line, std::string_view word) {
  return line.size() >= word.size() && same_word(line.substr(0, word.size()), word);
}

void read_words(std::string_view line, Scores& scores) {
  std::string word;
  bool primary_integer = false;
  for (std::size_t at = 0; at <= line.size(); ++at) {
    const char c = at < line.size() ? line[at] : ' ';
    if (is_word_start(c) || (is_digit(c) && !word.empty())) {
      word += upper(c);
      continue;
    }
    if (word == "DATETIME" || word == "TINYINT") {  // not of PostgreSQL
      for (const Dialect one : {Dialect::sqlite, Dialect::mysql, Dialect::sqlserver})
        scores.add(word + std::to_string(static_cast<int>(one)), {one, 1});
    }
    primary_integer = primary_integer || word == "INTEGER";
    if (primary_integer && word == "PRIMARY") scores.add("INTEGER … PRIMARY KEY", {Dialect::sqlite, 2});
    if (word.size() > 2) {
      if (const auto found = word_signs().find(word); found != word_signs().end()) scores.add(word, found->second);
    }
    word.clear();
  }
}

void read_line(std::string_view line, Scores& scores) {
  const std::string_view bare = line.substr(std::min(line.find_first_not_of(" \t"), line.size()));
  std::string_view end = bare;
  while (!end.empty() && is_blank(end.back())) end.remove_suffix(1);
  if (same_word(end, "GO")) return scores.add("GO", {Dialect::sqlserver, 10});
  const bool comment = bare.starts_with("--");
  for (const Mark& mark : kMarks) {
    if (comment && mark.sign.weight < 100) continue;
    if (line.find(mark.text) != std::string_view::npos) scores.add(mark.text, mark.sign);
  }
  if (comment) return;
  read_words(line, scores);
  if (line.find('`') != std::string_view::npos) scores.add("backticks", {Dialect::mysql, 3});
  const std::size_t bracket = line.find('[');
  if (bracket != std::string_view::npos && bracket + 1 < line.size() && is_word_start(line[bracket + 1]) &&
      line.find(']', bracket) != std::string_view::npos) {
    scores.add("[brackets]", {Dialect::sqlite, 2});  // and of SQL Server, whose other signs are many
    scores.add("[brackets]", {Dialect::sqlserver, 2});
  }
  if (bare.starts_with('#')) scores.add("# comments", {Dialect::mysql, 2});
  if (begins(bare, "KEY ") && line.find('(') != std::string_view::npos) scores.add("KEY", {Dialect::mysql, 4});
}

}  // namespace

DialectGuess guess_dialect(std::string_view text) {
  Scores scores;
  std::size_t read = 0;
  bool copying = false;
  for (std::size_t at = 0; at < text.size() && read < kMaxRead;) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = text.substr(at, end - at);
    at = end + 1;
    if (copying) {
      copying = !line.starts_with("\\.");
      continue;
    }
    if (begins(line, "COPY ") && line.find("stdin") != std::string_view::npos) {
      scores.add("COPY", {Dialect::postgresql, 20});
      copying = true;
      continue;
    }
    if (begins(line, "INSERT ") || line.starts_with('(')) continue;
    read += std::min(line.size(), kMaxLine) + 1;
    read_line(line.substr(0, kMaxLine), scores);
  }
  return scores.result();
}

std::optional<Dialect> dialect_of_name(std::string_view name) {
  const auto is = [&](std::initializer_list<std::string_view> list) {
    return std::any_of(list.begin(), list.end(), [&](std::string_view other) { return same_word(name, other); });
  };
  if (is({"postgresql", "postgres", "pg", "psql"})) return Dialect::postgresql;
  if (is({"mysql", "mariadb"})) return Dialect::mysql;
  if (is({"sqlite", "sqlite3"})) return Dialect::sqlite;
  if (is({"sqlserver", "mssql", "tsql"})) return Dialect::sqlserver;
  return std::nullopt;
}

std::string_view name_of(Dialect dialect) {
  switch (dialect) {
    case Dialect::postgresql: return "postgresql";
    case Dialect::mysql: return "mysql";
    case Dialect::sqlite: return "sqlite";
    case Dialect::sqlserver: return "sqlserver";
  }
  return {};
}

}  // namespace sydac::compiler::sql
