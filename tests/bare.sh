#!/bin/bash
# README's two commands as a new user meets them: on a bare Debian 12 root file system.
#   tests/bare.sh CHECKOUT [FOLDER]      as root; needs debootstrap
set -eu
checkout=$1
root=${2-$(mktemp -d)}
command -v debootstrap >/dev/null || { echo "tests/bare.sh: install debootstrap first" >&2; exit 1; }
[ -d "$root/usr" ] || debootstrap --variant=minbase --include=ca-certificates bookworm "$root" ${DEBIAN_MIRROR-}
# The same sources of packages as this machine.
cp -a /etc/apt/. "$root/etc/apt/"
cp -a /etc/resolv.conf "$root/etc/resolv.conf" 2>/dev/null || true
cp -aL /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/ca-certificates.crt"
export NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt
[ -f "$HOME/.npmrc" ] && cp "$HOME/.npmrc" "$root/root/.npmrc"
mountpoint -q "$root/proc" || mount -t proc proc "$root/proc"
mountpoint -q "$root/dev" || mount --rbind /dev "$root/dev"
trap 'umount -l "$root/proc" "$root/dev" 2>/dev/null || true' EXIT
rm -rf "$root/orgmirror"
git clone -q "$checkout" "$root/orgmirror"
if [ -d "${ORGMIRROR_DATA-$checkout/../shared/data}" ]; then
  mkdir -p "$root/shared"
  cp -a "${ORGMIRROR_DATA-$checkout/../shared/data}" "$root/shared/"
fi
unset ORGMIRROR_DATA # in there the data stand beside the checkout
chroot "$root" /bin/sh -c 'cd /orgmirror && samples/quickstart.sh'
test -s "$root/orgmirror/out/schools/report.html"
chroot "$root" /bin/sh -c 'cd /orgmirror && tests/run.sh'
echo "README's two commands work on a bare Debian 12"
