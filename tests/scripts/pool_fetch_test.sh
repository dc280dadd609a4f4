#!/bin/sh
# `sydac pool` and --fetch-pools against a server that plays the providers: what is asked, how often, what stays in the lock, and that no
# key is in any output.
set -eu
. "$SYDAC_SOURCE_DIR/tests/scripts/common.sh"
cd "$SYDAC_WORK_DIR"

key=Tarn.Quill.Mirth.Basalt.Ember
unset SYDAC_LLM_PROVIDER SYDAC_LLM_MODEL SYDAC_LLM_BASE_URL 2>/dev/null || true
export OPENAI_API_KEY="$key" ANTHROPIC_API_KEY="$key" GEMINI_API_KEY="$key" AZURE_OPENAI_API_KEY="$key" XAI_API_KEY="$key"
unset GOOGLE_API_KEY 2>/dev/null || true

cat >gear.sdl <<'SDL'
dataset gear

/// Outdoor gear of a shop
pool gear[130] from llm {
  name  text(80)
  /// Euros
  price decimal(8,2) in 5.00..4000.00
} fallback { name = words(2..3), price = 5.00..400.00 }

/// A review with so many stars
pool review(stars in 1..3)[4] from llm { body text(200) } fallback { body = words(3..4) }

table products[each gear] {
  id    int pk
  name  text(80) = gear.name
  price decimal(8,2) = gear.price
}
table reviews[20] {
  id    int pk
  stars int = 1..3
  body  text(200) = review(stars).body
}
SDL

server=
stop() { [ -z "$server" ] || { kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; server=; }; }
trap stop EXIT

# serve [ARGUMENT...]: a new server with an empty log; $url is where it is.
serve() {
  stop
  rm -f port log
  "$SYDAC_BUILD_DIR/tests/llm_test_server" --log "$PWD/log" "$@" >port &
  server=$!
  tries=0
  while [ ! -s port ] && [ $tries -lt 300 ]; do
    sleep 0.1
    tries=$((tries + 1))
  done
  url="http://127.0.0.1:$(cat port)"
  : >log
}

# fetch CODE PROVIDER ARGUMENT...: from the server; what it says is in said.txt.
fetch() {
  wanted=$1
  provider=$2
  shift 2
  case $provider in openai | xai | compatible) version=/v1 ;; *) version= ;; esac
  status=0
  "$SYDAC" pool fetch gear.sdl --provider "$provider" --model m-1 --base-url "$url/$provider$version" "$@" >out.txt 2>said.txt || status=$?
  [ $status = "$wanted" ] || fail "fetch from $provider ends with $status, not $wanted: $(cat out.txt said.txt)"
}
calls() { wc -l <log; }
says() { grep -qF -e "$1" said.txt || fail "does not say '$1' but: $(cat said.txt)"; }
entries() { python3 -c 'import json, sys; print(len(json.load(open("gear.pools.json"))["pools"][sys.argv[1]]["entries"]))' "$1"; }

# All providers give the same, each in its own way; then nothing is missing and nobody is asked.
for provider in openai anthropic gemini azure xai compatible; do
  rm -f gear.pools.json
  serve
  fetch 0 $provider
  says "gear: 130 of 130 from $provider"
  says "review: 12 of 12 from $provider"
  [ "$(entries gear)" = 130 ] || fail "$provider: $(entries gear) entries"
  [ "$(entries review)" = 12 ] || fail "$provider: $(entries review) reviews"
  [ "$(grep -c '"problem":""' log)" = "$(calls)" ] || fail "$provider refuses what it is sent: $(grep -v '"problem":""' log | head -n 1)"
  before=$(calls)
  cp gear.pools.json first.json
  fetch 0 $provider
  [ "$(calls)" = "$before" ] || fail "$provider is asked for what is there"
  cmp -s first.json gear.pools.json || fail "a fetch without anything missing changes the lock"
  if grep -qrF "$key" --exclude-dir=cache . ; then fail "$provider: the key is in a file"; fi
done
[ "$(ls)" = "$(printf '%s\n' first.json gear.pools.json gear.sdl log out.txt port said.txt)" ] || fail "something is left behind: $(ls)"

# What was fetched is what the generator has, with and without the lock beside it.
"$SYDAC" gear.sdl -o gear.cpp
build gear gear.cpp -O0
mkdir -p elsewhere
(cd elsewhere && ../gear --out data >/dev/null)
first=$(python3 -c 'import json; print(json.load(open("gear.pools.json"))["pools"]["gear"]["entries"][0][0])')
grep -qF "$first" elsewhere/data/products.csv || fail "the generator has not the values of the lock"

# status, and its exit code for scripts.
"$SYDAC" pool status gear.sdl --check >status.txt || fail "a whole lock is not good enough: $(cat status.txt)"
grep -q '^gear    130 of 130  compatible m-1$' status.txt || fail "status: $(cat status.txt)"
sed 's/Outdoor gear/Indoor gear/; s/\[4\]/[5]/' gear.sdl >changed.sdl
cp gear.pools.json changed.pools.json
status=0
"$SYDAC" pool status changed.sdl --check >status.txt || status=$?
[ $status = 4 ] || fail "a stale pool ends status --check with $status"
grep -q '^gear .*stale: the prompt or the fields have changed$' status.txt || fail "status: $(cat status.txt)"
grep -q '^review  12 of 15 .*3 missing$' status.txt || fail "status: $(cat status.txt)"
grep -q '^to do: sydac pool fetch changed.sdl gear review$' status.txt || fail "status: $(cat status.txt)"
rm changed.*

# prune: what the schema has no use for.
sed 's/pool gear\[130\]/pool gear[100]/; s/1\.\.3/1..2/' gear.sdl >small.sdl
sed 's/"pools": {/"pools": {"old": {"fields": ["x"], "entries": ["y"]},/' gear.pools.json >small.pools.json
"$SYDAC" pool prune small.sdl 2>said.txt
says 'gear: 30 lines dropped, 100 stay'
says 'review: 4 lines dropped, 8 stay'
says 'old: dropped, the schema has no such pool'
"$SYDAC" pool status small.sdl | grep -q '^review  8 of 8' || fail "prune leaves $("$SYDAC" pool status small.sdl)"

# import: values of a file, held against the schema.
printf 'name,price,weight\nRope,25.5,3\nStove,54,1\nRope,25.50,2\n' >values.csv
"$SYDAC" pool import small.sdl gear values.csv --weight weight --replace 2>said.txt
says 'gear: 2 in the lock, 100 wanted'
grep -qF '        ["Rope", "25.50", {"weight": 5}],' small.pools.json || fail "import makes $(grep Rope small.pools.json)"
grep -qF '{"note": "values.csv", "entries": 2}' small.pools.json || fail "import does not say where from"
printf 'name,price\nRope,free\n' >values.csv
status=0
"$SYDAC" pool import small.sdl gear values.csv 2>said.txt || status=$?
[ $status = 3 ] || fail "a wrong value ends import with $status"
says 'values.csv:2'
rm small.* values.csv

# What is said of the usual mistakes.
mistake() {
  wanted=$1
  words=$2
  shift 2
  status=0
  "$SYDAC" pool "$@" >out.txt 2>said.txt || status=$?
  [ $status = "$wanted" ] || fail "sydac pool $* ends with $status: $(cat said.txt)"
  says "$words"
}
mistake 2 'unknown command of pools `fetsch`' fetsch gear.sdl
mistake 2 'unknown pool `geer`' status gear.sdl geer
mistake 2 'hint: `gear`' status gear.sdl geer
mistake 2 'unknown option `--modle`' fetch gear.sdl --modle x
mistake 2 'not a number from 0 to 2' fetch gear.sdl --refresh --provider openai --model m --temperature hot
mistake 2 'provider' fetch gear.sdl --refresh
mistake 2 '`--model` needs a value' fetch gear.sdl --model
mistake 2 '`--refresh` goes with `pool fetch` only' status gear.sdl --refresh
mistake 2 'the schema of pools has to be a file' status -
mistake 3 'nothing.sdl' status nothing.sdl
printf '{"sydac_pools": 1,\n"pools": 7}' >broken.json
mistake 3 'broken.json:2: expected `{`' status gear.sdl --lock broken.json
printf 'table t[3] { id it pk }\n' >wrong.sdl
mistake 1 'wrong.sdl:1:17' status wrong.sdl
rm broken.json wrong.sdl

# Faults: what the pool ends up with.
rm -f gear.pools.json
serve --fault 401
fetch 3 openai
[ "$(calls)" = 1 ] || fail "a wrong key is tried $(calls) times"
says 'OPENAI_API_KEY'
says 'gear: 130 of 130 by fallback'
[ ! -e gear.pools.json ] || fail "nothing came, and there is a lock"
serve --fault 401:1
status=0
"$SYDAC" pool fetch gear.sdl --provider openai,anthropic --model m-1 --openai.base-url "$url/openai/v1" --anthropic.base-url "$url/anthropic" 2>said.txt || status=$?
[ $status = 0 ] || fail "the second provider does not help: $(cat said.txt)"
says 'gear: 130 of 130 from anthropic'
rm -f gear.pools.json
serve --fault invalid_json:1
fetch 0 gemini
says 'not the JSON that was asked for'
rm -f gear.pools.json
serve --fault truncation:1
fetch 0 anthropic
says 'asking for half as many'
rm -f gear.pools.json
serve --fault echo_key
fetch 4 openai
if grep -qF "$key" said.txt out.txt gear.pools.json; then fail "a key that a provider says is passed on"; fi
# The ceiling keeps what has arrived.
rm -f gear.pools.json
serve
fetch 4 anthropic --price-input 1 --price-output 100 --max-cost 0.822
says 'max_cost'
says 'gear: 100 of 130 from anthropic, 30 by fallback'
[ "$(entries gear)" = 100 ] || fail "the ceiling leaves $(entries gear) entries"

# Two at once: each value is asked for once.
rm -f gear.pools.json
serve
(fetch 0 openai) &
other=$!
(fetch 0 openai) || fail "one of two fetches at once fails"
wait $other || fail "one of two fetches at once fails"
both=$(calls)
rm -f gear.pools.json
serve
fetch 0 openai
[ "$both" = "$(calls)" ] || fail "two at once make $both calls, one makes $(calls)"
# Different pools: both are kept.
rm -f gear.pools.json
serve
(fetch 0 openai gear) &
other=$!
(fetch 0 openai review) || fail "one of two pools fails"
wait $other || fail "one of two pools fails"
[ "$(entries gear) $(entries review)" = "130 12" ] || fail "of two at once one is lost"

# kill -9 at any moment: the lock is whole, what was there before is there still; Ctrl-C: what has arrived is kept.
sed 's/\[130\]/[1000]/' gear.sdl >large.sdl
for time in 0.02 0.05 0.1 0.2 0.3; do
  cp first.json large.pools.json
  serve
  "$SYDAC" pool fetch large.sdl --provider openai --model m-1 --base-url "$url/openai/v1" --batch 10 >/dev/null 2>&1 &
  victim=$!
  sleep $time
  kill -9 $victim 2>/dev/null || true
  wait $victim 2>/dev/null || true
  "$SYDAC" pool status large.sdl >status.txt 2>&1 || fail "after kill -9: $(cat status.txt)"
  [ "$(sed -n 's/^gear *\([0-9 ]*\) of .*/\1/p' status.txt | tr -d ' ')" -ge 130 ] || fail "kill -9 loses entries: $(cat status.txt)"
  "$SYDAC" pool prune large.sdl 2>/dev/null || fail "a killed fetch keeps others out"
done
rm -f large.pools.json
serve --fault timeout:1+1
"$SYDAC" pool fetch large.sdl --provider openai --model m-1 --base-url "$url/openai/v1" >/dev/null 2>said.txt &
victim=$!
tries=0
while [ "$(grep -c '^        \["' large.pools.json 2>/dev/null)" != 100 ] && [ $tries -lt 300 ]; do
  sleep 0.1
  tries=$((tries + 1))
done
kill -TERM $victim
status=0
wait $victim || status=$?
[ $status = 130 ] || fail "an interrupted fetch ends with $status: $(cat said.txt)"
says 'gear: 100 of 1 000 from openai, 900 by fallback'
[ "$(grep -c '^        \["' large.pools.json)" = 100 ] || fail "an interrupted fetch does not keep what has arrived"
rm -f large.*

# --fetch-pools: without the library one line, with it the same as `sydac pool fetch`.
cd elsewhere
rm -rf data
status=0
../gear --fetch-pools --llm provider=openai >out.txt 2>said.txt || status=$?
[ $status = 2 ] || fail "--fetch-pools without the library ends with $status"
says 'sydac::llm'
"$CXX" -std=c++20 -O0 -I "$SYDAC_BUILD_DIR/include" ../gear.cpp -L "$SYDAC_BUILD_DIR/lib" -Wl,-u,sydac_fetch_pools -lsydac_llm -lsydac_runtime \
  -lcurl -pthread -o gear
serve
status=0
./gear --fetch-pools --llm provider=anthropic --llm model=m-1 --llm "base_url=$url/anthropic" --out data >out.txt 2>said.txt || status=$?
[ $status = 0 ] || fail "--fetch-pools ends with $status: $(cat said.txt)"
says 'gear: 130 of 130 from anthropic'
[ -s gear.pools.json ] || fail "--fetch-pools leaves no lock"
cp ../gear.sdl .
"$SYDAC" pool status gear.sdl --check >status.txt || fail "the generator and the compiler ask differently: $(cat status.txt)"
grep -q '"name": "gear", "from": "file", "entries": 130, "fallback": 0' data/manifest.json || fail "--fetch-pools: $(grep '"gear"' data/manifest.json)"
before=$(calls)  # without a provider: nobody is asked for what is there
env -u ANTHROPIC_API_KEY ./gear --fetch-pools --out again >/dev/null 2>said.txt || fail "nothing is missing, and it fails: $(cat said.txt)"
[ "$before" = "$(calls)" ] || fail "--fetch-pools asks for what is there"
same data again
cd ..
stop

# sydac.toml, nearest first, from the schema's folder upwards; a provider that answers, and one that does not.
mkdir -p project/deep
cp gear.sdl project/deep
serve
printf '[llm]\nprovider = "openai"\nmodel = "m-1"\n[llm.openai]\nbase_url = "%s/openai/v1"\n' "$url" >project/sydac.toml
"$SYDAC" pool test project/deep/gear.sdl >out.txt 2>&1 || fail "test: $(cat out.txt)"
grep -q '^openai, m-1: answers' out.txt || fail "test says $(cat out.txt)"
"$SYDAC" pool fetch project/deep/gear.sdl 2>said.txt || fail "sydac.toml: $(cat said.txt)"
stop
status=0
"$SYDAC" pool test project/deep/gear.sdl --retries 0 >out.txt 2>&1 || status=$?
[ $status = 3 ] || fail "a provider that is not there ends test with $status"
printf '[llm]\nkey = "%s"\n' "$key" >project/deep/sydac.toml
mistake 2 'sydac.toml:2' fetch project/deep/gear.sdl --refresh
rm project/deep/sydac.toml

if grep -rlF "$key" . ; then fail "the key is in a file"; fi
