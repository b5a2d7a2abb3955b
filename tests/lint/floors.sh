#!/bin/bash
# The house: a file includes only its own floor or a lower one, and what must never be is not there.
cd "$TOP_SRCDIR" || exit 99
. "$TOP_SRCDIR/tests/tap.sh"

# floor of a folder of core/
declare -A floor=([base]=1 [import]=2 [data]=3 [draft]=4 [ledger]=4 [result]=4 [host]=5 [report]=5 [cli]=6)
wrong=
for file in core/*/*.[ch]; do
  own=$(basename "$(dirname "$file")")
  while read -r included; do
    folder=${included%%/*}
    [ "$folder" != "$included" ] || folder=$own # "svg.h": the same folder
    [ -n "${floor[$folder]-}" ] || { wrong+="$file includes $included"$'\n'; continue; }
    if [ "${floor[$folder]}" -gt "${floor[$own]}" ] ||
      { [ "$folder" != "$own" ] && [ "${floor[$folder]}" -eq "${floor[$own]}" ]; }; then
      wrong+="$file (floor ${floor[$own]}) includes $included (floor ${floor[$folder]})"$'\n'
    fi
  done < <(sed -n 's/^#include "\([^"]*\)".*/\1/p' "$file" | grep -v '^config\.h$')
done
report "no file includes a higher floor, or the other half of its own" "$wrong"

report "the core names no statistic" "$(grep -riE 'cronbach|pearson|anova' core)"
report "the core has no GSL" "$(grep -rnE '#include <gsl|gsl_[a-z]' core)"
report "plugins include the public headers alone" \
  "$(grep -rnE '#include "(\.\./)*(core|base|data|result|host|report|cli)/' plugins)"
report "our own processes are started in one file, and programs of others in another" \
  "$(grep -rnE '\b(fork|vfork|posix_spawnp?|system|popen|exec[lv]p?e?|clone3?) *\(' core --include='*.c' |
    grep -vE '^core/host/(process|program).c:|CALL\(|SCMP_SYS')"
report "a plugin is opened in one file" \
  "$(grep -rnE '\bdl(m?open|sym) *\(' core --include='*.c' | grep -v '^core/host/open.c:')"
report "no exit, abort or assert in the core" \
  "$(grep -rnE '(^|[^_a-zA-Z])(exit|abort|assert) *\(' core --include='*.c' |
    grep -vE 'CALL\(|seccomp|^\S+:\s*(/?\*|//)|/\*.*(exit|abort|assert) *\(')"
report "plugins write no files and print nothing" \
  "$(grep -rnE '\b(fopen|open|printf|puts|fputs|fprintf|write|putchar) *\(' plugins --include='*.c' |
    grep -v '^plugins/template/test/')"
report "no causal verbs in texts" \
  "$(grep -rnE '\b(drives|causes|leads to|impact of|thanks to)\b' core plugins include --include='*.[chx]*' |
    grep -v '^core/host/conform_words\.c:')"
report "no file is longer than 600 lines" \
  "$(find core plugins include -name '*.[ch]' -exec wc -l {} + | awk '$2 != "total" && $1 > 600')"
report "no line is longer than 100 columns" \
  "$(grep -rnE '^.{101,}$' core plugins include --include='*.[ch]' | cut -c1-120)"
report "no clock, environment or locale below the commands" \
  "$(grep -rnE '\b(getenv|time|localtime|gmtime|setlocale) *\(' core --include='*.c' |
    grep -vE '^core/(main|cli/)|CALL\(')"
report "numbers are never formatted by the locale" \
  "$(grep -rnE '%[-+0-9.*]*[efg]\b' core --include='*.c' |
    grep -vE '^core/(base/text|report/chart_number|report/svg|host/verdict|cli/)')"
finish
