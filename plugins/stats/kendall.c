/* Kendall's tau-b in n log n steps (Knight 1966).
 * Must not know what the pairs are.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "internal.h"
#include <stdlib.h>

/* What groups of tied values contribute; t is the size of a group. */
typedef struct om_ties {
  double pairs;  /* t (t-1) / 2 */
  double triple; /* t (t-1) (t-2) */
  double large;  /* t (t-1) (2t+5) */
} om_ties;

static void
add_group(om_ties *ties, size_t size)
{
  const double t = (double)size;
  ties->pairs += t * (t - 1) / 2;
  ties->triple += t * (t - 1) * (t - 2);
  ties->large += t * (t - 1) * (2 * t + 5);
}

static int
compare(const void *a, const void *b)
{
  const uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
  return (x > y) - (x < y);
}

/* Ties of sorted keys, comparing them without their lowest `shift` bits. */
static om_ties
ties_of(size_t n, const uint64_t *sorted, unsigned shift)
{
  om_ties ties = {0};
  for (size_t first = 0, i = 1; i <= n; i++) {
    if (i < n && sorted[i] >> shift == sorted[first] >> shift)
      continue;
    add_group(&ties, i - first);
    first = i;
  }
  return ties;
}

/* Sorts keys by bottom-up merging and counts the pairs that stood in the wrong order. */
static double
sort_counting(size_t n, uint64_t *keys, uint64_t *scratch)
{
  double swaps = 0;
  for (size_t width = 1; width < n; width *= 2) {
    for (size_t from = 0; from < n; from += 2 * width) {
      const size_t middle = from + width < n ? from + width : n;
      const size_t end = from + 2 * width < n ? from + 2 * width : n;
      size_t left = from, right = middle;
      for (size_t to = from; to < end; to++) {
        if (left < middle && (right == end || keys[left] <= keys[right])) {
          scratch[to] = keys[left++];
        } else {
          swaps += (double)(middle - left);
          scratch[to] = keys[right++];
        }
      }
    }
    for (size_t i = 0; i < n; i++)
      keys[i] = scratch[i];
  }
  return swaps;
}

/* tau-b, its test and its range, from what was counted. */
static om_stat
tau_b(size_t n, double discordant, om_ties x, om_ties y, double both_tied, double conf)
{
  const double m = (double)n, all = m * (m - 1) / 2;
  const double score = all - x.pairs - y.pairs + both_tied - 2 * discordant;
  const double scale = sqrt(all - x.pairs) * sqrt(all - y.pairs);
  const double variance = (m * (m - 1) * (2 * m + 5) - x.large - y.large) / 18 +
                          2 * x.pairs * y.pairs / (m * (m - 1)) +
                          x.triple * y.triple / (9 * m * (m - 1) * (m - 2));

  om_stat s = om_stat_of(om_correlation(score / scale), n);
  s.se = sqrt(variance) / scale;
  s.statistic = score / sqrt(variance);
  s.p = om_z_p(s.statistic);
  if (n < 5)
    s.no_range = "fewer than 5 pairs";
  else
    om_fisher_range(&s, sqrt(.437 / (m - 4)), conf);
  return s;
}

om_stat
om_kendall(size_t n, const double *x, const double *y, double conf)
{
  if (n < 3)
    return om_undefined("fewer than 3 pairs", n);
  if (n >= (size_t)1 << 31)
    return om_undefined("too many pairs", n);
  if (!om_conf_ok(conf))
    return om_undefined(OM_BAD_CONF, n);

  double *rank_x = calloc(n, 2 * sizeof *rank_x);
  uint64_t *keys = calloc(n, 2 * sizeof *keys);
  size_t *order = calloc(n, sizeof *order);
  om_stat s;
  if (!rank_x || !keys || !order) {
    s = om_undefined(OM_NO_MEMORY, n);
    goto done;
  }

  /* Twice a mean rank is an integer: pairs sort by x, then by y, as one 64-bit key. */
  double *rank_y = rank_x + n;
  om_rank(n, x, rank_x, order);
  om_rank(n, y, rank_y, order);
  for (size_t i = 0; i < n; i++)
    keys[i] = (uint64_t)(2 * rank_x[i]) << 32 | (uint64_t)(2 * rank_y[i]);
  qsort(keys, n, sizeof *keys, compare);

  const om_ties ties_x = ties_of(n, keys, 32);
  const double both_tied = ties_of(n, keys, 0).pairs;
  for (size_t i = 0; i < n; i++)
    keys[i] &= UINT32_MAX;
  const double discordant = sort_counting(n, keys, keys + n);
  const om_ties ties_y = ties_of(n, keys, 0);

  const double all = (double)n * (double)(n - 1) / 2;
  s = ties_x.pairs >= all || ties_y.pairs >= all
          ? om_undefined("zero variance", n)
          : tau_b(n, discordant, ties_x, ties_y, both_tied, conf);

done:
  free(rank_x);
  free(keys);
  free(order);
  return s;
}
