#!/bin/sh
# Set up a Debian 12 machine and run the whole test suite; the last line is
# "N passed, N failed, N skipped".
#   tests/run.sh            in a folder of its own (build-test), warnings as errors
set -eu
cd "$(dirname "$0")/.."
top=$PWD
./autogen.sh --test-deps # also after quickstart.sh, which installs what a build needs, and no more
mkdir -p build-test
cd build-test
"$top/configure" --enable-werror --prefix="$PWD/installed"
make -j"$(nproc)"
"$top/tests/browser/setup.sh" ||
  echo "tests/run.sh: the packages of the browser checks cannot be fetched; they will be skipped"

status=0
make -j"$(nproc)" check || status=$?
if [ -f test-suite.log ] && [ "$status" -ne 0 ]; then
  cat test-suite.log
fi
# The skips, with their reasons: what was not tested must be seen.
grep -h '^SKIP' tests/*/*.log tests/*.log 2>/dev/null | sort -u || true

count() {
  sed -n "s/^:test-result: $1.*/x/p" tests/*/*.trs tests/*.trs 2>/dev/null | wc -l
}
passed=$(count PASS)
failed=$(($(count FAIL) + $(count ERROR) + $(count XPASS)))
skipped=$(count SKIP)
if [ "$status" -ne 0 ] && [ "$failed" -eq 0 ]; then
  failed=1 # the suite did not even run
fi
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
