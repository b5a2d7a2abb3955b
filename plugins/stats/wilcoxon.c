/* Wilcoxon's signed ranks of pairs.
 * Must not know what is paired.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "ranks.h"
#include <stdlib.h>

#define MOST_EXACT 50

/* Number of sign patterns by the sum of the ranks 1 .. n with a plus. */
static bool
exact_p(size_t n, double v, double *p)
{
  const size_t last = n * (n + 1) / 2;
  uint64_t *const counts = calloc(last + 1, sizeof *counts);
  if (!counts)
    return false;
  counts[0] = 1;
  for (size_t rank = 1; rank <= n; rank++)
    for (size_t k = last + 1; k-- > rank;)
      counts[k] += counts[k - rank];
  *p = om_exact_p(counts, last, (size_t)v);
  free(counts);
  return true;
}

/* Differences in steps of the twelfth digit of the largest value, so that those that are equal but
 * for the rounding of x and y tie; what is less than half a step is dropped.  Returns their number.
 */
static size_t
differences(size_t n, const double *x, const double *y, double *d)
{
  const double largest = fmax(om_largest(n, x), om_largest(n, y));
  const bool rounds = largest > 1e-290 && largest < 1e290;
  const double step = rounds ? pow(10, floor(log10(largest)) - 11) : 0;
  size_t kept = 0;
  for (size_t i = 0; i < n; i++) {
    const double difference = x[i] - y[i];
    const double rounded = rounds ? nearbyint(difference / step) * step : difference;
    if (rounded != 0)
      d[kept++] = rounded;
  }
  return kept;
}

static void
signed_ranks(size_t n, const double *d, bool zeros, double *scratch, size_t *order,
             om_rank_test *out)
{
  double *const size = scratch, *const rank = scratch + n;
  for (size_t i = 0; i < n; i++)
    size[i] = fabs(d[i]);
  om_rank(n, size, rank, order);
  om_sum plus = {0};
  for (size_t i = 0; i < n; i++)
    if (d[i] > 0)
      om_add(&plus, rank[i]);

  const double m = (double)n, all = m * (m + 1) / 2;
  const om_ties ties = om_count_ties(n, rank, order);
  out->test = om_stat_of(plus.hi, n);
  om_rank_normal(out, all / 2, m * (m + 1) * (2 * m + 1) / 24 - ties.cubes / 48);
  out->effect = om_stat_of(2 * plus.hi / all - 1, n);
  if (ties.cubes == 0 && !zeros && n <= MOST_EXACT && !exact_p(n, plus.hi, &out->p_exact))
    out->test = out->effect = om_undefined(OM_NO_MEMORY, n);
}

void
om_wilcoxon(size_t n, const double *x, const double *y, om_rank_test *out)
{
  out->p_corrected = out->p_exact = NAN;
  double *const scratch = calloc(3 * n + 1, sizeof *scratch);
  size_t *const order = calloc(n + 1, sizeof *order);
  if (!scratch || !order) {
    out->test = out->effect = om_undefined(OM_NO_MEMORY, n);
  } else {
    const size_t kept = differences(n, x, y, scratch);
    if (kept == 0)
      out->test = out->effect = om_undefined("no pair differs", kept);
    else
      signed_ranks(kept, scratch, kept < n, scratch + n, order, out);
  }
  if (out->test.undefined)
    out->p_corrected = out->p_exact = NAN;
  free(scratch);
  free(order);
}
