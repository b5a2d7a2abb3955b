/* The worker: a process of its own for one plugin, from its first line to its last. */
#ifndef OM_HOST_WORKER_H
#define OM_HOST_WORKER_H

#include "host/orders.h"

/* What the program does when it was started with WORKER_FLAG.  Never returns: leaves by _exit. */
_Noreturn void worker_main(void);

/* --- what every worker begins and ends with --------------------------------------------------- */

/* Nothing is open but what a worker is given, it ends with the core, and *o has its orders; or it
 * leaves. */
void worker_start(arena *memory, orders *o);

/* Ends the process at once. */
_Noreturn void worker_leave(int code);

#endif
