/* Johnson's relative weights: the closest uncorrelated stand-ins of the predictors.
 * Must not know what the predictors are.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "internal_regression.h"
#include <stdlib.h>

/* Turns rows and columns i and j of a symmetric matrix so that its entry (i, j) becomes 0. */
static void
rotate(size_t p, double *a, double *vectors, size_t i, size_t j)
{
  const double off = a[i * p + j];
  if (off == 0)
    return;
  const double theta = (a[j * p + j] - a[i * p + i]) / (2 * off);
  const double t = copysign(1, theta) / (fabs(theta) + hypot(theta, 1));
  const double c = 1 / hypot(t, 1), s = t * c;
  for (size_t k = 0; k < p; k++) {
    const double x = a[k * p + i], y = a[k * p + j];
    a[k * p + i] = c * x - s * y;
    a[k * p + j] = s * x + c * y;
  }
  for (size_t k = 0; k < p; k++) {
    const double x = a[i * p + k], y = a[j * p + k];
    a[i * p + k] = c * x - s * y;
    a[j * p + k] = s * x + c * y;
    const double v = vectors[k * p + i], w = vectors[k * p + j];
    vectors[k * p + i] = c * v - s * w;
    vectors[k * p + j] = s * v + c * w;
  }
}

/* Eigenvalues on the diagonal of a, eigenvectors in the columns of `vectors`: cyclic Jacobi, which
 * converges quadratically and keeps small eigenvalues of a correlation matrix accurate. */
static void
diagonalize(size_t p, double *a, double *vectors)
{
  for (size_t i = 0; i < p; i++)
    for (size_t j = 0; j < p; j++)
      vectors[i * p + j] = i == j;
  for (int sweep = 0; sweep < 50; sweep++) {
    double off = 0;
    for (size_t i = 0; i < p; i++)
      for (size_t j = i + 1; j < p; j++)
        off = fmax(off, fabs(a[i * p + j]));
    if (off < 1e-300)
      return;
    for (size_t i = 0; i < p; i++)
      for (size_t j = i + 1; j < p; j++)
        rotate(p, a, vectors, i, j);
  }
}

void
om_johnson(size_t p, const double *r, double *scratch, double *part)
{
  double *const a = scratch, *const vectors = a + p * p, *const beta = vectors + p * p;
  for (size_t i = 0; i < p; i++)
    for (size_t j = 0; j < p; j++)
      a[i * p + j] = r[i * (p + 1) + j];
  diagonalize(p, a, vectors);

  /* beta = V D^-1/2 V' r, the regression of the outcome on the stand-ins */
  for (size_t i = 0; i < p; i++)
    beta[i] = 0;
  for (size_t k = 0; k < p; k++) {
    double along = 0;
    for (size_t i = 0; i < p; i++)
      along += vectors[i * p + k] * r[i * (p + 1) + p];
    along /= sqrt(fmax(a[k * p + k], DBL_MIN));
    for (size_t i = 0; i < p; i++)
      beta[i] += vectors[i * p + k] * along;
  }
  /* part = (L o L) beta^2, L = V D^1/2 V' the regression of the predictors on the stand-ins */
  for (size_t i = 0; i < p; i++) {
    part[i] = 0;
    for (size_t j = 0; j < p; j++) {
      double loading = 0;
      for (size_t k = 0; k < p; k++)
        loading += vectors[i * p + k] * sqrt(fmax(a[k * p + k], 0)) * vectors[j * p + k];
      part[i] += loading * loading * beta[j] * beta[j];
    }
  }
}

void
om_relative_weights(size_t p, uint64_t n, const double *sscp, om_importance *out, om_stat *part,
                    om_stat *share)
{
  const size_t cells = p <= OM_IMPORTANCE_MAX ? (p + 1) * (p + 1) : 1;
  double *const r = calloc(4 * cells + p, sizeof *r);
  double *const value = r ? r + 4 * cells : NULL;
  if (r)
    om_importance_begin(p, OM_IMPORTANCE_MAX, n, sscp, r, out);
  else
    om_importance_undefined(out, OM_NO_MEMORY, n);
  if (!out->undefined)
    om_johnson(p, r, r + cells, value);
  om_importance_end(p, out, value, part, share);
  free(r);
}
