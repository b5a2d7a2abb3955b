# Sourced by the tests of the commands.  Makes a small study that runs, calls the program, and
# prints TAP; the plan comes last.
. "$TOP_SRCDIR/tests/tap.sh"
plugins=$TOP_BUILDDIR/plugins/.libs


# Runs the program and leaves its exit code in $code, its words in $work/out and $work/err.
call() { # command, arguments...
  forget_reports
  "$ORGMIRROR" "$@" >"$work/out" 2>"$work/err" </dev/null
  code=$?
}
# The same with the built-in plugins at hand.
with_plugins() { call "$@" --plugin-path "$plugins"; }
# The last call ended with this code and these words on standard error ("": none at all).
ended() { # code, pattern
  if [ "$code" -ne "$1" ]; then
    echo "the exit code is $code, not $1"
  elif [ -z "$2" ] && [ -s "$work/err" ]; then
    echo "standard error is not empty"
  elif ! grep -qE -- "$2" "$work/err" && [ -n "$2" ]; then
    echo "standard error lacks: $2"
  else
    return 0
  fi
  cat "$work/err"
  return 1
}
expect() { # name, code, pattern: what the last call must have done
  check "$1" ended "$2" "$3"
}

# A study of two surveys in 8 units, all of them large enough.
make_study() { # folder, people in each unit
  mkdir -p "$1"
  cat >"$1/study.xml" <<'END'
<study xmlns="urn:orgmirror:study:1">
  <title>A small study</title>
  <survey id="staff" side="inside" file="staff.csv" unit="unit">
    <scale id="ease" min="1" max="5"><item column="q1"/><item column="q2"/></scale>
  </survey>
  <survey id="clients" side="outside" file="clients.csv" unit="unit">
    <scale id="trust" min="1" max="5"><item column="t1"/><item column="t2"/></scale>
  </survey>
  <pair inside="staff.ease" outside="clients.trust"/>
</study>
END
  for file in "staff q1 q2" "clients t1 t2"; do
    set -- "$1" "$2" $file
    awk -v people="$2" -v header="unit,$4,$5" 'BEGIN {
      print header
      for (u = 1; u <= 8; u++)
        for (p = 0; p < people; p++)
          printf "u%d,%d,%d\n", u, 1 + (u + p * 7) % 5, 1 + (u * 2 + p * 3) % 5
    }' >"$1/$3.csv"
  done
}
