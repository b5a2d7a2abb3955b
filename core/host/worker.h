/* The worker: a process of its own for one plugin, from its first line to its last. */
#ifndef OM_HOST_WORKER_H
#define OM_HOST_WORKER_H

#include "host/orders.h"

#include <orgmirror/plugin.h>

/* What the program does when it was started with WORKER_FLAG.  Never returns: leaves by _exit. */
_Noreturn void worker_main(void);

/* Descriptors of what a run is given, and of what it says. */
typedef struct worker_files {
  int results, summary, rows, found;
} worker_files;

/* Runs the plugin of the list that the orders name; `close_doors` right before its code, which does
 * not run when that gives false.  Returns the code to leave with. */
int worker_run(arena *memory, const orders *o, const om_plugin *const *list, const worker_files *f,
               bool (*close_doors)(void));

/* --- what every worker begins and ends with --------------------------------------------------- */

/* Nothing is open but what a worker is given, it ends with the core, and *o has its orders; or it
 * leaves. */
void worker_start(arena *memory, orders *o);

/* Ends the process at once. */
_Noreturn void worker_leave(int code);

#endif
