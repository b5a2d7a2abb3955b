/* QR of a design by Householder reflections, at twice the precision of a double.
 * Must not know what the columns are.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "internal_regression.h"

/* v := (I - factor h h') v, h the reflector of column k, over rows k .. n-1. */
static void
reflect(const om_qr *qr, size_t k, om_wide *v)
{
  const om_wide *const h = qr->a + k * qr->n;
  om_wide dot = {0};
  for (size_t i = k; i < qr->n; i++)
    om_wide_accumulate(&dot, h[i], v[i]);
  const om_wide by = om_wide_negative(om_wide_multiply(qr->factor[k], dot));
  for (size_t i = k; i < qr->n; i++)
    om_wide_accumulate(&v[i], by, h[i]);
}

/* What rounding of the values can leave in one value of column k once the columns before it are
 * taken out: its own error, and theirs times its slopes on them. */
static double
noise_left(const om_qr *qr, size_t k, const double *noise)
{
  const om_wide *const column = qr->a + k * qr->n;
  for (size_t i = 0; i < k; i++)
    qr->work[i] = column[i];
  om_qr_solve(qr, k, qr->work);
  double left = noise[k];
  for (size_t i = 0; i < k; i++)
    left += fabs(qr->work[i].hi) * noise[i];
  return left;
}

size_t
om_qr_factor(om_qr *qr, const double *noise)
{
  for (size_t k = 0; k < qr->c; k++) {
    om_wide *const h = qr->a + k * qr->n;
    om_wide squares = {0};
    for (size_t i = k; i < qr->n; i++)
      om_wide_accumulate(&squares, h[i], h[i]);
    const double left = noise_left(qr, k, noise);
    if (!(squares.hi > (double)qr->n * left * left))
      return k;

    const om_wide norm = om_wide_root(squares);
    qr->diagonal[k] = h[k].hi > 0 ? om_wide_negative(norm) : norm;
    h[k] = om_wide_subtract(h[k], qr->diagonal[k]);
    const om_wide half = om_wide_multiply(om_wide_negative(qr->diagonal[k]), h[k]);
    qr->factor[k] = om_wide_divide(om_wide_of(1), half);
    for (size_t j = k + 1; j < qr->c; j++)
      reflect(qr, k, qr->a + j * qr->n);
  }
  return qr->c;
}

void
om_qr_rotate(const om_qr *qr, om_wide *v)
{
  for (size_t k = 0; k < qr->c; k++)
    reflect(qr, k, v);
}

void
om_qr_rotate_back(const om_qr *qr, om_wide *v)
{
  for (size_t k = qr->c; k-- > 0;)
    reflect(qr, k, v);
}

void
om_qr_solve(const om_qr *qr, size_t k, om_wide *v)
{
  for (size_t i = k; i-- > 0;) {
    for (size_t j = i + 1; j < k; j++)
      v[i] = om_wide_subtract(v[i], om_wide_multiply(qr->a[j * qr->n + i], v[j]));
    v[i] = om_wide_divide(v[i], qr->diagonal[i]);
  }
}
