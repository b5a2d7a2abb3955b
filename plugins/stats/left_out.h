/* Correlations with each pair left out in turn, all of them in n or n log n steps.  Not installed.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef OM_STATS_LEFT_OUT_H
#define OM_STATS_LEFT_OUT_H

#include "internal.h"

/* Sums over all pairs, of which one is taken out again. */
typedef struct om_left_out {
  size_t n;
  const double *x, *y;
  double mean_x, mean_y, xx, yy, xy, largest_x, largest_y;
} om_left_out;

om_left_out om_left_out_new(size_t n, const double *x, const double *y);
/* Pearson's r without pair i; NaN where nothing varies.  Where that pair carries so much of the
 * sums that digits would be lost, it is computed from scratch. */
double om_left_out_r(const om_left_out *l, size_t i);

/* What om_left_out_rho needs of one variable. */
typedef struct om_left_ranks {
  const double *rank;    /* [n], as om_rank leaves them */
  const uint32_t *order; /* [n] ascending */
} om_left_ranks;

/* Spearman's rho without each pair in turn, NaN where nothing varies or fewer than 3 are left;
 * ranks are taken anew.  `scratch` has 5 n + 1 elements. */
void om_left_out_rho(size_t n, const om_left_ranks *x, const om_left_ranks *y, double *out,
                     double *scratch);

#endif
