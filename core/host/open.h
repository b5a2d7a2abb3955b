/* Opening a plugin: the only place where foreign code enters a process. */
#ifndef OM_HOST_OPEN_H
#define OM_HOST_OPEN_H

#include "result/result.h"

/* The plugins of the shared object behind the descriptor; NULL with *why in the arena.  Runs the
 * object's constructors: only a sandboxed worker may call this. */
const om_plugin *const *plugin_open(arena *memory, int fd, const char **why);

/* The same by name, as debuggers need it: for a run inside the program. */
const om_plugin *const *plugin_open_file(arena *memory, const char *path, const char **why);

/* What a plugin declares, copied; NULL with *why when it breaks a rule of plugin.h. */
const description *plugin_describe(arena *memory, const om_plugin *p, const char **why);

#endif
