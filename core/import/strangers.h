/* Files that are named as exports by mistake. */
#ifndef OM_IMPORT_STRANGERS_H
#define OM_IMPORT_STRANGERS_H

#include <stddef.h>

/* What a file is that begins so, such as "a PDF", and what to do; NULL when it may be a table. */
const char *stranger_of(const char *head, size_t n, const char **fix);

#endif
