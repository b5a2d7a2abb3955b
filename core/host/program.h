/* Programs of others, such as a browser: run without a shell, told nothing of our surroundings. */
#ifndef OM_HOST_PROGRAM_H
#define OM_HOST_PROGRAM_H

#include "base/arena.h"

#include <stdbool.h>

/* Where a program stands in the folders of PATH; NULL when it is nowhere. */
const char *program_find(arena *memory, const char *name);

/* Runs arguments[0], a path, with what follows up to NULL, and waits for so many seconds.  Its home
 * is `home`; of the environment it gets PATH; it reads nothing and what it prints is lost.  True
 * when it has ended by itself with 0.  What it has started ends with it when it is late. */
bool program_run(arena *memory, const char *const *arguments, const char *home, unsigned seconds);

#endif
