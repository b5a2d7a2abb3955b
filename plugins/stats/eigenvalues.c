/* Eigenvalues of correlations, and principal components.
 * Must not know how many of them count.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "internal_factor.h"
#include <stdlib.h>

const char *
om_reduce(size_t k, double *r, double *work)
{
  double *const inverse = work + k * k;
  if (!om_pd_factor(k, r, work))
    return OM_NOT_PD;
  om_pd_inverse(k, work, inverse);
  for (size_t i = 0; i < k; i++)
    r[i * k + i] = 1 - 1 / inverse[i * k + i];
  return NULL;
}

/* Full correlation matrix of either, in `full`, through `packed`. */
static const char *
correlate(size_t k, const double *cov, double *packed, double *full)
{
  const char *const why = om_correlations(k, cov, packed);
  if (!why)
    om_unpack(k, packed, full);
  return why;
}

const char *
om_eigenvalues(size_t k, const double *cov, int reduced, double *values)
{
  const char *why = k < 1 ? "no items" : NULL;
  double *const full = why ? NULL : calloc(4 * k * k + 2 * k, sizeof *full);
  if (!why && !full)
    why = OM_NO_MEMORY;
  if (!why)
    why = correlate(k, cov, full + k * k, full);
  if (!why && reduced)
    why = om_reduce(k, full, full + k * k);
  if (!why)
    om_eigen(k, full, values, NULL, full + 4 * k * k);
  for (size_t i = 0; why && i < k; i++)
    values[i] = NAN;
  free(full);
  return why;
}

const char *
om_principal_components(size_t k, const double *cov, size_t m, double *loading)
{
  const char *why = m < 1 || m > k ? "not between one component and one for each item" : NULL;
  double *const full = why ? NULL : calloc(3 * k * k + 6 * k, sizeof *full);
  if (!why && !full)
    why = OM_NO_MEMORY;
  if (!why)
    why = correlate(k, cov, full + k * k, full);
  if (!why) {
    double *const vectors = full + 2 * k * k, *const values = vectors + k * k;
    om_eigen(k, full, values, vectors, values + k);
    if (!(values[m - 1] > 64 * DBL_EPSILON * (double)k))
      why = OM_NOT_PD;
    for (size_t i = 0; i < k; i++)
      for (size_t j = 0; j < m; j++)
        loading[i * m + j] = vectors[i * k + j] * sqrt(fmax(values[j], 0));
    om_order_columns(k, m, loading, NULL, NULL, values + k);
  }
  for (size_t i = 0; why && i < k * m; i++)
    loading[i] = NAN;
  free(full);
  return why;
}
