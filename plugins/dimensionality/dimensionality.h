/* dimensionality: the parts of the plugin. */
#ifndef OM_PLUGINS_DIMENSIONALITY_H
#define OM_PLUGINS_DIMENSIONALITY_H

#include "../say.h"

/* Fewest items that can be asked how many things they measure. */
#define LEAST_ITEMS 3
/* As many eigenvalues as are printed. */
#define EIGENVALUES 3

/* What was found about one scale. */
typedef struct dimensions {
  om_stat kmo, bartlett;
  om_parallel_analysis parallel;
  double eigenvalue[EIGENVALUES], chance[EIGENVALUES]; /* NaN beyond the number of items */
  om_cfa_result model;                                 /* one factor */
  int runs_both_ways;                                  /* a loading is below 0 */
  const char *why_not;                                 /* no matrix to look at, or NULL */
} dimensions;

typedef enum verdict { ONE_THING = 1, MORE_THINGS = 2, CANNOT_SAY = 3 } verdict;

/* Most different things that are printed. */
#define MOST_THINGS 6

/* The loadings of the items on as many things as were told apart; 0 when memory ran out. */
int report_apart(om_run *r, const om_scale *scale, const om_moments *m, const double *cov,
                 uint32_t factors);

/* The same eigenvalues beside those of the answers as they are, shuffled within each item: where
 * the option "permuted" asks for it, else there is no table. */
om_table *permuted_table(om_run *r);
int report_permuted(om_run *r, const om_scale *scale, const om_moments *m, const double *cov);

/* What follows from the numbers: the rule is in the methods of the plugin. */
verdict verdict_of(const om_scale *scale, uint64_t n, const dimensions *d);
/* The same as a sentence for a table, and as a finding.  That items measure one thing is a finding
 * only where it is_told, else it would be said of every scale. */
void say_verdict(om_run *r, const om_scale *scale, uint64_t n, const dimensions *d, verdict v,
                 int is_told);
/* The finding in place of those, when every scale measures one thing. */
void say_all_one(om_run *r);

#endif
