/* Reliability from halves of a scale: Spearman-Brown, and Guttman's lambda 4 and 6.
 * Must not know what the items ask, nor in which order they were shown.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "internal_factor.h"
#include <stdlib.h>
#include <string.h>

static const char bad_entry[] = "an entry of the matrix is not a number";

void
om_split_half(size_t k, uint64_t n, const double *cov, const uint8_t *half,
              om_split_half_result *out)
{
  *out = (om_split_half_result){.first = 0};
  om_sum within[2] = {{0}}, between = {0};
  double size[2] = {0};
  for (size_t i = 0; i < k; i++) {
    const size_t a = half ? half[i] != 0 : i % 2;
    out->first += a == 0;
    out->second += a == 1;
    for (size_t j = i; j < k; j++) {
      const size_t b = half ? half[j] != 0 : j % 2;
      const double v = (i == j ? 1 : 2) * cov[om_packed(k, i, j)];
      om_add(a == b ? &within[a] : &between, a == b ? v : v / 2);
      size[a] += a == b ? fabs(v) : 0;
    }
  }
  const double a = within[0].hi, b = within[1].hi, shared = between.hi, total = a + b + 2 * shared;
  const char *const why = out->first == 0 || out->second == 0 ? "a half without items"
                          : n < 2                             ? "fewer than 2 respondents"
                          : !isfinite(a) || !isfinite(b) || !isfinite(shared)        ? bad_entry
                          : om_no_variance(a, size[0]) || om_no_variance(b, size[1]) ? "zero "
                                                                                       "variance "
                                                                                       "of a half"
                                                                                     : NULL;
  if (why) {
    out->r = out->spearman_brown = out->lambda4 = om_undefined(why, n);
    return;
  }
  const double r = om_correlation(shared / sqrt(a) / sqrt(b));
  out->r = om_stat_of(r, n);
  out->spearman_brown = 1 + r > 8 * DBL_EPSILON ? om_stat_of(2 * r / (1 + r), n)
                                                : om_undefined("the halves correlate with -1", n);
  out->lambda4 = om_no_variance(total, a + b + 2 * fabs(shared))
                     ? om_undefined(OM_FLAT_SUM, n)
                     : om_stat_of(4 * shared / total, n);
}

/* What the search for the best split knows: the covariances, who is where, and what the shared
 * covariance of the halves would gain by moving an item. */
typedef struct om_splits {
  size_t k;
  const double *full;
  double *gain;
  uint8_t *half, *best;
  double shared, most;
} om_splits;

/* Covariance between the halves, and the gains, from the split as it stands. */
static void
start_from_here(om_splits *s)
{
  om_sum shared = {0};
  for (size_t i = 0; i < s->k; i++) {
    s->gain[i] = 0;
    for (size_t j = 0; j < s->k; j++) {
      if (i == j)
        continue;
      const double v = s->full[i * s->k + j];
      s->gain[i] += s->half[i] == s->half[j] ? v : -v;
      if (i < j && s->half[i] != s->half[j])
        om_add(&shared, v);
    }
  }
  s->shared = shared.hi;
}

static void
move(om_splits *s, size_t item)
{
  s->shared += s->gain[item];
  s->half[item] ^= 1;
  s->gain[item] = -s->gain[item];
  for (size_t j = 0; j < s->k; j++)
    if (j != item)
      s->gain[j] += (s->half[j] == s->half[item] ? 2 : -2) * s->full[item * s->k + j];
}

static void
keep_if_best(om_splits *s)
{
  /* An equal split in another order of bits differs in rounding: the first one met stays. */
  if (s->shared > s->most + 1e-12 * fabs(s->most) || isinf(s->most)) {
    s->most = s->shared;
    memcpy(s->best, s->half, s->k);
  }
}

/* All splits with item 0 at rest, in an order in which neighbours differ by one item (Gray 1953):
 * step t moves the item of the lowest bit of t. */
static void
try_all(om_splits *s)
{
  start_from_here(s);
  for (uint64_t t = 1; t < UINT64_C(1) << (s->k - 1); t++) {
    size_t item = 1;
    for (uint64_t bits = t; bits % 2 == 0; bits /= 2)
      item++;
    move(s, item);
    if (t % 4096 == 0)
      start_from_here(s);
    keep_if_best(s);
  }
}

/* The move of one item, or exchange of two, that gains most; false when none gains. */
static bool
climb(om_splits *s, double least)
{
  size_t first = s->k, second = s->k;
  double most = least;
  for (size_t i = 0; i < s->k; i++) {
    if (s->gain[i] > most) {
      most = s->gain[i];
      first = i;
      second = s->k;
    }
    for (size_t j = i + 1; j < s->k; j++) {
      const double both = s->gain[i] + s->gain[j] + 2 * s->full[i * s->k + j];
      if (s->half[i] != s->half[j] && both > most) {
        most = both;
        first = i;
        second = j;
      }
    }
  }
  if (first == s->k)
    return false;
  move(s, first);
  if (second < s->k)
    move(s, second);
  return true;
}

static void
search(om_splits *s, double size)
{
  for (uint64_t start = 0; start < 32; start++) {
    om_rng draw = {.key = start};
    for (size_t i = 0; i < s->k; i++)
      s->half[i] = start == 0   ? i % 2 == 1
                   : start == 1 ? i >= s->k / 2
                                : (uint8_t)om_rng_below(&draw, 2);
    start_from_here(s);
    for (int step = 0; step < 10000 && climb(s, 1e-12 * size); step++)
      start_from_here(s);
    keep_if_best(s);
  }
}

om_stat
om_lambda4(size_t k, uint64_t n, const double *cov, uint8_t *half)
{
  double size;
  const double total = om_total(k, cov, &size);
  if (k < 2)
    return om_undefined(OM_FEW_ITEMS, n);
  if (n < 2)
    return om_undefined("fewer than 2 respondents", n);
  if (!isfinite(size))
    return om_undefined(bad_entry, n);
  if (om_no_variance(total, size))
    return om_undefined(OM_FLAT_SUM, n);

  double *const room = calloc(k * k + k, sizeof *room);
  uint8_t *const halves = calloc(2 * k, sizeof *halves);
  om_stat out = om_undefined(OM_NO_MEMORY, n);
  if (room && halves) {
    om_splits s = {.k = k,
                   .full = room,
                   .gain = room + k * k,
                   .half = halves,
                   .best = halves + k,
                   .most = -INFINITY};
    om_unpack(k, cov, room);
    if (k <= OM_LAMBDA4_MAX_EXACT)
      try_all(&s);
    else
      search(&s, size);
    memcpy(s.half, s.best, k);
    start_from_here(&s);
    for (size_t i = 0; half && i < k; i++)
      half[i] = s.best[i] ^ s.best[0];
    out = om_stat_of(4 * s.shared / total, n);
  }
  free(room);
  free(halves);
  return out;
}

om_stat
om_lambda6(size_t k, uint64_t n, const double *cov)
{
  if (k < 2)
    return om_undefined(OM_FEW_ITEMS, n);
  double size;
  const double total = om_total(k, cov, &size);
  if (!isfinite(size))
    return om_undefined(bad_entry, n);

  double *const l = calloc(2 * k * k, sizeof *l), *const inverse = l + k * k;
  om_stat out = om_undefined(OM_NO_MEMORY, n);
  if (l) {
    om_unpack(k, cov, inverse);
    if (!om_pd_factor(k, inverse, l)) {
      out = om_undefined(OM_NOT_PD, n);
    } else {
      om_pd_inverse(k, l, inverse);
      om_sum residual = {0};
      for (size_t i = 0; i < k; i++)
        om_add(&residual, 1 / inverse[i * k + i]);
      out = om_stat_of(1 - residual.hi / total, n);
    }
  }
  free(l);
  return out;
}
