#!/bin/bash
# The scorecard of units: numbers against R, on the synthetic company.
. "$TOP_SRCDIR/tests/studies/run.sh"
with_all_digits
export LC_ALL=C
"$TOP_BUILDDIR/samples/quarterly/generate" --last "$work/company"
run() { # study, output
  orgmirror run "$work/$1" -o "$work/$2" --plugin-path "$plugins" --only units
}
# Three scales, so that p can be adjusted over as many numbers elsewhere.
cat >"$work/company/three.xml" <<'XML'
<study xmlns="urn:orgmirror:study:1"><title>Three scales</title>
<survey id="employees" side="inside" file="employees-2025-Q4.csv" unit="unit" respondent="employee">
<missing code="DK"/>
<scale id="tools" min="1" max="5"><item column="T01_1"/><item column="T01_2"/><item column="T01_3"/><item column="T01_4"/></scale>
<scale id="rivalry" min="1" max="5" direction="higher-is-dysfunction"><item column="P10_I1"/><item column="P10_I2"/>
<item column="P10_I3"/><item column="P10_I4"/><item column="P10_I5" reversed="yes"/></scale>
</survey>
<survey id="customers" side="outside" file="customers-2025-Q4.csv" unit="unit">
<missing code="DK"/>
<scale id="trust" min="1" max="5"><item column="P10_O1"/><item column="P10_O2"/><item column="P10_O3" reversed="yes"/>
<item column="P10_O4" reversed="yes"/><item column="P10_O5"/></scale>
</survey>
<pair inside="employees.rivalry" outside="customers.trust" sign="-"/>
</study>
XML
check "it runs on the company" run company/three.xml out
estimate() { # statistic, scale or item, unit, attribute
  xpath "$work/out/report.xml" \
    "string(//*[local-name()='estimate'][@statistic='$1'][@scale='$2'][@unit='$3'][not(@item)]/@$4)"
}
near() { # value, expected
  awk -v x="$1" -v y="$2" 'BEGIN { d = x - y; if (d < 0) d = -d; exit !(x != "" && d <= 1e-9 * (1 + (y < 0 ? -y : y))) }' ||
    { echo "$1 is not $2"; return 1; }
}
# unit, scale, score, apart, lo, hi, p: made by tests/studies/units/apart.R
while IFS=, read -r unit scale score apart lo hi p; do
  check "$unit, $scale: score" near "$(estimate unit_score "$scale" "$unit" value)" "$score"
  check "$unit, $scale: from the others" near "$(estimate apart "$scale" "$unit" value)" "$apart"
  check "$unit, $scale: lowest" near "$(estimate apart "$scale" "$unit" lo)" "$lo"
  check "$unit, $scale: highest" near "$(estimate apart "$scale" "$unit" hi)" "$hi"
  check "$unit, $scale: p" near "$(estimate apart "$scale" "$unit" p)" "$p"
done <"$studies/units/apart.csv"
check "it runs on all scales of the company" run company/study.xml out

# --- nobody is shown who must not be ---------------------------------------------------------------

remark() { # name, unit
  xpath "$work/out/report.xml" "string(//*[local-name()='remark'][@name='$1'][@unit='$2'])"
}
withheld() { # name, unit
  xpath "$work/out/report.xml" "string(//*[local-name()='remark'][@name='$1'][@unit='$2']/@withheld)"
}
check "a unit of four people has no words" test -z "$(remark strong Observatory)$(remark place Observatory)"
check "they are withheld" test "$(withheld strong Observatory)" = small-group
check "its scores are withheld" test "$(estimate apart employees.tools Observatory withheld)" = small-group
report "no number stands in the words about units" "$(
  xpath "$work/out/report.xml" "//*[local-name()='remark'][@unit]//text()" | grep -E '[-+][0-9]')"
check "days and years are facts, and not how a unit fares" \
  test -z "$(estimate apart customers.days-left 'Alder Lane' value)"

# --- small ones ------------------------------------------------------------------------------------

cat >"$work/three.csv" <<'END'
unit,a,b
X,1,5
X,2,5
X,3,5
Y,2,5
Y,3,5
Y,4,5
Z,5,5
Z,4,5
Z,4,5
END
cat >"$work/three.xml" <<'END'
<study xmlns="urn:orgmirror:study:1">
  <title>Three</title>
  <privacy minimum="3"/>
  <survey id="s" side="inside" file="three.csv" unit="unit">
    <scale id="a" min="1" max="5"><item column="a"/></scale>
    <scale id="same" min="1" max="5"><item column="b"/></scale>
  </survey>
</study>
END
check "three units of three run" run three.xml out
check "X is 25 points of 100 below (2 against 3 and 13/3)" near "$(estimate apart s.a X value)" \
  -41.666666666666667
check "where all answer alike nothing is told of the unit" \
  test "$(estimate apart s.same X withheld)" = small-group
check "nor whether there would be a p" test -z "$(estimate apart s.same X p)"
sed -i '/^Z/d' "$work/three.csv"
check "two units run" run three.xml out
check "two units are too few" test "$(xpath "$work/out/report.xml" \
  "string(//*[local-name()='section'][@plugin='org.orgmirror.units']/@outcome)")" = not-applicable
finish
