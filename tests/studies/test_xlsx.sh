#!/bin/bash
# tables.xlsx: the same numbers as tables/*.csv, typed, and nothing that a spreadsheet would run.
. "$TOP_SRCDIR/tests/studies/run.sh"
command -v unzip >/dev/null && command -v xsltproc >/dev/null || skip_all "unzip and xsltproc are needed"
is() { [ "$1" = "$2" ] || { echo "\"$1\" is not \"$2\"" && false; }; }
mkdir "$work/s"
cd "$work/s" || exit 99
long=$(printf 'x%.0s' {1..4000})
units=('=1+1' '+cmd|calc' '-2' '@SUM(A1)' '<b>bold</b> & more' "$long" 'Plain' 'Tiny' "O'Neill" 'Zeta')
(echo 'unit,q1,q2' && for u in "${units[@]}"; do
  for i in {1..12}; do
    [ "$u" = Tiny ] && [ "$i" -gt 3 ] && continue
    echo "\"$u\",$((1 + (i + ${#u}) % 5)),$((1 + i * 3 % 5))"
  done
done) >staff.csv
(echo 'unit,score' && for u in "${units[@]}"; do
  for i in {1..8}; do echo "\"$u\",$(((i * 7 + ${#u}) % 11))"; done
done) >customers.csv
cat >study.xml <<'XML'
<study xmlns="urn:orgmirror:study:1"><title>=HYPERLINK("http://example.org")</title>
<survey id="staff" side="inside" file="staff.csv" unit="unit">
<scale id="climate" label="=Climate" min="1" max="5"><item column="q1">+one</item><item column="q2">two</item></scale></survey>
<survey id="customers" side="outside" file="customers.csv" unit="unit">
<scale id="score" min="0" max="10"><item column="score"/></scale></survey>
<pair inside="staff.climate" outside="customers.score"/>
</study>
XML
check "it runs" orgmirror run study.xml -o out --plugin-path "$plugins"
check "the workbook is there, for its owner alone" is "$(stat -c %a out/tables.xlsx)" 600
mkdir x
check "it is a whole archive" unzip -q out/tables.xlsx -d x
bad=
for f in $(find x -name '*.xml' -o -name '*.rels'); do xmllint --noout --nonet "$f" 2>&1 || bad="$bad $f"; done
report "every part of it is well-formed" "$bad"
check "a sheet for each table, and the contents" is "$(ls x/xl/worksheets/*.xml | wc -l)" "$(($(ls out/tables | wc -l) + 1))"
report "no cell is a formula" "$(grep -l '<f[ >]' x/xl/worksheets/*.xml)"
report "nothing is fetched from outside" "$(grep -rl 'TargetMode="External"' x)"

# The text of a sheet's cells, a line a row, in the order of tables/*.csv.
cat >strings.xsl <<'XSL'
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:m="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
<xsl:output method="text"/>
<xsl:variable name="strings" select="document('x/xl/sharedStrings.xml')/m:sst/m:si"/>
<xsl:template match="/"><xsl:for-each select="//m:sheetData/m:row"><xsl:for-each select="m:c">
<xsl:if test="position() &gt; 1">;</xsl:if>
<xsl:choose><xsl:when test="@t = 's'"><xsl:value-of select="substring($strings[number(current()/m:v) + 1], 1, 60)"/></xsl:when>
<xsl:otherwise><xsl:value-of select="m:v"/></xsl:otherwise></xsl:choose></xsl:for-each><xsl:text>
</xsl:text></xsl:for-each></xsl:template></xsl:stylesheet>
XSL
sheet_of() { # table
  local n
  n=$(xpath x/xl/workbook.xml "count(//*[local-name()='sheet'][substring-after(@name, ' ') = '${1:0:24}']/preceding-sibling::*)")
  xsltproc strings.xsl "x/xl/worksheets/sheet$((n + 1)).xml"
}
# The same of a CSV file: numbers and words without their quotes, empty cells left out.
plain() { sed -E "s/\"'?([^\"]{0,60})[^\"]*\"/\1/g; s/\r$//; s/,+/;/g; s/;$//" "$1"; }
different=
for t in out/tables/*.csv; do
  name=$(basename "$t" .csv)
  a=$(sheet_of "$name" | tail -n +2 | grep -oE '[-0-9.e]{6,}' | awk '{ printf "%.9g\n", $1 }')
  b=$(plain "$t" | tail -n +2 | grep -oE '[-0-9.e]{6,}' | awk '{ printf "%.9g\n", $1 }')
  [ "$a" = "$b" ] || different="$different $name"
done
report "the numbers are those of tables/*.csv" "$different"
check "names stand as they are" grep -q '=1+1' <<<"$(sheet_of mirror-units)"
check "what is withheld is" grep -q '^Tiny;.*withheld' <<<"$(sheet_of mirror-units)"
orgmirror run study.xml -o again --plugin-path "$plugins" >/dev/null 2>&1
check "the same study gives the same bytes" cmp out/tables.xlsx again/tables.xlsx
finish
