#!/bin/bash
# Answers near the end of the period: numbers against R, what was planted, and studies that cannot
# tell.
. "$TOP_SRCDIR/tests/studies/run.sh"
. "$TOP_SRCDIR/tests/studies/company.sh"
hypothesis='<hypothesis kind="pressure" claim="T10" days="customers.days-left"
  outcome="customers.trust customers.ease customers.clear-words"/>'
rows() { # file: lets the analysis see rows
  sed -i 's#</study>#<analysis plugin="pressure" rows="yes"/></study>#' "$1"
}
declare_in_company closed.xml "$hypothesis"
cp "$work/company/closed.xml" "$work/company/p.xml"
rows "$work/company/p.xml"
check "it runs on the company" run_only pressure company/p.xml out
agree out "$studies/pressure/expected.csv"
check "the report is valid" valid "$work/out/report.xml"
said() { # label, part
  xpath "$work/out/report.xml" "string(//*[local-name()='finding'][*[local-name()='headline']\
[contains(., '$1')]]/$2)"
}
check "trust is lower in the last ten days" is "$(said Trust "*[local-name()='headline']")" \
  "In the last 10 days of the period customers rate “Trust without pressure” lower."
check "by half a point" near "$(estimate out "[@scale='customers.trust']" pressure_difference value)" -.5 .1
check "ease is lower by .3" near "$(estimate out "[@scale='customers.ease']" pressure_difference value)" -.3 .2
check "both are strong" is "$(said Trust @evidence) $(said Ease @evidence)" "strong strong"
check "nothing else is claimed" is "$(said Clear "*[local-name()='headline']")" \
  "No: “Clear words to us” is rated alike late in the period and before."
check "who answers late may differ" grep -q "Other customers may answer late" \
  <<<"$(said Trust "*[local-name()='caution']")"
check "without leave to see rows it runs" run_only pressure company/closed.xml closed
check "it is not applicable" is "$(outcome closed pressure)" not-applicable
check "and says why" grep -q "single answers" <<<"$(reason closed pressure)"

# --- few, alike, none ------------------------------------------------------------------------------

three '<hypothesis kind="pressure" days="out.days" outcome="out.a out.same"/>'
rows "$work/three/study.xml"
check "three units run" run_only pressure three/study.xml few
# Late (7 days) less the other (30, 40, 50 days), weighted by what each unit has of both:
# X: (1 + 3) / 2 - 2 = 0, Y: (2 + 4) / 2 - 3 = 0, Z: (5 + 4) / 2 - 4 = .5; each weighs the same.
check "three units have a difference" near "$(estimate few "[@scale='out.a']" pressure_difference value)" \
  "$(awk 'BEGIN { printf "%.15g", .5 / 3 }')"
check "and no range" is "$(estimate few "[@scale='out.a']" pressure_difference lo)" ""
check "where all rate alike it is undefined" is \
  "$(estimate few "[@scale='out.same']" pressure_difference undefined)" "within units all scores are alike"
sed -i 's/,30$/,7/; s/,40$/,7/; s/,50$/,7/' "$work/three/out.csv"
check "all late: it runs" run_only pressure three/study.xml late
check "all late is undefined" is "$(estimate late "[@scale='out.a']" pressure_difference undefined)" \
  "within units all answered at the same time"
check "nobody answered early" is "$(estimate late "[@scale='out.a']" pressure_part_4 undefined)" \
  "nobody answered then"
three ''
rows "$work/three/study.xml"
check "without a hypothesis it runs" run_only pressure three/study.xml none
check "it is not applicable then" is "$(outcome none pressure)" not-applicable
check "and says what it needs" grep -q "a declared hypothesis of kind pressure" \
  <<<"$(reason none pressure)"
finish
