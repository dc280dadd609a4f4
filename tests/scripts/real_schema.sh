# One real schema: imported, compiled, 200 rows for each table, loaded into the real database with all constraints on.
# sh real_schema.sh DIALECT FILE.sql SCHEMAS: one line, `ok` in front where all of it worked. SCHEMAS has check_load.py.
set -u
dialect=$1
file=$2
schemas=$3
name=$(basename "$file" .sql)
work=$PWD/$dialect.$name
mkdir -p "$work"
cd "$work" || exit 1

bad() {
  echo "BAD $dialect/$name: $1: $(head -c 600 "$2" | tr '\n' ' ')"
  exit 0
}

case $dialect in
  postgres) reads=postgresql ;;
  *) reads=$dialect ;;
esac
"$SYDAC" import "$file" --dialect "$reads" -o schema.sdl 2>import.log || bad import import.log
"$SYDAC" schema.sdl -o generator.cpp 2>compile.log || bad compile compile.log
"$CXX" -std=c++20 -O0 -I "$SYDAC_BUILD_DIR/include" generator.cpp -L "$SYDAC_BUILD_DIR/lib" -lsydac_runtime -pthread -o generator 2>build.log ||
  bad build build.log
./generator --rows 200 --out data >run.log 2>&1 || bad run run.log
/usr/bin/python3 "$schemas/check_load.py" --dialect "$dialect" --ddl "$file" --csv data --require-all >load.log 2>&1 || bad load load.log
# Printed and read again, it is the same model: what the program says of itself and every row.
"$SYDAC" import schema.sdl -o again.sdl 2>again.log || bad 'second import' again.log
cmp -s schema.sdl again.sdl || bad 'second import' again.sdl
left=$(grep -c '// not ' schema.sdl)
echo "ok $dialect/$name: $(tail -n 1 load.log), constraints not kept: $left"
cd .. && rm -rf "$work"
