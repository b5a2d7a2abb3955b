/* Alpha from pairwise covariances, item-total correlations, error of measurement.
 * Must not know which items belong together.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "internal_factor.h"
#include <stdlib.h>

static void
without_range(om_stat *s, uint64_t n)
{
  s->n = n;
  s->lo = s->hi = s->df = s->df2 = NAN;
  if (!s->undefined)
    s->no_range = "a pairwise matrix has no number of respondents";
}

void
om_alpha_pairwise(size_t k, size_t rows, const double *const *x, om_alpha_result *out)
{
  const size_t entries = k * (k + 1) / 2;
  double *const cov = calloc(entries + 1, sizeof *cov);
  uint64_t *const pairs = calloc(entries + 1, sizeof *pairs);
  uint64_t n = 0;
  const char *why = OM_NO_MEMORY;
  if (cov && pairs) {
    n = k > 0 ? UINT64_MAX : 0;
    why = om_covariances_pairwise(k, rows, x, cov, pairs);
    for (size_t i = 0; i < entries; i++)
      n = pairs[i] < n ? pairs[i] : n;
  }

  if (k < 2)
    why = OM_FEW_ITEMS;
  if (why) {
    out->raw = out->standardized = out->mean_r = om_undefined(why, n);
  } else {
    /* The value does not depend on the divisor, and the range is taken away again. */
    om_alpha(k, n, cov, .95, out, NULL, NULL);
    without_range(&out->raw, n);
    without_range(&out->standardized, n);
    without_range(&out->mean_r, n);
  }
  free(cov);
  free(pairs);
}

void
om_item_total(size_t k, uint64_t n, const double *cov, om_stat *out)
{
  double size;
  const double total = om_total(k, cov, &size);
  const char *const why = k < 2                         ? OM_FEW_ITEMS
                          : n < 2                       ? "fewer than 2 respondents"
                          : !isfinite(size)             ? "an entry of the matrix is not a number"
                          : om_no_variance(total, size) ? OM_FLAT_SUM
                                                        : NULL;
  for (size_t i = 0; i < k; i++) {
    const double own = cov[om_packed(k, i, i)];
    if (why || !(own > 0)) {
      out[i] = om_undefined(why ? why : "zero variance of the item", n);
      continue;
    }
    om_sum shared = {0};
    for (size_t j = 0; j < k; j++)
      om_add(&shared, om_entry(k, cov, i, j));
    out[i] = om_stat_of(om_correlation(shared.hi / sqrt(own) / sqrt(total)), n);
  }
}

om_stat
om_measurement_error(double sd, double reliability)
{
  if (!(sd >= 0 && isfinite(sd)))
    return om_undefined("the standard deviation is negative or not a number", 0);
  if (!(reliability <= 1))
    return om_undefined("the reliability is above 1 or not a number", 0);
  return om_stat_of(sd * sqrt(1 - fmax(reliability, 0)), 0);
}
