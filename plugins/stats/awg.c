/* awg: agreement against the largest variance that the group's own mean allows.
 * Must not know who is in the group.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "internal_groups.h"

om_stat
om_awg(uint64_t n, double mean, double variance, double lo, double hi)
{
  if (n < 2)
    return om_undefined("fewer than 2 respondents", n);
  if (!(hi > lo))
    return om_undefined("the scale has fewer than 2 answers", n);
  if (!(variance >= 0) || !(mean >= lo && mean <= hi))
    return om_undefined("the mean or the variance is missing, or outside the scale", n);
  if (mean == lo || mean == hi)
    return om_stat_of(1, n);

  const double m = (double)n, fuzz = 8 * DBL_EPSILON * fmax(fabs(lo), fabs(hi));
  if (mean < (lo * (m - 1) + hi) / m - fuzz || mean > (hi * (m - 1) + lo) / m + fuzz)
    return om_undefined("the mean is too near an end of the scale for its largest variance", n);
  const double largest = (hi - mean) * (mean - lo) * m / (m - 1);
  return om_stat_of(1 - 2 * variance / largest, n);
}

om_stat
om_awgj(uint64_t n, size_t k, const double *mean, const double *variance, double lo, double hi)
{
  om_sum sum = {0};
  size_t used = 0;
  om_stat s = om_undefined("no items", n);
  for (size_t i = 0; i < k; i++) {
    s = om_awg(n, mean[i], variance[i], lo, hi);
    if (s.undefined)
      continue;
    om_add(&sum, s.value);
    used++;
  }
  return used ? om_stat_of(sum.hi / (double)used, n) : s;
}
