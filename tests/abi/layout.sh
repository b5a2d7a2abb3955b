#!/bin/sh
# Prints the layout of the structs of a plugin.h, as layout.c reads it.
#   layout.sh FOLDER       plugin.h is in FOLDER/orgmirror
set -eu
here=$(dirname "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
sh "$here/bare.sh" "$1/orgmirror/plugin.h" | awk -f "$here/layout.awk" >"$work/layout.c"
${CC:-cc} -I"$1" -o "$work/layout" "$work/layout.c"
echo "/* Written by make freeze-abi from the plugin.h beside it (LP64). */"
"$work/layout"
