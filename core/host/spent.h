/* What a run used and left behind, as its own process knows it: for the check of plugins. */
#ifndef OM_HOST_SPENT_H
#define OM_HOST_SPENT_H

#include "host/services.h"

/* Before the sandbox, which opens nothing of /proc. */
void spent_watch(void);

/* Threads and descriptors before run(): a library may have its own. */
spent spent_begin(void);

/* After run(): memory at its most, and the threads and descriptors that are still there, as a frame
 * on the result pipe.  A plugin that closed what this needs is told to have used nothing. */
void spent_tell(service *s, spent before);

#endif
