#!/bin/bash
# Disagreement inside against customers' spread and mean: numbers against R, what was planted, and
# studies that cannot tell.
. "$TOP_SRCDIR/tests/studies/run.sh"
. "$TOP_SRCDIR/tests/studies/company.sh"
declare_in_company c.xml \
  '<hypothesis kind="consistency" claim="T9" inside="employees.consensus" outside="customers.consistency"/>
   <hypothesis kind="consistency" inside="employees.learning" outside="customers.insight"/>'
check "it runs on the company" run_only consistency company/c.xml out
agree out "$studies/consistency/expected.csv"
check "the planted spread is strong" is "$(evidence out spread-0)" strong
check "and said so" grep -q "goes with uneven" <<<"$(finding out spread-0 headline)"
check "means are not planted in it" is "$(evidence out level-0)" none
check "what was not planted is not claimed" grep -qx "none\|weak" <<<"$(evidence out spread-1)"
report "no other pair is claimed" "$(
  xpath "$work/out/report.xml" "//*[local-name()='estimate'][@statistic='spread_bh']/@value" |
    grep -oE '[0-9.]+' | awk '$1 < .05')"
check "every other pair was looked at" is "$(
  xpath "$work/out/report.xml" "count(//*[local-name()='estimate'][@statistic='spread_bh'])")" 16
check "the report is valid" valid "$work/out/report.xml"

# --- few, alike, none ------------------------------------------------------------------------------

three '<hypothesis kind="consistency" inside="in.a" outside="out.a"/>
  <hypothesis kind="consistency" inside="in.same" outside="out.a"/>'
check "three units run" run_only consistency three/study.xml few
check "three units have a correlation" near "$(estimate few '[@hypothesis=1]' spread_r value)" 1
check "and no range" is "$(estimate few '[@hypothesis=1]' spread_r lo)" ""
check "and no evidence" is "$(evidence few spread-0)" none
check "where all say the same it is undefined" \
  is "$(estimate few '[@hypothesis=2]' spread_r undefined)" "zero variance"
check "with a reason for what is held constant" \
  test -n "$(estimate few '[@hypothesis=2]' spread_held undefined)"
three ''
check "without hypothesis and pair it runs" run_only consistency three/study.xml none
check "it is not applicable" is "$(outcome none consistency)" not-applicable
check "and says why" grep -q "it needs a hypothesis of kind consistency" <<<"$(reason none consistency)"
finish
