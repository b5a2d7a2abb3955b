#!/bin/bash
# What check says: text in the order of the study, JSON, JUnit XML.
. "$TOP_SRCDIR/tests/core/commands.sh"

# --- a study with much to say of it --------------------------------------------------------------

# 24 units, ten people on each side.  q1 and q2 go together, q3 against them, q4 is all the same;
# answers are 1 to 5 where 0 to 10 is declared; unit u1 has three people inside.
make_odd() { # folder
  mkdir -p "$1"
  cat >"$1/study.xml" <<'END'
<study xmlns="urn:orgmirror:study:1">
  <title>Much to say</title>
  <survey id="staff" side="inside" file="staff.csv" unit="unit">
    <scale id="ease" min="1" max="5"><item column="q1"/><item column="q2"/><item column="q3"/>
      <item column="q4"/></scale>
  </survey>
  <survey id="clients" side="outside" file="clients.csv" unit="unit">
    <scale id="trust" min="0" max="10"><item column="t1"/></scale>
    <scale id="price" min="1" max="5"><item column="t2"/></scale>
  </survey>
  <pair inside="staff.ease" outside="clients.trust"/>
</study>
END
  awk -v staff="$1/staff.csv" -v clients="$1/clients.csv" 'BEGIN {
    print "unit,q1,q2,q3,q4" > staff
    print "unit,t1,t2" > clients
    for (u = 1; u <= 24; u++)
      for (p = 0; p < 10; p++) {
        a = (u * 3 + p * 2) % 5 + 1
        b = a + (p % 3 == 0) - (p % 4 == 0)
        b = b < 1 ? 1 : b > 5 ? 5 : b
        if (u > 1 || p < 3) printf "u%d,%d,%d,%d,3\n", u, a, b, 6 - b > staff
        printf "%s%d,%d,%d\n", u == 24 ? "U-" : "u", u, (u + p) % 5 + 1, ((u + p) * p) % 5 + 1 > clients
      }
  }'
}
make_odd "$work/odd"
cd "$work/odd" || exit 99

# --- text ----------------------------------------------------------------------------------------

with_plugins check study.xml --only=mirror
"$ORGMIRROR" check study.xml --only=mirror --plugin-path "$plugins" >"$work/both" 2>&1
cat >"$work/expected" <<'END'
Study: Much to say
  2 surveys, 3 scales, 1 pair; smallest group shown 5 (outside 3); seed 1
study.xml:1: note S303: 1 scale is in no pair: clients.price

Survey staff (inside): staff.csv
  read as comma-separated text, 1 header row, UTF-8
  233 rows read, 233 kept
study.xml:3: warning G010: staff: units that will not be shown by themselves: 2 of 24, because fewer than 5 people answered in them, their people all answer alike, or they would give away such units. To fix: nothing need be done; larger units show more
  ease: 4 items; 233 people with a score in 24 units, 2 of them withheld (6 % of the people)
study.xml:4: warning D331: staff.ease: the item q3 looks reversed: check the coding, because it goes against the other items: item-total -.98. To fix: read the question; say reversed="yes" where agreeing means less
study.xml:5: warning D313: staff.ease: all answers to the item q4 are the same. To fix: check the column; or leave the item out

Survey clients (outside): clients.csv
  read as comma-separated text, 1 header row, UTF-8
  240 rows read, 240 kept
  trust: 1 item; 240 people with a score in 24 units
study.xml:8: warning D321: clients.trust: nobody answered 0 and 6 to 10, because 0 to 10 are declared. To fix: correct min and max if fewer answers were offered: scores rest on them
  price: 1 item; 240 people with a score in 24 units

Units
  25 in all, 23 on both sides, 1 inside alone, 1 outside alone
study.xml: warning D202: 2 units are on one side only, 1 inside and 1 outside, because U-24 (outside), u24 (inside). To fix: where they are one unit under two names, say so: <units><unit id><alias>
study.xml: warning D204: "u24" inside and "U-24" outside may be one unit, because the names are nearly the same. To fix: if it is, say so: <units><unit id="u24"> <alias>U-24</alias> </unit></units>

Pairs: the smallest link that would be seen in four of five studies (meaningful: .20)
  staff.ease, clients.trust: .56, from 23 matched units
study.xml:11: note D205: the pair staff.ease, clients.trust has 23 matched units: below 30 ranges are wide, and one unit can decide

Analyses
END
check "what is found stands in the order of the study" \
  diff <(sed '/^Analyses$/q' "$work/both") "$work/expected"
last_line() { tail -n 1 "$work/out" | grep -qx "$1" || tail -n 1 "$work/out"; }
report "the last line counts and judges" \
  "$(last_line "0 errors, 6 warnings, 2 notes; the study can be run")"
check "warnings stand on standard error" test "$(grep -c ': warning ' "$work/err")" = 6
check "and nothing else does" test "$(wc -l <"$work/err")" = 6
check "notes and facts stand on standard output" test "$(grep -c ': note ' "$work/out")" = 2
check "no answer and no row is quoted" bash -c "! grep -q 'u1,\|row 3' '$work/both'"

cp "$work/both" "$work/first"
{ head -n 1 staff.csv; tail -n +2 staff.csv | sort -R --random-source=study.xml; } >shuffled
mv shuffled staff.csv
"$ORGMIRROR" check study.xml --only=mirror --plugin-path "$plugins" >"$work/both" 2>&1
check "another order of rows says the same" cmp "$work/both" "$work/first"

with_plugins check study.xml -q
expect "-q says nothing of what is odd" 0 ""
check "-q prints nothing" test ! -s "$work/out"
with_plugins check study.xml --strict
expect "--strict minds what is odd" 1 "warning D331"

make_study "$work/few" 6
with_plugins check "$work/few/study.xml"
expect "few units are told" 0 "study.xml:9: warning D205: .*8 matched units: below 10"

# --- real answers ---------------------------------------------------------------------------------

# The items of five scales that their authors count in reverse, and no other.
mkdir "$work/bfi"
cp "$TOP_SRCDIR/tests/data/psychTools_bfi.csv" "$work/bfi/bfi.csv"
make_bfi() { # columns that are declared reversed
  local scale i turned
  echo '<study xmlns="urn:orgmirror:study:1"><title>Five traits</title>'
  echo '<survey id="p" side="inside" file="bfi.csv"><missing code="NA"/>'
  for scale in A C E N O; do
    echo "<scale id=\"$scale\" min=\"1\" max=\"6\">"
    for i in 1 2 3 4 5; do
      turned=
      [[ " $1 " != *" $scale$i "* ]] || turned=' reversed="yes"'
      echo "<item column=\"$scale$i\"$turned/>"
    done
    echo "</scale>"
  done
  echo '</survey></study>'
}
reversed="A1 C4 C5 E1 E2 O2 O5"
make_bfi "" >"$work/bfi/study.xml"
with_plugins check "$work/bfi/study.xml"
check "reversed items are found, and no others" test "$reversed" = \
  "$(sed -n 's/.*warning D331: .*the item \(..\) looks reversed.*/\1/p' "$work/err" | tr '\n' ' ' | sed 's/ $//')"
make_bfi "$reversed" >"$work/bfi/study.xml"
with_plugins check "$work/bfi/study.xml"
expect "once they are declared nothing is odd" 0 ""
make_bfi "$reversed N1" >"$work/bfi/study.xml"
with_plugins check "$work/bfi/study.xml"
expect "one declared too many is found" 0 "D331: p.N: the item N1 is declared reversed and still"

with_plugins check "$TOP_SRCDIR/samples/schools/study.xml" --strict
expect "nothing is odd about the sample" 0 ""

# --- errors --------------------------------------------------------------------------------------

cp -r "$work/odd" "$work/wrong"
sed -i '3s/.*/u1,77,1,1,1/' "$work/wrong/staff.csv"
mv "$work/wrong/clients.csv" "$work/wrong/elsewhere.csv"
with_plugins check "$work/wrong/study.xml"
expect "errors of all exports come at once" 4 "clients.csv: error D001"
check "the error of each survey" grep -q "staff.csv:3: error D101" "$work/err"
report "the study cannot be run" \
  "$(last_line "2 errors, 0 warnings, 1 note; the study cannot be run")"
check "what is odd in answers waits for them" grep -q "once every export can be read" "$work/out"
sed -i 's/max="10"/max="-1"/' "$work/wrong/study.xml"
with_plugins check "$work/wrong/study.xml"
expect "errors of the study" 3 "error S112"
report "it cannot be run either" \
  "$(last_line ". errors*, 0 warnings, 0 notes; the study cannot be run")"

awk 'BEGIN { print "unit,q1,q2"; for (i = 1; i <= 300; i++) printf "x%d,1,%d\n", i, i % 5 + 1 }' \
  >"$work/few/staff.csv"
{
  sed '/<pair/d; /<\/study>/d' "$work/few/study.xml"
  echo '<units>'
  for ((i = 0; i < 250; i++)); do echo "<unit id=\"absent$i\"/>"; done
  echo '</units></study>'
} >"$work/few/many.xml"
with_plugins check "$work/few/many.xml"
check "a flood of one kind is cut" test "$(grep -c 'warning D203' "$work/err")" = 200
check "and counted" grep -qx "D203: 50 more of this kind; -v prints them" "$work/out"
with_plugins check "$work/few/many.xml" -v
check "-v prints all" test "$(grep -c 'warning D203' "$work/err")" = 250

# --- JSON ----------------------------------------------------------------------------------------

if command -v node >/dev/null; then
  json() { # JavaScript expression over `x`
    node -e 'const x = JSON.parse(require("fs").readFileSync(process.argv[1], "utf8"));
      if (!eval(process.argv[2])) { console.log(JSON.stringify(x)); process.exit(1); }' "$work/out" "$1"
  }
else
  json() { # without node, its outline at least
    grep -qE '^[[{].*[]}]$' "$work/out" && [ "$(wc -l <"$work/out")" -eq 1 ]
  }
fi
with_plugins check study.xml --json
check "JSON counts" json 'x.exit === 0 && x.can_run === true && x.errors === 0 && x.warnings === 6 &&
  x.notes === 2 && x.units === 25 && x.units_on_both_sides === 23 && x.units_inside_alone === 1 &&
  x.units_outside_alone === 1'
check "JSON of surveys and scales" json 'x.surveys.length === 2 && x.surveys[0].side === "inside" &&
  x.surveys[0].level === "respondent" && x.surveys[0].public === false &&
  x.surveys[0].scales[0].id === "ease" && x.surveys[0].scales[0].scored === 233 &&
  x.surveys[0].scales[0].items[3].column === "q4" &&
  x.surveys[0].scales[0].items[3].answered === 233 &&
  x.surveys[0].scales[0].units === 24 && x.surveys[0].scales[0].units_withheld === 2 &&
  Math.abs(x.surveys[0].scales[0].share_withheld - 13 / 233) < 1e-12 && x.surveys[0].scales[0].is_withheld === false &&
  x.surveys[1].scales[0].share_withheld === 0'
check "JSON of pairs" json 'x.pairs.length === 1 && x.pairs[0].inside === "staff.ease" &&
  x.pairs[0].outside === "clients.trust" && x.pairs[0].sign === "+" &&
  x.pairs[0].matched_units === 23 &&
  Math.abs(x.pairs[0].smallest_link - Math.tanh(2.801585 / Math.sqrt(20))) < 1e-12'
check "JSON of findings" json 'x.findings.length === 8 && x.messages.length === 8 &&
  x.findings.some(f => f.check === "coding" && f.level === "warning" && f.code === "D331" &&
    f.survey === "staff" && f.scale === "staff.ease" && f.column === "q3" && f.line === 4 &&
    f.file === "study.xml" && f.fix) &&
  x.findings.some(f => f.code === "D205" && f.inside === "staff.ease" && f.survey === null)'
with_plugins check "$work/wrong/study.xml" --json
check "JSON of a wrong study" json 'x.exit === 3 && x.can_run === false && x.errors > 0 &&
  x.surveys === undefined && x.findings[0].level === "error"'

# --- JUnit XML -----------------------------------------------------------------------------------

xpath() { xmllint --xpath "$2" "$1" 2>/dev/null; }
valid() { xmllint --noout --relaxng "$TOP_SRCDIR/tests/core/junit.rng" "$1"; }
if command -v xmllint >/dev/null; then
  with_plugins check study.xml --junit="$work/odd.xml"
  check "JUnit XML is valid" valid "$work/odd.xml"
  check "it has a case for each check and survey" \
    test "$(xpath "$work/odd.xml" 'count(//testcase)')" = "$(xpath "$work/odd.xml" 'string(//@tests)')"
  check "without an error nothing failed" test "$(xpath "$work/odd.xml" 'count(//failure)')" = 0
  coding="//testcase[@classname='orgmirror.survey.staff'][contains(@name, 'same way')]/system-out"
  says() { xpath "$work/odd.xml" "string($coding)" | grep -q "warning D331: staff.ease: the item q3"; }
  check "warnings are the output of their case" says
  check "the text is printed as well" grep -q "can be run" "$work/out"
  cp -r "$work/odd" "$work/wrong2"
  sed -i '3s/.*/u1,77,1,1,1/' "$work/wrong2/staff.csv"
  with_plugins check "$work/wrong2/study.xml" --junit="$work/wrong.xml" --json
  check "JUnit XML beside JSON" json 'x.exit === 4'
  check "JUnit XML of errors is valid" valid "$work/wrong.xml"
  check "an error is a failure" test "$(xpath "$work/wrong.xml" \
    "string(//testcase[@classname='orgmirror.survey.staff']/failure/@type)")" = D101
  check "what could not be looked at was skipped" \
    test "$(xpath "$work/wrong.xml" 'count(//skipped)')" = "$(xpath "$work/wrong.xml" 'string(//@skipped)')" \
    -a "$(xpath "$work/wrong.xml" 'count(//skipped)')" -gt 5
  with_plugins check "$work/absent.xml" --junit="$work/absent.out"
  expect "a study that cannot be read" 3 "error S001"
  check "has JUnit XML too" valid "$work/absent.out"
  check "that failed" test "$(xpath "$work/absent.out" 'string(//@failures)')" = 1
else
  skip "JUnit XML is valid" "xmllint is not here (Debian package libxml2-utils)"
fi
with_plugins check study.xml --junit="$work/none/x.xml"
expect "a file that cannot be written" 70 "none/x.xml: error R001"
check "is told in the last line too" grep -q "^1 error, .*cannot be run" "$work/out"

# --- many units ----------------------------------------------------------------------------------

# Twice the units, all declared, each with a parent: not four times the time.
make_many() { # folder, units
  mkdir -p "$1"
  awk -v n="$2" -v dir="$1" 'BEGIN {
    study = dir "/study.xml"; staff = dir "/staff.csv"; clients = dir "/clients.csv"
    print "<study xmlns=\"urn:orgmirror:study:1\"><title>t</title>" > study
    for (s = 0; s < 2; s++)
      printf "<survey id=\"%s\" side=\"%s\" file=\"%s.csv\" unit=\"u\" parent=\"p\"><scale id=\"s\" min=\"1\" max=\"5\"><item column=\"q\"/></scale></survey>\n", s ? "b" : "a", s ? "outside" : "inside", s ? "clients" : "staff" > study
    print "<units>" > study
    print "u,p,q" > staff; print "u,p,q" > clients
    for (i = 0; i < n; i++) {
      printf "<unit id=\"u%d\"/>\n", i > study
      printf "u%d,p%d,%d\n", i, i / 2, i % 5 + 1 > staff
      printf "U%d,p%d,%d\n", i, i / 2, i % 5 + 1 > clients
    }
    print "</units><pair inside=\"a.s\" outside=\"b.s\"/></study>" > study
  }'
}
make_many "$work/many" 100000
# Were the time to grow with the square of the number of units, this would not come to an end.
"$ORGMIRROR" check "$work/many/study.xml" --plugin-path "$plugins" -q >/dev/null 2>"$work/err"
check "100,000 units on each side, all declared, are looked at" grep -q "D201" "$work/err"
# --- how the form was filled in ------------------------------------------------------------------

# 200 people, 12 items; every row of the first 30 is there twice; others, so many, say 4 to everything.
make_habits() { # people who say 4
  cat >habits.xml <<'END'
<study xmlns="urn:orgmirror:study:1"><title>t</title>
<survey id="staff" side="inside" file="habits.csv" unit="unit">
<scale id="a" min="1" max="5">
<item column="q1"/><item column="q2"/><item column="q3"/><item column="q4"/><item column="q5"/>
<item column="q6"/><item column="q7"/><item column="q8"/><item column="q9"/><item column="q10"/>
<item column="q11"/><item column="q12" reversed="yes"/></scale></survey></study>
END
  awk -v straight="$1" 'BEGIN {
    srand(4)
    printf "id,unit"
    for (i = 1; i <= 12; i++) printf ",q%d", i
    print ""
    for (p = 0; p < 200; p++) {
      row = "u" p % 8
      for (i = 0; i < 12; i++) row = row "," (p >= 200 - straight ? 4 : int(rand() * 5) + 1)
      print p "," row
      if (p < 30) print p + 1000 "," row
    }
  }' >habits.csv
}
mkdir -p "$work/habits" && cd "$work/habits" || exit 99
make_habits 50
with_plugins check habits.xml
expect "rows that are there twice are told, with the fix" 0 \
  'warning D307: staff: 30 of 180 rows with ten answers or more say again what another row says, because unit and all answers are the same.*respondent='
expect "and one answer to everything" 0 \
  'warning D308: staff: 50 of 230 people gave one and the same answer to all they answered of 12 items, because some of the items say the opposite'
check "neither names a row, a unit or an answer" test -z "$(grep -hE 'D30[78]' "$work/out" "$work/err" | grep -E 'u[0-7]|row [0-9]')"
make_habits 15
awk -F, 'NR == 1 || $1 < 1000 || $1 == 1001' habits.csv >x && mv x habits.csv
with_plugins check habits.xml
check "few rows are not counted, and are a note" \
  grep -q 'note D307: staff: fewer than 5 of 186 rows' "$work/out"
check "few who say one thing are a note" grep -q 'note D308: staff: 15 of 201 people' "$work/out"
make_habits 4
sed -i 's/unit="unit"/unit="unit" respondent="id"/' habits.xml
with_plugins check habits.xml
check "with ids, rows that agree are two people; and four people are nobody to speak of" \
  test -z "$(grep -hE "D30[78]" "$work/out" "$work/err")"
finish
