/* agreement: the parts of the plugin.  Each reports about one scale of persons in units and returns
 * 0 when memory ran out. */
#ifndef OM_PLUGINS_AGREEMENT_H
#define OM_PLUGINS_AGREEMENT_H

#include "../say.h"

/* Tables with a row a scale; and whether there are few enough units to list them as well. */
typedef struct tables {
  om_table *verdicts, *within, *tests;
  int lists_units;
} tables;

/* ICC(1) and ICC(2), and whether unit means may be used; for each unit how reliable its mean is. */
int report_units_differ(om_run *r, const om_scale *scale, const tables *t);
/* How far each unit agrees, and over all units; for scales of codes. */
int report_agreement(om_run *r, const om_scale *scale, const tables *t);

#endif
