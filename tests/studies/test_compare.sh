#!/bin/bash
# What has changed between two reports: found where it was planted, said of nothing else, withheld
# where either report withholds, and not compared where the questions are others.
. "$TOP_SRCDIR/tests/studies/run.sh"
cd "$work" || exit 99
export LC_ALL=C.UTF-8

# Answers of 14 units; `trust` of everybody rises by `rise`, and `Small` has `few` people.
wave() { # name, seed, rise, few
  awk -v seed="$2" -v rise="$3" -v few="$4" 'BEGIN {
    srand(seed)
    print "unit,t1,t2,p1,p2"
    for (u = 1; u <= 14; u++) for (i = 1; i <= (u == 14 ? few : 30); i++) {
      printf "%s", u == 14 ? "Small" : sprintf("Branch %02d", u)
      for (q = 0; q < 4; q++) {
        x = 2 + u / 10 + (q < 2 ? rise : 0) + 2 * rand()
        printf ",%d", (x > 5 ? 5 : x)
      }
      print ""
    } }' >"staff-$1.csv"
  awk -v seed="$2" 'BEGIN {
    srand(seed + 1)
    print "unit,score"
    for (u = 1; u <= 14; u++) for (i = 1; i <= 20; i++)
      printf "%s,%d\n", u == 14 ? "Small" : sprintf("Branch %02d", u), 3 + u / 5 + 5 * rand() }' >"customers-$1.csv"
  study "$1" >"study-$1.xml"
}
study() { # name
  cat <<XML
<study xmlns="urn:orgmirror:study:1"><title>Branches</title>
<survey id="staff" side="inside" file="staff-$1.csv" unit="unit">
<scale id="trust" label="Trust" min="1" max="5"><item column="t1">I trust them.</item><item column="t2">They trust me.</item></scale>
<scale id="pay" label="Pay" min="1" max="5"><item column="p1">It is fair.</item><item column="p2">It is enough.</item></scale></survey>
<survey id="customers" side="outside" file="customers-$1.csv" unit="unit">
<scale id="score" label="Service" min="0" max="10"><item column="score"/></scale></survey>
<pair inside="staff.trust" outside="customers.score"/></study>
XML
}
run() { # study, folder, options...
  local study=$1 out=$2
  shift 2
  orgmirror run "$study" -o "$out" --ledger "ledger-$out" --plugin-path "$plugins" -q "$@"
}
compare() { orgmirror compare "$1/report.xml" "$2/report.xml" -o "$3" --plugin-path "$plugins"; }
valid() { xmllint --noout --schema "$TOP_SRCDIR/core/report/report.xsd" "$1" 2>/dev/null; }
get() { xpath "$1" "string($2)"; }
estimate() { # what it is about
  echo "//*[local-name()='estimate'][@statistic='score_mean'][$1][not(@with-unit)]"
}

wave old 1 0 4
wave new 7 1 12
run study-old.xml old && run study-new.xml new
check "two reports are compared" compare old new change.xml
check "the comparison is a report" valid change.xml
check "and a page" compare old new change.html
check "with the words of one" grep -q 'Compared with' change.html

# --- numbers ---------------------------------------------------------------------------------------

trust="@scale='staff.trust' and not(@unit)"
close() { awk -v a="$1" -v b="$2" -v by="${3-1e-9}" 'BEGIN { d = a - b; exit !(a != "" && b != "" && d < by && d > -by) }'; }
v() { get "$1" "$(estimate "$trust")[not(contains(@id, '.'))]/@$2"; }
then=$(v old/report.xml value) now=$(v new/report.xml value)
check "a change is the later number minus the earlier one" close "$(v change.xml value)" \
  "$(awk -v a="$now" -v b="$then" 'BEGIN { printf "%.17g", a - b }')"
lo=$(awk -v x="$now" -v xl="$(v new/report.xml lo)" -v y="$then" -v yh="$(v old/report.xml hi)" \
  'BEGIN { printf "%.17g", x - y - sqrt((x - xl) ^ 2 + (yh - y) ^ 2) }')
check "and its range that of two independent samples" close "$(v change.xml lo)" "$lo"
check "its n is the smaller" test "$(v change.xml n)" = "$(v old/report.xml n)"
beside="//*[local-name()='estimate'][$trust][contains(@id, '.before')]"
first=$(get change.xml "($beside)[1]/@statistic")
check "the earlier number stands beside it" close "$(get change.xml "($beside)[1]/@value")" \
  "$(get old/report.xml "//*[local-name()='estimate'][@statistic='$first'][$trust]/@value")"

# --- findings --------------------------------------------------------------------------------------

headlines=$(xpath change.xml "//*[local-name()='finding']/*[local-name()='headline']" | sed 's/<[^>]*>//g')
check "the theme that rose is found" grep -q '“Trust” stands higher than before' <<<"$headlines"
check "the one that did not is not" eval '! grep -q "“Pay” stands" <<<"$headlines"'
check "nothing is said of customers" eval '! grep -q "“Service” stands" <<<"$headlines"'
check "it opens the page" test "$(get change.xml "//*[local-name()='open'][2]/@finding")" = \
  "$(get change.xml "//*[local-name()='finding'][contains(., 'Trust')]/@id")"
word() { get "$1" "//*[local-name()='remark'][@name='change'][@scale='staff.$2' and not(@unit)][starts-with(@id, 'change-describe')]"; }
check "its row says so" test "$(word change.xml trust)" = higher
check "that of the other cannot say" test "$(word change.xml pay)" = "cannot say"

# --- what is withheld ------------------------------------------------------------------------------

small() { get "$1" "count(//*[local-name()='estimate'][@unit='Small' and (@survey='staff' or starts-with(@scale, 'staff.'))][$2])"; }
check "a unit that one report withholds is withheld" test "$(small change.xml '@withheld')" -gt 0
check "every number of it" test "$(small change.xml '@value and not(contains(@id, ".now"))')" = 0

# --- what cannot be compared -----------------------------------------------------------------------

sed 's|<item column="t2">They trust me.</item>||' study-new.xml >study-fewer.xml
run study-fewer.xml fewer
check "with other questions there is a comparison" compare old fewer fewer.xml
check "but not of that theme" test "$(get fewer.xml "count($(estimate "$trust"))")" = 0
check "nor of what rests on all themes" test "$(get fewer.xml "count(//*[local-name()='estimate'][@side])")" = 0
check "the other theme is compared" test "$(get fewer.xml "count($(estimate "@scale='staff.pay' and not(@unit)"))")" -gt 0
check "how many are not is said" grep -q 'numbers are not compared' fewer.xml
check "a report is like itself" compare new new same.xml
check "nothing of it has changed" test "$(get same.xml "count(//*[local-name()='remark'][@name='change'][. != 'cannot say'][not(@withheld)])")" = 0
check "that the rows are the same is said" grep -q 'holds the same rows' same.xml

# --- what is wrong ---------------------------------------------------------------------------------

wrong() { # words, code, arguments
  local words=$1 code=$2
  shift 2
  said=$(orgmirror compare "$@" 2>&1)
  [ $? -eq "$code" ] && grep -qF -- "$words" <<<"$said"
}
check "one report is not enough" wrong 'error U001: no second report was named' 2 old/report.xml -o x.html
check "three are too many" wrong 'two arguments are enough' 2 old/report.xml new/report.xml old/report.xml -o x.html
check "what is no report is named" wrong 'study-old.xml' 3 study-old.xml new/report.xml -o x.html
check "what is not there as well" wrong 'error S200' 3 old/report.xml nowhere.xml -o x.html
run "$TOP_SRCDIR/samples/schools/study.xml" schools
check "strangers have nothing in common" wrong 'error S206' 3 schools/report.xml new/report.xml -o x.html
sed 's/confidence="0.95"/confidence="0.9"/' new/report.xml >ninety.xml
check "ranges of two kinds are not mixed" wrong 'error S205' 3 old/report.xml ninety.xml -o x.html
check "nothing is written then" test ! -e x.html

# --- in German, and byte by byte -------------------------------------------------------------------

check "the page is made in German" orgmirror compare old/report.xml new/report.xml -o de.html -q \
  --lang de --plugin-path "$plugins"
check "its findings are" grep -q 'höher als zuvor' de.html
check "the same again" eval 'compare old new again.xml && cmp change.xml again.xml'
check "from the comparison itself" eval 'orgmirror render change.xml -o rendered.html && cmp rendered.html change.html'
finish
