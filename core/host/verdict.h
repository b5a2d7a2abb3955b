/* What the end of a worker means, in words that follow "because". */
#ifndef OM_HOST_VERDICT_H
#define OM_HOST_VERDICT_H

#include "host/process.h"

/* NULL when it ended as it should and printed nothing. */
const char *verdict_of(arena *memory, const process *p);

/* The same as a template (base/template.h). */
const char *verdict_template(arena *memory, const process *p);

#endif
