#!/bin/bash
# Belief against fact: gaps, correlations and response surfaces against R on the synthetic company;
# what was planted is found.
. "$TOP_SRCDIR/tests/studies/hypotheses.sh"
declare_in company two.xml '
  <hypothesis kind="gap" claim="T5" guess="employees.guess-ease" actual="customers.ease"
    outcome="customers.heard"/>
  <hypothesis kind="gap" claim="T5" guess="leaders.self-people-first"
    actual="employees.people-first"/>'
check "it runs" run company/two.xml two gap
# Made by tests/studies/gap/gap.R
agree two "$studies/gap/gap.csv" 0
check "the basis is said" is "$(estimate two perception_gap 1 basis)" among

# --- what was planted ------------------------------------------------------------------------------

check "guesses are half a point of four too high" within "$(estimate two perception_gap 1 value)" 12.5 3
check "leaders are .6 of a point too high" within "$(estimate two perception_gap 2 value)" 15 5
check "guesses go with what customers say by .50" within "$(estimate two perception_r 1 value)" .5 .2
check "leaders go with their people by .40" within "$(estimate two perception_r 2 value)" .4 .2
for h in 1 2; do
  check "gap $h is found" is "$(finding two "gap-gap-$h" evidence)" strong
  check "gap $h is told" grep -q 'is higher than' <<<"$(headline two "gap-gap-$h")"
  check "in step $h is found" grep -qxE 'strong|moderate' <<<"$(finding two "gap-in-step-$h" evidence)"
done
check "that the gap goes with being heard is not claimed" grep -qxE 'weak|none' \
  <<<"$(finding two gap-surface-1 evidence)"
check "nor is it in the words" grep -qE 'cannot tell|No link|or not' <<<"$(headline two gap-surface-1)"
check "the raw difference foretells nothing" grep -q 'never used to foretell' "$work/two/report.xml"

# --- nobody is shown who must not be ---------------------------------------------------------------

unit() { # statistic, hypothesis, unit, part
  xpath "$work/two/report.xml" \
    "string(//*[local-name()='estimate'][@statistic='$1'][@hypothesis='$2'][@unit='$3']/@$4)"
}
check "units have their guesses" test -n "$(unit unit_guess 1 'Baker Square' value)"
check "with ranges" test -n "$(unit unit_gap 1 'Baker Square' lo)"
check "a unit of four people has not" is "$(unit unit_guess 1 Observatory withheld)" small-group
check "one to three leaders are not shown by unit" is "$(unit unit_guess 2 'Baker Square' value)" ""
check "which is said" grep -q 'in no unit are there enough people' "$work/two/report.xml"
check "there is no share above where errors are unknown" test -n "$(estimate two guess_above 2 undefined)"
check "the report is valid" valid "$work/two/report.xml"

# --- directions and ranges, by hand ----------------------------------------------------------------

awk 'BEGIN {
  print "unit,a,b"
  for (u = 1; u <= 12; u++)
    for (p = 0; p < 6; p++) # burden from 1 to 5, ease from 0 to 10
      printf "U%02d,%d,%d\n", u, 1 + (u + p) % 3, 4 + (u + p) % 3 + (p + u % 2) % 2
}' >"$work/turned.csv"
cat >"$work/turned.xml" <<'END'
<study xmlns="urn:orgmirror:study:1">
  <title>Turned</title>
  <survey id="s" side="inside" file="turned.csv" unit="unit">
    <scale id="burden" min="1" max="5" direction="higher-is-dysfunction"><item column="a"/></scale>
  </survey>
  <survey id="o" side="outside" file="turned.csv" unit="unit">
    <scale id="ease" min="0" max="10"><item column="b"/></scale>
  </survey>
  <hypothesis kind="gap" guess="s.burden" actual="o.ease"/>
</study>
END
check "a scale that is turned round runs" run turned.xml turned gap
# Everybody's burden is 2 on average, that is 75 of 100 without; ease is 5.5 of 10.
check "belief is turned, and put on 0 to 100" near "$(estimate turned guess_mean 1 value)" 75
check "fact is put on 0 to 100" near "$(estimate turned actual_mean 1 value)" 55
check "the gap is their difference" near "$(estimate turned perception_gap 1 value)" 20

# --- small and odd ones ----------------------------------------------------------------------------

small_study small.xml '<hypothesis kind="gap" guess="s.a" actual="s.b" outcome="o.c"/>
  <hypothesis kind="gap" guess="s.same" actual="o.c"/>'
check "three units run" run small.xml small gap
check "three units have a gap" test -n "$(estimate small perception_gap 1 value)"
check "and no range" test -z "$(estimate small perception_gap 1 lo)"
check "they are evidence of nothing" is "$(finding small gap-gap-1 evidence)" none
check "their surface has a reason" test -n "$(estimate small surface_a3 1 undefined)"
check "a constant guess is in step with nothing, with a reason" \
  test -n "$(estimate small perception_r 2 undefined)"
small_study without.xml ''
check "a study without hypotheses runs" run without.xml without gap
check "it is not applicable" is "$(outcome without gap)" not-applicable
check "and says why" grep -q 'it needs a declared hypothesis of the kind gap' \
  <(xpath "$work/without/report.xml" "//*[local-name()='reason']" | sed 's/<[^>]*>//g')
finish
