#!/bin/bash
# The headers that plugins see compile alone and without a warning, whatever the plugin is written in.
. "$TOP_SRCDIR/tests/tap.sh" || exit 99
include=$TOP_SRCDIR/include
strict="-Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror -fsyntax-only"

alone() { # compiler, language, standards, file: prints what the compiler says
  local std
  for std in $3; do
    "$1" -x "$2" -std="$std" $strict -I"$include" "$4" 2>&1 | sed "s/^/$std: /"
  done
}
for header in "$include"/orgmirror/*.h; do
  printf '#include <orgmirror/%s>\n' "${header##*/}" >"$work/${header##*/}.c"
  # twice, and after the other one
  printf '#include <orgmirror/%s>\n#include <orgmirror/%s>\n#include <orgmirror/plugin.h>\n' \
    "${header##*/}" "${header##*/}" >>"$work/${header##*/}.c"
done
cp "$TOP_SRCDIR/tests/abi/uses.c" "$work/every call.c"

both() { # C compiler, its C++ compiler
  for file in "$work"/*.c; do
    name=$(basename "$file" .c)
    if command -v "$1" >/dev/null; then
      report "$name: no warning of $1 as C99, C11, C17" "$(alone "$1" c "c99 c11 c17" "$file")"
    else
      skip "$name: no warning of $1" "there is no $1 here"
    fi
    if command -v "$2" >/dev/null; then
      report "$name: no warning of $2 as C++11, C++17" "$(alone "$2" c++ "c++11 c++17" "$file")"
    else
      skip "$name: no warning of $2" "there is no $2 here"
    fi
  done
}
both gcc g++
both clang clang++

# What the tests above see, they would see.
printf 'static inline int less(long x) { return x; }\n' >"$work/careless.c"
found=
for compiler in gcc clang; do
  command -v "$compiler" >/dev/null || continue
  [ -n "$(alone "$compiler" c c11 "$work/careless.c")" ] || found+="$compiler says nothing"$'\n'
done
report "a header that narrows a number would be seen" "$found"
finish
