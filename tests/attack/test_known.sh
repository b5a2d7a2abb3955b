#!/bin/bash
# The attacks on small groups that are known, one after the other.  All that a report may tell is
# asked for (tell.c), so that nothing is hidden but what the program withholds.
. "$TOP_SRCDIR/tests/tap.sh"
[ -z "${SANITIZED-}" ] || skip_all "a sanitizer keeps the sandbox out"
zoo=$TOP_BUILDDIR/tests/bad/.libs
mkdir "$work/tell" "$work/hostile" "$work/searcher" "$work/study"
cp "$TOP_BUILDDIR/tests/attack/.libs/tell.so" "$work/tell"
cp "$TOP_BUILDDIR/tests/attack/.libs/searcher.so" "$work/searcher"
chmod -R go-w "$work"/{tell,hostile,searcher}
study=$work/study/study.xml
ids=0

rows() { # unit, parent, second parent, how many people, [answer to all questions]
  local i
  for ((i = 0; i < $4; i++)); do
    ids=$((ids + 1))
    echo "PLANTED$((ids + 100)),$1,$2,$3,${5-$((1 + ids * 7 % 5))},${5-$((1 + ids * 3 % 4))},$((ids % 4))"
  done
}
begin() { # minimum, more of the survey of staff; staff's rows come from standard input
  forget_reports
  ids=0
  { echo "id,unit,parent,second,q1,q2,band" && cat; } >"$work/study/staff.csv"
  awk -F, 'NR == 1 { print "unit,score" } NR > 1 && !seen[$2]++ { print $2 "," NR % 7 }' \
    "$work/study/staff.csv" >"$work/study/out.csv"
  cat >"$study" <<XML
<study xmlns="urn:orgmirror:study:1"><title>Known attacks</title><privacy minimum="$1"/>
<survey id="staff" side="inside" file="staff.csv" unit="unit" respondent="id" $2>
<scale id="s" label="Planted label" min="1" max="5"><item column="q1"/><item column="q2"/></scale>
</survey>
<survey id="out" side="outside" level="unit" public="yes" file="out.csv" unit="unit">
<scale id="s" min="0" max="9" values="numbers"><item column="score"/></scale></survey>
</study>
XML
}
run() { # folder of plugins, options
  rm -rf "$work/out"
  "$ORGMIRROR" run "$study" -o "$work/out" --plugin-path "$1" "${@:2}" >"$work/words" 2>&1
  code=$?
}
ends() { [ "$code" -eq "$1" ] || { echo "$code is not $1" && cat "$work/words" && false; }; }
told() { # unit or "", what of it: mean by default; of a question: told q1
  awk -v unit="$1" -v item="${2-}" '
    /<estimate / && /scale="staff.s"/ && (item == "" ? /told_mean/ : /told_item/ && index($0, "item=\"staff.s." item "\"")) &&
      (unit == "" ? !/ unit="/ : index($0, " unit=\"" unit "\"")) {
      if (match($0, / value="[^"]*"/)) print substr($0, RSTART + 8, RLENGTH - 9); else print "withheld"; exit }' \
    "$work/out/report.xml"
}
people() { # unit: the n that is told
  awk -v unit="$1" '/<estimate / && /scale="staff.s"/ && /told_mean/ &&
    (unit == "" ? !/ unit="/ : index($0, " unit=\"" unit "\"")) && match($0, / n="[^"]*"/) {
      print substr($0, RSTART + 4, RLENGTH - 5); exit }' "$work/out/report.xml"
}
withheld() { # how many of these are
  local count=0 unit
  for unit in "$@"; do [ "$(told "$unit")" != withheld ] || count=$((count + 1)); done
  echo $count
}
at_least() { [ "$2" -ge "$1" ] || { echo "$2 is less than $1" && cat "$work/words" && false; }; }
is() { [ "$1" = "$2" ] || { echo "\"$1\" is not \"$2\"" && false; }; }

# --- one report ---
(rows U1 North '' 2 && rows U2 North '' 10 && rows U3 North '' 12 && rows U4 South '' 9 &&
  rows U5 South '' 8) | begin 5 'parent="parent"'
run "$work/tell"
check "A1: a parent less the children that are shown" at_least 2 "$(withheld U1 U2 U3)"
check "A1: though the parent is told" is "$(people North)" 24
check "A1: and units of another parent are" is "$(withheld U4 U5)" 0

(rows U1 North Sales 2 && rows U2 North Works 11 && rows U3 South Sales 12 && rows U4 South Works 13 &&
  rows U5 West Sales 14 && rows U6 West Works 15) | begin 5 'parent="parent" second-parent="second"'
run "$work/tell"
check "A2: the corner of a table of two ways needs three others" at_least 4 "$(withheld U1 U2 U3 U4 U5 U6)"
check "A2: or parents go" test "$(withheld North South West Sales Works)" -le 1
each_way() { # units of one parent: never is one alone withheld, nor fewer than five people
  local group
  for group in "U1 U2" "U3 U4" "U5 U6" "U1 U3 U5" "U2 U4 U6"; do
    # shellcheck disable=SC2086
    [ "$(withheld $group)" != 1 ] || { echo "of $group one is withheld" && return 1; }
  done
}
check "A3: nor does a margin that two tables share tell one" each_way
check "A8: one unit under two hierarchies is hidden in both" each_way

(rows U1 North '' 5 && rows U2 North '' 6 && rows U3 North '' 7 && rows U4 South '' 9 && rows U5 South '' 14) |
  begin 5 'parent="parent"'
run "$work/tell"
fits() { # each told mean of a unit fits two sums at least, told in steps of 300/(Rnk) of 100
  local unit
  for unit in U1 U2 U3 U4 U5; do
    awk -v mean="$(told $unit)" -v n="$(people $unit)" 'BEGIN {
      least = 300 / (4 * n * 2); step = 10 ^ int(log(least) / log(10) - 1)
      while (step < least) { step *= 2; if (step < least) step *= 1.25; if (step < least) step *= 2; if (step < least) step *= 2 }
      for (sum = 2 * n; sum <= 10 * n; sum++) {
        d = (sum / (2 * n) - mean) / 4 * 100; count += d <= step / 2 + 1e-9 && d >= -step / 2 - 1e-9 }
      if (count < 2) print unit, mean, n, step, count; exit !(count >= 2) }' || return 1
  done
}
check "A4: a told mean times n fits more than one sum" fits

(rows U1 North '' 2 && rows U2 North '' 3 && rows U3 North '' 12 && rows U4 South '' 9 && rows U5 South '' 8) |
  begin 5 'parent="parent"'
run "$work/tell"
check "A7: no n of a withheld group is told" is "$(people U1)$(people U2)" ""
check "A7: and what is left for them is five or more" at_least 5 \
  $(($(people North) - $(told U3 | grep -vc withheld) * $(people U3 | grep . || echo 0)))

(rows U1 North '' 9 | awk -F, -v OFS=, 'NR > 3 { $6 = "" } { print }' && ids=50 && rows U2 North '' 12 &&
  rows U3 South '' 9) | begin 5 'parent="parent"'
sed -i 's/max="5"/max="5" min-items="1"/' "$study"
run "$work/tell"
check "A9: it runs" ends 0
check "A9: a question that three of nine answered is withheld" is "$(told U1 q2)" withheld
check "A9: and cannot be subtracted" is "$(told U2 q2)" withheld
check "A9: what all nine answered is told" test "$(told U1)" != withheld

(rows U1 North '' 9 4 && rows U2 North '' 12 && rows U3 North '' 11 && rows U4 South '' 9) |
  begin 5 'parent="parent"'
run "$work/tell"
check "A10: nine who all answer alike are withheld" is "$(told U1)" withheld
check "A10: and hidden behind others" at_least 2 "$(withheld U1 U2 U3)"

# --- everywhere ---
(rows U1 North '' 3 && rows U2 North '' 10 && rows U3 North '' 12 && rows U4 South '' 9) |
  begin 5 'parent="parent"'
run "$work/tell" --verbose --checksums
"$ORGMIRROR" check "$study" --plugin-path "$work/tell" --json --junit "$work/out/junit.xml" >"$work/out/check.json" 2>&1
"$ORGMIRROR" check "$study" --plugin-path "$work/tell" >"$work/out/check.txt" 2>&1
"$ORGMIRROR" run "$study" -o "$work/again" --plugin-path "$work/tell" --json >"$work/out/run.json" 2>&1
cp "$work/words" "$work/out/said"
cp -r "$ORGMIRROR_LEDGER" "$work/out/ledger"
cp "$work/again/estimates.json" "$work/out"
(command -v unzip >/dev/null && unzip -qo "$work/out/tables.xlsx" -d "$work/out/workbook") # what it is made of, in plain text
check "A11: and the workbook unpacked" test -s "$work/out/workbook/xl/worksheets/sheet1.xml" -a -s "$work/out/estimates.json"
check "A11: everything was written" test -s "$work/out/report.html" -a -s "$work/out/junit.xml" -a -s "$work/out/run.json"
report "A11: no respondent is named in anything that was written or said" "$(grep -rla PLANTED "$work/out")"
mean_of_first() { awk -F, -v n="$1" 'NR > 1 && NR <= n + 1 { s += $5 + $6 } END { printf "%.4f", s / 2 / n }' "$work/study/staff.csv"; }
report "A11: nor is the mean of the three" "$(grep -rlaE "[^0-9.]$(mean_of_first 3 | sed 's/\./\\./; s/0*$//')[0-9]*[\"<,:}]" \
  "$work/out"/{*.xml,*.json,tables,workbook})"
modes=$(find "$work/again" -printf '%m %y\n' | sort -u)
report "A11: files are for the one who ran it" "$(echo "$modes" | grep -vx -e '700 d' -e '600 f')"

run "$work/searcher"
words=$(grep -o 'looked: [^<]*' "$work/out/report.xml")
check "A12: a plugin that searches its memory finds no id" is "$words" "looked: far; ids: 0; labels: some"

# --- plugins ---
cp "$zoo"/{forged_subject,forged_statistic,flood,flood_stdout,no_name,exit7}.so "$work/hostile"
cp "$work/tell/tell.so" "$work/hostile"
chmod -R go-w "$work/hostile"
run "$work/tell"
cp -r "$work/out" "$work/alone"
mkdir "$work/claims"
run "$work/hostile" --deadline=5
check "A13: n is counted, not believed: what small groups have stays withheld" is "$(told U1)" withheld
same() { diff <(grep told_ "$work/alone/report.xml") <(grep told_ "$work/out/report.xml"); }
check "A14: a plugin that floods is cut off, and others tell the same" same
check "A14: and the page stays small" test "$(wc -c <"$work/out/report.html")" -lt 2000000
outcome() { grep -o "<section [^>]*plugin=\"$1\"[^>]*" "$work/out/report.xml" | grep -o 'outcome="[^"]*"'; }
check "A15: rows in standard output end nowhere" is "$(outcome bad.flood_stdout)" 'outcome="failed"'
check "A15: rows in an exit code neither" is "$(outcome bad.exit7)" 'outcome="failed"'
report "A15: nothing of them is in the report" "$(grep -rlaE 'PLANTED' "$work/out")"

# --- names ---
(rows '<script>alert(1)</script>' North '' 9 && rows U2 North '' 10) | begin 5 'parent="parent"'
run "$work/tell"
check "A17: a unit that is named like markup is shown" ends 0
report "A17: as text" "$(grep -c '<script>alert' "$work/out/report.html" "$work/out/report.xml" | grep -v ':0$')"

# --- two reports ---
team() { (rows U1 North '' 12 && rows U2 North '' 10 && rows U3 South '' 12 && rows U4 South '' 13) | begin 5 'parent="parent"'; }
refused() { # what is done to the rows
  team
  run "$work/tell"
  ends 0 || return 1
  eval "$1"
  run "$work/tell"
  ends 5 && test ! -e "$work/out"
}
check "A5: a rerun without one band of a unit" refused "sed -i '/,U1,.*,2\$/d' '$work/study/staff.csv'"
check "A6: the next wave, one has left" refused "sed -i '3d' '$work/study/staff.csv'"
# Another minimum withholds another unit beside the small one: then both tell it.
mixed() { (rows U1 North '' 2 && rows U2 North '' 5 && rows U3 North '' 9 && rows U4 South '' 13) | begin "$1" 'parent="parent"'; }
mixed 5
run "$work/tell"
ends 0 >/dev/null
sed -i 's/minimum="5"/minimum="3"/' "$study"
run "$work/tell"
minimum_changed() { # either nothing is told, or the small unit stays behind five people of both reports
  [ "$code" = 5 ] || [ "$(told U1)" = withheld ]
}
check "A18: the minimum is changed between runs" minimum_changed
finish
