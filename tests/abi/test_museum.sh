#!/bin/bash
# The plugin interface stays what it was: structs and numbers, what a plugin built against each header
# of the museum says, and what make freeze-abi does.
. "$TOP_SRCDIR/tests/studies/run.sh" || exit 99
. "$TOP_SRCDIR/tests/host/host.sh"
abi=$TOP_SRCDIR/tests/abi
include=$TOP_SRCDIR/include
CC=${CC:-cc}
export CC
version=$(sed -n 's/^#define OM_ABI_M[AI][JN]OR //p' "$include/orgmirror/plugin.h" | paste -sd.)
bare() { sh "$abi/bare.sh" "$1"; }

# --- where everything is ----------------------------------------------------------------------------
layout() { # folder of headers: what the compiler says
  $CC -std=gnu11 -fsyntax-only -I"$1" "$abi/layout.c" 2>&1
}
altered() { # sed program: plugin.h after it, in $work/altered
  rm -rf "$work/altered"
  mkdir -p "$work/altered/orgmirror"
  cp "$include/orgmirror/plugin_calls.h" "$work/altered/orgmirror"
  sed -E "$1" "$include/orgmirror/plugin.h" >"$work/altered/orgmirror/plugin.h"
  ! cmp -s "$include/orgmirror/plugin.h" "$work/altered/orgmirror/plugin.h"
}
if [ "$(getconf LONG_BIT)" = 64 ]; then
  report "structs and numbers are what they were" "$(layout "$include")"
  while IFS='|' read -r program words; do
    altered "$program" && says "$(layout "$work/altered")" "$words" >/dev/null
    check "seen: $words" test $? = 0
  done <<'CHANGES'
s/^  const char \*text;/  const char *note;\n&/|om_item.text has moved
s/^  uint32_t reversed;/  int32_t reversed;/|om_item.reversed has another type
s/^  uint64_t rows;     /  uint32_t rows;     /|om_survey.rows has another size
/^  const char \*facet;/d|om_scale.outcome has moved
s/OM_NEED_ROWS = 5/OM_NEED_ROWS = 15/|OM_NEED_ROWS has another value
s/^#define OM_MISSING .*/#define OM_MISSING (-101)/|OM_MISSING has another value
s/uint64_t stream, om_rng/uint32_t stream, om_rng/|om_host.rng has another type
s/key, stream, counter;/key, stream, counter, more;/|om_rng is frozen
CHANGES
  altered 's/^\} om_host;/  double (*later)(om_run *run);\n&/; s/^\} om_need;/  double later;\n&/'
  report "what is appended is no fault" "$(layout "$work/altered")"

  sh "$abi/layout.sh" "$include" >"$work/layout.h"
  for old in "$abi"/museum/*/; do
    report "$(basename "$old"): members were only appended, and nothing ends in unused room" \
      "$(awk -f "$abi/appends.awk" "$old/layout.h" "$work/layout.h")"
  done
  wrong=
  while IFS='|' read -r program words; do
    altered "$program" && sh "$abi/layout.sh" "$work/altered" >"$work/altered.h"
    said=$(awk -f "$abi/appends.awk" "$work/layout.h" "$work/altered.h")
    says "$said" "$words" >/dev/null || wrong+="\"$said\" does not say \"$words\""$'\n'
  done <<'CHANGES'
s/^  uint32_t place; .*/  uint32_t place, more;/|om_plugin was
s/^\} om_host;/  uint32_t more;\n&/|om_host ends in room
CHANGES
  report "a member in the room between two others is seen, and room at the end" "$wrong"
else
  skip "structs and numbers are what they were" "the lists are for 64 bits"
fi

# --- the museum -----------------------------------------------------------------------------------
report "interface $version is in the museum as it is in plugin.h: if it is meant, make freeze-abi" \
  "$(for header in plugin.h plugin_calls.h; do
    diff <(bare "$abi/museum/$version/orgmirror/$header") <(bare "$include/orgmirror/$header") 2>&1
  done)"
report "a change of comments alone asks for nothing" \
  "$(altered 's/growing, the host.s/growing, of the host/'
    diff <(bare "$work/altered/orgmirror/plugin.h") <(bare "$include/orgmirror/plugin.h"))"
wrong=
for old in "$abi"/museum/*/; do
  [ ! -f "$old/RELEASED" ] || wrong+=$(cd "$old" && sha256sum --quiet -c RELEASED 2>&1)
  case $("$ORGMIRROR" --version) in
  *" 0."*) ;; # until orgmirror 1.0 no interface is frozen
  *) [ -f "$old/RELEASED" ] || [ "$(basename "$old")" = "$version" -a "$version" != 1.0 ] ||
    wrong+="$old is not frozen: make freeze-abi RELEASED=yes"$'\n' ;;
  esac
done
report "what was released is untouched" "$wrong"

# make freeze-abi, in a tree of its own
tree=$work/tree
mkdir -p "$tree/include/orgmirror" "$tree/tests"
cp -R "$abi" "$tree/tests"
chmod -R u+w "$tree"
cp "$include"/orgmirror/plugin*.h "$tree/include/orgmirror"
rm -rf "$tree"/tests/abi/museum/*
freeze() { sh "$tree/tests/abi/freeze.sh" "$tree" "$@" 2>&1; }
change() { sed -i -E "$1" "$tree/include/orgmirror/plugin.h"; }
change 's/^(#define OM_ABI_MINOR) .*/\1 0/'
check "an interface is put into the museum" freeze
change 's/^  const char \*facet;.*/&\n  const char *more;/'
check "and renewed, until it is released" freeze
check "as it is then" cmp "$tree/include/orgmirror/plugin.h" "$tree/tests/abi/museum/1.0/orgmirror/plugin.h"
check "and then released" freeze yes
check "which does not change it" freeze
change 's/^  const char \*more;.*/&\n  const char *again;/'
said=$(freeze)
check "after that it is refused" test $? = 1
check "and is told why" says "$said" "interface 1.0 has been released"
change 's/^(#define OM_ABI_MINOR) .*/\1 1/'
check "what is new is another minor" freeze
check "which layout.c looks at as well" \
  is "$(grep -c '^#include "museum/1.[01]/layout.h"' "$tree/tests/abi/layout.c")" 2

# --- what was built in the past -----------------------------------------------------------------------
build() { # folder of headers, folder of the plugin
  mkdir -p "$work/$2"
  $CC -std=c11 -Wall -Wextra -Wpedantic -Werror -shared -fPIC -I"$1" -o "$work/$2/visitor.so" \
    "$abi/visitor.c" -lm && chmod -R go-w "$work/$2"
}
visit() { # folder of the plugin
  sed "/<analysis/d; s|</study>|<hypothesis kind=\"visit\" from=\"staff.climate\" to=\"visitors.welcome\"/>\\
  <analysis plugin=\"museum.second\" rows=\"yes\" sha256=\"$(sha256sum <"$work/$1/visitor.so" | cut -d' ' -f1)\"/>\\
  </study>|" "$here/study.xml" >"$work/study/study.xml"
  run "$1.out" "$work/$1"
}
said_by() { # folder of the plugin, id: but for the checksum of its file
  section "$1.out" "$2" | sed 's/ sha256="[^"]*"//'
}
check "a plugin of today's interface" build "$include" today
visit today
for id in museum.first museum.second; do
  check "$id is fine" is "$(outcome today.out $id)" ok
done
check "it saw people and hypotheses" test "$(said_by today museum.second | wc -l)" -gt 70
for old in "$abi"/museum/*/; do
  name=$(basename "$old")
  check "the same, built against $name" build "$old" "$name"
  visit "$name"
  for id in museum.first museum.second; do
    check "$id says what it says today" diff <(said_by "$name" $id) <(said_by today $id)
  done
done

# --- by another's eyes --------------------------------------------------------------------------------
object() { # folder of headers, name
  $CC -std=c11 -g -shared -fPIC -I"$1" -o "$work/$2.so" "$abi/visitor.c" -lm
}
differ() { # name, name: what is not only longer than it was
  abidiff "$work/$1.so" "$work/$2.so" >"$work/abidiff" 2>&1
  [ $(($? & 11)) = 0 ] || cat "$work/abidiff" # 4 says that something has changed: it may be longer
  grep -E 'offset changed|deletion|name changed' "$work/abidiff"
}
if command -v abidiff >/dev/null; then
  object "$include" today
  for old in "$abi"/museum/*/; do
    object "$old" "$(basename "$old")"
    report "abidiff finds nothing incompatible with $(basename "$old")" \
      "$(differ "$(basename "$old")" today)"
  done
  altered 's/^\} om_host;/  double (*later)(om_run *run);\n&/; s/^\} om_need;/  double later;\n&/'
  object "$work/altered" appended
  report "nor in what is appended" "$(differ today appended)"
  altered 's/^  const char \*text;/  const char *note;\n&/'
  object "$work/altered" moved
  check "it sees a member that has moved" says "$(differ today moved)" "offset changed"
else
  skip "abidiff finds nothing incompatible" "abidiff is not here (Debian package abigail-tools)"
fi
finish
