#!/bin/bash
# The plugins describe and compare: numbers against R, and what they say where they cannot answer.
. "$TOP_SRCDIR/tests/studies/run.sh"
with_all_digits

check "weighted runs" orgmirror run "$studies/weighted/study.xml" -o "$work/weighted" --plugin-path "$plugins"
check "weighted: report.xml is valid" valid "$work/weighted/report.xml"
compare "$work/weighted/report.xml" "$studies/weighted/expected.txt"

mkdir "$work/sat"
cp "$studies/sat/study.xml" "$work/sat"
awk -F, 'NR == 1 { print $0 ",unit"; next } { print $0 ",E" $2 "G" $1 }' \
  "$TOP_SRCDIR/tests/data/psychTools_sat.act.csv" >"$work/sat/sat.csv"
check "sat runs" orgmirror run "$work/sat/study.xml" -o "$work/sat.out" --plugin-path "$plugins"
report=$work/sat.out/report.xml
check "sat: report.xml is valid" valid "$report"
compare "$report" "$studies/sat/expected.txt"

remark() { # name, scale, unit
  xpath "$1" "string(//*[local-name()='remark'][@name='$2'][@scale='$3']${4:+[@unit='$4']})"
}
is() { [ -n "$1" ] && [ "$1" = "$2" ] || { printf '%s instead of %s\n' "$1" "$2"; return 1; }; }
# R (ref_plugins.R): over the units of one parent, p.adjust of all 45 p: 0-4, 0-5, 1-4, 1-5, 3-4, 3-5.
check "sat: the parents that parent 1 differs from" \
  is "$(remark "$report" differs_from persons.age 1)" "Below “4”; “5”"
check "sat: the parents that parent 3 differs from" \
  is "$(remark "$report" differs_from persons.age 3)" "Below “4”; “5”"
check "sat: no two parents differ on another scale" \
  is "$(xpath "$report" "count(//*[local-name()='remark'][@name='differs_from'][@scale!='persons.age'])")" 0
check "sat: parents that differ no more than their units do" is \
  "$(remark "$report" parents_verdict persons.act)" \
  "Parents differ no more than the units of one parent do anyway: look at units."

# --- studies that cannot be compared, or described -----------------------------------------------

study() { # name, attributes of the survey, attributes of the scale, more scales
  printf '<study xmlns="urn:orgmirror:study:1"><title>%s</title>
<survey id="s" side="inside" file="%s.csv" %s>
<scale id="a" min="1" max="5" %s><item column="a"/><item column="b"/></scale>%s</survey></study>\n' \
    "$1" "$1" "$2" "$3" "${4-}" >"$work/$1.xml"
  orgmirror run "$work/$1.xml" -o "$work/$1" --plugin-path "$plugins" >/dev/null
}
section() { xpath "$work/$1/report.xml" "string(//*[local-name()='section'][@id='$2']/$3)"; }

awk 'BEGIN { print "u,p,a,b"; for (i = 0; i < 40; i++)
  printf "U%d,%s,%d,%d\n", i % 4, i % 4 < 2 ? "north" : "south", 1 + i % 5, 1 + i % 3 }' >"$work/plain.csv"
cp "$work/plain.csv" "$work/parents.csv"
cp "$work/plain.csv" "$work/nowhere.csv"
study nowhere "" ""
check "a study without units cannot be compared" is "$(section nowhere compare @outcome)" not-applicable
check "and says so" is "$(section nowhere compare "*[local-name()='reason']")" "it needs two units or more"
check "but is described" is "$(section nowhere describe @outcome)" ok
study plain 'unit="u"' ""
check "units without parents are compared" is "$(section plain compare @outcome)" ok
check "and parents are not" is "$(section plain compare "*[local-name()='note'][1]")" \
  "Parents were not compared: the study names no parents of units."

# Rows without a unit that count among all: 16 of 40 favourable answers in units, and 10 of 10 elsewhere.
cp "$work/plain.csv" "$work/kept.csv"
for i in {1..10}; do echo ",,5,3"; done >>"$work/kept.csv"
study kept 'unit="u" without-unit="keep"' ""
share() { xpath "$work/$1/report.xml" "string(//*[local-name()='estimate'][@statistic='favourable'][@item='s.a.a']/@$2)"; }
check "people without a unit are in the share" is "$(share kept value)" 0.52
# R: CR2 of lm(c(rep(.4, 40), rep(1, 10)) ~ 1) with the ten as a unit of their own, as measures.R takes shares.
check "and in its range" is "$(share kept lo | cut -c1-8)" 0.236585

# Everybody skips one question of two, and the scale wants both.
awk 'BEGIN { print "u,a,b,c"; for (i = 0; i < 20; i++) printf "U%d,%s,%d\n", i % 2, i % 2 ? "3," : ",3", 1 + i % 5 }' \
  >"$work/halves.csv"
study halves 'unit="u"' 'min-items="2"' '<scale id="c" min="1" max="5"><item column="c"/></scale>'
estimate() { xpath "$work/$1/report.xml" "string(//*[local-name()='estimate'][@statistic='$2'][@scale='$3']/@$4)"; }
check "nobody has a score: described as withheld, like a small group" \
  is "$(estimate halves score_mean s.a withheld)" small-group
check "and a scale beside it is described" is "$(estimate halves score_mean s.c value)" 3
check "and compared, which the first is not" \
  is "$(xpath "$work/halves/report.xml" "count(//*[local-name()='estimate'][@statistic='unit_omega'])")" 1

# A parent of three people: in no comparison, or the others' mean would give it away; and with it
# goes one of the others, or everybody's would.
difference() { xpath "$work/parents/report.xml" "string(//*[local-name()='estimate'][@statistic='parent_difference'][@unit='$1']/@value)"; }
study parents 'unit="u" parent="p"' ""
before="$(difference north) $(difference south)"
printf 'U9,west,5,5\nU9,west,5,4\nU9,west,5,5\n' >>"$work/parents.csv"
study parents 'unit="u" parent="p"' ""
check "a small parent is compared with nobody" \
  is "$(xpath "$work/parents/report.xml" "count(//*[local-name()='estimate'][@unit='west'][@value])")" 0
check "and one of the others is shown no more" \
  is "$(difference north | wc -w) $(difference south | wc -w)" "0 1"
check "and it takes no part in what is shown" is "$(difference south)" "${before#* }"

# A unit of three people in a parent of others: the parent's mean would give it away.
sed 's/^\(U9,\)west/\1north/' "$work/parents.csv" >"$work/child.csv"
for i in 1 2 3 4 5 1 2 3 4 5; do echo "U7,east,$i,1"; done >>"$work/child.csv"
study child 'unit="u" parent="p"' ""
check "a parent with one small unit is compared with nobody" \
  is "$(xpath "$work/child/report.xml" "count(//*[local-name()='estimate'][@unit='north'][@value])")" 0
check "but the others are" is "$(xpath "$work/child/report.xml" \
  "count(//*[local-name()='estimate'][@statistic='parent_mean'][@value])")" 2
check "and the reader is told" is "$(xpath "$work/child/report.xml" \
  "count(//*[local-name()='section'][@id='compare']/*[local-name()='note'][contains(., 'subtraction')])")" 1

# Published figures of six units in two parents: 1, 2, 3 and 4, 5, 6.
awk 'BEGIN { print "u,p,a"; for (i = 1; i <= 6; i++) printf "U%d,%s,%d\n", i, i < 4 ? "low" : "high", i }' \
  >"$work/figures.csv"
cat >"$work/figures.xml" <<'END'
<study xmlns="urn:orgmirror:study:1"><title>figures</title>
<survey id="s" side="inside" level="unit" public="yes" file="figures.csv" unit="u" parent="p">
<scale id="a" min="0" max="10"><item column="a"/></scale></survey></study>
END
# By hand: means 2 and 5, variances 1, so -3 and t of 4 df, 2.7764451052, times root(2/3).
printf '%s\t1e-9\t%s\t%s\t%s\tby hand\n' -3 value parent_difference "scale=s.a unit=low" \
  -5.26695793553 lo parent_difference "scale=s.a unit=low" -0.73304206447 hi parent_difference "scale=s.a unit=low" \
  13.5 value parent_welch scale=s.a 3.5 value score_mean scale=s.a >"$work/figures.txt"
check "published figures run" orgmirror run "$work/figures.xml" -o "$work/figures" --plugin-path "$plugins"
compare "$work/figures/report.xml" "$work/figures.txt"
sed -i 's/ parent="p"//' "$work/figures.xml"
check "published figures without parents run" \
  orgmirror run "$work/figures.xml" -o "$work/figures" --plugin-path "$plugins"
check "and cannot be compared" is "$(section figures compare "*[local-name()='reason']")" \
  "no scale has two units with answers of persons, nor parents to compare"
finish
