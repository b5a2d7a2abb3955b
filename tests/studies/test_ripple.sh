#!/bin/bash
# The ripple: mediation over units, against R on the synthetic company, and against published figures
# of schools; what was planted is found, what was not is not claimed.
. "$TOP_SRCDIR/tests/studies/hypotheses.sh"
planted='<hypothesis kind="ripple" claim="T4" from="employees.people-first"
    via="employees.customer-focus" to="customers.heard"/>'
declare_in company two.xml "$planted"'
  <hypothesis kind="ripple" from="leaders.self-people-first" via="employees.learning"
    to="customers.insight"/>'
declare_in company held.xml "$planted"'<controls scales="hr.leavers"/>'
check "it runs" run company/two.xml two ripple
check "it runs with a control" run company/held.xml held ripple
# Made by tests/studies/ripple/ripple.R
agree two "$studies/ripple/ripple.csv" .03
check "units are those with all three" is "$(estimate two ripple_std 1 n)" 34
check "the basis is said" is "$(estimate two ripple_std 1 basis)" among

# --- what was planted ------------------------------------------------------------------------------

check "the planted ripple is found" grep -qxE 'strong|moderate' \
  <<<"$(finding two ripple-ripple-1 evidence)"
check "its words are locked" grep -q 'consistent with a ripple' <<<"$(headline two ripple-ripple-1)"
check "it is no mechanism" grep -q 'it is no mechanism' "$work/two/report.xml"
check "few units are a caution" grep -q 'fewer than 50 units' "$work/two/report.xml"
check "what was not planted is not claimed" grep -qxE 'weak|none' \
  <<<"$(finding two ripple-ripple-2 evidence)"
check "nor is it in the words" grep -qE 'cannot tell|No ripple here|or not' \
  <<<"$(headline two ripple-ripple-2)"
check "the report is valid" valid "$work/two/report.xml"
generate --kind none --last "$work/none-company"
declare_in none-company study2.xml "$planted"
check "the company without a link runs" run none-company/study2.xml none ripple
check "in it no ripple is claimed" grep -qxE 'weak|none' <<<"$(finding none ripple-ripple-1 evidence)"

# --- published figures: numbers of others ----------------------------------------------------------

data=${ORGMIRROR_DATA:-$TOP_SRCDIR/../shared/data}
chicago=$data/1_linkage/chicago2012/ChicagoPublicSchools.csv
reference() { # statistic
  awk -F'","' -v s="$1" '$2 == s && $3 == "Leaders->Teachers->Safety" { print $4 }' \
    "$data/reference/chicago2012.csv"
}
if [ -f "$chicago" ] && [ -f "$data/reference/chicago2012.csv" ]; then
  ln -s "$chicago" "$work/schools.csv"
  cat >"$work/schools.xml" <<'END'
<study xmlns="urn:orgmirror:study:1">
  <title>Schools of Chicago</title>
  <survey id="staff" side="inside" level="unit" public="yes" file="schools.csv" unit="School_ID">
    <missing code="NDA"/>
    <scale id="leaders" min="0" max="100"><item column="Leaders_Score"/></scale>
    <scale id="teachers" min="0" max="100"><item column="Teachers_Score"/></scale>
  </survey>
  <survey id="pupils" side="outside" level="unit" public="yes" file="schools.csv" unit="School_ID">
    <missing code="NDA"/>
    <scale id="safety" min="0" max="100"><item column="SAFETY_SCORE"/></scale>
  </survey>
  <hypothesis kind="ripple" from="staff.leaders" via="staff.teachers" to="pupils.safety"/>
</study>
END
  check "schools of Chicago run" run schools.xml schools ripple
  while read -r statistic part name; do
    check "Chicago, $statistic: $part" near "$(estimate schools "$statistic" 1 "$part")" \
      "$(reference "$name")"
  done <<'END'
ripple_a value med_a
ripple_b value med_b
ripple_total value med_c_total
ripple_direct value med_c_direct
ripple_raw value med_ab
ripple_sobel se sobel_se
ripple_sobel p sobel_p
END
else
  skip "schools of Chicago" "the data are not here"
fi

# --- small and odd ones ----------------------------------------------------------------------------

small_study small.xml '<hypothesis kind="ripple" from="s.a" via="s.b" to="o.c"/>
  <hypothesis kind="ripple" from="s.a" via="s.same" to="o.c"/>'
check "three units run" run small.xml small ripple
check "three units are too few for both steps" test -n "$(estimate small ripple_std 1 undefined)"
check "they are evidence of nothing" is "$(finding small ripple-ripple-1 evidence)" none
check "a constant middle has a reason" test -n "$(estimate small ripple_a 2 undefined)"
check "and no p" test -z "$(estimate small ripple_p 2 value)"
small_study without.xml ''
check "a study without hypotheses runs" run without.xml without ripple
check "it is not applicable" is "$(outcome without ripple)" not-applicable
check "and says why" grep -q 'it needs a declared hypothesis of the kind ripple' \
  <(xpath "$work/without/report.xml" "//*[local-name()='reason']" | sed 's/<[^>]*>//g')
finish
