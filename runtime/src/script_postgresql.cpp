#include "script_postgresql.hpp"

namespace sydac::driver {

namespace {

constexpr Dialect kPsql = Dialect::postgresql;

// Tables with their places in the load order; statements that put back what is changed for the load.
constexpr std::string_view kPrepare = R"(
-- Triggers would change rows, and some keys lead to rows that come later. Both are put back below.
CREATE TEMPORARY TABLE sydac_put_back (number serial, statement text) ON COMMIT DROP;
DO $sydac$
DECLARE
  change record;
BEGIN
  FOR change IN
    SELECT format('ALTER TABLE %s DISABLE TRIGGER %I', t.tgrelid::regclass, t.tgname) AS now,
      format('ALTER TABLE %s ENABLE %s TRIGGER %I', t.tgrelid::regclass, CASE t.tgenabled WHEN 'A' THEN 'ALWAYS' ELSE '' END, t.tgname) AS later
    FROM pg_trigger t JOIN sydac_tables l ON l.name = t.tgrelid
    WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A') AND t.tgtype::int & 4 <> 0
    UNION ALL
    SELECT format('ALTER TABLE %s ALTER CONSTRAINT %I DEFERRABLE INITIALLY DEFERRED', k.conrelid::regclass, k.conname),
      format('ALTER TABLE %s ALTER CONSTRAINT %I NOT DEFERRABLE', k.conrelid::regclass, k.conname)
    FROM pg_constraint k JOIN sydac_tables c ON c.name = k.conrelid JOIN sydac_tables p ON p.name = k.confrelid
    WHERE k.contype = 'f' AND k.conparentid = 0 AND NOT k.condeferrable AND p.place >= c.place
  LOOP
    INSERT INTO sydac_put_back (statement) VALUES (change.later);
    EXECUTE change.now;
  END LOOP;
END $sydac$;
SET CONSTRAINTS ALL DEFERRED;

)";

constexpr std::string_view kPutBack = R"(
SET CONSTRAINTS ALL IMMEDIATE;
DO $sydac$
DECLARE
  change record;
BEGIN
  FOR change IN SELECT statement FROM sydac_put_back ORDER BY number DESC LOOP
    EXECUTE change.statement;
  END LOOP;
END $sydac$;

-- Sequences go on behind the largest key.
DO $sydac$
DECLARE
  owned record;
  most numeric;
  next numeric;
BEGIN
  FOR owned IN
    SELECT s.oid::regclass AS sequence, a.attrelid::regclass AS held_by, a.attname AS held_in
    FROM sydac_tables l JOIN pg_attribute a ON a.attrelid = l.name AND a.atttypid IN (20, 21, 23, 1700)
    JOIN pg_depend d ON d.refobjid = a.attrelid AND d.refobjsubid = a.attnum AND d.deptype IN ('a', 'i')
    JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S' AND d.classid = 'pg_class'::regclass
  LOOP
    EXECUTE format('SELECT max(%I) FROM %s', owned.held_in, owned.held_by) INTO most;
    EXECUTE format('SELECT last_value + CASE WHEN is_called THEN 1 ELSE 0 END FROM %s', owned.sequence) INTO next;
    IF most >= next THEN
      EXECUTE format('ALTER SEQUENCE %s RESTART WITH %s', owned.sequence, ceil(most) + 1);
    END IF;
  END LOOP;
END $sydac$;
COMMIT;
)";

// In psql's own commands, a string in quotes as SQL has them.
std::string psql_string(std::string_view text) { return sql_string(kPsql, text); }

std::string copy_command(const TableInfo& table, const ScriptedFile& file, const Options& options) {
  std::string columns;
  for (const ColumnInfo& column : table.columns) append(columns, {columns.empty() ? "" : ", ", sql_name(kPsql, column.name)});
  std::string command = text_of({"\\copy ", sql_table_name(kPsql, table.name), " (", columns, ") FROM ", psql_string(file.name)});
  if (options.format == Format::copy) return command + "\n";
  append(command, {" WITH (FORMAT csv, HEADER true, NULL ", psql_string(options.null_token)});
  // Where an empty line would be no row, a null is `""`.
  const bool is_quoted = table.columns.size() == 1 && options.null_token.empty() && table.columns[0].nullable;
  if (is_quoted) append(command, {", FORCE_NULL (", columns, ")"});
  return command + ")\n";
}

}  // namespace

std::string postgresql_script(const Program& program, const Options& options, const std::vector<ScriptedFile>& files) {
  std::string out =
      "\\set ON_ERROR_STOP on\n"
      "BEGIN;\nSET LOCAL client_encoding = 'UTF8';\nSET LOCAL standard_conforming_strings = on;\nSET LOCAL TIME ZONE 'UTC';\n"
      "SET LOCAL datestyle = 'ISO, YMD';\n\n"
      "CREATE TEMPORARY TABLE sydac_tables (place int, name regclass) ON COMMIT DROP;\nINSERT INTO sydac_tables VALUES\n";
  for (std::size_t place = 0; place < files.size(); ++place) {
    const std::string name = sql_table_name(kPsql, program.tables[files[place].table].name);
    append(out, {"  (", std::uint64_t{place}, ", ", psql_string(name), place + 1 == files.size() ? ");\n" : "),\n"});
  }
  out += kPrepare;
  for (const ScriptedFile& file : files) {
    out += options.format == Format::sql ? text_of({"\\i ", psql_string(file.name), "\n"})
                                         : copy_command(program.tables[file.table], file, options);
  }
  return out + std::string(kPutBack);
}

}  // namespace sydac::driver
