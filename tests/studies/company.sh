# Sourced by the tests of analyses that read hypotheses, after run.sh: the synthetic company in
# $work/company, and studies of it with something declared.
export LC_ALL=C
plain_company --last "$work/company"
declare_in_company() { # file, what stands after the pairs, what stands at the end
  awk -v declared="$2" -v end="${3-}" '/<!-- Signs of careless/ { print declared }
    /<\/study>/ { print end } { print }' "$work/company/study.xml" >"$work/company/$1"
}
run_only() { # analysis, study, output
  orgmirror run "$work/$2" -o "$work/$3" --plugin-path "$plugins" --only "$1"
}
estimate() { # output, about (conditions of XPath), statistic, attribute
  xpath "$work/$1/report.xml" "string(//*[local-name()='estimate'][@statistic='$3']$2/@$4)"
}
finding() { # output, id, part
  xpath "$work/$1/report.xml" \
    "string(//*[local-name()='finding'][contains(@id, '$2')]/*[local-name()='$3'])"
}
evidence() { # output, id
  xpath "$work/$1/report.xml" "string(//*[local-name()='finding'][contains(@id, '$2')]/@evidence)"
}
section() { # output, analysis, part
  xpath "$work/$1/report.xml" "string(//*[local-name()='section'][@plugin='org.orgmirror.$2']/$3)"
}
outcome() { section "$1" "$2" @outcome; }
reason() { section "$1" "$2" "*[local-name()='reason']" | sed 's/<[^>]*>//g'; }
near() { # value, expected, relative tolerance
  awk -v x="$1" -v y="$2" -v t="${3-1e-9}" \
    'BEGIN { d = x - y; if (d < 0) d = -d; exit !(x != "" && d <= t * (y < 0 ? -y : y) + 1e-13) }' ||
    { echo "$1 is not $2"; return 1; }
}
is() { [ "$1" = "$2" ] || { printf '"%s" is not "%s"\n' "$1" "$2"; return 1; }; }
# Every line of a file that R made: about; statistic; attribute; value.
agree() { # output, file
  local about statistic attribute value
  while IFS=';' read -r about statistic attribute value; do
    check "$statistic of $about: $attribute is R's" \
      near "$(estimate "$1" "$about" "$statistic" "$attribute")" "$value"
  done <"$2"
}
# Three units of three people on both sides; inside.same and outside.same never differ.
three() {
  mkdir -p "$work/three"
  cat >"$work/three/in.csv" <<'END'
unit,a,b
X,1,5
X,2,5
X,3,5
Y,2,5
Y,3,5
Y,4,5
Z,5,5
Z,4,5
Z,4,5
END
  sed '1s/.*/unit,a,b,days/; 2,$s/$/,7/; 3s/,7$/,30/; 6s/,7$/,40/; 9s/,7$/,50/' "$work/three/in.csv" \
    >"$work/three/out.csv"
  cat >"$work/three/study.xml" <<END
<study xmlns="urn:orgmirror:study:1">
  <title>Three</title>
  <privacy minimum="3"/>
  <survey id="in" side="inside" file="in.csv" unit="unit">
    <scale id="a" min="1" max="5"><item column="a"/></scale>
    <scale id="same" min="1" max="5"><item column="b"/></scale>
  </survey>
  <survey id="out" side="outside" file="out.csv" unit="unit">
    <scale id="a" min="1" max="5"><item column="a"/></scale>
    <scale id="same" min="1" max="5"><item column="b"/></scale>
    <scale id="days" values="numbers" min="0" max="92"><item column="days"/></scale>
  </survey>
  $1
</study>
END
}
