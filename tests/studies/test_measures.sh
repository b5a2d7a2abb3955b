#!/bin/bash
# What the analyses of measurement and of answering say, where they can and where they cannot.
. "$TOP_SRCDIR/tests/studies/run.sh"
data=$TOP_SRCDIR/tests/data

run() { # folder of study.xml, output, options...
  orgmirror run "$work/$1/study.xml" -o "$work/$2" --plugin-path "$plugins" "${@:3}" >/dev/null
}
element="//*[local-name()="
# The text of the first section, estimate, remark ... with these attributes.
in_report() { # output, element, conditions, rest of the path
  xpath "$work/$1/report.xml" "string($element'$2']$3${4:-})"
}
outcome() { in_report "$1" section "[@plugin='org.orgmirror.$2']" /@outcome; }
reason() { in_report "$1" section "[@plugin='org.orgmirror.$2']" "/*[local-name()='reason']"; }
is() { [ "$1" = "$2" ] || { printf '"%s" is not "%s"\n' "$1" "$2"; return 1; }; }
has() { case $1 in *"$2"*) ;; *) printf '"%s" has not "%s"\n' "$1" "$2"; return 1 ;; esac; }
count() { xpath "$work/$1/report.xml" "count($element'$2']$3)"; }

# --- data that cannot answer ---------------------------------------------------------------------

mkdir "$work/single"
cp "$data/golden/cust.csv" "$work/single"
cat >"$work/single/study.xml" <<'END'
<study xmlns="urn:orgmirror:study:1">
  <title>One question</title>
  <survey id="cust" side="outside" file="cust.csv" unit="unit">
    <scale id="satisfaction" min="1" max="5"><item column="sat"/></scale>
  </survey>
</study>
END
check "a scale of one question: it runs" run single single.out
for id in reliability dimensionality; do
  check "a scale of one question: $id is not applicable" is "$(outcome single.out $id)" not-applicable
done
check "dimensionality says why" has "$(reason single.out dimensionality)" "three items or more"
check "quality is not applicable unless rows are granted" is "$(outcome single.out quality)" \
  not-applicable
check "quality says how to grant them" has "$(reason single.out quality)" 'rows="yes"'
check "missing says what rows would add" has \
  "$(in_report single.out section "[@plugin='org.orgmirror.missing']")" "needs single rows"

mkdir "$work/units"
cat >"$work/units/figures.csv" <<'END'
unit,trust,n
A,3.1,20
B,3.9,30
C,2.8,25
END
cat >"$work/units/study.xml" <<'END'
<study xmlns="urn:orgmirror:study:1">
  <title>Published figures</title>
  <survey id="staff" side="inside" file="figures.csv" unit="unit" level="unit" n="n">
    <scale id="trust" min="1" max="5" values="numbers"><item column="trust"/></scale>
  </survey>
  <analysis plugin="quality" rows="yes"/>
</study>
END
check "published figures: it runs" run units units.out
for id in missing quality; do
  check "published figures: $id is not applicable" is "$(outcome units.out $id)" not-applicable
done

# Two items can have no second thing; three fit any one factor.
mkdir "$work/three"
cp "$data/golden/emp.csv" "$work/three"
cat >"$work/three/study.xml" <<'END'
<study xmlns="urn:orgmirror:study:1">
  <title>Two and three items</title>
  <survey id="emp" side="inside" file="emp.csv" unit="unit">
    <scale id="two" min="1" max="5"><item column="col1"/><item column="col2"/></scale>
    <scale id="three" min="1" max="5">
      <item column="col3r"/><item column="col4"/><item column="col5"/>
    </scale>
  </survey>
</study>
END
check "two and three items: it runs" run three three.out
check "two items: omega is Spearman-Brown, and it says so" has \
  "$(in_report three.out remark "[@name='how'][@scale='emp.two']")" "Two items"
check "two items have no dimensions" is "$(count three.out estimate "[@statistic='kmo']")" 1
check "three items: fit is undefined, with a reason" has \
  "$(in_report three.out estimate "[@statistic='cfi'][@scale='emp.three']" /@undefined)" " "
check "an item the wrong way round is remarked on" is \
  "$(in_report three.out remark "[@name='coding'][@item='emp.three.col3r']")" \
  "check the coding of this item"

# --- what is found -------------------------------------------------------------------------------

check "traits runs" orgmirror run "$studies/traits/study.xml" -o "$work/traits" \
  --plugin-path "$plugins"
verdict() { in_report traits remark "[@name='verdict'][@scale='$1'][starts-with(@id,'dim')]"; }
check "nine tests of three abilities measure more than one thing" has "$(verdict tests.ability)" \
  "more than one thing"
check "25 items of five traits measure more than one thing" has "$(verdict whole.all)" \
  "more than one thing"
for scale in a c e n o; do
  check "the items of trait $scale measure one thing" has "$(verdict traits.$scale)" \
    "They measure one thing"
done
check "gaps that chance would make are called so" has \
  "$(in_report traits remark "[@name='gaps'][@scale='traits.e']")" "as if chance"
check "gaps that it would not are called so, too" has \
  "$(in_report traits remark "[@name='gaps'][@scale='whole.all']")" "answered others differently"
check "measurements are not shuffled" has \
  "$(in_report traits estimate "[@statistic='chance_permuted_1'][@scale='tests.ability']" /@undefined)" \
  "measured"
check "nothing is shuffled that nobody asked for" is \
  "$(count three.out estimate "[starts-with(@statistic,'chance_permuted')]")" 0
check "fewer than 8 units: no range over units" is \
  "$(count traits estimate "[@statistic='alpha_by_unit']")" 0

# --- rows that are in an export twice --------------------------------------------------------------

mkdir "$work/twice"
awk 'BEGIN { for (j = 1; j <= 12; j++) printf "%sq%d", (j > 1 ? "," : ""), j; print ""
  for (again = 0; again < 2; again++) for (i = 0; i < 30; i++)
    for (j = 1; j <= 12; j++) printf "%d%s", 1 + (i * (j * j + 3) + int(i / 5) * j) % 5, (j < 12 ? "," : "\n") }' \
  >"$work/twice/s.csv"
{
  echo '<study xmlns="urn:orgmirror:study:1"><title>twice</title><survey id="s" side="inside" file="s.csv">'
  echo '<scale id="a" min="1" max="5">'
  printf '<item column="q%d"/>' {1..12}
  echo '</scale></survey><analysis plugin="quality" rows="yes"/></study>'
} >"$work/twice/study.xml"
different=$(tail -n +2 "$work/twice/s.csv" | sort -u | wc -l)
check "every row twice: it runs" run twice twice.out
check "every row twice: those that repeat one are counted" is \
  "$(in_report twice.out estimate "[@statistic='repeated_share']" /@value | awk '{ printf "%.0f", 60 * $1 }')" \
  $((60 - different))

# --- nobody is shown -----------------------------------------------------------------------------

mkdir "$work/shy" "$work/shuffled"
cp "$data/golden/"*.csv "$work/shy"
sed -e 's|../../data/golden/||' -e 's|value="4"|value="5"|' "$studies/golden/study.xml" \
  >"$work/shy/study.xml"
check "four people flagged: it runs" run shy shy.out
few="none, or fewer people than may be shown"
for statistic in longstring_share flagged_share distance_share; do
  check "four people flagged: $statistic is not given, and looks like none" is \
    "$(in_report shy.out estimate "[@statistic='$statistic'][@survey='emp']" /@undefined)" "$few"
done
check "four people flagged: no correlation without them" is \
  "$(count shy.out estimate "[@statistic='r_careful'][@value]")" 0
check "no unit has a share" is "$(count shy.out estimate "[@statistic='flagged_unit']")" 0

cp "$work/shy/study.xml" "$work/shuffled"
sed -i 's|value="5"|value="3"|' "$work/shy/study.xml" "$work/shuffled/study.xml"
for file in emp cust; do
  { head -n 1 "$work/shy/$file.csv"; tail -n +2 "$work/shy/$file.csv" | tac; } \
    >"$work/shuffled/$file.csv"
done
check "with rows" run shy one
check "with rows in another order" run shuffled other --jobs 2
check "the same bytes" cmp "$work/one/report.xml" "$work/other/report.xml"
check "some are flagged" is "$(count one estimate "[@statistic='r_careful'][@value]")" 1
# --- an organisation of thousands of units -------------------------------------------------------

mkdir "$work/large"
awk 'BEGIN {
  srand(7)
  line = "unit"
  for (i = 1; i <= 20; i++) line = line ",q" i
  print line
  for (r = 0; r < 9000; r++) {
    line = "u" r % 3000
    for (i = 1; i <= 20; i++) line = line "," int(1 + 5 * rand())
    print line
  }
}' >"$work/large/staff.csv"
{
  echo '<study xmlns="urn:orgmirror:study:1"><title>Large</title><privacy minimum="3"/>'
  echo '<survey id="staff" side="inside" file="staff.csv" unit="unit">'
  for i in 1 3 5 7 9 11 13 15 17 19; do
    echo "<scale id=\"s$i\" min=\"1\" max=\"5\"><item column=\"q$i\"/><item column=\"q$((i + 1))\"/></scale>"
  done
  echo '</survey></study>'
} >"$work/large/study.xml"
check "three thousand units on ten scales: every analysis can say what it has to" run large large.out
check "agreement is there" is "$(outcome large.out agreement)" ok
check "and says why it lists no units" \
  has "$(in_report large.out section "[@plugin='org.orgmirror.agreement']")" "to say how far the people"
check "agreement over all units is there" is \
  "$(count large.out estimate "[@statistic='rwgj_median'][@value]")" 10

finish
