#!/bin/bash
# The pages of whole studies in a real browser: valid HTML, no accessibility violation in light and
# dark, nothing fetched, readable without JavaScript, on a phone and on paper.
. "$TOP_SRCDIR/tests/studies/run.sh"
here=$TOP_SRCDIR/tests/browser

[ -d "$here/node_modules/playwright-core" ] ||
  skip_all "the packages of the browser checks are not there: run tests/browser/setup.sh"
[ -x /usr/bin/chromium ] || skip_all "there is no /usr/bin/chromium (Debian package chromium)"

page() { # name, study
  orgmirror run "$2" -o "$work/out/$1" --plugin-path "$plugins" >/dev/null && cp "$work/out/$1/report.html" "$work/$1.html"
}
page schools "$TOP_SRCDIR/samples/schools/study.xml"
page golden "$studies/golden/study.xml"
page bhr2000 "$studies/bhr2000/study.xml"
if [ -f "$ORGMIRROR_DATA/1_linkage/gti/students.csv" ]; then
  borrow nyc2011 "$ORGMIRROR_DATA/1_linkage/nyc2011"
  borrow gti "$ORGMIRROR_DATA/1_linkage/gti"
  page nyc2011 "$work/nyc2011/study.xml"
  page gti "$work/gti/study.xml"
fi
# As many units as a page has to bear, and one; comments; an analysis that crashes; the page of a house.
units() { # folder, number of units, what the study says besides
  mkdir "$work/$1"
  awk -v units="$2" 'BEGIN { print "unit,q1,q2,wish"
    for (u = 1; u <= units; u++) for (i = 1; i <= 12; i++)
      printf "Branch %03d,%d,%d,%s\n", u, 1 + (u * 7 + i * 3) % 5, 1 + (u * 5 + i) % 5, (i % 3 ? "more pay" : "ask Anna <b>") }' \
    >"$work/$1/staff.csv"
  awk -v units="$2" 'BEGIN { print "unit,score"
    for (u = 1; u <= units; u++) for (i = 1; i <= 8; i++) printf "Branch %03d,%d\n", u, (u * 3 + i * 7) % 11 }' \
    >"$work/$1/customers.csv"
  cat >"$work/$1/study.xml" <<XML
<study xmlns="urn:orgmirror:study:1"><title>Branches</title>
<survey id="staff" side="inside" file="staff.csv" unit="unit"><scale id="climate" min="1" max="5">
<item column="q1">one</item><item column="q2">two</item></scale>$3</survey>
<survey id="customers" side="outside" file="customers.csv" unit="unit"><scale id="score" min="0" max="10">
<item column="score"/></scale></survey>
<pair inside="staff.climate" outside="customers.score"/></study>
XML
}
units many 400 ''
page many "$work/many/study.xml"
report "400 units stay under 1 MB" "$(find "$work/many.html" -size +1000k)"
orgmirror render "$work/out/many/report.xml" -o "$work/split" --split
report "split, a page of 400 units stays under 300 kB, and so do the others" "$(find "$work/split/report.html" -size +300k; find "$work/split/units" -size +300k)"
cp "$work/split/report.html" "$work/split-main.html"
cp "$work/split/units/2.html" "$work/split-units.html"
cp "$work/split/units/mirror-units.html" "$work/split-table.html"
units one 1 '<comments id="wishes" column="wish" verbatims="yes"><theme id="pay"><word>pay</word></theme></comments>'
mkdir "$work/crash"
cp "$TOP_BUILDDIR/tests/bad/.libs/abort.so" "$work/crash"
chmod -R go-w "$work/crash"
orgmirror run "$work/one/study.xml" -o "$work/out/one" --plugin-path "$plugins:$work/crash" >/dev/null 2>&1
check "an analysis has crashed" grep -q 'outcome="failed"' "$work/out/one/report.xml"
cp "$work/out/one/report.html" "$work/one.html"
xsltproc "$here/withhold.xsl" "$work/out/schools/report.xml" >"$work/withheld.xml"
check "a report of which nothing may be shown has a page" orgmirror render "$work/withheld.xml" -o "$work/withheld.html"
orgmirror render "$work/out/schools/report.xml" -o "$work/german.html" --lang de --plugin-path "$plugins"
"$TOP_BUILDDIR/samples/quarterly/generate" --waves "$work/company" >/dev/null
for quarter in Q3 Q4; do
  orgmirror run "$work/company/study.xml" -o "$work/out/$quarter" --wave "2025-$quarter" --only mirror \
    --plugin-path "$plugins" >/dev/null
done
orgmirror compare "$work/out/Q3/report.xml" "$work/out/Q4/report.xml" -o "$work/change.html" >/dev/null
orgmirror render "$work/out/schools/report.xml" -o "$work/house.html" --branding "$TOP_SRCDIR/samples/branding"
node "$here/check.mjs" "$work"/*.html >"$work/tap" 2>"$work/errors" || true
sed 's/^/# /' "$work/errors"
sed -E 's/^(not ok|ok) [0-9]+ - /\1 - /; /^1\.\./d' "$work/tap" >"$work/unnumbered"
[ -s "$work/unnumbered" ] || echo "not ok - the checks ran" >"$work/unnumbered"
adopt "$work/unnumbered"
finish
