/* Columns compared with one another: which of them are answered alike, so that they may measure one
 * thing. */
#ifndef OM_DRAFT_CLUSTER_H
#define OM_DRAFT_CLUSTER_H

#include "draft/draft.h"

/* Correlations between columns over the first rows; NaN where fewer than FEWEST_COMPARED rows have
 * both, or one of them does not vary. */
typedef struct likeness {
  uint32_t n;
  float *r; /* [n * n] */
} likeness;

likeness likeness_of(arena *memory, const draft_file *f, const uint32_t *columns, uint32_t n);

/* Joins columns as long as the mean of the absolute correlations between two groups is at least
 * `least` (average linkage).  group[i] is the number of the group of column i, in order of their
 * first members; returns how many there are.  An unknown correlation counts as `unknown`. */
uint32_t cluster(arena *memory, const likeness *l, double least, double unknown, uint32_t *group);

/* Mean correlation of member i with the other members, each counted the way round it seems to be;
 * is_turned[i] says for which.  NaN where nothing is known. */
void rest_correlations(arena *memory, const likeness *l, const uint32_t *members, uint32_t n,
                       double *r, bool *is_turned);

/* Mean of the absolute correlations among members; NaN where nothing is known. */
double mean_likeness(const likeness *l, const uint32_t *members, uint32_t n);

#endif
