/* The sandbox of a worker: what a plugin cannot do, whatever its code says. */
#ifndef OM_HOST_SANDBOX_H
#define OM_HOST_SANDBOX_H

#include "result/result.h"

#include <stdint.h>

/* Before the plugin is opened: limits, no new privileges, only the system's library folders can be
 * read, only the system calls that loading and computing need.  What this machine lacks is left
 * out and told in the result. */
isolation sandbox_enter(uint64_t memory, uint32_t seconds);

/* The same for reading a file that strangers wrote, before the first byte of it: nothing can be
 * opened or asked after by name, no thread is started, and a file that is open already grows to
 * `most_written` bytes at most. */
isolation sandbox_enter_closed(uint64_t memory, uint32_t seconds, uint64_t most_written);

/* After the plugin is loaded and has its data: from now on no thread can open a file at all.
 * False when that cannot be had: the plugin must not run. */
bool sandbox_close_files(void);

/* Called, from a signal handler, with the number of a system call that was refused; must not
 * return. */
typedef void sandbox_breach(int system_call);

/* Says who hears of refused system calls. */
void sandbox_on_breach(sandbox_breach *heard);

/* "open a file", "open a network connection", ... of a system call's number. */
const char *sandbox_deed(int system_call);

#endif
