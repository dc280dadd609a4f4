#!/bin/sh
# Names and texts that are legal and nasty: C++ keywords, names of the standard library, of the runtime and of the generated program itself, comment ends,
# trigraphs, quotes, format strings, line ends. The program compiles without a warning and prints them as they are; nothing of them becomes code.
set -eu
. "$SYDAC_SOURCE_DIR/tests/scripts/common.sh"
cd "$SYDAC_WORK_DIR"

long=$(awk 'BEGIN { for (i = 0; i < 128; ++i) printf "n" }' </dev/null)

# clean SCHEMA: compiles without a warning.
clean() {
  "$SYDAC" "$1.sdl" -o "$1.cpp" 2>err || fail "$1.sdl: $(head -c 600 err)"
  "$CXX" -std=c++20 -fsyntax-only -O0 -Wall -Wextra -Wconversion -Wshadow -Werror -I "$SYDAC_BUILD_DIR/include" "$1.cpp" 2>err ||
    fail "$1.cpp does not compile: $(head -c 1500 err)"
  # Reserved in C++. Texts and comments may hold it.
  if sed 's/"\([^"\\]\|\\.\)*"//g; s://.*::' "$1.cpp" | grep -n '__' >err; then fail "$1.cpp has identifiers with \`__\`: $(head -n 5 err)"; fi
}

sed "s/LONG/$long/g" >words.sdl <<'SDL'
dataset std

enum class { default: 5, new: 3, `operator`: 1, "a b", "*/", "??/", "\"); system(\"touch injected\"); //", "%s", "", "ünïcode", `\n` }

/// ends here */ int injected; /*
/// backslash at the end \
/// ??/
/// "); system("touch injected"); //
table person[4] {
  id        int pk
  /// a doc with a backslash \
  row       int = 1
  data      int = 2
  draw      int = 3
  parent    int = 4
  write     int = 5
  memo      int = 6
  join      text = "{row}"
  lower     text = "{draw}"
  null      int = 7
  pick      int = 8
  keys      int = 9
  ordinal   int = 10
  now       int = 11
  out       int = 12
  seed      int = 13
  first     int = 14
  last      int = 15
  columns   int = 16
  text      text = "x"
  date      date
  time      time
  decimal   decimal(8,2)
  std       int = 17
  sydac     int = 18
  main      int = 19
  int       int = 20
  class     class
  default   class = default
  new       class = new
  this      int = 21
  auto      int = 22
  template  int = 23
  operator  int = 24
  co_await  int = 25
  NULL      int = 26
  EOF       int = 27
  assert    int = 28
  INT64_MAX int = 29
  _x        int = 30
  __y       int = 31
  x__       int = 32
  _X        int = 33
  person    text = person.name
  words     text = words(2)
  choice    text = choice("a", "b")
  `person2::row` int = 34
  let struct = row + 1
  let union  = address
  `union all` text = union.city
  constexpr int = struct
}

table words[2] { id int pk; person -> person; mate -> words?50% = earlier; main -> main; x int = person.row }
table date[1..2 per person] { id int pk; person -> person; text text = "{ordinal}"; y int = person.ordinal }
table text[one per words] { words -> words pk; n bool = words.person.`union all` == "" }
table shop[2] { id int pk; n int = 1 }
table std[2] { id int pk; n int = 1 }
table sydac[2] { id int pk; n int = count(lower) }
table lower[2 per sydac] { id int pk; n int = ordinal }
table main[2] { id int pk; class -> class? }
table class[2] { id int pk; `class` -> class? = earlier }
table M_ain[1] { id int pk }
table m_ain[1] { id int pk }
table Main[1] { id int pk }
table Data[1] { id int pk }
table Row[1] { id int pk }
table RootRow[1] { id int pk }
table Literal[1] { id int pk }
table Decimal[1] { id int pk; n decimal(5,2) }
table int64_t[1] { id int pk }
table LONG[2] { LONG int pk; name text = "{LONG}" }
SDL
clean words

for name in sydac main class '*/'; do
  printf 'dataset `%s`\ntable t[2] {\n  id int pk\n  name text = "%%s"\n}\n' "$name" >dataset.sdl
  clean dataset
done

cat >texts.sdl <<'SDL'
dataset texts

enum mark { "*/", "??/", "%s", "a,b", "say \"hi\"", "", "\\", "ünï©øðé 漢字 🎈" }

/// closes */ and opens /* again \
table `*/`[3] {
  /// one line \
  `"); system("touch injected"); //` int pk
  `a,b`     text = "*/ /* // ??/ ??= ??< \\"
  `%s`      text = "%s %d %n {`a,b`}"
  `say "hi"` text = "\"); system(\"touch injected\"); //"
  `x\y`     text = "\{braces\} '$(touch injected)' `touch injected`"
  `ünï`     text = "ünï©øðé 漢字 🎈"
  `R"(`     text = ")\" R\"(raw)\" )delim\""
  `new line` text = "tab\tline\nend"
  mark      mark = choice("*/", "??/")
  comma     mark = "a,b"
  quote     mark = "say \"hi\""
  back      mark = "\\"
  wide      mark = "ünï©øðé 漢字 🎈"
}
SDL
clean texts
build texts texts.cpp -O0
./texts --table '*/' --format csv >csv || fail "exit code $?"
holds() { grep -qF -e "$1" csv || fail "not printed: $1 ($(cat csv))"; }
holds '"""); system(""touch injected""); //"'
holds ',*/ /* // ??/ ??= ??< \,'
holds ',%s %d %n */ /* // ??/ ??= ??< \,'
holds ',"""); system(""touch injected""); //",'
# shellcheck disable=SC2016
holds '{braces} '"'"'$(touch injected)'"'"' `touch injected`'
holds ',ünï©øðé 漢字 🎈,'
holds '")"" R""(raw)"" )delim"""'
holds "$(printf 'tab\tline')"
holds '"a,b","say ""hi""",\,ünï©øðé 漢字 🎈'
[ "$(grep -c . csv)" -ge 4 ] || fail "lines: $(cat csv)"
[ ! -e injected ] || fail "a text of the schema was run"
./texts --list >list || fail "--list: exit code $?"
grep -qF '*/' list || fail "--list: $(cat list)"
