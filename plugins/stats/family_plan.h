/* The permutation of a family: vectors of length 1, their products under eight orders, and the
 * count of what was as extreme.  Not installed.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef OM_STATS_FAMILY_PLAN_H
#define OM_STATS_FAMILY_PLAN_H

#include "internal_resample.h"

/* --- vectors ---------------------------------------------------------------------------------- */

/* Directions that the controls span beside the mean: at right angles and of length 1. */
typedef struct om_basis {
  size_t n, count;
  double **axis; /* [count][n] */
} om_basis;

/* From columns of n values; one that is a combination of those before it adds none. */
void om_basis_make(size_t n, size_t n_columns, const double *const *column, om_basis *out,
                   om_arena *arena);
/* x less its mean and less what the basis says of it, scaled to length 1, so that a product of two
 * is a correlation.  Returns NULL, or why there is nothing left. */
const char *om_unit_vector(const om_basis *basis, const double *x, double *out);

/* --- products under eight orders -------------------------------------------------------------- */

/* Eight lanes of products: a lane has one right vector, and one left vector in each slot. */
typedef struct om_plan_block {
  size_t n_slots;
  om_v8 *left, *right;    /* as in om_cross */
  uint32_t product[4][8]; /* [slot][lane]; UINT32_MAX: none */
} om_plan_block;

typedef struct om_plan {
  size_t n, most, n_products, n_blocks;
  const double **left, **right; /* [product] */
  om_plan_block *block;
} om_plan;

/* For up to `most` products of vectors of n elements. */
void om_plan_init(om_plan *plan, size_t n, size_t most, om_arena *arena);
/* Adds sum over u of left[u] * right[order[u]]; returns its number. */
uint32_t om_plan_add(om_plan *plan, const double *left, const double *right);
/* After the last: lays the vectors out, element row[k] at place k. */
void om_plan_pack(om_plan *plan, const uint32_t *row, om_arena *arena);
/* value[order * n_products + product]; `sum` is scratch of 32. */
void om_plan_run(const om_plan *plan, const uint32_t *place, om_v8 *sum, double *value);

/* --- counting --------------------------------------------------------------------------------- */

/* The statistics that are adjusted for one another. */
typedef struct om_contest {
  size_t n, n_defined;
  double *given, *scale; /* [n]; given NaN: not in it */
  uint32_t *descending;  /* [n_defined]: by |given| * scale */
  const char **why;      /* [n]: undefined, or NULL */
  uint64_t *units;       /* [n] */
} om_contest;

/* How often an order was at least as extreme as the given one: [n] each. */
typedef struct om_tally {
  uint64_t *two_sided, *greater, *less, *single, *step;
} om_tally;

void om_contest_init(om_contest *c, size_t n, om_arena *arena);
/* Once given and scale are there. */
void om_contest_rank(om_contest *c);
void om_tally_init(om_tally *t, size_t n, om_arena *arena);
void om_tally_count(const om_contest *c, const double *value, om_tally *t);
void om_tally_merge(size_t n, const om_tally *from, om_tally *to);
void om_tally_results(const om_contest *c, const om_tally *t, uint32_t orders, bool exact,
                      om_test *out);

#endif
