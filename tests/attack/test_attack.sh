#!/bin/bash
# An attacker who has the published files alone, exact arithmetic and linear programming, against
# made-up organisations.  Every group's mean is asked for (tell.c), so that nothing is hidden but what
# the program itself withholds.
. "$TOP_SRCDIR/tests/tap.sh"
organisations=${ORGANISATIONS-30}
attacker=$TOP_BUILDDIR/tests/attack/attack
[ -x "$attacker" ] || skip_all "the attacker needs gmp and glpk (Debian packages libgmp-dev, libglpk-dev)"
[ -z "${SANITIZED-}" ] || skip_all "a sanitizer makes it too slow"
plugins=$TOP_BUILDDIR/plugins/.libs:$work/tell
mkdir "$work/tell"
cp "$TOP_BUILDDIR/tests/attack/.libs/tell.so" "$work/tell"
chmod -R go-w "$work/tell"

go() { # name, program, options: what was found stands in $work/NAME
  mkdir "$work/files-$1"
  "$attacker" "${@:3}" "$2" "$plugins" "$work/files-$1" "$organisations" >"$work/$1" 2>&1
  local code=$?
  cat "$work/$1" >&2
  return $code
}

found() { awk -v route="$2" '$2 == route { print $4 }' "$work/$1"; } # name, route
more() { [ "$1" -gt "$2" ] || { echo "$1 is not more than $2" && false; }; }

check "from $organisations reports nothing about few people follows" go report "$ORGMIRROR"
planted=$(grep -rl --include='*.xml' --include='*.html' --include='*.csv' --include='*.json' --include=printed PLANTED \
  "$work/files-report" | grep -v -E '/(staff|customers)\.csv$')
report "no respondent is named in any of their files" "$planted"
rm -r "$work/files-report"
# Sums of answers with all digits, as if nothing were rounded: the means of groups are whole numbers.
check "nor from exact sums, nor to within .05 of a range" go exact "$ORGMIRROR-exact" --linear
rm -r "$work/files-exact"
# Three hierarchies of two reports that cross: what no network of two of them shows.
crossing() { mkdir "$work/crossing" && "$attacker" --linear "$ORGMIRROR-exact" "$plugins" "$work/crossing" 1 276; }
check "nor from two reports where units have parents of two kinds" crossing
# The attacker can see: without what is withheld beside small groups many of these fall.
go open "$ORGMIRROR-unsuppressed" --linear >/dev/null 2>&1
check "without complementary suppression it finds many exactly" more "$(found open sums)" "$((2 * organisations))"
check "and what it finds is true" grep -q "claims that are not true: 0$" "$work/open"
finish
