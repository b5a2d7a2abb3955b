#!/bin/bash
# Plugins on host tables other than today's: cut to the size of each interface of the museum, and
# longer than any host knows.  What is beyond a table's size cannot even be read.
. "$TOP_SRCDIR/tests/studies/run.sh" || exit 99
. "$TOP_SRCDIR/tests/host/host.sh"
abi=$TOP_SRCDIR/tests/abi
CC=${CC:-cc}
size_in() { sed -n 's/^GROWS(om_host, \([0-9]*\));/\1/p' "$1/layout.h"; }
sizes=$(for old in "$abi"/museum/*/; do size_in "$old"; done | sort -un | paste -sd,)
on_table() { # options, study, plugins: its lines of TAP, numbered
  "$TOP_BUILDDIR/tests/abi/on_table" "$@" >"$work/tap" 2>"$work/tap.errors"
  adopt "$work/tap"
  sed 's/^/# /' "$work/tap.errors"
}
[ "$(getconf LONG_BIT)" = 64 ] || skip_all "the museum's sizes are for 64 bits"

# Every built-in, on a company that declares something for each.
"$TOP_BUILDDIR/samples/quarterly/generate" --last --units 24 "$work/company" >"$work/said" 2>&1
awk '/<\/survey>/ && !done++ {
  print "<comments id=\"where\" column=\"region\"><theme id=\"north\"><word>North</word></theme></comments>" } 1' \
  "$work/company/study.xml" >"$work/with" && mv "$work/with" "$work/company/study.xml"
before=$n
on_table --sizes="$sizes" "$work/company/study.xml" "$plugins"/*.so
files=("$plugins"/*.so)
check "every plugin was tried" test $((n - before)) -ge $((${#files[@]} * 2))

# The good ones among the bad.
granted | sed '/bad\.write_column/d' >study.xml
good=()
for name in innocent column_sum curious crew teller odd_words; do good+=("$zoo/$name.so"); done
on_table --sizes="$sizes" study.xml "${good[@]}"

build() { # source, options
  mkdir -p "$work/built"
  $CC -std=c11 -Wall -Wextra -Werror -shared -fPIC "${@:2}" -I"$TOP_SRCDIR/include" \
    -o "$work/built/$1.so" "$abi/$1.c" -lm
}
# One that uses all there is, and what another one says.
check "a plugin that uses everything" build visitor
sed "/<analysis/d; s|</study>|<hypothesis kind=\"visit\" from=\"staff.climate\" to=\"visitors.welcome\"/>\\
  <analysis plugin=\"museum.second\" rows=\"yes\" sha256=\"$(sha256sum <"$work/built/visitor.so" | cut -d' ' -f1)\"/>\\
  </study>|" "$here/study.xml" >study.xml
on_table --sizes="$sizes" study.xml "$work/built/visitor.so"

# A plugin that asks, and one that does not.
sed -i '/<analysis/d; /<hypothesis/d' study.xml
each() { # on every table: what became of each run
  "$TOP_BUILDDIR/tests/abi/on_table" --each study.xml "$work/built/asks.so" >"$work/each" 2>&1
}
check "a plugin that asks" build asks
each
table=$(size_in "$abi/museum/1.0")
for had in 0 1 2 3 4 5 6; do
  size=$((table - 8 * (6 - had)))
  check "finds $had of six members on $size bytes" \
    grep -qF "asks.first on $size says: $had members of $size bytes" "$work/each"
done
check "one that does not ask" build asks -DCARELESS
each
crashed=crashed
[ -z "$SANITIZED" ] || crashed=left # the sanitizer reports, and exits
check "crashes where the member is missing" \
  grep -qF "asks.first on $((table - 8)): $crashed" "$work/each"
check "and only there" grep -qF "asks.first on $table: finished" "$work/each"
finish
