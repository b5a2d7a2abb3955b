/* describe: the parts of the plugin. */
#ifndef OM_PLUGINS_DESCRIBE_H
#define OM_PLUGINS_DESCRIBE_H

#include "../say.h"

/* The table of scales, with its chart: who has a score, and where the scores stand. */
int report_scales(om_run *r); /* false when memory ran out */

/* The tables of items: shares of the answers where answers are codes, means elsewhere. */
void report_items(om_run *r);

#endif
