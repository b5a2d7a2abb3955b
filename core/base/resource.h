/* Files that are part of the program: schemas, style sheets, the glossary,
 * the template of a plugin.  The same files are
 * installed for readers; the program never looks for them at run time. */
#ifndef OM_BASE_RESOURCE_H
#define OM_BASE_RESOURCE_H

#include <stddef.h>

typedef struct resource {
  const char *name, *at; /* `at` is followed by a NUL byte that is not counted */
  size_t n;
} resource;

/* By the name of the file without its folder.  A name that is not there gives an empty text. */
resource resource_find(const char *name);

/* Number `which`, from 0, of those that keep their folder, which ends with "/"; beyond the last the
 * name is NULL. */
resource resource_under(const char *folder, size_t which);

#endif
