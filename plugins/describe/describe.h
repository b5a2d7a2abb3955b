/* describe: the parts of the plugin. */
#ifndef OM_PLUGINS_DESCRIBE_H
#define OM_PLUGINS_DESCRIBE_H

#include "../say.h"

/* --- over all people, with ranges that allow for people of one unit being alike -------------- */

/* Room for numbers of each unit, and of the people without one together. */
typedef struct of_units {
  uint64_t *n, *hits;
  double *mean;
} of_units;

int of_units_make(om_run *r, of_units *u); /* 0 when memory ran out */
void of_units_done(of_units *u);

/* The mean of the scores of persons; its range is kept within the declared one. */
om_stat mean_score(om_run *r, const om_scale *scale, of_units *u);
/* Of an item that has counts: its mean; the share of `options` neighbouring answers from `lowest`
 * up; the net promoter score, where it is declared as 0 to 10. */
om_stat mean_answer(om_run *r, const om_item *item, of_units *u);
om_stat share_of_answers(om_run *r, const om_item *item, double lowest, uint32_t options,
                         of_units *u);
om_stat promoter_score(om_run *r, const om_item *item, of_units *u);

/* --- parts of the section -------------------------------------------------------------------- */

/* The table of scales, with its chart: who has a score, and where the scores stand. */
int report_scales(om_run *r, of_units *u); /* false when memory ran out */

/* The tables of items: shares of the answers where answers are codes, means elsewhere. */
void report_items(om_run *r, of_units *u);

#endif
