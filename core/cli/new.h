/* Paths of a new study: where files are, seen from its folder. */
#ifndef OM_CLI_NEW_H
#define OM_CLI_NEW_H

#include "base/arena.h"
#include "base/diag.h"

#include <stdbool.h>

/* The absolute path without links and "..", also of what does not exist yet; NULL with errno set
 * when a part that is there cannot be looked at. */
const char *path_real(arena *memory, const char *path);

/* `to` (a path_real) as it is called from the folder `from` (one too): with ".." where the two have
 * a folder in common, else as it is. */
const char *path_from(arena *memory, const char *from, const char *to);

/* The folder and those above it; false with errno set.  New ones are for their owner alone. */
bool folders_make(arena *memory, const char *path);

/* Writes the folder of a plugin that builds: named after the last part of `dir`, with that id, or
 * org.example.NAME for NULL.  U010 when something is there, U012 for a name that cannot be one,
 * R001 when nothing can be written. */
void new_plugin(arena *memory, const char *dir, const char *id, bool quiet, diags *d);

#endif
