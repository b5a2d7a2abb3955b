/* The worker: a process of its own for one plugin, from its first line to its last. */
#ifndef OM_HOST_WORKER_H
#define OM_HOST_WORKER_H

/* What the program does when it was started with WORKER_FLAG.  Never returns: leaves by _exit. */
_Noreturn void worker_main(void);

#endif
