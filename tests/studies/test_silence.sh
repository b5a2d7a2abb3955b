#!/bin/bash
# Response rates beside what is said: numbers against R, what was planted, and studies that cannot
# tell.
. "$TOP_SRCDIR/tests/studies/run.sh"
. "$TOP_SRCDIR/tests/studies/company.sh"
declare_in_company s.xml '<hypothesis kind="silence" claim="T12" rate="hr.answered"
  score="employees.communication employees.ease-inside employees.rivalry customers.ease customers.trust"/>'
check "it runs on the company" run_only silence company/s.xml out
agree out "$studies/silence/expected.csv"
check "the report is valid" valid "$work/out/report.xml"
shown() { xpath "$work/out/report.xml" "//*[local-name()='finding'][@evidence][*[local-name()='headline']\
[contains(., 'goes with') or contains(., 'tends to go with')]]/@id" | grep -c silence; }
check "better units answer more, and it is seen" test "$(shown)" -ge 3
check "where it is not shown nothing is claimed" grep -q "^Not shown" <<<"$(
  xpath "$work/out/report.xml" "string(//*[local-name()='finding'][*[local-name()='headline']\
[contains(., 'Communication among us')]]/*[local-name()='headline'])")"
check "less rivalry where more answer is rosy" grep -q "rosier" <<<"$(
  xpath "$work/out/report.xml" "string(//*[local-name()='finding'][*[local-name()='headline']\
[contains(., 'Rivalry')]]/*[local-name()='caution'])")"
# Any published figure in percent can be the rate.
sed 's/rate="hr.answered"/rate="hr.leavers"/' "$work/company/s.xml" >"$work/company/leavers.xml"
check "another rate runs" run_only silence company/leavers.xml leavers
check "and has other numbers" test \
  "$(estimate leavers "[@scale='customers.ease']" silence_r value)" != \
  "$(estimate out "[@scale='customers.ease']" silence_r value)"

# --- few, alike, none ------------------------------------------------------------------------------

printf 'unit,rate\nX,50\nY,60\nZ,%s\n' 90 >"$work/rates.csv"
three '<hypothesis kind="silence" rate="hr.rate" score="in.a out.a in.same"/>'
sed -i 's#<hypothesis#<survey id="hr" side="inside" level="unit" public="yes" file="rates.csv" unit="unit">\
  <scale id="rate" min="0" max="100"><item column="rate"/></scale></survey>&#' "$work/three/study.xml"
cp "$work/rates.csv" "$work/three"
check "three units run" run_only silence three/study.xml few
# R: cor(c(50, 60, 90), c(2, 3, 13/3))
check "three units have a correlation" near "$(estimate few "[@scale='in.a']" silence_r value)" \
  0.980315618063239
check "and no range" is "$(estimate few "[@scale='in.a']" silence_r lo)" ""
check "where all say the same it is undefined" \
  is "$(estimate few "[@scale='in.same']" silence_r undefined)" "zero variance"
printf 'unit,rate\nX,50\nY,0\nZ,90\n' >"$work/three/rates.csv"
check "a rate of 0 where somebody answered: it runs" run_only silence three/study.xml zero
check "it is not applicable" is "$(outcome zero silence)" not-applicable
check "and says why" grep -q "not every unit has a response rate" <<<"$(reason zero silence)"
three ''
check "without a hypothesis it runs" run_only silence three/study.xml none
check "it is not applicable then" is "$(outcome none silence)" not-applicable
check "and says what it needs" grep -q "a declared hypothesis of kind silence" \
  <<<"$(reason none silence)"
finish
