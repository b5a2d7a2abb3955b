#!/bin/sh
# The texts that are to be translated:  extract.sh core|plugins > TEMPLATE.pot
#
# core: the words of the page (report-words.xsl), each in the context of its name, and what is marked
# with N_ in C.  plugins: every text for people in the plugins and in their kit of statistics; their
# sources are not marked, a text is known by what it looks like.  It is taken from behind the
# preprocessor, which joins texts made of macros.  What is put into "{name=%s}" is no part of a text.
# Run in the top of the sources; CC and CPPFLAGS as for compiling.
set -eu
export LC_ALL=C.UTF-8
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

core() {
  xgettext --its=core/po/words.its --no-wrap --no-location -o "$work/words.pot" \
    core/report/report-words.xsl
  xgettext --keyword --keyword=N_ --language=C --from-code=UTF-8 --no-wrap --no-location \
    -o "$work/marked.pot" core/*/*.c
  msgcat --use-first --no-wrap "$work/words.pot" "$work/marked.pot"
}

own_lines() { # of what the preprocessor made, those that stand in the plugins
  awk '/^# [0-9]+ "/ { split($0, part, "\""); own = part[2] ~ /^plugins\//; next } own'
}

plugins() {
  for source in plugins/*.c plugins/*/*.c; do
    case $source in plugins/template/*) continue ;; esac
    # shellcheck disable=SC2086
    ${CC:-cc} -E -Iinclude -Iplugins ${CPPFLAGS-} "$source" | own_lines
  done >"$work/plugins.i"
  xgettext --extract-all --language=C --from-code=UTF-8 --no-wrap --no-location \
    -o "$work/all.pot" "$work/plugins.i" 2>"$work/warnings"
  # words between spaces, names in braces, a capital and a small letter; no references
  msggrep --no-wrap -K -E -e '[^ ] [^ ]|[{]|^[A-Z]-?[a-z]|^(respondents|units|yes|no)$' \
    "$work/all.pot" |
    msggrep --no-wrap -v -K -E -e 'doi:|^[A-Z][^.:]* [12][0-9]{3}[;,.]?( |$)'
}

case ${1-} in
core | plugins) "$1" | sed -E '/^"POT-Creation-Date/d; s/\{([a-z0-9_]+)[=:#]%[.0-9]*[a-z]+\}/{\1}/g' ;;
*)
  echo "usage: extract.sh core|plugins" >&2
  exit 2
  ;;
esac
