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
node "$here/check.mjs" "$work"/*.html >"$work/tap" 2>"$work/errors" || true
sed 's/^/# /' "$work/errors"
sed -E 's/^(not ok|ok) [0-9]+ - /\1 - /; /^1\.\./d' "$work/tap" >"$work/unnumbered"
[ -s "$work/unnumbered" ] || echo "not ok - the checks ran" >"$work/unnumbered"
adopt "$work/unnumbered"
finish
