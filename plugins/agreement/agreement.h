/* agreement: the parts of the plugin.  Each reports about one scale of persons in units and returns
 * 0 when memory ran out. */
#ifndef OM_PLUGINS_AGREEMENT_H
#define OM_PLUGINS_AGREEMENT_H

#include "../say.h"

/* Tables with a row a scale, `within` NULL where no scale would be in it; whether there are few
 * enough units for numbers of each, and for tables of them. */
typedef struct tables {
  om_table *verdicts, *within, *tests;
  int says_units, lists_units;
} tables;

/* ICC(1) and ICC(2), and whether unit means may be used; for each unit how reliable its mean is. */
int report_units_differ(om_run *r, const om_scale *scale, const tables *t);
/* True for a scale of codes of which a unit has two people, who could agree. */
int can_agree(om_run *r, const om_scale *scale);
/* How far each unit agrees, and over all units; for scales of codes. */
int report_agreement(om_run *r, const om_scale *scale, const tables *t);

#endif
