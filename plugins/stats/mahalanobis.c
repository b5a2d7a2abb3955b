/* Mahalanobis distances of rows of answers, gaps included.
 * Must not know what the items are.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "internal_groups.h"
#include <stdlib.h>

static bool
is_complete(size_t k, const double *row)
{
  for (size_t j = 0; j < k; j++)
    if (isnan(row[j]))
      return false;
  return true;
}

/* Mean and covariance of the complete rows; returns their number. */
static size_t
moments(size_t n, size_t k, const double *x, double *mean, double *cov, om_sum *sum)
{
  size_t complete = 0;
  for (size_t i = 0; i < n; i++) {
    if (!is_complete(k, x + i * k))
      continue;
    complete++;
    for (size_t j = 0; j < k; j++)
      om_add(&sum[j], x[i * k + j]);
  }
  for (size_t j = 0; j < k; j++)
    mean[j] = sum[j].hi / (double)complete;
  for (size_t m = 0; m < k * k; m++)
    sum[m] = (om_sum){0, 0};
  for (size_t i = 0; i < n; i++) {
    const double *const row = x + i * k;
    if (!is_complete(k, row))
      continue;
    for (size_t a = 0; a < k; a++)
      for (size_t b = 0; b <= a; b++)
        om_add(&sum[a * k + b], (row[a] - mean[a]) * (row[b] - mean[b]));
  }
  for (size_t a = 0; a < k; a++)
    for (size_t b = 0; b <= a; b++)
      cov[a * k + b] = cov[b * k + a] = sum[a * k + b].hi / (double)(complete - 1);
  return complete;
}

/* Distance of one row on the items that it has: `part` receives their covariance. */
static om_stat
distance(size_t k, const double *row, const double *mean, const double *cov, size_t complete,
         double *part, double *d)
{
  size_t known = 0;
  for (size_t a = 0; a < k; a++) {
    if (isnan(row[a]))
      continue;
    d[known] = row[a] - mean[a];
    known++;
  }
  if (known == 0)
    return om_undefined("nothing is answered", complete);
  size_t at = 0;
  for (size_t a = 0; a < k; a++)
    for (size_t b = 0; b < k && !isnan(row[a]); b++)
      if (!isnan(row[b]))
        part[at++] = cov[a * k + b];
  if (!om_cholesky(known, part, part, OM_SINGULAR))
    return om_undefined("singular covariance", complete);
  om_forward(known, part, d);
  om_sum sum = {0};
  for (size_t a = 0; a < known; a++)
    om_add(&sum, d[a] * d[a]);
  om_stat s = om_stat_of(sum.hi, complete);
  s.statistic = sum.hi;
  s.df = (double)known;
  s.p = om_chisq_upper(sum.hi, s.df);
  return s;
}

static const char *
fill(size_t n, size_t k, const double *x, double *scratch, om_sum *sum, om_stat *out)
{
  double *const mean = scratch, *const d = mean + k, *const cov = d + k, *const part = cov + k * k;
  size_t complete = 0;
  for (size_t i = 0; i < n; i++)
    complete += is_complete(k, x + i * k);
  if (complete <= k)
    return "no more complete rows than items";
  moments(n, k, x, mean, cov, sum);
  for (size_t m = 0; m < k * k; m++)
    part[m] = cov[m];
  if (!om_cholesky(k, part, part, OM_SINGULAR))
    return "singular covariance";
  for (size_t i = 0; i < n; i++)
    out[i] = distance(k, x + i * k, mean, cov, complete, part, d);
  return NULL;
}

const char *
om_mahalanobis(size_t n, size_t k, const double *x, om_stat *out)
{
  const char *why = k == 0 ? "no items" : NULL;
  if (!why) {
    double *const scratch = calloc(2 * k * (k + 1), sizeof *scratch);
    om_sum *const sum = calloc(k * k, sizeof *sum);
    why = scratch && sum ? fill(n, k, x, scratch, sum, out) : OM_NO_MEMORY;
    free(scratch);
    free(sum);
  }
  for (size_t i = 0; why && i < n; i++)
    out[i] = om_undefined(why, 0);
  return why;
}
