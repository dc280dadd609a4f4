# Checks that hold because rows are drawn again: every row passes, those that pass at once stay as they were, any range of rows and any number
# of threads gives the same bytes, and a row that can not pass stops the program.
. "$SYDAC_SOURCE_DIR/tests/scripts/common.sh"

cat > plain.sdl <<'SDL'
table people[40] { id int pk; name text(40) = full_name }
table games[3000] {
  id      int pk
  white   -> people
  black   -> people?20%
  a       int = 1..10
  b       int = 1..10
  tries   text(1) = choice("S", "M", "L")
  retried text(2) = "{tries}{mod(a, 2)}"
}
table moves[0..3 per games] { game -> games; number int = ordinal; far int = game.a + game.b; pk (game, number) }
SDL
sed 's/^  retried.*/&\n  check white != black\n  check a != b and a + b <= 12\n  check tries != "L" or b > 2/' plain.sdl > held.sdl
for name in plain held; do
  "$SYDAC" -Werror $name.sdl -o $name.cpp || fail "$name.sdl does not compile"
  build $name $name.cpp -O0 -Wall -Wextra -Wconversion -Wshadow -Werror || fail "$name.cpp does not compile"
  ./$name --out $name.csvs --verify || fail "$name stops"
done

# id, white, black, a, b, tries, retried
awk -F, '
  function passes() { return ($3 == "" || $2 != $3) && $4 != $5 && $4 + $5 <= 12 && ($6 != "L" || $5 > 2) }
  FNR == 1 { next }
  FILENAME == ARGV[1] { if (passes()) kept[$1] = $0; next }
  !passes() { print "fails: " $0; bad = 1 }
  $1 in kept && kept[$1] != $0 { print "was " kept[$1] ", is " $0; bad = 1 }
  $1 in kept { same++ }
  END { if (same < 1000 || same > 2900) { print same " rows as before"; bad = 1 } exit bad }' plain.csvs/games.csv held.csvs/games.csv ||
  fail "the rows of held.sdl"

for threads in 1 3; do
  ./held --out threads.$threads --threads $threads || fail "--threads $threads stops"
  same held.csvs threads.$threads
done
./held --table moves --range moves:1000..1199 > part || fail "--range stops"
{ head -n 1 held.csvs/moves.csv; sed -n '1002,1201p' held.csvs/moves.csv; } > expected
cmp part expected || fail "a range of moves is not the part of the whole"

echo 'table t[12] { id int pk; a int = 1..10; check a >= id or a == 0 }' > stops.sdl
"$SYDAC" stops.sdl -o stops.cpp || fail "stops.sdl does not compile"
build stops stops.cpp -O0 || fail "stops.cpp does not compile"
code=0
./stops --out stopped 2> messages || code=$?
[ $code = 5 ] || fail "a row that can not pass: exit code $code"
grep -q 't.check`, row 1[01]: the check at stops.sdl:1 does not hold in 256 tries' messages || fail "$(cat messages)"
