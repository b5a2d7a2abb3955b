#!/bin/bash
# estimates.json: what report.xml says, for programs.
. "$TOP_SRCDIR/tests/studies/run.sh"
command -v node >/dev/null || skip_all "node is needed"
is() { [ "$1" = "$2" ] || { echo "\"$1\" is not \"$2\"" && false; }; }
"$TOP_BUILDDIR/samples/quarterly/generate" --last "$work/company"
run() { orgmirror run "$work/company/study.xml" -o "$work/out" --plugin-path "$plugins" --only mirror,units,describe "$@"; }
check "it runs" run --json
check "for its owner alone" is "$(stat -c %a "$work/out/estimates.json")" 600
# Both as lines "statistic subject... value lo hi se p n basis", in order.
node -e '
  const d = JSON.parse(require("fs").readFileSync(process.argv[1], "utf8"));
  if (d.format !== "orgmirror-estimates-1" || d.minimum !== 5) process.exit(1);
  const names = ["statistic", "scale", "item", "inside", "outside", "unit", "withheld", "undefined",
                 "value", "lo", "hi", "se", "p", "n", "basis"];
  for (const e of d.estimates)
    console.log(names.map((k) => (k in e ? String(e[k]) : "")).join("\t"));
' "$work/out/estimates.json" >"$work/json"
check "it is JSON" test -s "$work/json"
cat >"$work/lines.xsl" <<'XSL'
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:r="urn:orgmirror:report:1">
<xsl:output method="text"/><xsl:template match="/"><xsl:for-each select="//r:estimate">
<xsl:value-of select="concat(@statistic, '&#9;', @scale, '&#9;', @item, '&#9;', @inside, '&#9;', @outside, '&#9;', @unit, '&#9;',
  @withheld, '&#9;', @undefined, '&#9;')"/>
<xsl:value-of select="concat(@value, '&#9;', @lo, '&#9;', @hi, '&#9;', @se, '&#9;', @p, '&#9;', @n, '&#9;', @basis, '&#10;')"/>
</xsl:for-each></xsl:template></xsl:stylesheet>
XSL
# numbers as JavaScript writes them
xsltproc "$work/lines.xsl" "$work/out/report.xml" | node -e '
  for (const line of require("fs").readFileSync(0, "utf8").split("\n").slice(0, -1))
    console.log(line.split("\t").map((c, i) => (i >= 8 && i < 14 && c ? String(Number(c)) : c)).join("\t"));
' >"$work/xml"
check "it has the numbers of report.xml, all of them" cmp "$work/json" "$work/xml"
check "and says what is withheld" grep -q 'small-group' "$work/json"
check "without --json it runs as well" run
check "and an earlier estimates.json does not stay" test ! -e "$work/out/estimates.json"
finish
