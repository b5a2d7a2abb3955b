#!/bin/sh
# From a fresh checkout on Debian 12 to the report of a real study: install what is missing,
# build, run, and say where the page is.
set -eu
cd "$(dirname "$0")/.."
top=$PWD
./autogen.sh --deps
mkdir -p build
cd build
"$top/configure" --quiet
make -j"$(nproc)" all
./orgmirror run "$top/samples/schools/study.xml" -o "$top/out/schools" --plugin-path plugins/.libs --quiet
echo
echo "The report is in $top/out/schools/report.html"
