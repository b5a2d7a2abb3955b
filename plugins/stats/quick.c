/* Slopes for statistics that a bootstrap computes thousands of times: double precision about the
 * means of the units at hand, and no allocation.
 * Must not know what the columns are.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "internal_regression.h"

bool
om_quick_sscp(const void *ctx, om_row_fn *row, size_t columns, size_t n, const uint32_t *index,
              double *sscp)
{
  double value[OM_STATISTIC_MAX], mean[OM_STATISTIC_MAX] = {0}, largest[OM_STATISTIC_MAX] = {0};
  if (n < 1 || columns > OM_STATISTIC_MAX)
    return false;
  om_sum sum[OM_STATISTIC_MAX] = {{0}};
  for (size_t i = 0; i < n; i++) {
    row(ctx, index[i], value);
    for (size_t a = 0; a < columns; a++) {
      if (!isfinite(value[a]))
        return false;
      om_add(&sum[a], value[a]);
      largest[a] = fmax(largest[a], fabs(value[a]));
    }
  }
  for (size_t a = 0; a < columns; a++)
    mean[a] = sum[a].hi / (double)n;

  for (size_t at = 0; at < columns * (columns + 1) / 2; at++)
    sscp[at] = 0;
  for (size_t i = 0; i < n; i++) {
    row(ctx, index[i], value);
    double *to = sscp;
    for (size_t a = 0; a < columns; a++)
      value[a] -= mean[a];
    for (size_t a = 0; a < columns; a++)
      for (size_t b = a; b < columns; b++)
        *to++ += value[a] * value[b];
  }
  for (size_t a = 0; a < columns; a++)
    if (om_is_rounding(sscp[om_packed(columns, a, a)], n, largest[a]))
      sscp[om_packed(columns, a, a)] = 0;
  return true;
}

static double
entry(size_t k, const double *sscp, size_t i, size_t j)
{
  return i <= j ? sscp[om_packed(k, i, j)] : sscp[om_packed(k, j, i)];
}

bool
om_quick_slopes(size_t k, const double *sscp, size_t p, size_t y, double *slope)
{
  /* Cholesky, with the slopes' right side as a last row. */
  double l[OM_STATISTIC_MAX + 1][OM_STATISTIC_MAX];
  if (p > OM_STATISTIC_MAX)
    return false;
  for (size_t i = 0; i <= p; i++) {
    const size_t variable = i < p ? i : y;
    for (size_t j = 0; j < (i < p ? i + 1 : p); j++) {
      double rest = entry(k, sscp, variable, j);
      for (size_t m = 0; m < j; m++)
        rest -= l[i][m] * l[j][m];
      if (i == j) {
        if (!(rest > 1e-12 * entry(k, sscp, i, i)))
          return false;
        l[i][i] = sqrt(rest);
      } else {
        l[i][j] = rest / l[j][j];
      }
    }
  }
  for (size_t i = p; i-- > 0;) {
    double rest = l[p][i];
    for (size_t j = i + 1; j < p; j++)
      rest -= l[j][i] * slope[j];
    slope[i] = rest / l[i][i];
  }
  return true;
}
