/* Heteroscedasticity-consistent covariance of coefficients.
 * Must not know how they were estimated.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "internal_regression.h"

/* Sum over cases of u_i^2 times the products of what a unit of error adds to coefficients a, b. */
static double
meat(const om_sandwich *s, size_t a, size_t b, bool jackknife)
{
  om_wide sum = {0};
  for (size_t i = 0; i < s->n; i++) {
    const double u = jackknife ? s->error[i] / (1 - s->leverage[i]) : s->error[i];
    const om_wide left = om_wide_multiply(s->reach[a * s->n + i], om_wide_of(u));
    const om_wide right = om_wide_multiply(s->reach[b * s->n + i], om_wide_of(u));
    om_wide_accumulate(&sum, left, right);
  }
  return sum.hi;
}

const char *
om_sandwich_fill(const om_sandwich *s, double *hc0, double *hc1, double *hc3)
{
  bool pinned = false;
  for (size_t i = 0; i < s->n; i++)
    pinned |= !(1 - s->leverage[i] > 1e-10);
  const double spread = (double)s->n / (double)(s->n - s->k);
  for (size_t a = 0; a < s->k; a++) {
    for (size_t b = a; b < s->k; b++) {
      const size_t at = a * s->k + b, mirror = b * s->k + a;
      hc0[at] = hc0[mirror] = meat(s, a, b, false);
      hc1[at] = hc1[mirror] = spread * hc0[at];
      hc3[at] = hc3[mirror] = pinned ? NAN : meat(s, a, b, true);
    }
  }
  return pinned ? "a case has leverage 1" : NULL;
}
