#!/bin/bash
# Waves as a user meets them: what check counts, and which wave a run is of.
. "$TOP_SRCDIR/tests/core/commands.sh"
cd "$work" || exit 99

cat >study.xml <<'END'
<study xmlns="urn:orgmirror:study:1">
  <title>Two quarters</title>
  <wave id="q1" label="First quarter" from="2026-01-01" to="2026-03-31"/>
  <wave id="q2" label="Second quarter" from="2026-04-01" to="2026-06-30"/>
  <wave id="q3"/>
  <survey id="staff" side="inside" file="staff.csv" unit="unit" wave="quarter">
    <scale id="ease" min="1" max="5"><item column="q1"/><item column="q2"/></scale>
  </survey>
  <survey id="clients" side="outside" unit="unit">
    <file path="clients1.csv" wave="q1"/><file path="clients2.csv" wave="q2"/>
    <scale id="trust" min="0" max="10"><item column="t1"/></scale>
  </survey>
  <survey id="sites" side="outside" file="clients2.csv" unit="unit">
    <scale id="again" min="0" max="10"><item column="t1"/></scale>
  </survey>
</study>
END
awk 'BEGIN {
  print "quarter,unit,q1,q2" > "staff.csv"
  print "unit,t1" > "clients1.csv"
  print "unit,t1" > "clients2.csv"
  for (i = 0; i < 120; i++) {
    printf "%s,u%d,%d,%d\n", i < 3 ? "q3" : i == 3 ? "never" : i % 3 ? "First quarter" : "q2",
      i % 6, i % 5 + 1, (i * 3) % 5 + 1 > "staff.csv"
    printf "u%d,%d\n", i % 6, i % 10 > "clients" (i % 2 + 1) ".csv"
  }
}'

with_plugins check study.xml --wave=q2
expect "check says that a survey has rows of nobody knows which wave" 0 \
  "warning S307: the study has waves, and the survey sites does not say"
expect "and rows that name none" 0 "warning D301: staff: 1 of 120 rows are left out"
check "the wave that is analysed is told" grep -q "wave q2 is analysed, of 3" out
check "rows of each wave are counted, and few are not" \
  grep -qx "  waves: q1 78 rows, q2 38 rows (analysed), q3 fewer than 5 rows" out
check "of files as well" grep -qx "  waves: q1 60 rows, q2 60 rows (analysed), q3 0 rows" out
check "what was left out is told" \
  grep -q "120 rows read, 38 kept, 81 dropped (another wave), 1 dropped (no wave)" out

with_plugins check study.xml --wave=q1 --json
check "and to programs" grep -qF \
  '"waves":[{"id":"q1","rows":78,"analysed":true},{"id":"q2","rows":38,"analysed":false},{"id":"q3","rows":null,"analysed":false}]' \
  out

with_plugins check study.xml
expect "without --wave it is the last" 4 'error D121: the survey clients has no file of the wave "q3"'
with_plugins check study.xml --wave=q4
expect "a wave that is not there is refused" 2 \
  "error U005: --wave=q4 names no wave of this study. To fix: name one of q1, q2, q3"
sed -i '/<wave/d; s/ wave="[^"]*"//g' study.xml
with_plugins check study.xml --wave=q4
expect "and where there is none" 2 "U005.*declare waves in the study"

sed -i 's|<title>|<wave id="q1" label="First quarter"/><wave id="q2" label="Second quarter"/><title>|' study.xml
sed -i 's|\(<wave.*/>\)\(<title>.*</title>\)|\2\1|; s|unit="unit">|unit="unit" wave="quarter">|' study.xml
sed -i '/<survey id="clients"/,$d' study.xml
echo "</study>" >>study.xml
with_plugins run study.xml -o one
expect "a run says which wave it is of" 0 "^wave q2, of 2; --wave names another$"
check "and so does its report" grep -q '<wave id="q2" label="Second quarter"' one/report.xml
with_plugins run study.xml -o two --wave=q1 -q
expect "a run of another wave says nothing when it is to be quiet" 0 ""
check "and is of that wave" grep -q '<wave id="q1" label="First quarter"' two/report.xml
finish
