# Sourced after uses.sh: samples/plugins, built and run by somebody who has them and the package.  What
# they must say was computed by R (samples/plugins/study/reference.R).

examples=$home/examples
cp -r "$samples" "$examples"
chmod -R u+w,go-w "$examples"
expected() { sed -n -e "s/ *$//" -e "s/^$1 //p" "$examples/study/reference.txt"; }
# A part of the estimate of a statistic: the first whose tag matches.
said() { # statistic, part, pattern
  grep "<estimate [^>]*statistic=\"$1\"" "$examples/report/report.xml" | grep -E -m 1 -- "${3-}" |
    sed -n "s/.* $2=\"\([^\"]*\)\".*/\1/p"
}
close() { # name, what the report says, what R says
  check "$1" awk -v a="$2" -v b="$3" 'BEGIN { d = a - b; if (d < 0) d = -d
    exit !(a != "" && b != "" && d <= 1e-9 * (b < 0 ? -b : b)) }'
}

# Of teams of eight it is told in steps of ten, and a range outwards.
near() { # name, what the report says, what R says
  check "$1" awk -v a="$2" -v b="$3" 'BEGIN { exit !(a != "" && a - b <= 5 && b - a <= 5) }'
}
below() { check "$1" awk -v a="$2" -v b="$3" 'BEGIN { exit !(a != "" && a <= b && b - a < 20) }'; }
above() { check "$1" awk -v a="$2" -v b="$3" 'BEGIN { exit !(a != "" && a >= b && a - b < 20) }'; }

built=
for example in halo theil_sen clear_gaps; do
  if [ $example = theil_sen ] && ! newcomer sh -c 'command -v g++' >/dev/null; then
    skip "$example builds" "there is no C++ compiler here (Debian package g++)"
    continue
  fi
  check "$example builds, without a warning" newcomer make -C "examples/$example" \
    CFLAGS='-O2 -Wall -Wextra -Werror' CXXFLAGS='-O2 -Wall -Wextra -Werror' CXX=g++
  check "$example exports one symbol" test orgmirror_plugins_v1 = \
    "$(nm -D --defined-only "$examples/$example/$example.so" | awk '{ print $3 }')"
  if newcomer "$program" plugins --help | grep -q -e --check; then
    check "$example keeps the rules" newcomer "$program" plugins --check \
      "$examples/$example/$example.so" --plugin-path "$examples$installed_plugins"
  fi
  built+=":$examples/$example"
done
check "they run" newcomer "$program" run examples/study/study.xml -o examples/report \
  --plugin-path "${built#:}$installed_plugins"
for example in halo theil_sen clear_gaps; do
  case $built: in */$example:*)
    check "$example has a section" grep -q "plugin=\"org.example.$example\"[^>]*outcome=\"ok\"" \
      "$examples/report/report.xml" ;;
  esac
done

close "halo is the share of the first eigenvalue" "$(said halo value)" "$(expected halo)"
check "over the teams that have all scales" test "$(said halo n)" = 12
case $built: in */theil_sen:*)
  for theme in heard stays; do
    read -r value lo hi < <(expected "theil_sen $theme")
    close "the middle slope of $theme" "$(said theil_sen value "people.$theme")" "$value"
    close "the lower end of its range" "$(said theil_sen lo "people.$theme")" "$lo"
    close "the upper end of its range" "$(said theil_sen hi "people.$theme")" "$hi"
  done ;;
esac
check "so many gaps are clear" test "$(said clear_gaps value) of $(said clear_gaps n)" = \
  "$(expected clear_gaps)"
while read -r team value lo hi; do
  if [ -n "$(said clear_gap value "unit=\"$team\"")" ]; then
    near "the gap of $team is R's" "$(said clear_gap value "unit=\"$team\"")" "$value"
    below "and its lower end" "$(said clear_gap lo "unit=\"$team\"")" "$lo"
    above "and its upper end" "$(said clear_gap hi "unit=\"$team\"")" "$hi"
  else
    check "the gap of $team is not clear" awk -v lo="$lo" -v hi="$hi" 'BEGIN { exit !(lo < 0 && hi > 0) }'
  fi
done < <(grep '^[A-Z][a-z]* ' "$examples/study/reference.txt")
check "without the mirror there is nothing to rest on" newcomer "$program" run \
  examples/study/study.xml -o examples/alone --skip mirror \
  --plugin-path "$examples/clear_gaps$installed_plugins"
check "which the report says" grep -q '<reason[^>]*>it needs <value words="yes">the gaps of units' "$examples/alone/report.xml"
for example in halo theil_sen clear_gaps; do
  check "$example is cleaned away" newcomer make -C "examples/$example" clean
done
report "nothing else was written" "$(diff -rq "$samples" "$examples" | grep -vE ': (report|alone)$')"
