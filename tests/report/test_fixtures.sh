#!/bin/sh
# The reports that the tests of the page are made from are reports: each is valid against
# report.rnc.  And every fixed word of the page is defined once, and used.
set -eu
top=${srcdir:-.}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

echo 1..9

n=0
result() { # ok-or-not name
  n=$((n + 1))
  echo "$1 $n - $2"
}

grep -oh '\$w-[a-z-]*' "$top"/core/report/report*.xsl | tr -d '$' > "$work/used"
grep -oh '"w-[a-z-]*"' "$top"/core/report/*_xpath.c "$top"/core/report/page_data.c | tr -d '"' >> "$work/used"
sort -u "$work/used" -o "$work/used"
grep -oh '<xsl:variable name="w-[a-z-]*' "$top"/core/report/report-words.xsl |
  sed 's/.*"//' | sort > "$work/defined"
if diff "$work/used" "$work/defined" > "$work/diff"; then
  result ok "words: used and defined"
else
  result "not ok" "words: used and defined"
  sed 's/^/# /' "$work/diff"
fi
if [ -z "$(uniq -d "$work/defined")" ]; then
  result ok "words: defined once"
else
  result "not ok" "words: defined once"
fi

make_report() { # name, variables
  name=$1
  shift
  awk "$@" -f "$top/tests/report/make_report.awk" > "$work/$name.xml"
}
make_report nyc -v units=56
make_report schools -v units=160 -v pairs=1 -v published=1
make_report big -v units=400
make_report one -v units=1 -v small=0
make_report withheld -v units=12 -v small=1
cp "$top"/tests/report/fixtures/*.xml "$work"

if command -v trang > /dev/null && command -v xmllint > /dev/null; then
  trang "$top/core/report/report.rnc" "$work/report.xsd"
  for name in big nasty nyc one outcomes schools withheld; do
    if xmllint --noout --schema "$work/report.xsd" "$work/$name.xml" 2> "$work/said"; then
      result ok "valid: $name"
    else
      result "not ok" "valid: $name"
      head -n 5 "$work/said" | sed 's/^/# /'
    fi
  done
else
  for name in big nasty nyc one outcomes schools withheld; do
    result ok "valid: $name # SKIP trang or xmllint is not installed"
  done
fi
