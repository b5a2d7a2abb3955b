/* The worker that converts a file: a process of its own, from its first line to its last. */
#ifndef OM_HOST_IMPORT_WORKER_H
#define OM_HOST_IMPORT_WORKER_H

#include "import/format.h"

/* What the program does when it was started with IMPORT_FLAG and this id.  Never returns. */
_Noreturn void import_main(const char *id);

/* The same with a converter of the caller's; NULL when there is none. */
_Noreturn void import_run(const converter *c);

#endif
