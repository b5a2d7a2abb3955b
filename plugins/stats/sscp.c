/* Sums of squares and products about the means, from sums of integer answers.
 * Must not know what the items ask.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "internal.h"

/* numerator / n, rounded once: what a double cannot hold of the numerator is in the remainder. */
static double
divide(__int128 numerator, uint64_t n)
{
  const __int128 whole = numerator / (__int128)n;
  const __int128 rest = numerator - whole * (__int128)n;
  return (double)whole + (double)rest / (double)n;
}

void
om_sscp_from_sums(size_t k, uint64_t n, const int64_t *sum, const int64_t *cross, double *sscp)
{
  for (size_t i = 0; i < k; i++) {
    for (size_t j = i; j < k; j++) {
      const size_t at = om_packed(k, i, j);
      const __int128 about_means = n == 0 ? 0 : (__int128)n * cross[at] - (__int128)sum[i] * sum[j];
      sscp[at] = n == 0 ? 0 : divide(about_means, n);
    }
  }
}
