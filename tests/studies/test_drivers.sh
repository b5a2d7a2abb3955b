#!/bin/bash
# Which themes count most: numbers against R on the synthetic company; models that are too large for
# the units; what cannot be told.
. "$TOP_SRCDIR/tests/studies/run.sh"
export LC_ALL=C
plain_company --last "$work/company"
plain_company --kind none --last "$work/none"
run() { # study, output
  orgmirror run "$work/$1" -o "$work/$2" --plugin-path "$plugins" --only drivers
}
section='//*[local-name()="section"][@plugin="org.orgmirror.drivers"]'
estimates() { # output, statistic, condition
  xpath "$work/$1/report.xml" "count(//*[local-name()='estimate'][@statistic='$2'][$3])"
}
estimate() { # output, statistic, condition, attribute
  xpath "$work/$1/report.xml" "string(//*[local-name()='estimate'][@statistic='$2'][$3]/@$4)"
}
finding() { # output, id
  xpath "$work/$1/report.xml" \
    "string(//*[local-name()='finding'][@id='drivers-$2']/*[local-name()='headline'])"
}
is() { [ "$1" = "$2" ] || { printf '"%s" is not "%s"\n' "$1" "$2"; return 1; }; }
has() { grep -q "$2" <<<"$1" || { echo "$1"; return 1; }; }
themes="employees.communication employees.execution employees.ease-inside employees.rivalry
  employees.stay employees.customer-focus"
declare_drivers() { # company, of, themes
  awk -v line="<hypothesis kind=\"drivers\" claim=\"T2\" of=\"$2\" themes=\"${3//$'\n'/ }\"/>" '
    /<analysis / { print line } { print }' "$work/$1/study.xml" >"$work/$1/declared.xml"
}

# --- six themes that the study names ---------------------------------------------------------------

declare_drivers company customers.ease "$themes"
check "it runs on the company" run company/declared.xml out
compare "$work/out/report.xml" "$studies/drivers/shares.txt"
check "the report is valid" valid "$work/out/report.xml"
check "the theme of its own pair is the one told apart" is "$(finding out model-1)" \
  "Of these themes, “Ease of getting work done” tends to go most with “Ease of doing business”."
check "of that theme the share is beyond chance" \
  awk -v lo="$(estimate out beyond_chance "@inside='employees.ease-inside'" lo)" \
  'BEGIN { exit !(lo > 0) }'
check "a share that may be chance is not set to zero" \
  awk -v lo="$(estimate out beyond_chance "@inside='employees.communication'" lo)" \
  -v share="$(estimate out lmg "@inside='employees.communication'" value)" \
  'BEGIN { exit !(lo < 0 && share > 0) }'
check "each theme has its place, or is not sure" is "$(xpath "$work/out/report.xml" \
  "count(//*[local-name()='remark'][@name='look'])")" 6
check "a theme whose range crosses the middle is not sure" is "$(xpath "$work/out/report.xml" \
  "string(//*[local-name()='remark'][@name='look'][@inside='employees.execution'])")" \
  "not sure: a range crosses the middle"
check "the theme that stands high and shares little is told" is "$(xpath "$work/out/report.xml" \
  "string(//*[local-name()='remark'][@name='look'][@inside='employees.communication'])")" \
  "stands high, shares little"
report "no text says that one side makes the other" "$(xpath "$work/out/report.xml" \
  "$section//*[not(*)]/text()" | grep -iE '\b(drives|causes|leads to|impact)\b')"

# --- more themes than units can carry --------------------------------------------------------------

check "eighteen themes are refused for the other outcomes" has "$(xpath "$work/out/report.xml" \
  "string($section)")" "(inside themes: 18; units: 34), because there are more than eleven"
check "plain correlations stand there" is "$(estimate out plain_r \
  "@inside='employees.execution'][@outside='customers.commitments'" n)" 34
check "nothing is shared out there" is "$(estimates out lmg "@outside='customers.commitments'")" 0
declare_drivers company customers.ease "$themes employees.discipline"
check "seven themes for 34 units run" run company/declared.xml seven
check "and are refused" is "$(estimates seven lmg "true()")" 0
check "with the reason" has "$(xpath "$work/seven/report.xml" "string($section)")" \
  "too few units for so many inside themes"
sed -i 's!<analysis !<analysis plugin="drivers"><option name="units-per-theme" value="4"/></analysis><analysis !' \
  "$work/company/declared.xml"
check "unless the study says how many units a theme takes" run company/declared.xml seven
check "then they are shared out" is "$(estimates seven lmg "true()")" 7

# --- nothing to be found ---------------------------------------------------------------------------

declare_drivers none customers.ease "$themes"
check "it runs on a company without a link" run none/declared.xml none-out
check "where nothing is linked no theme comes first" has "$(finding none-out model-1)" \
  "^This study cannot tell which theme goes most with"

# --- small ones, and not applicable ----------------------------------------------------------------

study() { # units, pairs
  { echo unit,a,b,c,x; for ((u = 1; u <= $1; u++)); do for i in 1 2 3 4 5 6; do
      echo "U$u,$(((u + i) % 5 + 1)),$(((u * u + i) % 5 + 1)),3,$(((u * 3 + i * i) % 5 + 1))"; done
    done; } >"$work/own.csv"
  cat >"$work/own.xml" <<END
<study xmlns="urn:orgmirror:study:1" seed="1">
  <title>Own</title>
  <survey id="in" side="inside" file="own.csv" unit="unit">
    <scale id="a" min="1" max="5"><item column="a"/></scale>
    <scale id="b" min="1" max="5"><item column="b"/></scale>
    <scale id="c" min="1" max="5"><item column="c"/></scale>
  </survey>
  <survey id="out" side="outside" file="own.csv" unit="unit">
    <scale id="x" min="1" max="5"><item column="x"/></scale>
  </survey>
  $2
</study>
END
}
pair() { echo "<pair inside=\"in.$1\" outside=\"out.x\"/>"; }
study 20 ""
run own.xml own >"$work/said" 2>&1
check "without a pair or a hypothesis it is not applicable" is \
  "$(xpath "$work/own/report.xml" "string($section/@outcome)")" not-applicable
study 20 "$(pair a)$(pair b)"
check "with two themes in pairs it runs" run own.xml own
check "and takes both" is "$(estimates own lmg "true()")" 2
report "with two themes both ways give the same" "$(for theme in a b; do
  echo "$(estimate own lmg "@inside='in.$theme'" value) $(estimate own weight "@inside='in.$theme'" value)"
done | awk '{ d = $1 - $2; if (NF != 2 || d > 1e-12 || d < -1e-12) print }')"
study 20 "$(pair a)$(pair c)"
check "with a theme in which all units are alike it runs" run own.xml own
check "then shares are undefined, with a reason" test -n "$(estimate own lmg "@inside='in.a'" undefined)"
study 3 "$(pair a)$(pair b)"
check "three units run" run own.xml own
check "and are too few to share anything out" is "$(finding own refused)" \
  "This study cannot tell which themes count most outside."
finish
