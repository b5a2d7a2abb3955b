# Sourced by the tests written in shell: prints TAP, one line a case; the plan comes last.
# A folder for the test, $work, goes with it.
set -u
n=0
failures=0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# Reports of a test are remembered here, and not beside studies of the source.
export ORGMIRROR_LEDGER=$work/ledger
forget_reports() { rm -rf "$ORGMIRROR_LEDGER"; }

result() { # ok or not ok, name
  n=$((n + 1))
  echo "$1 $n - $2"
  [ "$1" = ok ] || failures=$((failures + 1))
}
skip() { # name, reason
  n=$((n + 1))
  echo "ok $n - $1 # SKIP $2"
}
skip_all() { # reason
  echo "1..0 # SKIP $1"
  exit 0
}
report() { # name, what was found (empty: fine)
  if [ -z "$2" ]; then result ok "$1"; else
    result "not ok" "$1"
    echo "$2" | head -n 20 | sed 's/^/# /'
  fi
}
check() { # name, command...
  local name=$1
  shift
  if "$@" >"$work/said" 2>&1; then result ok "$name"; else
    result "not ok" "$name"
    sed 's/^/# /' "$work/said"
  fi
}
finish() { # TAP says what failed
  echo "1..$n"
  exit 0
}
