#!/bin/bash
# Reports of one team study, one after the other: what may follow an earlier one, and what may not.
. "$TOP_SRCDIR/tests/tap.sh"
mkdir "$work/study"
study=$work/study/study.xml
ledger=$work/study/orgmirror.ledger
unset ORGMIRROR_LEDGER

# Four teams in two regions, twelve people each, and their customers without ids.
people() { # teams' names by a line of awk
  awk 'BEGIN { print "id,team,region,q1,q2,q3,q4"
    for (i = 0; i < 48; i++) {
      team = substr("Alder,Birch,Cedar,Maple", 1 + 6 * int(i / 12), 5)
      printf "P%03d,%s,%s,%d,%d,%d,%d\n", i, team, i < 24 ? "North" : "South", 1 + i * 7 % 5,
        1 + i * 3 % 5, 1 + i * 11 % 4, 2 + int(i / 5) % 4 } }'
}
customers() {
  awk 'BEGIN { print "team,score,when"
    for (i = 0; i < 60; i++)
      printf "%s,%d,2026-03-%02d %02d:%02d\n", substr("Alder,Birch,Cedar,Maple", 1 + 6 * (i % 4), 5),
        i * 7 % 11, 1 + i % 28, i % 24, i * 13 % 60 }'
}
declare_study() { # more of <privacy>, more of the survey of staff
  cat >"$study" <<XML
<study xmlns="urn:orgmirror:study:1"><title>Teams</title>
<privacy minimum="5" $1/>
<survey id="staff" side="inside" file="staff.csv" unit="team" parent="region" respondent="id">
<scale id="climate" min="1" max="5"><item column="q1"/><item column="q2"/><item column="q3"/>$2</scale>
</survey>
<survey id="customers" side="outside" file="customers.csv" unit="team">
<scale id="score" min="0" max="10"><item column="score"/></scale>
</survey>
<pair inside="staff.climate" outside="customers.score"/>
</study>
XML
}
run() { # options; what it said is in $work/words, its code in $code
  "$ORGMIRROR" run "$study" -o "$work/out" --plugin-path "$TOP_BUILDDIR/plugins/.libs" \
    --only describe,compare,units "$@" >"$work/words" 2>&1
  code=$?
}
said() { grep -qF -- "$1" "$work/words"; }
ends() { [ "$code" -eq "$1" ] || { echo "$code is not $1" && cat "$work/words" && false; }; }
reports() { ls "$ledger" | grep -c report; }
begin() { # everything anew
  rm -rf "$ledger" "$work/out"
  people >"$work/study/staff.csv"
  customers >"$work/study/customers.csv"
  declare_study '' ''
  run
}
withdraw() { "$ORGMIRROR" ledger "$study" --withdraw="$1"; }

begin
check "a first report is written" ends 0
check "and remembered" test "$(reports)" -eq 1
modes=$(find "$ledger" "$work/out" -printf '%m %y\n' | sort -u)
report "nobody else may read the ledger and the report" "$(echo "$modes" | grep -vx -e '700 d' -e '600 f')"
report "nothing of a person is in the ledger" "$(grep -laE 'P0[0-4][0-9]|2026-03' "$ledger"/*)"
cp -r "$work/out" "$work/first"
run
check "the same report is written again" ends 0
check "and remembered once" test "$(reports)" -eq 1
(head -n 1 "$work/study/staff.csv" && tail -n +2 "$work/study/staff.csv" | tac) >"$work/turned"
cp "$work/turned" "$work/study/staff.csv"
run
check "rows in another order are the same people" ends 0
check "and remembered once, too" test "$(reports)" -eq 1

# --- one has left ---
begin
cp -r "$work/out" "$work/before"
sed -i '/^P017,/d' "$work/study/staff.csv"
run
check "a report without one person is refused" ends 5
check "with the code G020" said 'error G020'
check "which names the earlier report" said 'report-0001 of 20'
check "and how to take it back" said "--withdraw=report-0001"
check "the old report is as it was" diff -r "$work/before" "$work/out"
check "nothing is remembered of it" test "$(reports)" -eq 1
run --withhold-more
check "no withholding helps, where everybody together tell it" ends 5
report "no person, answer or number of people is in the message" "$(grep -E 'P017|Birch|\b(47|48)\b' "$work/words")"
"$ORGMIRROR" check "$study" --plugin-path "$TOP_BUILDDIR/plugins/.libs" >"$work/words" 2>&1
check "check says so beforehand" said G020
check "and writes nothing" test "$(reports)" -eq 1
check "the earlier one is withdrawn" withdraw report-0001
run
check "then the report is written" ends 0
check "under a name of its own" test -e "$ledger/report-0001" -o -e "$ledger/report-0002"

# --- a column more in the study ---
begin
sed -i '/^P017,/d' "$work/study/staff.csv"
declare_study '' '<item column="q4"/>'
run
check "a question more does not make strangers of people" ends 5
begin
declare_study '' '<item column="q4"/>'
run
check "of the same people one question more may be told" ends 0
check "and both are remembered" test "$(reports)" -eq 2

# --- without ids ---
begin
sed -i '7d' "$work/study/customers.csv"
run
check "without ids one row less is noticed" ends 5
check "in the survey that has it" said 'the survey customers'

# --- other teams ---
begin
sed -i -e '/^P00[0-2],/s/Alder/Birch/' "$work/study/staff.csv"
run
check "three who have moved to another team are refused" ends 5
check "and what would be allowed is said" said --withhold-more
run --withhold-more
check "with more withheld it is written" ends 0
unit_mean() { xmllint --xpath "string(//*[local-name()='estimate'][@statistic='unit_score'][@scale='staff.climate'][@unit='$1'][1]/@$2)" "$work/out/report.xml"; }
check "without the team that would tell it" test "$(unit_mean Alder withheld)" = small-group
check "and with one that does not" test -n "$(unit_mean Cedar value)"
check "which is a note" "$ORGMIRROR" explain G021
begin
sed -i -e '/^P00[0-5],/s/Alder/Aspen/' "$work/study/staff.csv"
run
check "a team in two of six is told" ends 0

# --- another minimum, another wave, no ledger ---
begin
declare_study 'outside="4"' ''
run
check "another minimum for the same groups is no harm" ends 0
begin
sed -i '/^P017,/d' "$work/study/staff.csv"
sed -i 's|<privacy|<wave id="2027"/><privacy|' "$study"
run
check "ids of a wave that was not named before are other answers, but these are the same records" ends 5
sed -i -E '2,$s/,([1-4]),/,5,/' "$work/study/staff.csv"
sed -i -E '2,$s/,(10|[0-9]),/,7,/; s/2026-03/2027-03/' "$work/study/customers.csv"
run
check "other answers in another wave are another report" ends 0
begin
sed -i '/^P017,/d' "$work/study/staff.csv"
declare_study 'ledger="no"' ''
run
check "a study may say that nothing is held against it" ends 0
check "then nothing is remembered" test "$(reports)" -eq 1

# --- two at once ---
begin
rm -rf "$ledger"
sed '/^P017,/d' "$work/study/staff.csv" >"$work/study/other.csv"
sed 's/staff.csv/other.csv/' "$study" >"$work/study/other.xml"
alone() { "$ORGMIRROR" run "$work/study/$1.xml" -o "$work/of-$1" --plugin-path "$TOP_BUILDDIR/plugins/.libs" -q --only describe; }
alone study >/dev/null 2>&1 &
alone other >/dev/null 2>&1 &
wait
check "of two reports at once that tell of one person, one is written" \
  test "$(ls "$work"/of-*/report.html | wc -l)" -eq 1
check "and one is remembered" test "$(reports)" -eq 1

# --- the folder ---
begin
"$ORGMIRROR" ledger "$study" >"$work/words"
code=$?
check "the command lists what was published" ends 0
check "by name" grep -q '^report-0001  20' "$work/words"
check "as JSON, too" node -e 'JSON.parse(require("child_process").execFileSync(process.argv[1], ["ledger", process.argv[2], "--json"]))' "$ORGMIRROR" "$study"
withdraw report-0009 >"$work/words" 2>&1
code=$?
check "an unknown name is an error" ends 2
check "that lists those there are" said 'there are report-0001'
printf 'x' | dd of="$ledger/report-0001" bs=1 seek=70 conv=notrunc 2>/dev/null
run
check "a damaged ledger is an error" ends 70
check "that names the file" said "$ledger/report-0001: error R010"
rm -rf "$ledger"
touch "$ledger"
run
check "no place for the ledger is an error" ends 70
check "that says what else to do" said --ledger
rm "$ledger"
run --ledger "$work/elsewhere"
check "another place may be named" test -e "$work/elsewhere/report-0001"
ORGMIRROR_LEDGER=$work/third run
check "or set" test -e "$work/third/report-0001"
if [ "$(id -u)" -ne 0 ] && chmod 500 "$work/study" && run; then
  check "a folder that cannot be written to is an error" ends 70
  chmod 700 "$work/study"
fi
finish
