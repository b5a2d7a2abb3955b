/* Covariances and correlations of items as packed triangles.
 * Must not know what the items ask.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "internal_factor.h"

const char *
om_covariances(size_t k, uint64_t n, const double *sscp, double *cov)
{
  for (size_t i = 0; i < k * (k + 1) / 2; i++)
    cov[i] = n < 2 ? NAN : sscp[i] / (double)(n - 1);
  return n < 2 ? "fewer than 2 respondents" : NULL;
}

static const char *
no_correlations(size_t k, const double *cov)
{
  for (size_t i = 0; i < k * (k + 1) / 2; i++)
    if (!isfinite(cov[i]))
      return "an entry of the matrix is not a number";
  for (size_t i = 0; i < k; i++)
    if (!(cov[om_packed(k, i, i)] > 0))
      return OM_FLAT_ITEM;
  return NULL;
}

const char *
om_correlations(size_t k, const double *cov, double *r)
{
  const char *const why = no_correlations(k, cov);
  if (why) {
    for (size_t i = 0; i < k * (k + 1) / 2; i++)
      r[i] = NAN;
    return why;
  }
  /* Row by row: the variance of an item is needed until its row is done, and not after. */
  for (size_t i = 0; i < k; i++) {
    const double sd = sqrt(cov[om_packed(k, i, i)]);
    for (size_t j = i + 1; j < k; j++)
      r[om_packed(k, i, j)] = cov[om_packed(k, i, j)] / sd / sqrt(cov[om_packed(k, j, j)]);
    r[om_packed(k, i, i)] = 1;
  }
  return NULL;
}

/* Covariance over the rows where both are known. */
static double
covariance(size_t rows, const double *x, const double *y, uint64_t *pairs)
{
  om_sum sum_x = {0}, sum_y = {0};
  size_t n = 0;
  for (size_t i = 0; i < rows; i++) {
    if (isnan(x[i]) || isnan(y[i]))
      continue;
    n++;
    om_add(&sum_x, x[i]);
    om_add(&sum_y, y[i]);
  }
  *pairs = n;
  if (n < 2)
    return NAN;

  const double count = (double)n, mean_x = sum_x.hi / count, mean_y = sum_y.hi / count;
  om_sum dev_x = {0}, dev_y = {0}, products = {0};
  for (size_t i = 0; i < rows; i++) {
    if (isnan(x[i]) || isnan(y[i]))
      continue;
    const double dx = x[i] - mean_x, dy = y[i] - mean_y;
    om_add(&dev_x, dx);
    om_add(&dev_y, dy);
    om_add(&products, dx * dy);
  }
  om_add(&products, -dev_x.hi * dev_y.hi / count);
  /* A constant whose mean was rounded leaves dust, which is no variance. */
  if (x == y && om_is_rounding(products.hi, n, fabs(mean_x)))
    return 0;
  return products.hi / (count - 1);
}

const char *
om_covariances_pairwise(size_t k, size_t rows, const double *const *x, double *cov, uint64_t *pairs)
{
  const char *why = NULL;
  for (size_t i = 0; i < k; i++) {
    for (size_t j = i; j < k; j++) {
      uint64_t n;
      const double c = covariance(rows, x[i], x[j], &n);
      if (n < 2)
        why = "fewer than 2 respondents who answered both of two items";
      else if (!isfinite(c))
        why = "an answer is not a finite number";
      cov[om_packed(k, i, j)] = isfinite(c) ? c : NAN;
      if (pairs)
        pairs[om_packed(k, i, j)] = n;
    }
  }
  return why;
}
