#!/bin/sh
# Puts the plugin interface as it is now into the museum: make freeze-abi.
#   freeze.sh SOURCE-TREE [yes]     yes: it has been released, and is never renewed again
set -eu
tree=$1
released=${2-}
abi=$tree/tests/abi
here=$tree/include/orgmirror
number() { sed -n "s/^#define OM_ABI_$1 //p" "$here/plugin.h"; }
name=$(number MAJOR).$(number MINOR)
folder=$abi/museum/$name
say() { echo "freeze-abi: $*"; }

if [ -f "$folder/RELEASED" ]; then
  for header in plugin.h plugin_calls.h; do
    if [ "$(sh "$abi/bare.sh" "$here/$header")" != "$(sh "$abi/bare.sh" "$folder/orgmirror/$header")" ]; then
      say "interface $name has been released, and $header is another one now:" >&2
      say "what is new needs OM_ABI_MINOR raised by one; what is old must stay as it was" >&2
      exit 1
    fi
  done
  say "interface $name has been released already, as it is"
  exit 0
fi
mkdir -p "$folder/orgmirror"
cp "$here/plugin.h" "$here/plugin_calls.h" "$folder/orgmirror"
sh "$abi/layout.sh" "$folder" >"$folder/layout.h.new"
mv "$folder/layout.h.new" "$folder/layout.h"
line="#include \"museum/$name/layout.h\""
grep -qxF "$line" "$abi/layout.c" ||
  sed -i "s|^#endif\$|$line\\n#endif|" "$abi/layout.c"
if [ "$released" = yes ]; then
  (cd "$folder" && sha256sum orgmirror/plugin.h orgmirror/plugin_calls.h layout.h >RELEASED)
  say "interface $name is in the museum, as released"
else
  say "interface $name is in the museum, until it is released"
fi
