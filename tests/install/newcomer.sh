# Sourced by the tests of what was installed: somebody with the package, and nothing of its source.
# Needs $work (tap.sh) and DESTDIR, PREFIX, BINDIR, PLUGINDIR, PKGCONFIGDIR as the build has them.
program=$DESTDIR$BINDIR/orgmirror
# The program searches where it was installed; below DESTDIR its plugins have to be named.
installed_plugins=${DESTDIR:+:$DESTDIR$PLUGINDIR}
home=$work/home
samples=$TOP_SRCDIR/samples/plugins
mkdir -p "$home/bin"

# Below DESTDIR nothing is where the package says that it will be; so what asks for the package is
# told another prefix.
if [ -n "$DESTDIR" ]; then
  cat >"$home/bin/pkg-config" <<END
#!/bin/sh
case " \$* " in
  *" orgmirror "*) exec "$(command -v pkg-config)" --define-variable=prefix="$DESTDIR$PREFIX" "\$@" ;;
  *) exec "$(command -v pkg-config)" "\$@" ;;
esac
END
  chmod +x "$home/bin/pkg-config"
fi

# Their shell: nothing of the environment of this test, a umask that lets a group write, and, where
# the machine allows it, neither source nor build in sight.
newcomer() { # command, arguments...
  (
    cd "$home" || exit 99
    umask 002
    set -- env -i PATH="$home/bin:$DESTDIR$BINDIR:$PATH" HOME="$home" PKG_CONFIG_PATH="$DESTDIR$PKGCONFIGDIR" \
      LC_ALL=C.UTF-8 "$@"
    if [ -n "$hidden" ]; then
      # shellcheck disable=SC2016,SC2086 # for the inner shell; options
      exec unshare $hidden sh -c 'for folder in "$1" "$2"; do
        [ ! -d "$folder" ] || mount -t tmpfs none "$folder"; done
        shift 2; cd . && exec "$@"' sh "$TOP_SRCDIR" "$TOP_BUILDDIR" "$@"
    fi
    exec "$@"
  )
}
hidden=
can_hide() { # options of unshare: root stays root, so that files keep the owners that they have
  case $(realpath "$DESTDIR$PREFIX")/ in
    "$(realpath "$TOP_SRCDIR")"/* | "$(realpath "$TOP_BUILDDIR")"/*) return 1 ;;
  esac
  # shellcheck disable=SC2086 # two options
  unshare $1 sh -c 'mount -t tmpfs none "$1"' sh "$TOP_SRCDIR" >/dev/null 2>&1
}
if [ "$(id -u)" = 0 ]; then
  if can_hide -m; then hidden=-m; fi
elif [ -n "$DESTDIR" ] && can_hide -rm; then
  hidden=-rm
fi

# A plugin of the newcomer, in $home/NAME, from nothing to a section of a page.
newcomer_begins() { # name, options of new plugin...
  local name=$1
  shift
  check "a plugin is begun: $name" newcomer "$program" new plugin "$name" "$@"
  check "it builds, without a warning" newcomer make -C "$name" CFLAGS='-O2 -Wall -Wextra -Werror'
  check "it runs" newcomer make -C "$name" run
  check "its section is on the page" grep -q 'Point for point' "$home/$name/report/report.html"
  check "with its number" grep -q 'differ by 12.89 points outside' "$home/$name/report/report.html"
  check "and its chart" grep -qE "<svg[^>]*>" "$home/$name/report/report.html"
}
