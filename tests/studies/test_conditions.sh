#!/bin/bash
# Conditions and what lies beyond: moderated and hierarchical regression over units, against R on the
# synthetic company; what was not planted is not claimed; a condition that is there is found.
. "$TOP_SRCDIR/tests/studies/hypotheses.sh"
declare_in company four.xml '
  <hypothesis kind="condition" claim="T14" outcome="customers.trust" predictor="employees.rivalry"
    moderator="customers.tenure"/>
  <hypothesis kind="condition" outcome="customers.heard" predictor="employees.customer-focus"
    moderator="employees.tools"/>
  <hypothesis kind="beyond" claim="T14" outcome="customers.heard"
    first="employees.tools employees.people-first" then="employees.customer-focus"/>
  <hypothesis kind="beyond" claim="T14" outcome="customers.digital-help" first="employees.tools"
    then="employees.digital"/>'
check "it runs" run company/four.xml four conditions
# Made by tests/studies/conditions/conditions.R
agree four "$studies/conditions/conditions.csv" .03
check "the basis is said" is "$(estimate four condition_r 1 basis)" among

# --- what was planted ------------------------------------------------------------------------------

for h in 1 2; do
  check "no condition was planted, and none is claimed: $h" grep -qxE 'weak|none' \
    <<<"$(finding four "conditions-condition-$h" evidence)"
done
check "customer focus goes with being heard beyond people first" grep -qxE 'strong|moderate' \
  <<<"$(finding four conditions-beyond-1 evidence)"
check "digital help goes with nothing beyond tools" grep -qxE 'weak|none' \
  <<<"$(finding four conditions-beyond-2 evidence)"
check "the report is valid" valid "$work/four/report.xml"

# --- a condition that is there ---------------------------------------------------------------------

# 48 units of six; what customers say rises with x where w is high and falls where it is low.
awk 'BEGIN {
  print "unit,x,w,y" > "/dev/stdout"
  for (u = 0; u < 48; u++)
    for (p = 0; p < 6; p++) {
      x = 1 + u % 7; w = 1 + int(u / 7); noise = (u * 37 + p * 11) % 9 / 4 - 1
      printf "U%02d,%d,%d,%.2f\n", u, x, w, 20 + (x - 4) * (w - 4) + noise
    }
}' >"$work/there.csv"
cat >"$work/there.xml" <<'END'
<study xmlns="urn:orgmirror:study:1">
  <title>There</title>
  <survey id="s" side="inside" file="there.csv" unit="unit">
    <scale id="x" min="1" max="7"><item column="x"/></scale>
    <scale id="w" min="1" max="7"><item column="w"/></scale>
  </survey>
  <survey id="o" side="outside" file="there.csv" unit="unit">
    <scale id="y" min="0" max="40" values="numbers"><item column="y"/></scale>
  </survey>
  <hypothesis kind="condition" outcome="o.y" predictor="s.x" moderator="s.w"/>
</study>
END
check "a company with a condition runs" run there.xml there conditions
check "the condition is found" is "$(finding there conditions-condition-1 evidence)" strong
check "its slope changes by about 1 a point" within "$(estimate there condition_product 1 value)" 1 .1
check "it is told with its direction" grep -q 'goes with more' \
  <<<"$(headline there conditions-condition-1)"
check "in words, at low and high" is "$(xpath "$work/there/report.xml" \
  "string(//*[local-name()='remark'][@name='condition_words'])")" \
  "Where it is low, higher goes along with less; where it is high, higher goes along with more."

# --- small and odd ones ----------------------------------------------------------------------------

small_study small.xml '
  <hypothesis kind="condition" outcome="o.c" predictor="s.a" moderator="s.b"/>
  <hypothesis kind="condition" outcome="o.c" predictor="s.a" moderator="s.same"/>
  <hypothesis kind="beyond" outcome="o.c" first="s.a" then="s.same"/>'
check "three units run" run small.xml small conditions
check "three units are too few for a condition" test -n "$(estimate small condition_product 1 undefined)"
check "they are evidence of nothing" is "$(finding small conditions-condition-1 evidence)" none
check "a constant moderator has a reason" test -n "$(estimate small condition_low 2 undefined)"
check "what is constant adds nothing that could be computed" \
  test -n "$(estimate small beyond_change 3 undefined)"
small_study without.xml ''
check "a study without hypotheses runs" run without.xml without conditions
check "it is not applicable" is "$(outcome without conditions)" not-applicable
check "and says why" grep -q 'it needs a declared hypothesis of the kind condition or beyond' \
  <(xpath "$work/without/report.xml" "//*[local-name()='reason']" | sed 's/<[^>]*>//g')
finish
