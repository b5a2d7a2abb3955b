#!/bin/bash
# Units that have two names: check prints the lines that make one unit of them, and applies none.
. "$TOP_SRCDIR/tests/core/commands.sh"

make_study "$work/s" 6
sed -i 's/^u1,/North \& West,/; s/^u2,/Branch 02,/; s/^u3,/East,/' "$work/s/staff.csv"
sed -i 's/^u1,/north-west/; s/^north-west/north \& west,/; s/^u2,/Branch 2,/; s/^u3,/South,/' \
  "$work/s/clients.csv"

with_plugins check "$work/s/study.xml"
expect "check ends with 0" 0 "D202: 6 units are on one side only"
check "two of three pairs are near" test "$(grep -c D204 "$work/err")" = 2
grep -o '<unit .*</unit>' "$work/err" >"$work/lines"
printf '%s\n' '<unit id="Branch 02"> <alias>Branch 2</alias> </unit>' \
  '<unit id="North &amp; West"> <alias>north &amp; west</alias> </unit>' >"$work/expected"
check "the lines are those of a study" diff "$work/expected" "$work/lines"

sed -i "s|  <pair|  <units>$(sed 's/&/\\&/g' "$work/lines" | tr -d '\n')</units>\n&|" "$work/s/study.xml"
with_plugins check "$work/s/study.xml"
expect "pasted, they hold" 0 "D202: 2 units are on one side only"
check "and are told no more" test -z "$(grep D204 "$work/err")"
check "seven of nine match" grep -q "9 in all, 7 on both sides" "$work/out"
finish
