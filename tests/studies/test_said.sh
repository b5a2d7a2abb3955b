#!/bin/bash
# The reports of the samples, kept as golden files: what they say, and of schools every number too.
# After a change that is meant, and read:  KEEP=yes tests/studies/test_said.sh  writes them anew.
. "$TOP_SRCDIR/tests/studies/run.sh"
export LC_ALL=C
golden=$studies/said
same() { # name, report, with numbers?
  awk -v numbers="$3" -f "$golden/said.awk" "$2" >"$work/$1.txt"
  [ "${KEEP-}" != yes ] || cp "$work/$1.txt" "$golden/$1.txt"
  report "$1 says what it said before" "$(diff "$golden/$1.txt" "$work/$1.txt")"
}
check "schools runs" orgmirror run "$TOP_SRCDIR/samples/schools/study.xml" -o "$work/schools" \
  --plugin-path "$plugins"
same schools "$work/schools/report.xml" 1
"$TOP_BUILDDIR/samples/quarterly/generate" --last "$work/company"
check "quarterly runs" orgmirror run "$work/company/study.xml" -o "$work/quarterly" \
  --plugin-path "$plugins"
same quarterly "$work/quarterly/report.xml" 0

# --- what was planted is found, and nothing that was not -------------------------------------------

said=$golden/quarterly.txt
found() { # kind of finding, evidence
  grep -qE "^-- $1, [a-z]*, $2\$" "$said"
}
for finding in dysfunction-dysfunction ripple-ripple-1 gap-gap-1 gap-in-step-1 gap-gap-2 \
  consistency-spread-5 'pressure-end-6-[0-9]*' 'silence-silence-7-33'; do
  check "planted: $finding is shown" found "$finding" "(strong|moderate)"
done
for finding in conditions-condition-1 conditions-beyond-1 consistency-level-5 gap-surface-1 \
  gap-surface-2; do
  check "not planted: $finding is not claimed" found "$finding" "(weak|none)"
done
check "no necessary condition is claimed" \
  grep -q "^headline: No necessary condition is shown" "$said"
check "what customers cannot say is told" \
  grep -q "^headline: Many outside cannot say: .*Digital help" "$said"
check "the item that nobody turned is told" \
  grep -q "^headline: Check the coding of an item of .*Tools" "$said"
report "no analysis of the synthetic company failed" "$(grep '^== .* failed' "$said")"
finish
