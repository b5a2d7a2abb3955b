#!/bin/bash
# What a study declares beyond pairs: controls, hypotheses, roles; and what the mirror makes of
# controls. Expected numbers are R's (tests/data/golden/golden.R).
. "$TOP_SRCDIR/tests/studies/run.sh"
data=$TOP_SRCDIR/tests/data/golden
cp "$data/emp.csv" "$data/cust.csv" "$work"
awk -F, 'NR == 1 { print "unit,headcount" } NR > 1 { n[$1]++ }
  END { for (u in n) print u "," n[u] }' "$work/emp.csv" | tr -d '"' >"$work/units.csv"
# Units of two regions, each of which is 12 units.
awk -F, 'NR == 1 { print $1 ",region"; next }
  { u = substr($1, 2) + 0; print $1 "," (u <= 12 ? "North" : "South") }' "$work/units.csv" \
  >"$work/regions.csv"

study() { # file, what is declared...
  cat >"$work/$1" <<END
<study xmlns="urn:orgmirror:study:1" seed="3">
  <title>Golden</title>
  <survey id="emp" side="inside" file="emp.csv" unit="unit">
    <scale id="engagement" min="1" max="5" min-items="3">
      <item column="col1"/><item column="col2"/><item column="col3r" reversed="yes"/>
      <item column="col4"/><item column="col5"/>
    </scale>
  </survey>
  <survey id="cust" side="outside" file="cust.csv" unit="unit">
    <scale id="satisfaction" min="1" max="5"><item column="sat"/></scale>
  </survey>
  <survey id="hr" side="inside" level="unit" public="yes" file="units.csv" unit="unit">
    <scale id="headcount" min="0" max="1000"><item column="headcount"/></scale>
  </survey>
  <pair inside="emp.engagement" outside="cust.satisfaction"/>
  $2
</study>
END
}
run() { # study, output
  orgmirror run "$work/$1" -o "$work/$2" --plugin-path "$plugins" --only mirror "${@:3}"
}
estimate() { # output, statistic, attribute
  xpath "$work/$1/report.xml" \
    "string(//*[local-name()='estimate'][@statistic='$2'][@inside][@outside]/@$3)"
}
near() { # value, expected, relative tolerance
  awk -v x="$1" -v y="$2" -v t="$3" \
    'BEGIN { d = x - y; if (d < 0) d = -d; a = y < 0 ? -y : y; exit !(x != "" && d <= t * a) }' ||
    { echo "$1 is not $2"; return 1; }
}
is() { [ "$1" = "$2" ] || { printf '"%s" is not "%s"\n' "$1" "$2"; return 1; }; }
fails_with() { # code, words, study
  run "$3" fails >"$work/out" 2>&1
  local code=$?
  [ $code = 3 ] || { echo "exit code $code"; cat "$work/out"; return 1; }
  grep -q "error $1: .*$2" "$work/out" || { cat "$work/out"; return 1; }
}

# --- controls --------------------------------------------------------------------------------------

study plain.xml ""
study held.xml '<controls scales="hr.headcount"/>
  <analysis plugin="mirror"><option name="weights" value="inside"/></analysis>'
check "without controls it runs" run plain.xml plain
check "with controls it runs" run held.xml held
check "the partial correlation is R's" near "$(estimate held held_r value)" 0.5392396804 1e-9
# R: 2 * pt(-2.93427511, 21)
check "its p is R's" near "$(estimate held held_r p)" 0.00792402556 1e-8
check "it rests on the units that have every scale" is "$(estimate held held_r n)" 24
check "its basis is said" is "$(estimate held held_r basis)" among
check "the weighted correlation is R's" near "$(estimate held weighted_r value)" 0.4477412219 1e-9
check "freed of error it is R's" near "$(estimate held error_free_r value)" 0.6600967108 1e-9
check "the plain correlation stands beside" near "$(estimate held pearson_r value)" 0.5002443366 1e-9
check "what is held constant is not there without controls" is "$(estimate plain held_r value)" ""
check "the range freed of error is bootstrapped" \
  test -n "$(estimate held error_free_r lo)"
check "Holm takes the p of the partial correlation" is "$(estimate held holm_p value)" \
  "$(estimate held held_p value)"
check "without controls Holm takes the plain one" is "$(estimate plain holm_p value)" \
  "$(estimate plain permutation_p value)"
check "the report says what was held constant" is \
  "$(xpath "$work/held/report.xml" "string(//*[local-name()='controls']/*/@scale)")" hr.headcount

# --- in other lights -------------------------------------------------------------------------------

while IFS=, read -r statistic part value; do # made by tests/studies/golden/beside.R
  check "$statistic is R's: $part" near "$(estimate plain "$statistic" "$part")" "$value" 1e-9
done <"$studies/golden/beside.csv"
check "with one pair there is no table of counter-examples" test ! -e \
  "$work/plain/tables/mirror-counter-examples.csv"

# --- the plan --------------------------------------------------------------------------------------

plan() { xpath "$work/$1/report.xml" "string(//*[local-name()='study']/@plan)"; }
check "controls are part of the plan" test "$(plan plain)" != "$(plan held)"
sed 's/<title>Golden/<title>Next quarter/' "$work/plain.xml" >"$work/next.xml"
check "a new title: it runs" run next.xml next
check "a new title is the same plan" is "$(plan next)" "$(plan plain)"
sed 's/min-items="3"/min-items="4"/' "$work/plain.xml" >"$work/strict.xml"
check "another rule of scoring: it runs" run strict.xml strict
check "another rule of scoring is another plan" test "$(plan strict)" != "$(plan plain)"
check "the plan is a SHA-256" grep -qxE '[0-9a-f]{64}' <<<"$(plan plain)"

# --- within parents --------------------------------------------------------------------------------

sed 's/file="units.csv" unit="unit"/file="regional.csv" unit="unit" parent="region"/' \
  "$work/held.xml" >"$work/within.xml"
sed -i 's/scales="hr.headcount"/within-parent="yes"/' "$work/within.xml"
paste -d, "$work/units.csv" <(cut -d, -f2 "$work/regions.csv") >"$work/regional.csv"
check "within parents it runs" run within.xml within
# R: cor(resid(lm(x ~ region)), resid(lm(y ~ region))) of the unit means
check "within parents it is R's" near "$(estimate within held_r value)" \
  "$(cat "$studies/golden/within.txt")" 1e-9

# --- what is wrong ---------------------------------------------------------------------------------

study kind.xml '<hypothesis kind="nothing-tests-this" of="emp.engagement"/>'
check "a kind that nobody tests" fails_with S190 "nothing-tests-this" kind.xml
study scale.xml '<hypothesis kind="ripple" from="emp.nowhere"/>'
check "a scale that there is not" fails_with S104 "emp.nowhere" scale.xml
study twice.xml '<controls scales="hr.headcount hr.headcount"/>'
check "a control twice" fails_with S194 "hr.headcount" twice.xml
study self.xml '<controls scales="emp.engagement"/>'
check "a control that is in a pair" fails_with S195 "emp.engagement" self.xml
finish
