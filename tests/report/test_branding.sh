#!/bin/bash
# The page of a house: what it may replace, and what it may not do.
. "$TOP_SRCDIR/tests/studies/run.sh"
house=$TOP_SRCDIR/samples/branding
report_xml=$TOP_SRCDIR/tests/report/fixtures/charts.xml
cd "$work" || exit 99
render() { "$ORGMIRROR" render "$report_xml" -o page.html --branding "$1"; }
has() { grep -q -- "$1" page.html; }
check "the sample is used" render "$house"
check "its header is there" has 'Example Consulting'
check "its footer as well" has 'for the board only'
check "and its words" has '>What stands out</h2>'
check "its colours come after ours" test "$(grep -n -- '--in: #00695c' page.html | cut -d: -f1)" -gt "$(grep -n -m1 -- '--in: #0072b2' page.html | cut -d: -f1)"
check "a logo may be shown, and nothing else" has "img-src data:"
check "without it no picture may" eval '"$ORGMIRROR" render "$report_xml" -o page.html && ! has img-src'
mkdir css xsl none bad evil wrong
echo ':root { --in: #123456; }' >css/page.css
check "a style alone will do" render css
check "it is used" has '--in: #123456'
sed 1d "$house/page.xsl" >xsl/page.xsl
check "so will a style sheet alone, without a declaration" render xsl
check "it is used" has 'Example Consulting'
says() { grep -q -- "$1" <<<"$(render "$2" 2>&1)"; }
check "a folder without either is refused" says 'none: error U009: the branding cannot be read' none
check "so is one that is not there" says 'error U009' nowhere
echo 'a > b { color: red } </style><script>alert(1)</script>' >bad/page.css
check "a style that would end is refused" says 'page.css: error U009: the branding cannot be used' bad
echo '<xsl:stylesheet' >wrong/page.xsl
check "a broken style sheet is named" says 'error R002' wrong
echo secret >secret.txt
for reach in "document('file://$work/secret.xml')" "document('http://127.0.0.1:9/')"; do
  echo '<r>secret</r>' >secret.xml
  cat >evil/page.xsl <<XSL
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:template name="page-footer"><footer><p><xsl:value-of select="$reach"/></p></footer></xsl:template></xsl:stylesheet>
XSL
  rm -f page.html
  render evil >/dev/null 2>&1
  check "nothing is read through $reach" eval '! grep -q ">secret<" page.html 2>/dev/null'
done
cat >evil/page.xsl <<'XSL'
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:e="http://exslt.org/common" extension-element-prefixes="e">
<xsl:template name="page-footer"><e:document href="written.txt">x</e:document></xsl:template></xsl:stylesheet>
XSL
render evil >/dev/null 2>&1
check "nothing is written" test ! -e written.txt
finish
