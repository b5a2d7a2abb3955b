#!/bin/bash
# Blind spots: numbers against R, what was planted, and studies that cannot tell.
. "$TOP_SRCDIR/tests/studies/run.sh"
. "$TOP_SRCDIR/tests/studies/company.sh"
check "it runs on the company" run_only blindspots company/study.xml out
agree out "$studies/blindspots/expected.csv"
while IFS=';' read -r about statistic attribute value; do
  check "$statistic of $about is near R's other draws" bash -c \
    'awk -v x="$1" -v y="$2" "BEGIN { d = x - y; exit !(x != \"\" && y ~ /^[0-9.]+$/ && d < .03 && d > -.03) }"' - \
    "$(estimate out "$about" "$statistic" "$attribute")" "$value"
done <"$studies/blindspots/expected_drawn.csv"
flagged() { xpath "$work/$1/report.xml" "//*[local-name()='finding'][contains(@id, 'unknown-')]/*[local-name()='headline'] " | sed "s/<[^>]*>//g"; }
check "a quarter of don't know is flagged on P6 and P15, and nowhere else" is "$(
  flagged out | grep -oE '“[^”]*”' | grep -v know | sort | tr '\n' ' ')" \
  "“Digital help” “New insight, and an open ear” "
remark() { # output, name, scale
  xpath "$work/$1/report.xml" "string(//*[local-name()='remark'][@name='$2'][@scale='$3'])"
}
wrong=
for scale in partnership quality commitments clear-words ease heard trust relationship; do
  [ "$(remark out verdict "customers.$scale")" = "Something inside goes with it." ] ||
    wrong+="$scale: $(remark out verdict "customers.$scale")"$'\n'
done
report "what is mirrored is no blind spot" "$wrong"
wrong=
for scale in insight digital-help consistency; do
  [ "$(remark out verdict "customers.$scale")" = "Nothing inside is shown to go with it." ] ||
    wrong+="$scale: $(remark out verdict "customers.$scale")"$'\n'
done
report "what nothing inside was planted for is one" "$wrong"
check "support is in no declared pair" is "$(remark out declared customers.support)" no
check "ease is in one" is "$(remark out declared customers.ease)" yes
check "days are no theme" is "$(remark out verdict customers.days-left)" ""
check "the report is valid" valid "$work/out/report.xml"
declare_in_company high.xml "" ""
sed -i 's#</study>#<analysis plugin="blindspots"><option name="unknown" value="0.3"/></analysis></study>#' \
  "$work/company/high.xml"
check "with a higher line it runs" run_only blindspots company/high.xml high
check "and nothing is flagged" is "$(flagged high)" ""
plain_company --kind none --last "$work/none"
check "a company without links runs" run_only blindspots none/study.xml nolink
check "nearly all of it is blind" test "$(finding nolink blindspots-blind headline | grep -oE '[0-9]+' | head -n 1)" -ge 17

# --- few, alike, one side --------------------------------------------------------------------------

three ''
check "three units run" run_only blindspots three/study.xml few
check "three units cannot tell" grep -q "^This study cannot tell" <<<"$(finding few blindspots-blind headline)"
check "where all say the same there is no share, and a reason" test -n \
  "$(estimate few "[@scale='out.same']" outside_icc undefined)"
sed -i '/id="out"/,/<\/survey>/d' "$work/three/study.xml"
check "one side runs" run_only blindspots three/study.xml one
check "it is not applicable" is "$(outcome one blindspots)" not-applicable
check "and says what it needs" grep -q "something asked outside" <<<"$(reason one blindspots)"
finish
