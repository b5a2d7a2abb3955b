#!/bin/sh
# Lines of each source file that the tests have run, from a build with gcov; `make coverage` calls it
# after the tests.  Ends with 1 when a file, or all of them, are below the share that is asked for.
#   coverage.sh BUILD-FOLDER AT-LEAST SOURCE...
build=$1 least=$2
shift 2
for source; do
  folder=$(dirname "$source")
  object=$build/$folder/.libs/libcore_la-$(basename "$source" .c).o
  [ -f "${object%.o}.gcda" ] || { echo "$source 0 0"; continue; }
  (cd "$build" && gcov -n -o "$object" "$source" 2>/dev/null) |
    awk -v source="$source" '/^File/ { is_ours = index($0, source "\047") > 0 }
      is_ours && /^Lines executed/ { split($2, x, /[:%]/); print source, x[2], $NF; is_ours = 0 }'
done | awk -v least="$least" '
  { printf "%6.2f %%  %5d lines  %s%s\n", $2, $3, $1, $2 + 0 < least ? "  below " least " %" : ""
    bad += $2 + 0 < least; run += $2 * $3 / 100; all += $3 }
  END { share = all ? 100 * run / all : 0
    printf "%6.2f %%  %5d lines  in all\n", share, all
    exit bad > 0 || share < least }'
