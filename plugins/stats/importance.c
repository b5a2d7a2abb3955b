/* What the measures of importance share, and the statistic for their bootstrap by unit.
 * Must not know what the predictors are.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "internal_regression.h"

/* What rounding can leave of a predictor beside the others, as a share of its variance. */
#define SINGULAR 1e-12

static double
entry(size_t k, const double *sscp, size_t i, size_t j)
{
  return i <= j ? sscp[om_packed(k, i, j)] : sscp[om_packed(k, j, i)];
}

/* First predictor of which the ones before leave nothing, and R-squared of all: by Cholesky of the
 * correlations; l has the size of r. */
static size_t
dependent_of(size_t p, const double *r, double *l, double *r_squared)
{
  const size_t side = p + 1;
  for (size_t i = 0; i <= p; i++) {
    for (size_t j = 0; j <= i && j < p; j++) {
      double rest = r[i * side + j];
      for (size_t m = 0; m < j; m++)
        rest -= l[i * side + m] * l[j * side + m];
      if (i == j && !(rest > SINGULAR))
        return i;
      l[i * side + j] = i == j ? sqrt(rest) : rest / l[j * side + j];
    }
  }
  om_sum sum = {0};
  for (size_t j = 0; j < p; j++)
    om_add(&sum, l[p * side + j] * l[p * side + j]);
  *r_squared = fmin(sum.hi, 1);
  return OM_NO_COLUMN;
}

void
om_importance_undefined(om_importance *out, const char *why, uint64_t n)
{
  *out = (om_importance){.r_squared = om_undefined(why, n),
                         .adjusted = om_undefined(why, n),
                         .dependent = OM_NO_COLUMN,
                         .undefined = why};
}

/* Fills r; returns why not, or NULL. */
static const char *
correlations(size_t p, const double *sscp, double *r, size_t *dependent)
{
  const size_t side = p + 1;
  for (size_t i = 0; i < side * side; i++)
    r[i] = 1;
  for (size_t i = 0; i < side; i++) {
    const double own = entry(side, sscp, i, i);
    if (!isfinite(own))
      return OM_NOT_FINITE;
    if (!(own > 0)) {
      *dependent = i < p ? i : OM_NO_COLUMN;
      return i < p ? "zero variance of a predictor" : OM_FLAT_OUTCOME;
    }
  }
  for (size_t i = 0; i < side; i++)
    for (size_t j = i + 1; j < side; j++)
      r[i * side + j] = r[j * side + i] =
          entry(side, sscp, i, j) / sqrt(entry(side, sscp, i, i)) / sqrt(entry(side, sscp, j, j));
  return NULL;
}

void
om_importance_begin(size_t p, size_t limit, uint64_t n, const double *sscp, double *r,
                    om_importance *out)
{
  double l[(OM_IMPORTANCE_MAX + 1) * (OM_IMPORTANCE_MAX + 1)], r_squared = NAN;
  size_t dependent = OM_NO_COLUMN;
  const char *why = p < 1       ? "no predictors"
                    : p > limit ? (limit == OM_LMG_MAX ? "more than 12 predictors: sample orders"
                                                       : "more than 64 predictors")
                    : n < p + 2 ? OM_NO_DF
                                : correlations(p, sscp, r, &dependent);
  if (!why) {
    dependent = dependent_of(p, r, l, &r_squared);
    if (dependent != OM_NO_COLUMN)
      why = "the predictors follow from each other";
  }
  if (why) {
    om_importance_undefined(out, why, n);
    out->dependent = dependent;
    return;
  }

  const double df = (double)p, df2 = (double)n - 1 - df;
  *out = (om_importance){.r_squared = om_stat_of(r_squared, n),
                         .adjusted = om_stat_of(1 - (1 - r_squared) * (df + df2) / df2, n),
                         .dependent = OM_NO_COLUMN};
  if (1 - r_squared > SINGULAR)
    om_f_test(&out->r_squared, r_squared / df / ((1 - r_squared) / df2), df, df2);
}

void
om_importance_end(size_t p, const om_importance *out, const double *value, om_stat *part,
                  om_stat *share)
{
  const uint64_t n = out->r_squared.n;
  for (size_t i = 0; i < p; i++) {
    part[i] = out->undefined ? om_undefined(out->undefined, n) : om_stat_of(value[i], n);
    if (!share)
      continue;
    share[i] = out->undefined                 ? part[i]
               : out->r_squared.value > 1e-15 ? om_stat_of(value[i] / out->r_squared.value, n)
                                              : om_undefined("R-squared is 0", n);
  }
}

/* --- the bootstrap */

enum { SIDE = OM_LMG_MAX + 1 };

static void
row(const void *ctx, uint32_t unit, double *to)
{
  const om_importance_data *const data = ctx;
  for (size_t j = 0; j < data->p; j++)
    *to++ = data->x[j][unit];
  if (data->random)
    *to++ = data->random[unit];
  *to = data->y[unit];
}

/* Parts of R-squared of p predictors; false when undefined. */
static bool
parts_of(size_t p, size_t n, uint32_t method, const double *sscp, om_importance *all, double *part)
{
  double r[SIDE * SIDE], scratch[3 * SIDE * SIDE], table[1 << OM_LMG_MAX];
  om_importance_begin(p, OM_LMG_MAX, n, sscp, r, all);
  if (all->undefined)
    return false;
  if (method == OM_IMPORTANCE_RELATIVE_WEIGHTS)
    om_johnson(p, r, scratch, part);
  else
    om_shapley(p, r, table, part);
  return true;
}

/* The triangle without variable `left_out` of k. */
static void
without(size_t k, size_t left_out, const double *sscp, double *to)
{
  for (size_t i = 0; i < k; i++)
    for (size_t j = i; j < k; j++)
      if (i != left_out && j != left_out)
        *to++ = sscp[om_packed(k, i, j)];
}

/* 1 for the largest; what differs by rounding only ties. */
static double
rank_of(size_t p, const double *part, size_t i)
{
  double larger = 0, equal = 0;
  for (size_t j = 0; j < p; j++) {
    const bool tie = fabs(part[j] - part[i]) <= 1e-12;
    larger += !tie && part[j] > part[i];
    equal += tie;
  }
  return larger + (equal + 1) / 2;
}

void
om_importance_statistic(const void *ctx, size_t n, const uint32_t *index, double *out)
{
  const om_importance_data *const data = ctx;
  const size_t p = data->p, all = p + (data->random != NULL);
  for (size_t i = 0; i < om_importance_outputs(data); i++)
    out[i] = NAN;
  double sscp[(SIDE + 1) * (SIDE + 2) / 2], given[SIDE * (SIDE + 1) / 2], part[SIDE];
  om_importance fit;
  if (all > OM_LMG_MAX || !om_quick_sscp(ctx, row, all + 1, n, index, sscp))
    return;
  if (data->random)
    without(all + 1, p, sscp, given);
  if (!parts_of(p, n, data->method, data->random ? given : sscp, &fit, part))
    return;
  for (size_t i = 0; i < p; i++) {
    out[i] = part[i];
    out[p + i] = fit.r_squared.value > 1e-15 ? part[i] / fit.r_squared.value : NAN;
    out[2 * p + i] = rank_of(p, part, i);
  }
  out[3 * p] = fit.r_squared.value;
  out[3 * p + 1] = fit.adjusted.value;
  if (!data->random || !parts_of(all, n, data->method, sscp, &fit, part))
    return;
  for (size_t i = 0; i < p; i++)
    out[3 * p + 2 + i] = part[i] - part[p];
}
