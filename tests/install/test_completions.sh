#!/bin/bash
# What shells offer after the word orgmirror: every command, and every option of each, and no other.
. "$TOP_SRCDIR/tests/tap.sh"
folder=$TOP_SRCDIR/doc/completions
mkdir "$work/bin"
ln -s "$ORGMIRROR" "$work/bin/orgmirror"
PATH=$work/bin:$PATH
commands=$(orgmirror --help | sed -n 's/^  \([a-z]*\)  .*/\1/p' | grep -v '^orgmirror$')
# The options of a command as its help names them: --jobs and -o.
helped() { orgmirror "$1" --help | grep -oE '^ +(-., )?--[a-z-]+' | grep -oE -e '--?[a-zA-Z?][a-z-]*' |
  grep -vxF -e '-?' | sort -u; }
differ() { diff <(sort -u <<<"$1") <(sort -u <<<"$2") | sed -n -e 's/^</not offered:/p' -e 's/^>/not in the help:/p'; }

# --- bash ----------------------------------------------------------------------------------------

offers() { # words...: what bash offers for the last of them
  bash --norc -c '. "$1"; shift
    compopt() { :; }
    COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
    _orgmirror && printf "%s\n" "${COMPREPLY[@]}"' bash "$folder/orgmirror" "$@"
}
report "bash knows every command" \
  "$(differ "$commands"$'\n--help\n--version' "$(offers orgmirror '')")"
for command in $commands; do
  report "bash knows every option of $command" \
    "$(differ "$(helped "$command")" "$(offers orgmirror "$command" - | sed 's/=$//')")"
done
plugins=$TOP_BUILDDIR/plugins/.libs
touch "$work/exports.csv"
report "bash knows what is a value" "$(differ '--jobs=' "$(offers orgmirror run --job)")"
report "bash completes files" \
  "$(differ "$work/exports.csv" "$(offers orgmirror check --junit = "$work/exp")")"
report "bash completes what follows -o" \
  "$(differ "$work/exports.csv" "$(offers orgmirror run -o "$work/exp")")"
report "bash completes nothing where a number stands" "$(offers orgmirror run --jobs = '')"
report "bash knows what can be new" "$(differ $'study\nplugin' "$(offers orgmirror new '')")"
cat >"$work/bin/orgmirror-plugins" <<END
#!/bin/sh
case \$1 in plugins) exec "$ORGMIRROR" "\$@" --plugin-path "$plugins" ;; *) exec "$ORGMIRROR" "\$@" ;; esac
END
chmod +x "$work/bin/orgmirror-plugins"
report "bash knows the analyses" "$(differ $'org.orgmirror.mirror' \
  "$(offers orgmirror-plugins plugins org.orgmirror.mir)")"
report "bash knows them after a comma" "$(differ 'org.orgmirror.gap,org.orgmirror.mirror' \
  "$(offers orgmirror-plugins run --only = org.orgmirror.gap,org.orgmirror.mir)")"

# --- zsh -----------------------------------------------------------------------------------------

if command -v zsh >/dev/null; then
  # The completion as zsh would call it; _arguments and _describe only say what they were given.
  cat >"$work/zsh" <<'END'
_arguments() { print -rl -- "$@"; }
_describe() { print -rl -- ${(P)${@[-1]}}; }
compadd() { :; }
words=("${@[2,-1]}" '')
CURRENT=$#words
builtin source "$1"
END
  report "zsh knows every command" "$(differ "$commands" \
    "$(zsh -f "$work/zsh" "$folder/_orgmirror" orgmirror | cut -d: -f1)")"
  for command in $commands; do
    report "zsh knows every option of $command" "$(differ "$(helped "$command")" \
      "$(zsh -f "$work/zsh" "$folder/_orgmirror" orgmirror "$command" | grep '^-' | sed 's/[=[].*//')")"
  done
else
  skip "zsh knows every option" "zsh is not here"
fi

# --- fish ----------------------------------------------------------------------------------------

if command -v fish >/dev/null; then
  asked() { # line
    HOME=$work XDG_CONFIG_HOME=$work fish -c "source $folder/orgmirror.fish; complete -C '$1'" | cut -f1
  }
  report "fish knows every command" \
    "$(differ "$commands"$'\n--help\n--version' "$(asked 'orgmirror '; asked 'orgmirror --')")"
  for command in $commands; do
    report "fish knows every option of $command" "$(differ "$(helped "$command" | grep '^--')" \
      "$(asked "orgmirror $command --" | sed 's/=$//' | grep '^--')")"
  done
else
  skip "fish knows every option" "fish is not here"
fi
finish
