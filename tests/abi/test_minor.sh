#!/bin/bash
# Plugins of later interfaces: one that asks for no more than this host has runs, and another one is
# refused with both versions and what would help.
. "$TOP_SRCDIR/tests/studies/run.sh" || exit 99
. "$TOP_SRCDIR/tests/host/host.sh"
abi=$TOP_SRCDIR/tests/abi
include=$TOP_SRCDIR/include
CC=${CC:-cc}
minor=$(sed -n 's/^#define OM_ABI_MINOR //p' "$include/orgmirror/plugin.h")
version=$("$ORGMIRROR" --version | sed -n 's/^orgmirror //p;q')
sed -i '/<analysis/d' study.xml
cp study.xml plain.xml
sed -i 's|</study>|<hypothesis kind="second-kind" from="staff.climate" to="visitors.welcome"/>\
  <analysis plugin="later.plugin"><option name="second" value="no"/></analysis></study>|' study.xml

# The plugin.h of interface 1.9: longer wherever it may be.
mkdir -p "$work/1.9/orgmirror"
cp "$include/orgmirror/plugin_calls.h" "$work/1.9/orgmirror"
sed -E 's/^(#define OM_ABI_MINOR) .*/\1 9/
  s/^\} om_host;/  om_status (*later)(om_run *run);\n&/
  s/^\} (om_(plugin|need|option|method|statistic|form|role|use|about|estimate));/  double later, latest;\n&/' \
  "$include/orgmirror/plugin.h" >"$work/1.9/orgmirror/plugin.h"
check "ten structs and the host's table are longer in interface 1.9" \
  is "$(diff "$include/orgmirror/plugin.h" "$work/1.9/orgmirror/plugin.h" | grep -c '^>.*later')" 11

build() { # folder of headers, folder of the plugin, options...
  mkdir -p "$work/$2"
  $CC -std=c11 -Wall -Werror -shared -fPIC -I"$1" "${@:3}" -o "$work/$2/later.so" "$abi/later.c" -lm &&
    chmod -R go-w "$work/$2"
}
body() { # report: what it says, but for who says it
  section "$1" later.plugin | sed 's/ sha256="[^"]*"//'
}
told() { # report: why it does not run
  [ "$(outcome "$1" later.so)" = failed ] && reason "$1" later.so
}

# --- it runs where it asks for no more ------------------------------------------------------------
check "built for this interface" build "$include" now
run now.out "$work/now"
check "it runs" is "$(outcome now.out later.plugin)" ok
check "with what the study says of its second option" says "$(body now.out)" 'id="second" value="no"'
check "built for interface 1.9" build "$work/1.9" longer -DLATER
run longer.out "$work/longer"
check "it runs as well" is "$(outcome longer.out later.plugin)" ok
check "asks for what is not there yet, and does without" says "$(body longer.out)" "it does without"
check "and says the same" diff <(body now.out) <(body longer.out)
check "the list of plugins says what it was built for" \
  says "$("$ORGMIRROR" plugins later.plugin --plugin-path "$work/longer")" "for interface 1.9"
check "one that can do with this interface" build "$work/1.9" enough -DLATER "-DHEAD=OM_PLUGIN_HEAD_SINCE($minor)"
run enough.out "$work/enough"
check "runs as well" diff <(body now.out) <(body enough.out)

cp study.xml asks.xml
cp plain.xml study.xml # where nothing is said of a plugin that cannot be used

# --- it is refused where it asks for more ---------------------------------------------------------
refused() { # name, words, options...
  build "$work/1.9" "$1" -DLATER "${@:3}" || return
  run "$1.out" "$work/$1"
  local said
  said=$(told "$1.out")
  says "$said" "it was made for interface 1.9 and $2, and this orgmirror ($version) offers interface 1.$minor: install" &&
    says "$said" "or a version of the plugin for interface 1.$minor"
}
least=$((minor + 3))
check "one that needs a later minor is told of both" \
  refused least "needs 1.$least at least" "-DHEAD=OM_PLUGIN_HEAD_SINCE($least)"
check "and of the one that helps" says "$(told least.out)" "an orgmirror that offers interface 1.$least,"
check "a need of a later minor" refused need "declares a need of number 99" -DNEED=99
check "an option of a later minor" refused option "declares a type of option of number 99" -DOPTION=99
check "a format of a later minor" refused format "declares a format of numbers of number 99" -DFORMAT=99
check "a basis of a later minor" refused basis "declares a basis of n of number 99" -DBASIS=99
check "the list of plugins says so as well" says \
  "$("$ORGMIRROR" plugins --plugin-path "$work/least" 2>&1)" "needs 1.$least at least"
check "a need that no minor has is no question of versions" build "$include" odd -DNEED=99
run odd.out "$work/odd"
check "and is told so" says "$(told odd.out)" \
  "it declares a need of number 99, which interface 1.$minor does not have"
check "an element shorter than those of interface 1.0" build "$include" short \
  '-DHEAD=sizeof(om_plugin),0,sizeof(om_need)-8,99,99,99,99,99,99,0'
run short.out "$work/short"
check "is refused" says "$(told short.out)" "its descriptor is shorter than this interface asks"

# --- other majors ---------------------------------------------------------------------------------
symbols() { # folder, C: a plugin with other symbols
  mkdir -p "$work/$1"
  { echo '#include <orgmirror/plugin.h>' && echo "$2"; } >"$work/$1.c"
  $CC -std=c11 -shared -fPIC -I"$include" -o "$work/$1/later.so" "$work/$1.c" && chmod -R go-w "$work/$1"
  run "$1.out" "$work/$1"
}
symbols major 'OM_EXPORT const void *const orgmirror_plugins_v2[] = {NULL};'
check "one for interface 2 is told of both" says "$(told major.out)" \
  "it has no symbol orgmirror_plugins_v1: it was made for interface 2, and this orgmirror ($version) offers interface 1.$minor"
check "and of what helps" says "$(told major.out)" \
  "install an orgmirror that offers interface 2, or a version of the plugin for interface 1"
symbols none 'OM_EXPORT int something_else;'
check "what is no plugin is told apart" is "$(told none.out)" \
  "it has no symbol orgmirror_plugins_v1: it is no plugin of this interface"
symbols empty 'const om_plugin *const orgmirror_plugins_v1[] = {NULL};'
check "and so is an empty list" is "$(told empty.out)" "its list of plugins is empty"
mkdir -p "$work/both"
{ echo '#include "later.c"' && echo 'OM_EXPORT const void *const orgmirror_plugins_v2[] = {NULL};'; } >"$work/both.c"
check "one for both interfaces" $CC -std=c11 -shared -fPIC -I"$include" -I"$abi" \
  -o "$work/both/later.so" "$work/both.c" -lm
chmod -R go-w "$work/both"
cp asks.xml study.xml
run both.out "$work/both"
check "runs" diff <(body now.out) <(body both.out)
finish
