/* Roots of functions of one variable.
 * Must not know what they stand for.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "internal_numeric.h"

double
om_root(om_function *f, const void *ctx, double lo, double hi)
{
  double f_lo = f(ctx, lo), f_hi = f(ctx, hi);
  if (f_lo == 0 || f_hi == 0 || (f_lo > 0) == (f_hi > 0))
    return fabs(f_lo) <= fabs(f_hi) ? lo : hi;

  for (int round = 0; round < 200; round++) {
    const double width = hi - lo, mid = lo + width / 2;
    const double f_mid = f(ctx, mid);
    if (f_mid == 0 || width <= 4 * DBL_EPSILON * fmax(fabs(lo), fabs(hi)) || mid == lo || mid == hi)
      return mid;
    /* Ridders (1979): the root of an exponential through the three points */
    const double shape = sqrt(f_mid * f_mid - f_lo * f_hi);
    double next = mid + (mid - lo) * copysign(1, f_lo - f_hi) * f_mid / shape;
    if (!(next > lo && next < hi))
      next = mid;
    const double f_next = f(ctx, next);
    if (f_next == 0)
      return next;

    /* the narrowest part that has the root */
    const double left = fmin(mid, next), right = fmax(mid, next);
    const double f_left = left == mid ? f_mid : f_next, f_right = right == mid ? f_mid : f_next;
    if ((f_left > 0) != (f_lo > 0)) {
      hi = left, f_hi = f_left;
    } else if ((f_right > 0) != (f_left > 0)) {
      lo = left, f_lo = f_left;
      hi = right, f_hi = f_right;
    } else {
      lo = right, f_lo = f_right;
    }
  }
  return lo + (hi - lo) / 2;
}
