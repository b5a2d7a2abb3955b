/* Options of plugins: what study.xml gives, held against what the plugin declares. */
#ifndef OM_HOST_OPTIONS_H
#define OM_HOST_OPTIONS_H

#include "host/host.h"

/* The number that the text means; false when the option cannot be that. */
bool option_parse(const declared_option *o, const char *value, double *out);

/* The options of a plugin in the order of its declaration: its defaults, and what the study says
 * (`a` may be NULL).  S170 and S171 with the lines of study.xml. */
double *options_take(arena *memory, const plugin *p, const study *s, const study_analysis *a,
                     diags *d);

#endif
