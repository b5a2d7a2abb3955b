#!/bin/bash
# The core under valgrind, on schools and on the studies whose data are there; no error, no leak.
# The plugins run a second time in the core's place: --in-process comes with the consultant's kit, so
# their memory is watched by `make sanitize`, and by the unit tests of the kit under valgrind here.
. "$TOP_SRCDIR/tests/studies/run.sh"

watched() {
  valgrind --quiet --error-exitcode=97 --leak-check=full --show-leak-kinds=definite,indirect,possible \
    --errors-for-leak-kinds=definite,indirect,possible --trace-children=no "$@"
}
run() { watched "$ORGMIRROR" run "$1" -o "$work/out-$2" --plugin-path "$plugins" --quiet; }

check "schools" run "$TOP_SRCDIR/samples/schools/study.xml" schools
check "render" watched "$ORGMIRROR" render "$work/out-schools/report.xml" -o "$work/again.html"
check "check" watched "$ORGMIRROR" check "$TOP_SRCDIR/samples/schools/study.xml" --plugin-path "$plugins"
check "explain" watched "$ORGMIRROR" explain S104
if [ -f "$ORGMIRROR_DATA/1_linkage/gti/students.csv" ]; then
  for study in nyc2011 gti; do
    borrow $study "$ORGMIRROR_DATA/1_linkage/$study"
    check "$study" run "$work/$study/study.xml" $study
  done
fi
for test in "$TOP_BUILDDIR"/tests/stats/test_*; do
  [ -x "$test" ] && [ -f "$test" ] || continue
  case $test in *.c | *.o | *.log | *.trs) continue ;; esac
  check "kit: ${test##*/}" watched "$test"
done
echo "1..$n"
exit $((failures > 0))
