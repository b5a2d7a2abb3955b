#!/bin/bash
# make install into a folder, the package used from there, make uninstall.
. "$TOP_SRCDIR/tests/tap.sh"
[ -z "${SANITIZED-}" ] || skip_all "what is built with sanitizers is not installed"
build() { # target, arguments...
  env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL -u MAKEOVERRIDES make -s -C "$TOP_BUILDDIR" "$@"
}
# What the build has for a variable of its Makefile.
value_of() {
  # shellcheck disable=SC2016 # make's
  printf 'include Makefile\nprint-it:\n\t@echo "$(%s)"\n' "$1" |
    env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL make -s -C "$TOP_BUILDDIR" -f - print-it | tail -n 1
}
PREFIX=$(value_of prefix)
BINDIR=$(value_of bindir)
PLUGINDIR=$(value_of plugindir)
PKGCONFIGDIR=$(value_of pkgconfigdir)
DESTDIR=$work/dest
umask 002
check "it installs" build install DESTDIR="$DESTDIR"
[ "$failures" -eq 0 ] || finish
list() { (cd "$DESTDIR$PREFIX" && find . "$@" | sed 's|^\./||' | LC_ALL=C sort); }
list ! -type d >"$work/files"
umask 022

missing=
for file in bin/orgmirror libexec/orgmirror/orgmirror-worker include/orgmirror/plugin.h \
  include/orgmirror/plugin_calls.h include/orgmirror/stats.h include/orgmirror/stats_weights.h \
  lib/liborgmirror-stats.a lib/pkgconfig/orgmirror.pc lib/orgmirror/plugins-1/mirror.so \
  share/orgmirror/study.xsd share/orgmirror/report.xsd share/orgmirror/study.rnc \
  share/orgmirror/report.xsl share/orgmirror/report.css share/orgmirror/glossary.md \
  share/orgmirror/model/P01.xml share/orgmirror/template/template.c \
  share/orgmirror/template/test/study.xml share/man/man1/orgmirror.1 \
  share/man/man5/orgmirror-study.5 share/man/man7/orgmirror-plugin.7 \
  share/bash-completion/completions/orgmirror share/zsh/site-functions/_orgmirror \
  share/fish/vendor_completions.d/orgmirror.fish; do
  grep -qx "$file" "$work/files" || missing+="$file"$'\n'
done
case $PLUGINDIR:$BINDIR in
  "$PREFIX"/lib/orgmirror/plugins-1:"$PREFIX"/bin) report "everything is there" "$missing" ;;
  *) skip "everything is there" "this build has other folders than the usual ones" ;;
esac
headers=$(cd "$TOP_SRCDIR/include/orgmirror" && echo *.h)
report "every public header is, and no other" "$(diff <(tr ' ' '\n' <<<"$headers") \
  <(sed -n 's|^include/orgmirror/||p' "$work/files") 2>&1)"
report "others can write to no plugin, nor to the worker" \
  "$(find "$DESTDIR$PLUGINDIR" "$DESTDIR$(value_of pkglibexecdir)" -perm /022)"
# The prefix may lie in the build, and orgmirror.pc names it as it should.
report "nothing that is installed names the source or the build" \
  "$(cd "$DESTDIR$PREFIX" && grep -rIF -e "$TOP_SRCDIR/" -e "$TOP_BUILDDIR/" . |
    sed "s|$PREFIX||g" | grep -F -e "$TOP_SRCDIR/" -e "$TOP_BUILDDIR/" | cut -c 1-300)"

. "$TOP_SRCDIR/tests/install/newcomer.sh"
. "$TOP_SRCDIR/tests/install/uses.sh"
. "$TOP_SRCDIR/tests/install/examples.sh"
. "$TOP_SRCDIR/tests/install/guide.sh"

check "it uninstalls" build uninstall DESTDIR="$DESTDIR"
report "no file is left" "$(list ! -type d)"
report "no folder of ours is left" "$(list -type d -name '*orgmirror*')"
check "it installs again" build install DESTDIR="$DESTDIR"
touch "$DESTDIR$PLUGINDIR/turnover.so"
check "it uninstalls again" build uninstall DESTDIR="$DESTDIR"
report "what is not ours stays" \
  "$(diff <(list ! -type d) <(echo "${PLUGINDIR#"$PREFIX"/}/turnover.so"))"
finish
