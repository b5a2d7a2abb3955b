#!/bin/bash
# What was built: exported symbols, hardening, schemas that agree.  Headers: tests/abi.
. "$TOP_SRCDIR/tests/tap.sh"

wrong=
for so in "$TOP_BUILDDIR"/plugins/.libs/*.so; do
  got=$(nm -D --defined-only "$so" | awk '{print $3}' | grep -vE '^__(asan|odr|ubsan|gcov)' | tr '\n' ' ')
  [ "$got" = "orgmirror_plugins_v1 " ] || wrong+="$so exports $got"$'\n'
done
report "every plugin exports one symbol" "$wrong"

if [ -n "${SANITIZED-}" ]; then
  skip "the program is hardened" "a sanitizer build is another kind of build"
else
  wrong=
  readelf -h "$ORGMIRROR" | grep -q 'Type:.*DYN' || wrong+="not position-independent"$'\n'
  readelf -l "$ORGMIRROR" | grep -q GNU_RELRO || wrong+="no RELRO"$'\n'
  readelf -d "$ORGMIRROR" | grep -qE 'BIND_NOW|Flags:.*NOW' || wrong+="not bound at start"$'\n'
  readelf -lW "$ORGMIRROR" | grep GNU_STACK | grep -q RWE && wrong+="executable stack"$'\n'
  nm -D "$ORGMIRROR" | grep -q __stack_chk_fail || wrong+="no stack protector"$'\n'
  nm -D "$ORGMIRROR" | grep -qE '_chk(@|$)' || wrong+="no fortified calls"$'\n'
  report "the program is hardened" "$wrong"
fi

report "the core has no GSL at run time" "$(readelf -d "$ORGMIRROR" | grep -i gsl)"

if command -v trang >/dev/null; then
  for schema in data/study report/report; do
    trang "$TOP_SRCDIR/core/$schema.rnc" "$work/$(basename $schema).xsd"
    report "$schema.xsd is made from its RELAX NG" \
      "$(diff "$work/$(basename $schema).xsd" "$TOP_SRCDIR/core/$schema.xsd")"
  done
else
  skip "the XSD are made from their RELAX NG" "trang is not here (Debian package trang)"
fi
finish
