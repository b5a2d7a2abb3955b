/* Cronbach's alpha with a range that does not take the people of one unit as strangers: whole units
 * are drawn.  Alpha needs few sums of each unit, so that a resample costs little.
 * Must not know how items were read.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "internal.h"

#include <stdlib.h>

typedef struct unit_sums {
  size_t k, units;
  double *n;     /* people of each unit who answered every item */
  double *items; /* squares of the items about their means over everybody, all items together */
  double *total; /* squares of the total about its mean */
  double *sum;   /* of item i in unit u at [i * units + u], about the same mean */
} unit_sums;

static void
add_unit(unit_sums *s, size_t u, double n, const double *mean, const double *sscp,
         const double *common)
{
  double shift_of_total = 0;
  s->n[u] = n;
  for (size_t i = 0; i < s->k; i++) {
    const double shift = mean[i] - common[i];
    shift_of_total += shift;
    s->sum[i * s->units + u] = n * shift;
    s->items[u] += sscp[om_packed(s->k, i, i)] + n * shift * shift;
    for (size_t j = i; j < s->k; j++)
      s->total[u] += (i == j ? 1 : 2) * sscp[om_packed(s->k, i, j)];
  }
  s->total[u] += n * shift_of_total * shift_of_total;
}

/* Alpha of the people of the units in `index`. */
static void
alpha_of(const void *context, size_t n_index, const uint32_t *index, double *out)
{
  const unit_sums *const s = context;
  double n = 0, items = 0, total = 0, sum_of_total = 0;
  *out = NAN;
  for (size_t b = 0; b < n_index; b++) {
    n += s->n[index[b]];
    items += s->items[index[b]];
    total += s->total[index[b]];
  }
  if (n < 2)
    return;
  const double raw_total = total;
  for (size_t i = 0; i < s->k; i++) {
    const double *const sums = s->sum + i * s->units;
    double sum = 0;
    for (size_t b = 0; b < n_index; b++)
      sum += sums[index[b]];
    items -= sum * sum / n;
    sum_of_total += sum;
  }
  total -= sum_of_total * sum_of_total / n;
  const double k = (double)s->k;
  if (total > 1e-12 * raw_total)
    *out = k / (k - 1) * (1 - items / total);
}

/* The mean of each item over all people. */
static void
common_means(size_t k, size_t units, const uint64_t *n, const double *mean, double *common)
{
  double people = 0;
  for (size_t u = 0; u < units; u++)
    people += (double)n[u];
  for (size_t i = 0; i < k; i++) {
    om_sum sum = {0};
    for (size_t u = 0; u < units; u++)
      if (n[u] > 0)
        om_add(&sum, (double)n[u] * mean[u * k + i]);
    common[i] = sum.hi / people;
  }
}

static void
undefined(const char *why, om_boot *out)
{
  *out = (om_boot){.z0 = NAN, .acceleration = NAN, .jackknife_se = NAN};
  out->bca = out->percentile = om_undefined(why, 0);
}

void
om_alpha_by_unit(size_t k, size_t units, const uint64_t *n, const double *mean, const double *sscp,
                 uint32_t resamples, const om_rng *rng, double conf, om_boot *out)
{
  const size_t packed = k * (k + 1) / 2;
  if (k < 2) {
    undefined("fewer than 2 items", out);
    return;
  }
  double *const numbers = calloc(units * (k + 3) + k, sizeof *numbers);
  if (!numbers) {
    undefined(OM_NO_MEMORY, out);
    return;
  }
  size_t there = 0;
  for (size_t u = 0; u < units; u++)
    there += n[u] > 0;
  unit_sums s = {k, there, numbers, numbers + there, numbers + 2 * there, numbers + 3 * there};
  double *const common = numbers + there * (k + 3);
  common_means(k, units, n, mean, common);
  for (size_t u = 0, at = 0; u < units; u++)
    if (n[u] > 0)
      add_unit(&s, at++, (double)n[u], mean + u * k, sscp + u * packed, common);
  om_bootstrap(there, 1, resamples, alpha_of, &s, rng, conf, out);
  free(numbers);
}
