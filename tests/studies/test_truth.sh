#!/bin/bash
# The small version of `make truth-study`: what was planted is found, and nothing else is claimed.
. "$TOP_SRCDIR/tests/studies/run.sh"
check "eight companies of each kind keep what is promised" bash "$studies/truth.sh" \
  "$TOP_BUILDDIR/samples/quarterly/generate" "$ORGMIRROR" "$plugins" 1 8
sed 's/^/# /' "$work/said"
# The yardstick can fail: a program that calls every pair strong breaks promises.
cat >"$work/flatterer" <<END
#!/bin/bash
"$ORGMIRROR" "\$@" || exit
while [ \$# -gt 1 ]; do [ "\$1" != -o ] || out=\$2; shift; done
sed -i 's/evidence="none"/evidence="strong"/g' "\$out/report.xml"
END
chmod +x "$work/flatterer"
"$studies/truth.sh" "$TOP_BUILDDIR/samples/quarterly/generate" "$work/flatterer" "$plugins" 1 2 \
  >"$work/said" 2>&1
report "a program that calls everything strong is found out" "$([ $? = 1 ] || cat "$work/said")"
report "and it is said what was broken" "$(grep -q 'not planted is called strong.*BROKEN' "$work/said" ||
  cat "$work/said")"
finish
