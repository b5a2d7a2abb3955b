/* reliability: the parts of the plugin.  Each reports about one scale and returns 0 when memory ran
 * out. */
#ifndef OM_PLUGINS_RELIABILITY_H
#define OM_PLUGINS_RELIABILITY_H

#include "../say.h"

/* What was said about any scale: tables have no column for what nobody said. */
typedef struct said {
  int by_unit; /* alpha_by_unit */
  int how;     /* the remark beside omega */
} said;

/* Alpha, its standardised form, the error of a score, and a table of what each item adds. */
int report_alpha(om_run *r, const om_scale *scale, const om_moments *m);
/* Alpha with a range from drawing whole units.  Nothing is said where fewer than OM_BOOT_MIN_UNITS
 * units have an answer that counts. */
int report_alpha_by_unit(om_run *r, const om_scale *scale, const om_moments *m, said *what);
/* Omega, halves, lambda 4 and lambda 6. */
int report_other_ways(om_run *r, const om_scale *scale, const om_moments *m, said *what);

#endif
