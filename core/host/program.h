/* Programs of others, such as a browser: run without a shell, told nothing of our surroundings. */
#ifndef OM_HOST_PROGRAM_H
#define OM_HOST_PROGRAM_H

#include "base/arena.h"

#include <stdbool.h>

/* What it is told of them. */
typedef struct surroundings {
  const char *path; /* folders with colons between: PATH; may be NULL */
  const char *home; /* a folder of its own */
} surroundings;

/* Where a program stands in the folders of the path; NULL when it is nowhere. */
const char *program_find(arena *memory, const surroundings *s, const char *name);

/* Runs arguments[0], a file, with what follows up to NULL, and waits for so many seconds.  It reads
 * nothing, and what it prints is lost.  True when it has ended by itself with 0.  What it has
 * started ends with it when it is late. */
bool program_run(arena *memory, const surroundings *s, const char *const *arguments,
                 unsigned seconds);

#endif
