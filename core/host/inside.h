/* A plugin run inside the program, for gdb and valgrind: with nothing that keeps it in. */
#ifndef OM_HOST_INSIDE_H
#define OM_HOST_INSIDE_H

#include "host/process.h"

/* Runs what `p` would run in a worker, from the file at `path`, and fills what p says of the end.
 * What the plugin prints, crashes or changes is not caught. */
void inside_run(arena *memory, process *p, const char *path);

#endif
