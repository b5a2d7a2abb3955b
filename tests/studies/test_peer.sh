#!/bin/bash
# The peer of the benchmark that runs DuckDB does the whole job: its numbers against the same 2,974
# that ours is compared with (test_job.sh).  A peer that did less would be no measure.
. "$TOP_SRCDIR/tests/tap.sh"
peer=$TOP_SRCDIR/tests/bench/peer.mjs
proof=${ORGMIRROR_DATA:-$TOP_SRCDIR/../shared/data}/../prototype/speed
[ -f "$proof/gen.c" ] || skip_all "the folder with the generator of the exports is not here"
command -v node >/dev/null || skip_all "node is not here"
node "$peer" >"$work/said" 2>&1
[ $? = 2 ] || skip_all "DuckDB for node is not here (DUCKDB_MODULES); doc/performance.md says more"
mkdir "$work/small"
${CC:-cc} -O2 -o "$work/gen" "$proof/gen.c" -lm 2>"$work/said" &&
  "$work/gen" 2000 5000 60 1 "$work/small" >"$work/said" 2>&1
(cd "$work" && sha256sum --quiet -c "$proof/SHA256SUMS.small" >"$work/said" 2>&1) ||
  skip_all "the generator makes other exports on this machine"
check "the job runs" node "$peer" "$work/small" "$work/out" emp.csv cust.csv
here=$TOP_SRCDIR/tests/studies/job
compare() { awk -f "$here/compare_peer.awk" "$proof/reference-small.csv" "$1" >"$work/compared"; }
compare "$work/out/numbers.csv"
check "all 2974 numbers agree, to 1e-12 (p: 1e-9)" \
  grep -qx "2974 compared, 0 differ, 0 missing" "$work/compared"
sed '/^emp.unit.U00003.*rwgj/ s/,0\.8/,0.7/' "$work/out/numbers.csv" >"$work/changed.csv"
compare "$work/changed.csv"
check "a changed number would be seen" grep -q "compared, [1-9][0-9]* differ" "$work/compared"
finish
