#!/bin/bash
# Drafts of studies that people made: the draft runs as it is, has the unit column, and at least nine
# of ten items, those of one scale together where names or texts tell.
. "$TOP_SRCDIR/tests/studies/run.sh"

# What the draft holds of the study that was made of the same exports.
found() { # study.xml, draft, scales of which nothing tells
  "$TOP_BUILDDIR/tests/studies/found" "$@" >"$work/tap" 2>&1 || true
  [ -s "$work/tap" ] || echo "not ok - found printed nothing" >"$work/tap"
  adopt "$work/tap"
}
drafted() { # name, arguments of new study
  local name=$1
  shift
  check "$name: a study is drafted" orgmirror new study "$work/$name" -q "$@"
  check "$name: the draft runs" orgmirror run "$work/$name/study.xml" -o "$work/$name.out" \
    --plugin-path "$plugins"
  check "$name: its report is valid" valid "$work/$name.out/report.xml"
}

# --- data in the tree ----------------------------------------------------------------------------

sample=$TOP_SRCDIR/samples/schools
drafted schools --inside "$sample/schools.csv" --outside "$sample/pupils.csv"
found "$sample/study.xml" "$work/schools/study.xml"

copied=$TOP_SRCDIR/tests/data
drafted bh1996 --inside "$copied/multilevel_bh1996.csv" --outside "$copied/multilevel_bh1996.csv"
found "$studies/bh1996/study.xml" "$work/bh1996/study.xml"
drafted bh1996_inside --inside "$copied/multilevel_bh1996.csv"

# AF, AP and AS do not say that they are one scale.
drafted bhr2000 --inside "$copied/multilevel_bhr2000.csv"
found "$studies/bhr2000/study.xml" "$work/bhr2000/study.xml" soldiers.leadership

drafted golden --inside "$copied/golden/emp.csv" --outside "$copied/golden/cust.csv"
found "$studies/golden/study.xml" "$work/golden/study.xml"

# Five traits of five items; seven of the items are keyed the other way round.
drafted bfi --inside "$copied/psychTools_bfi.csv"
traits() {
  for trait in A C E N O; do
    awk -v id="$trait" '$0 ~ "<scale id=\"" id "\"" { on = 1 } /<\/scale>/ { on = 0 }
      on && /<item/ { n++ } END { exit n != 5 }' "$work/bfi/study.xml" || { echo "$trait"; return 1; }
  done
}
check "bfi: five traits of five items" traits
keyed=$(awk -F'"' '/Looks reversed/ { on = 1 } on && /<item/ { printf "%s ", $2; on = 0 }' \
  "$work/bfi/study.xml")
check "bfi: the seven items that are keyed the other way round are said to be" \
  test "$keyed" = "A1 C4 C5 E1 E2 O2 O5 "
check "bfi: and none is turned" test -z "$(grep 'reversed="yes"/' "$work/bfi/study.xml")"

for file in lavaan_HolzingerSwineford1939 multilevel_univbct psychTools_sat.act; do
  drafted "$file" --inside "$copied/$file.csv"
done

# --- data elsewhere ------------------------------------------------------------------------------

linked=$ORGMIRROR_DATA/1_linkage
exports=$ORGMIRROR_DATA/3_exports
if [ -f "$linked/gti/students.csv" ] && [ -f "$linked/nyc2011/survey_d75.txt" ]; then
  drafted gti --inside "$linked/gti/teachers.csv" --outside "$linked/gti/students.csv"
  found "$studies/gti/study.xml" "$work/gti/study.xml"
  # The scale "domains" is made of four figures that are scales of their own.
  drafted nyc2011 --inside "$linked/nyc2011/survey_d75.txt" --outside "$linked/nyc2011/survey_d75.txt"
  found "$studies/nyc2011/study.xml" "$work/nyc2011/study.xml" teachers.domains parents.domains
  check "nyc2011: the number of people is found" \
    grep -q 'n="N_t" response-rate="rr_t"' "$work/nyc2011/study.xml"
  check "nyc2011: nothing is called public" test -z "$(grep 'public="yes"' "$work/nyc2011/study.xml")"
  check "nyc2011: the four domains are candidate pairs" \
    test "$(grep -cE '<pair inside="inside_t.(saf|com|eng|aca)_t_11" outside="outside_p.\1_p_11"' \
      "$work/nyc2011/study.xml")" = 4
else
  skip "drafts of gti and nyc2011" "their data are not in $ORGMIRROR_DATA"
fi

# Exports of survey tools.  Columns are called as the reader of the format calls them, so items are
# looked for by what they end with.
tool() { # name, number of items, pattern of their columns, arguments of new study
  local name=$1 items=$2 pattern=$3
  shift 3
  check "$name: a study is drafted" orgmirror new study "$work/$name" -q "$@"
  check "$name: the draft runs" orgmirror run "$work/$name/study.xml" -o "$work/$name.out" \
    --plugin-path "$plugins"
  local there
  there=$(grep -oE '<item column="[^"]*"' "$work/$name/study.xml" | grep -cE "$pattern")
  check "$name: $there of $items items are there" test $((there * 10)) -ge $((items * 9))
}
if [ -d "$exports" ]; then
  tool google_forms 4 'how easy is Dask|responsiveness|documentation|easy is it for you to upgrade' \
    --inside "$exports/googleforms/dask-2021-user-survey-results.csv"
  tool limesurvey 4 'soft1can|currentEmp11|proj1can|train2' \
    --inside "$exports/limesurvey/rse_2017_uk_public_data.csv"
  tool qualtrics 12 'Q(12|11|1|2|3|4)_' \
    --inside "$exports/qualtrics/QualtricsTools/Matrix_Single_Answer_Testing.csv"
  tool surveymonkey 6 'Star Wars' --inside "$exports/surveymonkey/StarWars.csv" --encoding windows-1252
  tool spss 5 'v[1-5]' --inside "$exports/spss/pspp_hotel.sav"
else
  skip "drafts of the exports of survey tools" "they are not in $ORGMIRROR_DATA"
fi
finish
