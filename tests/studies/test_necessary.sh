#!/bin/bash
# Necessary conditions: numbers against R, one that is there, those that are not, and studies that
# cannot tell.
. "$TOP_SRCDIR/tests/studies/run.sh"
. "$TOP_SRCDIR/tests/studies/company.sh"
declare_in_company n.xml \
  '<hypothesis kind="necessary" claim="T8" condition="employees.learning" outcome="customers.insight"/>
   <hypothesis kind="necessary" condition="employees.execution" outcome="customers.commitments"/>
   <hypothesis kind="necessary" condition="employees.rivalry" outcome="customers.trust"/>'
check "it runs on the company" run_only necessary company/n.xml out
agree out "$studies/necessary/expected.csv"
while IFS=';' read -r about statistic attribute value; do
  check "$statistic of $about is near R's other draws" bash -c \
    'awk -v x="$1" -v y="$2" "BEGIN { d = x - y; exit !(x != \"\" && y ~ /^[0-9.]+$/ && d < .03 && d > -.03) }"' - \
    "$(estimate out "$about" "$statistic" "$attribute")" "$value"
done <"$studies/necessary/expected_drawn.csv"
report "nothing is necessary in the company, and nothing is claimed" "$(
  xpath "$work/out/report.xml" "//*[local-name()='finding']/*[local-name()='headline']" |
    grep 'No unit reaches')"
check "a mirrored pair is a plain link" grep -q "beyond a plain link" \
  <<<"$(finding out necessary-1 headline)"
check "the report is valid" valid "$work/out/report.xml"

# --- one that is there -----------------------------------------------------------------------------

mkdir "$work/planted"
# 36 units: the outcome is anywhere up to the condition, and mostly far below.
awk 'BEGIN { print "unit,x,y"
  for (u = 0; u < 36; u++) {
    x = (u % 6) / 5; y = x * (int(u / 6) / 5) ^ 3
    for (p = 0; p < 5; p++) printf "U%02d,%.6f,%.6f\n", u, 1 + 4 * x, 1 + 4 * (y < x ? y : x)
  } }' >"$work/planted/in.csv"
planted() { # direction of the condition, of the outcome
  cat >"$work/planted/study.xml" <<END
<study xmlns="urn:orgmirror:study:1">
  <title>Planted</title>
  <survey id="in" side="inside" file="in.csv" unit="unit">
    <scale id="x" values="numbers" min="1" max="5" direction="$1"><item column="x"/></scale>
    <scale id="y" values="numbers" min="1" max="5" direction="$2"><item column="y"/></scale>
  </survey>
  <hypothesis kind="necessary" condition="in.x" outcome="in.y"/>
</study>
END
}
planted higher-is-healthier higher-is-healthier
check "the planted one runs" run_only necessary planted/study.xml there
check "it is found" is "$(finding there necessary-0 headline)" "No unit reaches high “y” without high “x”."
planted higher-is-dysfunction higher-is-healthier
check "turned round it runs" run_only necessary planted/study.xml turned
check "turned round it is not there" grep -q "^No necessary condition" \
  <<<"$(finding turned necessary-0 headline)"

# --- few, alike, none ------------------------------------------------------------------------------

three '<hypothesis kind="necessary" condition="in.a" outcome="out.a"/>
  <hypothesis kind="necessary" condition="in.same" outcome="out.a"/>'
check "three units run" run_only necessary three/study.xml few
check "three units cannot tell" grep -q "^This study cannot tell" \
  <<<"$(finding few necessary-0 headline)"
check "where all say the same it is undefined" \
  is "$(estimate few '[@hypothesis=2]' nca_d undefined)" "zero variance"
check "and cannot tell" grep -q "^This study cannot tell" <<<"$(finding few necessary-1 headline)"
three ''
check "without a hypothesis it runs" run_only necessary three/study.xml none
check "it is not applicable" is "$(outcome none necessary)" not-applicable
check "and says what it needs" grep -q "a declared hypothesis of kind necessary" \
  <<<"$(reason none necessary)"
finish
