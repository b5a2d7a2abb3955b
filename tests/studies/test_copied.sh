#!/bin/bash
# Whole studies on data that are in the tree: every number against values that others computed.
. "$TOP_SRCDIR/tests/studies/run.sh"
with_all_digits

for study in golden bhr2000 bh1996 traits; do
  check "$study runs" orgmirror run "$studies/$study/study.xml" -o "$work/$study" --plugin-path "$plugins"
  check "$study: report.xml is valid" valid "$work/$study/report.xml"
  compare "$work/$study/report.xml" "$studies/$study/expected.txt"
done

check "schools runs" orgmirror run "$TOP_SRCDIR/samples/schools/study.xml" -o "$work/schools" \
  --plugin-path "$plugins"
check "schools: report.xml is valid" valid "$work/schools/report.xml"
compare "$work/schools/report.xml" "$studies/schools/expected.txt"
finish
