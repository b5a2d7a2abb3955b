/* LMG, the Shapley value of R-squared: over all models, or over random orders.
 * Must not know what the predictors are.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "internal_regression.h"
#include <stdlib.h>

enum { SIDE = OM_LMG_MAX + 1 };

/* R-squared of every model that starts with those in `mask`: predictors from `start` on are added
 * one at a time, each by one sweep of what is left of the correlations. */
static void
all_models(size_t p, size_t start, size_t mask, double left[SIDE][SIDE], double *table)
{
  for (size_t j = start; j < p; j++) {
    double swept[SIDE][SIDE];
    const double pivot = left[j][j];
    for (size_t a = j + 1; a <= p; a++)
      for (size_t b = a; b <= p; b++)
        swept[a][b] = left[a][b] - left[j][a] * left[j][b] / pivot;
    const size_t with = mask | (size_t)1 << j;
    table[with] = table[mask] + left[j][p] * left[j][p] / pivot;
    all_models(p, j + 1, with, swept, table);
  }
}

/* Share of the orders of p in which a given set of `size` comes first and one given next. */
static double
order_share(size_t p, size_t size)
{
  double share = 1 / (double)p;
  for (size_t i = 0; i < size; i++)
    share *= (double)(i + 1) / (double)(p - 1 - i);
  return share;
}

void
om_shapley(size_t p, const double *r, double *table, double *part)
{
  double left[SIDE][SIDE], share[OM_LMG_MAX];
  uint8_t size[1 << OM_LMG_MAX]; /* of every set */
  for (size_t a = 0; a <= p; a++)
    for (size_t b = 0; b <= p; b++)
      left[a][b] = r[a * (p + 1) + b];
  table[0] = 0;
  all_models(p, 0, 0, left, table);
  for (size_t i = 0; i < p; i++)
    share[i] = order_share(p, i);
  size[0] = 0;
  for (size_t mask = 1; mask < (size_t)1 << p; mask++)
    size[mask] = (uint8_t)(size[mask >> 1] + (mask & 1));

  for (size_t i = 0; i < p; i++) {
    const size_t own = (size_t)1 << i;
    double added[OM_LMG_MAX] = {0}; /* by how many come before */
    for (size_t others = 0; others < (size_t)1 << (p - 1); others++) {
      const size_t mask = (others >> i) << (i + 1) | (others & (own - 1));
      added[size[mask]] += table[mask | own] - table[mask];
    }
    om_sum sum = {0};
    for (size_t before = 0; before < p; before++)
      om_add(&sum, share[before] * added[before]);
    part[i] = sum.hi;
  }
}

void
om_lmg(size_t p, uint64_t n, const double *sscp, om_importance *out, om_stat *part, om_stat *share)
{
  double r[SIDE * SIDE], value[OM_LMG_MAX];
  om_importance_begin(p, OM_LMG_MAX, n, sscp, r, out);
  double *const table = out->undefined ? NULL : calloc((size_t)1 << p, sizeof *table);
  if (!out->undefined && !table)
    om_importance_undefined(out, OM_NO_MEMORY, n);
  if (!out->undefined)
    om_shapley(p, r, table, value);
  om_importance_end(p, out, value, part, share);
  free(table);
}

/* What each predictor adds in one order, by Cholesky of the correlations in that order: the row of
 * the outcome holds the roots. */
static void
one_order(size_t p, const double *r, const uint32_t *order, double *l, double *added)
{
  const size_t side = p + 1;
  for (size_t i = 0; i <= p; i++) {
    const size_t row = i < p ? order[i] : p;
    for (size_t j = 0; j <= i && j < p; j++) {
      double rest = r[row * side + order[j]];
      for (size_t m = 0; m < j; m++)
        rest -= l[i * side + m] * l[j * side + m];
      l[i * side + j] = i == j ? sqrt(rest) : rest / l[j * side + j];
    }
  }
  for (size_t j = 0; j < p; j++)
    added[order[j]] = l[p * side + j] * l[p * side + j];
}

/* Mean over orders, and its Monte Carlo error (Welford's way). */
static void
sample_orders(size_t p, const double *r, uint32_t orders, const om_rng *rng, double *scratch,
              uint32_t *order, double *mean, double *error)
{
  const size_t side = p + 1;
  double *const added = scratch + side * side;
  for (uint32_t b = 0; b < orders; b++) {
    om_rng draw = om_rng_at(rng, b);
    for (size_t i = 0; i < p; i++)
      order[i] = (uint32_t)i;
    om_rng_shuffle(&draw, order, p);
    one_order(p, r, order, scratch, added);
    for (size_t i = 0; i < p; i++) {
      const double d = added[i] - mean[i];
      mean[i] += d / (double)(b + 1);
      error[i] += d * (added[i] - mean[i]);
    }
  }
  for (size_t i = 0; i < p; i++)
    error[i] = sqrt(error[i] / (double)(orders - 1) / (double)orders);
}

void
om_lmg_sampled(size_t p, uint64_t n, const double *sscp, uint32_t orders, const om_rng *rng,
               om_importance *out, om_stat *part, om_stat *share)
{
  const size_t cells = p <= OM_IMPORTANCE_MAX ? (p + 1) * (p + 1) : 1;
  double *const scratch = calloc(2 * cells + 3 * p + 1, sizeof *scratch);
  uint32_t *const order = calloc(p + 1, sizeof *order);
  double *r = scratch, *mean = NULL, *error = NULL;
  if (!scratch || !order)
    om_importance_undefined(out, OM_NO_MEMORY, n);
  else
    om_importance_begin(p, OM_IMPORTANCE_MAX, n, sscp, r, out);
  if (!out->undefined && orders < 2)
    om_importance_undefined(out, "fewer than 2 orders", n);
  if (!out->undefined) {
    mean = scratch + 2 * cells + p;
    error = mean + p;
    sample_orders(p, r, orders, rng, scratch + cells, order, mean, error);
  }
  om_importance_end(p, out, mean, part, share);
  for (size_t i = 0; !out->undefined && i < p; i++) {
    part[i].se = error[i];
    if (share && !share[i].undefined)
      share[i].se = error[i] / out->r_squared.value;
  }
  free(scratch);
  free(order);
}
