#!/bin/bash
# How fast exports are loaded and a study is run, in ratios against what runs beside it in turns.
#   bench.sh FOLDER_OF_PROGRAMS ORGMIRROR PLUGINS SOURCES [small|medium|large]
# Other programs take minutes for large, so they run there only with PEERS=yes.
# A machine is never quiet: each is run ROUNDS times in turns, and the least time of each counts.
set -u
programs=$1 orgmirror=$2 plugins=$3 sources=$4 size=${5:-medium}
rounds=${ROUNDS:-5} peers=${PEERS:-yes}
[ "$size" != large ] || peers=${PEERS:-no}
case $size in
small) staff=2000 clients=5000 units=60 ;;
medium) staff=200000 clients=500000 units=1000 ;;
large) staff=5000000 clients=10000000 units=5000 ;;
*) echo "small, medium or large" >&2; exit 2 ;;
esac
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$programs/make_exports" "$work" $staff $clients $units 1 || exit 1
echo "$size: $staff and $clients rows, $units units, $(($(cat "$work"/*.csv | wc -c) / 1000000)) MB;" \
  "$(nproc) processors, load $(cut -d ' ' -f 1 /proc/loadavg), $(date +%F)"

declare -A least
took() { # name, seconds
  if [ -z "${least[$1]-}" ] || awk "BEGIN { exit !($2 < ${least[$1]}) }"; then least[$1]=$2; fi
}
seconds() { # command...
  local start=$EPOCHREALTIME
  "$@" >"$work/said" 2>&1 || { cat "$work/said" >&2; return 1; }
  awk "BEGIN { print $EPOCHREALTIME - $start }"
}
has_r() { Rscript -e 'library(data.table)' >/dev/null 2>&1; }
has_duckdb() { # 2: it asks for a folder, and 77: there is no DuckDB
  local code=127
  ! command -v node >/dev/null || { node "$sources/peer.mjs" >/dev/null 2>&1; code=$?; }
  [ $code = 2 ]
}
for ((i = 0; i < rounds; i++)); do
  took scan "$("$programs/yardstick" scan "$work"/{staff,clients}.csv)"
  took simple "$("$programs/yardstick" load "$work"/{staff,clients}.csv)"
  took load "$("$programs/bench_load" "$work/study.xml" 2 1 | awk '/^loaded/ { s += $3 } END { print s }')"
  took kept "$("$programs/bench_load" "$work/study.xml" 2 1 rows | awk '/^loaded/ { s += $3 } END { print s }')"
  rm -rf "$work/orgmirror.ledger" # each the first report of its people
  took run "$(seconds "$orgmirror" run "$work/study.xml" -o "$work/out" --plugin-path "$plugins" -q)"
  rm -rf "$work/orgmirror.ledger"
  took job "$(seconds "$orgmirror" run "$work/study.xml" -o "$work/job" --plugin-path "$programs/.libs" -q)"
  [ "$peers" = yes ] || continue
  if has_r; then took r "$(seconds Rscript "$sources/peer.R" "$work" "$work/r")"; fi
  if has_duckdb; then took duckdb "$(seconds node "$sources/peer.mjs" "$work" "$work/duckdb")"; fi
done
row() { # label, name
  if [ -n "${least[$2]-}" ]; then
    awk -v label="$1" -v s="${least[$2]}" -v scan="${least[scan]}" -v load="${least[load]}" \
      'BEGIN { printf "%-44s %8.3f s  %6.1f x scan  %6.1f x our load\n", label, s, s / scan, s / load }'
  else
    printf '%-44s not here\n' "$1"
  fi
}
row "structure of the bytes alone, 2 threads" scan
row "our load and sums, 2 threads" load
row "the same with columns kept" kept
row "the plainest loader, 1 thread" simple
row "orgmirror run: load, analyses, report, page" run
row "orgmirror run of the whole job" job
row "R data.table: the whole job (no report)" r
row "DuckDB and node: the whole job (no report)" duckdb
ratio() { # label, name
  [ -z "${least[$2]-}" ] || awk -v label="$1" -v peer="${least[$2]}" -v ours="${least[job]}" \
    'BEGIN { printf "%s / orgmirror run of the whole job: %.1f\n", label, peer / ours }'
}
ratio "R data.table" r
ratio "DuckDB" duckdb
peak=$( { command -v /usr/bin/time >/dev/null &&
  /usr/bin/time -f %M "$programs/bench_load" "$work/study.xml" 2 1 2>&1 >/dev/null; } || true)
[ -z "$peak" ] || echo "peak memory of loading: $((peak / 1024)) MiB"
