# Sourced by the tests of the plugin host, after tests/studies/run.sh: a study in a folder of its
# own, with a secret beside it, and folders of good and of bad plugins.
case $SANITIZED in
*coverage*) skip_all "a coverage build has no sandbox" ;;
esac
here=$TOP_SRCDIR/tests/host
zoo=$TOP_BUILDDIR/tests/bad/.libs
deadline=6
[ -z "$SANITIZED" ] || deadline=10

# As installed: whatever the umask was when they were built.
cp_plugins() { # folder, files...
  mkdir -p "$1"
  cp "${@:2}" "$1"
  chmod -R go-w "$1"
}
cp_plugins "$work/good" "$plugins"/*.so "$zoo"/{innocent,column_sum,curious}.so

mkdir "$work/study"
cp "$here"/{inside.csv,outside.csv} "$work/study"
# The study, with the checksums of the files that may see single answers.
granted() {
  sed -E "s/(plugin=\"bad\.(\w+)\" rows=\"yes\")/\1 sha256=\"@\2@\"/
    s/@column_sum@/$(sum_of column_sum)/; s/@write_column@/$(sum_of write_column)/" "$here/study.xml"
}
sum_of() { sha256sum <"$zoo/$1.so" | cut -d' ' -f1; }
granted | sed '/bad\.write_column/d' >"$work/study/study.xml"
echo FILE-SECRET >"$work/study/secret.txt"
cd "$work/study" || exit 99

run() { # folder of the report, folders of plugins, options...
  "$ORGMIRROR" run study.xml -o "$work/$1" --plugin-path "$2" --deadline "$deadline" "${@:3}" \
    >"$work/$1.said" 2>&1
}
section() { # report, id of the plugin
  awk -v id="plugin=\"$2\"" '/^<section / && index($0, id) { on = 1 } on; /^<\/section>/ { on = 0 }' \
    "$work/$1/report.xml"
}
reason() { # report, id of the plugin: what stands between <reason> and </reason>
  section "$1" "$2" | sed -n 's|.*<reason[^>]*>\(.*\)</reason>.*|\1|p' | sed 's/<[^>]*>//g'
}
outcome() {
  section "$1" "$2" | sed -n 's/^<section .* outcome="\([^"]*\)".*/\1/p'
}
says() { # text, words: the words stand in the text, or the other words after a bar
  case $1 in *"${2%%|*}"* | *"${2##*|}"*) return 0 ;; esac
  printf '"%s" does not say "%s"\n' "$1" "$2"
  return 1
}
is() { # text, text
  [ "$1" = "$2" ] || { printf '"%s" is not "%s"\n' "$1" "$2" && false; }
}
skip() { # name, reason
  n=$((n + 1))
  echo "ok $n - $1 # SKIP $2"
}
# Processes of a session or with a parent, by /proc: "field 3 is 123" after the name.
processes() { # field after the closing parenthesis (2: parent, 4: session), number
  cat /proc/[0-9]*/stat 2>/dev/null |
    awk -v f="$1" -v x="$2" '{ pid = $1; sub(/.*\) /, "") } $f == x && $1 != "Z" { print pid }'
}
