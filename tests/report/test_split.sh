#!/bin/bash
# What is said of each unit: on the page where units are few; with --split, on pages of their own.
. "$TOP_SRCDIR/tests/studies/run.sh"
cd "$work" || exit 99
units() { # folder, number of units
  mkdir -p "$1"
  awk -v units="$2" 'BEGIN { print "unit,q1,q2"
    for (u = 1; u <= units; u++) for (i = 1; i <= (u == 3 ? 2 : 12); i++)
      printf "Branch %03d,%d,%d\n", u, 1 + (u * 7 + i * 3) % 5, 1 + (u * 5 + i) % 5 }' >"$1/staff.csv"
  awk -v units="$2" 'BEGIN { print "unit,score"
    for (u = 1; u <= units; u++) for (i = 1; i <= 8; i++) printf "Branch %03d,%d\n", u, (u * 3 + i * 7) % 11 }' >"$1/customers.csv"
  cat >"$1/study.xml" <<XML
<study xmlns="urn:orgmirror:study:1"><title>Branches &amp; more</title>
<survey id="staff" side="inside" file="staff.csv" unit="unit"><scale id="climate" min="1" max="5">
<item column="q1">one</item><item column="q2">two</item></scale></survey>
<survey id="customers" side="outside" file="customers.csv" unit="unit"><scale id="score" min="0" max="10">
<item column="score"/></scale></survey>
<pair inside="staff.climate" outside="customers.score"/></study>
XML
}
run() { # folder, options...
  local at=$1
  shift
  orgmirror run "$at/study.xml" -o "$at/out" --ledger "$at/ledger" --plugin-path "$plugins" -q "$@"
}
page() { xmllint --xpath "$2" "$1" 2>/dev/null; }
h() { echo "*[local-name()='$1']"; }

# --- few ---------------------------------------------------------------------------------------------

units few 30
run few
section="//$(h section)[@id='om:units']"
check "30 units stand on the page" test "$(page few/out/report.html "count($section/$(h details))")" = 30
card="$section/$(h details)[starts-with(normalize-space(.), 'Branch 002')]"
check "each with its numbers" test "$(page few/out/report.html "count($card//$(h td))")" -gt 5
check "and its words" eval 'page few/out/report.html "string($card)" | grep -q "Its place in the mirror"'
small="$section/$(h details)[starts-with(normalize-space(.), 'Branch 003')]"
report "a unit that is withheld shows nothing of its people" "$(page few/out/report.html "string($small)" |
  grep -oE 'Inside *-?[0-9.]+|Gap *-?[0-9.]+')"
check "it says why" eval 'page few/out/report.html "string($small)" | grep -q "not shown"'
check "there is no other page" test ! -e few/out/units
check "nor is there with --split, for so few" eval 'run few --split && [ ! -e few/out/units ]'

# --- many --------------------------------------------------------------------------------------------

units many 250
run many
cp many/out/report.html whole.html
check "250 units do not stand on the page one by one" test "$(page whole.html "count($section)")" = 0
check "with --split there are other pages" run many --split
cd many/out || exit 99
check "the page is shorter" test "$(stat -c %s report.html)" -lt "$(($(stat -c %s ../../whole.html) * 2 / 3))"
check "pages of 100 units" test "$(ls units | grep -cE '^[0-9]+\.html$')" = 3
check "the last has the rest" test "$(page units/3.html "count(//$(h table))")" = 50
check "a table of all units has a page" test -e units/mirror-units.html
check "with a row for each" test "$(page units/mirror-units.html "count(//$(h tbody)/$(h tr))")" = 250
report "every page that is named is there" "$(grep -oE 'href="units/[^"]*"' report.html | sort -u |
  sed 's/^href="//; s/"$//' | while read -r file; do [ -e "$file" ] || echo "$file"; done)"
report "every page that is there is named" "$(for file in units/*; do
  grep -qF "href=\"$file\"" report.html || echo "$file"; done)"
check "the way back is there" grep -q 'href="../report.html"' units/2.html
check "the title is inert" grep -q 'Branches &amp; more' units/2.html
check "pages are for their owner alone" test "$(stat -c '%a %n' units units/2.html | tr '\n' ' ')" = "700 units 600 units/2.html "
report "a withheld unit is withheld there, too" "$(page units/1.html "string(//$(h table)[starts-with(normalize-space(.), 'Branch 003')])" |
  tr '\n' ' ' | grep -oE 'Inside +-?[0-9]+\.[0-9]')"
check "no page holds a script or a style of its own" test \
  "$(for file in report.html units/*; do grep -o 'sha256-[A-Za-z0-9+/=]*' "$file" | sort -u; done | sort -u | wc -l)" = 2
cd ../.. || exit 99
check "render makes the same pages from report.xml alone" eval 'orgmirror render many/out/report.xml -o again --split && diff -r again/units many/out/units && cmp again/report.html many/out/report.html'
check "without --split the other pages go" eval 'run many && [ ! -e many/out/units ] && cmp many/out/report.html whole.html'
echo x >in-the-way
check "a file in the way is told" eval 'orgmirror render many/out/report.xml -o in-the-way --split 2>&1 | grep -q "error R001"'
finish
