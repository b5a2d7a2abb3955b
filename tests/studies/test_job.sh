#!/bin/bash
# The job of the benchmark, end to end, against 2,974 numbers that other programs computed from the
# same two exports: items, scales, every unit, every pair; ties exact.
. "$TOP_SRCDIR/tests/tap.sh"
here=$TOP_SRCDIR/tests/studies/job
exact=$TOP_BUILDDIR/orgmirror-exact # with all digits of what is about units, too
proof=${ORGMIRROR_DATA:-$TOP_SRCDIR/../shared/data}/../prototype/speed
[ -f "$proof/gen.c" ] || skip_all "the folder with the generator of the exports is not here"
mkdir "$work/small"
${CC:-cc} -O2 -o "$work/gen" "$proof/gen.c" -lm 2>"$work/said" &&
  "$work/gen" 2000 5000 60 1 "$work/small" >"$work/said" 2>&1
(cd "$work" && sha256sum --quiet -c "$proof/SHA256SUMS.small" >"$work/said" 2>&1) ||
  skip_all "the generator makes other exports on this machine"
cp "$here/study.xml" "$work/small"
check "the job runs" "$exact" run "$work/small/study.xml" -o "$work/out" \
  --plugin-path "$TOP_BUILDDIR/tests/bench/.libs"
awk -f "$here/compare.awk" "$proof/reference-small.csv" "$work/out/report.xml" >"$work/compared"
# Two scales of U00046 are withheld for the sake of the two people without a unit who have a score:
# the mean over all less those of all units would be theirs.
check "all 2974 numbers agree, to 1e-12 (p: 1e-9), or are withheld" \
  grep -qx "2969 compared, 0 differ, 0 missing, 5 withheld" "$work/compared"
report "what is withheld is one unit's, on the two scales where few have no unit" \
  "$(grep "is withheld" "$work/compared" | grep -vE "^emp\.unit\.U00046\.(SUP|ENPS)\.")"
# The comparison can see: one digit changed in the report.
sed '/statistic="rwgj".*unit="U00003"/ s/value="0\.8/value="0.7/' "$work/out/report.xml" \
  >"$work/changed.xml"
awk -f "$here/compare.awk" "$proof/reference-small.csv" "$work/changed.xml" >"$work/compared"
check "a changed number would be seen" grep -q "compared, [1-9][0-9]* differ" "$work/compared"
check "two more runs give the same bytes" bash -c '
  "$1" run "$2/small/study.xml" -o "$2/again" --plugin-path "$3" --jobs 1 >/dev/null &&
  cmp "$2/out/report.xml" "$2/again/report.xml"' - "$exact" "$work" "$TOP_BUILDDIR/tests/bench/.libs"
finish
