/* A factored design: what regression and partial correlation start from.  Not installed.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef OM_STATS_INTERNAL_DESIGN_H
#define OM_STATS_INTERNAL_DESIGN_H

#include "internal_regression.h"

typedef struct om_design {
  size_t n; /* cases kept */
  bool intercept;
  bool perfect;  /* what is left of the outcome is rounding */
  size_t *row;   /* n: where each stood */
  om_wide total; /* sum of weights */
  om_wide *root; /* n: roots of weights */
  om_qr qr;
  om_wide *mean, *ss, *effect; /* c each: mean, sum of squares about it, first rows of Q'y */
  om_wide mean_y;
  om_wide *inverse;      /* c x c: R^-1 in the units of the data */
  om_wide tss, rss, mss; /* sums of squares: total, residual, model */
  double rounding;       /* what rounding can make of rss */
  om_wide *outcome;      /* of every case, as it was given */
  om_wide *y, *wide;     /* Q'y, scaled; all memory of this type */
  double *noise;         /* c + 1, see om_qr_factor; last: the outcome */
  int *shift;            /* c + 1: columns stand multiplied by 2^shift */
} om_design;

/* Returns why there is none, or NULL; *dependent as in om_regression.  om_design_done in any case.
 */
const char *om_design_make(const om_columns *m, om_design *d, size_t *dependent);
void om_design_done(om_design *d);

#endif
