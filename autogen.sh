#!/bin/sh
# Prepare a checkout for ./configure.
#   ./autogen.sh                 regenerate configure and Makefile.in
#   ./autogen.sh --deps          first install what Debian 12 lacks to build orgmirror
#   ./autogen.sh --test-deps     first install that, and what the test suite needs
set -eu
cd "$(dirname "$0")"

build_packages="gcc libc6-dev make autoconf automake libtool pkg-config
  libgsl-dev libxml2-dev libxslt1-dev libseccomp-dev nettle-dev zlib1g-dev
  libreadstat-dev libxlsxwriter-dev gettext"
test_packages="g++ mandoc libcmocka-dev libxml2-utils trang valgrind locales binutils
  nodejs npm chromium fonts-dejavu-core libgmp-dev libglpk-dev unzip xsltproc"

# What of the named packages is not installed. A command that is there in another way
# (node from elsewhere, say) counts as installed.
missing() {
  for package in "$@"; do
    case $package in
      nodejs) command -v node >/dev/null 2>&1 && continue ;;
      npm | chromium | trang | valgrind | make | gcc)
        command -v "$package" >/dev/null 2>&1 && continue ;;
    esac
    state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
    [ "$state" = installed ] || printf '%s ' "$package"
  done
}

install_packages() {
  wanted=$(missing "$@")
  [ -n "$wanted" ] || { echo "autogen.sh: every package needed is installed"; return 0; }
  if ! command -v apt-get >/dev/null 2>&1; then
    echo "autogen.sh: these Debian packages are needed and there is no apt-get here: $wanted" >&2
    echo "autogen.sh: install their equivalents, then run ./autogen.sh without --deps" >&2
    exit 1
  fi
  if [ "$(id -u)" -eq 0 ]; then
    as_root=
  elif command -v sudo >/dev/null 2>&1; then
    as_root=sudo
  else
    echo "autogen.sh: these Debian packages are needed: $wanted" >&2
    echo "autogen.sh: you are not root and there is no sudo; as root, run:" >&2
    echo "  apt-get update && apt-get install --no-install-recommends $wanted" >&2
    exit 1
  fi
  echo "autogen.sh: installing $wanted(${as_root:-as} root, through apt-get)"
  $as_root apt-get update -q
  # shellcheck disable=SC2086 # a list of package names
  $as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install -q -y --no-install-recommends $wanted
}

case ${1-} in
  --deps) shift; install_packages $build_packages ;;
  --test-deps) shift; install_packages $build_packages $test_packages ;;
esac

mkdir -p m4
autoreconf --install --force --warnings=all,error "$@"
# configure deletes core dumps by name; here `core` is a source folder
sed 's/rm -f core \([*c]\)/rm -f \1/' configure > configure.tmp
cat configure.tmp > configure
rm configure.tmp
