#!/bin/bash
# Whole studies on real two-sided surveys whose data are not in the tree.
. "$TOP_SRCDIR/tests/studies/run.sh"
with_all_digits

data=$ORGMIRROR_DATA/1_linkage
[ -f "$data/gti/students.csv" ] && [ -f "$data/nyc2011/survey_d75.txt" ] ||
  skip_all "the data of nyc2011 and gti are not in $ORGMIRROR_DATA; tests/studies/README.md says how to get them, then set ORGMIRROR_DATA"

borrow nyc2011 "$data/nyc2011"
check "nyc2011 runs" orgmirror run "$work/nyc2011/study.xml" -o "$work/nyc" --plugin-path "$plugins"
check "nyc2011: report.xml is valid" valid "$work/nyc/report.xml"
compare "$work/nyc/report.xml" "$studies/nyc2011/expected.txt"
compare "$work/nyc/report.xml" "$studies/nyc2011/mirror.txt"

orgmirror check "$work/nyc2011/study.xml" --plugin-path "$plugins" >/dev/null 2>"$work/odd"
report "nyc2011: nothing in it is odd" "$(cat "$work/odd")"

borrow gti "$data/gti"
orgmirror check "$work/gti/study.xml" --plugin-path "$plugins" >/dev/null 2>"$work/odd"
two() { [ "$(grep -oE 'warning [A-Z0-9]+' "$work/odd" | tr '\n' ' ')" = "warning G010 warning G010 warning D202 " ]; }
check "gti: one teacher a class, a class that is of one mind, and two without the other side, are odd" \
  two
check "gti runs" orgmirror run "$work/gti/study.xml" -o "$work/gti.out" --plugin-path "$plugins"
report=$work/gti.out/report.xml
check "gti: report.xml is valid" valid "$report"
compare "$report" "$studies/gti/expected.txt"

# One teacher a class: nothing by class may be shown of the teacher side.
by_class() {
  [ "$(xpath "$report" "count(//*[local-name()='estimate'][@unit][@side='inside' or starts-with(@scale, 'teachers.')][not(@withheld)])")" = 0 ]
}
check "gti: no number about a class comes from its one teacher" by_class
gaps() {
  [ "$(xpath "$report" "count(//*[local-name()='estimate'][@statistic='gap'][not(@withheld)])")" = 0 ]
}
check "gti: no gap from which it could be computed" gaps

# Job satisfaction and relationship: r = .120, p = .106.  No mirror may be claimed.
finding="//*[local-name()='finding'][@inside='teachers.job'][@outside='students.relationship']"
no_claim() {
  word=$(xpath "$report" "string($finding/@evidence)")
  headline=$(xpath "$report" "string($finding/*[local-name()='headline'])")
  [ "$word" = weak ] || [ "$word" = none ] || { echo "evidence: $word"; return 1; }
  case $headline in
    "No mirror"*) ;;
    *) echo "$headline"; return 1 ;;
  esac
}
check "gti: no mirror is claimed for job satisfaction and relationship" no_claim
says_power() {
  xpath "$report" "string($finding/*[local-name()='caution'])" | grep -q 'a correlation of \.21 or more'
}
check "gti: it says what could have been detected" says_power
finish
