#!/bin/sh
# Write C for resource.h from the named files:  embed.sh FILE... > resource.c
# Of the template of a plugin, and of catalogues, the names keep their folder: template/, po/.
set -eu
echo '/* Made by embed.sh from files in the tree. */'
echo '#include "base/resource.h"'
echo '#include <string.h>'
i=0
for file in "$@"; do
  printf 'static const unsigned char r%d[] = {\n' "$i"
  case $file in
    *.js) # it stands in every page: no comments, and no spaces that only part
      sed -e 's/^ *//' -e '/^\/\*.*\*\/$/d' -e '/^$/d' -e 's/ *\([={}?:|,;]\) */\1/g' "$file" ;;
    *) cat "$file" ;;
  esac | od -v -A n -t u1 | sed 's/  */,/g; s/^,//; s/$/,/'
  echo '0};'
  i=$((i + 1))
done
echo 'static const struct { const char *name; const unsigned char *at; size_t n; } all[] = {'
i=0
for file in "$@"; do
  case $file in
    plugins/template/*) name=${file#plugins/} ;;
    */po/*.mo) name=po/${file##*/} ;;
    *) name=${file##*/} ;;
  esac
  printf '  {"%s", r%d, sizeof r%d - 1},\n' "$name" "$i" "$i"
  i=$((i + 1))
done
cat <<'END'
};
resource
resource_find(const char *name)
{
  for (size_t i = 0; i < sizeof all / sizeof *all; i++)
    if (strcmp(all[i].name, name) == 0)
      return (resource){all[i].name, (const char *)all[i].at, all[i].n};
  return (resource){name, "", 0};
}
resource
resource_under(const char *folder, size_t which)
{
  for (size_t i = 0; i < sizeof all / sizeof *all; i++)
    if (strncmp(all[i].name, folder, strlen(folder)) == 0 && which-- == 0)
      return (resource){all[i].name, (const char *)all[i].at, all[i].n};
  return (resource){NULL, "", 0};
}
END
