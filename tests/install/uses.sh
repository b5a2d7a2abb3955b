# Sourced after newcomer.sh: what a newcomer does with the package.

[ -n "$hidden" ] || skip "source and build are out of sight" "this machine lets no folder be hidden"
check "the program says its version" newcomer "$program" --version
newcomer_begins turnover
check "nobody else may have written the plugin" test -z \
  "$(find "$home/turnover/turnover.so" "$home/turnover" -maxdepth 0 -perm /022)"
check "it exports one symbol" test \
  "$(nm -D --defined-only "$home/turnover/turnover.so" | awk '{ print $3 }')" = orgmirror_plugins_v1
check "it is an analysis among others" grep -q 'org.example.turnover .*0\.1\.0' <(newcomer "$program" \
  plugins --plugin-path "$home/turnover$installed_plugins")
check "it runs beside those of the package" newcomer "$program" run turnover/test/study.xml -o beside \
  --plugin-path "$home/turnover$installed_plugins"
for id in org.orgmirror.mirror org.example.turnover; do
  check "of which $id is one" grep -q "plugin=\"$id\"[^>]*outcome=\"ok\"" "$home/beside/report.xml"
done
if newcomer pkg-config --exists cmocka; then
  check "its tests pass" newcomer make -C turnover check
  sed -i 's/12.8863876187126/12.9863876187126/' "$home/turnover/test/test_turnover.c"
  check "which can fail" newcomer sh -c '! make -C turnover check'
else
  skip "its tests pass" "cmocka is not here (Debian package libcmocka-dev)"
fi
check "it is cleaned away" newcomer make -C turnover clean
check "and what was written is left" test "$(find "$home/turnover" -type f | wc -l)" = \
  "$(find "$DESTDIR$PREFIX/share/orgmirror/template" -type f | wc -l)"
newcomer_begins deep/renewal_2 --id=com.example.clients.renewal
check "--id is its id" grep -q 'plugin="com.example.clients.renewal"' \
  "$home/deep/renewal_2/report/report.xml"
check "nothing is left of the template's name" test -z "$(grep -riE 'template' "$home/deep/renewal_2" \
  --include='*.[ch]' --include=Makefile --include='*.md' --include='*.csv')"
check "a plugin without the kit needs no library" test -z "$(newcomer pkg-config --libs orgmirror)"
check "the package says its plugin folder" test -d \
  "$(newcomer pkg-config --variable=plugindir orgmirror)"
check "and the major of the interface" grep -qx \
  "#define OM_ABI_MAJOR $(newcomer pkg-config --variable=abi orgmirror)" \
  "$(newcomer pkg-config --variable=includedir orgmirror)/orgmirror/plugin.h"

# --- the manual page -----------------------------------------------------------------------------

mkdir "$home/page"
sed -n '/^#include <math.h>/,/^\.Ed/p' "$DESTDIR$PREFIX/share/man/man7/orgmirror-plugin.7" |
  sed -e '/^\.Ed/d' -e 's/\\-/-/g' >"$home/page/page.c"
# As the page says it: the shell asks pkg-config.
check "the plugin of the manual page builds" newcomer sh -c \
  'cd page && cc -std=c11 -Wall -Wextra -Werror -shared -fPIC `pkg-config --cflags orgmirror` \
     -o page.so page.c && chmod go-w . page.so'
check "and runs" newcomer "$program" run turnover/test/study.xml -o page/report \
  --plugin-path "$home/page"
check "and says what it should" grep -q '^"Being heard",1,' \
  "$home/page/report/tables/org.example.answering-scales.csv"
