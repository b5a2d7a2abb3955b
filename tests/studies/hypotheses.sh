# Sourced by the tests of analyses of declared hypotheses: the synthetic company with hypotheses,
# and its numbers held against R's.
. "$TOP_SRCDIR/tests/studies/run.sh"
export LC_ALL=C
generate() { plain_company "$@"; }
generate --last "$work/company"
declare_in() { # company, study to write, what is declared: hypotheses, controls
  awk -v more="$3" '/<analysis / && !done { print more; done = 1 } { print }' \
    "$work/$1/study.xml" >"$work/$1/$2"
}
run() { # study, output, plugin
  orgmirror run "$work/$1" -o "$work/$2" --plugin-path "$plugins" --only "$3"
}
estimate() { # output, statistic, hypothesis, part
  xpath "$work/$1/report.xml" \
    "string(//*[local-name()='estimate'][@statistic='$2'][@hypothesis='$3'][not(@unit)]/@$4)"
}
finding() { # output, id, attribute
  xpath "$work/$1/report.xml" "string(//*[local-name()='finding'][@id='$2']/@$3)"
}
headline() { # output, id
  xpath "$work/$1/report.xml" \
    "string(//*[local-name()='finding'][@id='$2']/*[local-name()='headline'])"
}
outcome() { # output, plugin
  xpath "$work/$1/report.xml" \
    "string(//*[local-name()='section'][@plugin='org.orgmirror.$2']/@outcome)"
}
is() { [ "$1" = "$2" ] || { printf '"%s" is not "%s"\n' "$1" "$2"; return 1; }; }
within() { # value, expected, absolute tolerance
  awk -v x="$1" -v y="$2" -v t="$3" 'BEGIN { d = x - y; exit !(x != "" && d <= t && -d <= t) }' ||
    { echo "$1 is not $2"; return 1; }
}
near() { # value, expected, relative tolerance
  awk -v x="$1" -v y="$2" -v t="${3-1e-9}" 'BEGIN { d = x - y; if (d < 0) d = -d
    exit !(x != "" && y != "" && d <= t * (1e-6 + (y < 0 ? -y : y))) }' ||
    { echo "$1 is not $2"; return 1; }
}
# Lines of hypothesis, statistic, part, value; parts that R draws by chance are "about-lo" and so on.
# The first column may name an output instead: its first hypothesis.
agree() { # output, reference, tolerance of what is drawn
  local h statistic part value out drawn lines=0
  while IFS=, read -r h statistic part value; do
    out=$1
    [[ $h = [0-9]* ]] || { out=$h; h=1; }
    drawn=${part#about-}
    if [ "$drawn" = "$part" ]; then
      check "$statistic of $out, $h: $part" near "$(estimate "$out" "$statistic" "$h" "$part")" "$value"
    else
      check "$statistic of $out, $h: $drawn, as R draws it" within \
        "$(estimate "$out" "$statistic" "$h" "$drawn")" "$value" "$3"
    fi
    lines=$((lines + 1))
  done <"$2"
  check "there are reference values" test $lines -gt 10
}
# A study of three units, with a scale on which all are the same.
small_study() { # file, what is declared
  cat >"$work/small.csv" <<'END'
unit,a,b,c,same
X,1,5,2,3
X,2,4,2,3
X,3,5,1,3
Y,2,5,3,3
Y,3,4,4,3
Y,4,3,4,3
Z,5,2,5,3
Z,4,1,4,3
Z,4,2,5,3
END
  cat >"$work/$1" <<END
<study xmlns="urn:orgmirror:study:1">
  <title>Three</title>
  <privacy minimum="3"/>
  <survey id="s" side="inside" file="small.csv" unit="unit">
    <scale id="a" min="1" max="5"><item column="a"/></scale>
    <scale id="b" min="1" max="5"><item column="b"/></scale>
    <scale id="same" min="1" max="5"><item column="same"/></scale>
  </survey>
  <survey id="o" side="outside" file="small.csv" unit="unit">
    <scale id="c" min="1" max="5"><item column="c"/></scale>
  </survey>
  $2
</study>
END
}
