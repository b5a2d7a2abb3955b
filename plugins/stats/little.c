/* Little's test of data missing completely at random.
 * Must not know what the items are.
 *
 * EM for a multivariate normal needs of each pattern of gaps only its size, the means and the
 * sums of squares and products of what is there.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "internal_groups.h"
#include <stdlib.h>
#include <string.h>

enum { MOST_ITEMS = 64, MOST_STEPS = 10000 };

/* Rows with the same gaps. */
typedef struct om_pattern {
  uint64_t known; /* bit j: item j is answered */
  size_t n, first;
} om_pattern;

typedef struct om_em {
  size_t n, k, patterns;
  om_pattern *pattern;
  double *mean;  /* of each pattern: k */
  double *cross; /* of each pattern: k x k, about its means */
  double *mu, *sigma, *next_mu, *next_sigma, *part, *solved, *filled;
} om_em;

static uint64_t
mask_of(size_t k, const double *row)
{
  uint64_t mask = 0;
  for (size_t j = 0; j < k; j++)
    mask |= isnan(row[j]) ? 0 : UINT64_C(1) << j;
  return mask;
}

static size_t
bits(uint64_t mask)
{
  size_t n = 0;
  for (; mask; mask &= mask - 1)
    n++;
  return n;
}

typedef struct om_masked {
  uint64_t mask;
  size_t row;
} om_masked;

static int
by_mask(const void *left, const void *right)
{
  const om_masked *const a = left, *const b = right;
  if (a->mask != b->mask)
    return a->mask < b->mask ? -1 : 1;
  return (a->row > b->row) - (a->row < b->row);
}

/* Means and products of the rows of one pattern. */
static void
summarize(const om_em *em, const double *x, const om_masked *rows, size_t p)
{
  const om_pattern *const pattern = &em->pattern[p];
  const size_t k = em->k;
  double *const mean = em->mean + p * k, *const cross = em->cross + p * k * k;
  for (size_t a = 0; a < k; a++) {
    om_sum sum = {0};
    for (size_t i = 0; i < pattern->n && pattern->known >> a & 1; i++)
      om_add(&sum, x[rows[pattern->first + i].row * k + a]);
    mean[a] = sum.hi / (double)pattern->n;
  }
  for (size_t a = 0; a < k; a++) {
    for (size_t b = 0; b < k; b++) {
      if (!(pattern->known >> a & 1 && pattern->known >> b & 1))
        continue;
      om_sum sum = {0};
      for (size_t i = 0; i < pattern->n; i++) {
        const double *const row = x + rows[pattern->first + i].row * k;
        om_add(&sum, (row[a] - mean[a]) * (row[b] - mean[b]));
      }
      cross[a * k + b] = sum.hi;
    }
  }
}

/* Items of the pattern in front, then the others; returns how many are known. */
static size_t
partition(const om_em *em, size_t p, size_t *item)
{
  size_t known = 0, at = bits(em->pattern[p].known);
  for (size_t a = 0; a < em->k; a++)
    item[em->pattern[p].known >> a & 1 ? known++ : at++] = a;
  return known;
}

/* Cholesky factor of the covariance of the known items, in `part`. */
static bool
factor_known(const om_em *em, size_t known, const size_t *item)
{
  for (size_t a = 0; a < known; a++)
    for (size_t b = 0; b < known; b++)
      em->part[a * known + b] = em->sigma[item[a] * em->k + item[b]];
  return om_cholesky(known, em->part, em->part, OM_SINGULAR);
}

/* Adds what one pattern is expected to contribute to the sums of x and of x x'. */
static bool
expect(const om_em *em, size_t p)
{
  const size_t k = em->k;
  const double n = (double)em->pattern[p].n;
  size_t item[MOST_ITEMS];
  const size_t known = partition(em, p, item), missing = k - known;
  if (!factor_known(em, known, item))
    return false;

  /* regressions of the missing on the known: rows of `solved`; residual covariance */
  double *const slope = em->solved, *const mean = em->filled, *const residual = em->filled + k;
  for (size_t m = 0; m < missing; m++) {
    double *const row = slope + m * k;
    for (size_t a = 0; a < known; a++)
      row[a] = em->sigma[item[known + m] * k + item[a]];
    om_forward(known, em->part, row);
  }
  for (size_t m = 0; m < missing; m++) {
    for (size_t l = 0; l < missing; l++) {
      double v = em->sigma[item[known + m] * k + item[known + l]];
      for (size_t a = 0; a < known; a++)
        v -= slope[m * k + a] * slope[l * k + a];
      residual[m * k + l] = v;
    }
  }
  for (size_t m = 0; m < missing; m++)
    om_backward(known, em->part, slope + m * k);

  const double *const own = em->mean + p * k, *const cross = em->cross + p * k * k;
  for (size_t a = 0; a < known; a++)
    mean[item[a]] = own[item[a]];
  for (size_t m = 0; m < missing; m++) {
    double v = em->mu[item[known + m]];
    for (size_t a = 0; a < known; a++)
      v += slope[m * k + a] * (own[item[a]] - em->mu[item[a]]);
    mean[item[known + m]] = v;
  }
  for (size_t a = 0; a < k; a++)
    em->next_mu[a] += n * mean[a];

  /* products about the pattern's means, of completed rows */
  for (size_t a = 0; a < k; a++) {
    for (size_t b = 0; b < k; b++) {
      const size_t ia = item[a], ib = item[b];
      double v = 0;
      if (a < known && b < known) {
        v = cross[ia * k + ib];
      } else if (a >= known && b < known) {
        for (size_t c = 0; c < known; c++)
          v += slope[(a - known) * k + c] * cross[item[c] * k + ib];
      } else if (a < known) {
        for (size_t c = 0; c < known; c++)
          v += slope[(b - known) * k + c] * cross[item[c] * k + ia];
      } else {
        v = n * residual[(a - known) * k + b - known];
        for (size_t c = 0; c < known; c++)
          for (size_t d = 0; d < known; d++)
            v += slope[(a - known) * k + c] * cross[item[c] * k + item[d]] *
                 slope[(b - known) * k + d];
      }
      em->next_sigma[ia * k + ib] += v + n * (mean[ia] - em->mu[ia]) * (mean[ib] - em->mu[ib]);
    }
  }
  return true;
}

/* One step of EM; the largest change of a mean or covariance in units of standard deviations, or
 * NaN when a covariance is singular. */
static double
em_step(om_em *em)
{
  const size_t k = em->k;
  const double n = (double)em->n;
  memset(em->next_mu, 0, k * sizeof *em->next_mu);
  memset(em->next_sigma, 0, k * k * sizeof *em->next_sigma);
  for (size_t p = 0; p < em->patterns; p++)
    if (!expect(em, p))
      return NAN;
  double change = 0;
  for (size_t a = 0; a < k; a++)
    em->next_mu[a] /= n;
  for (size_t a = 0; a < k; a++) {
    for (size_t b = 0; b < k; b++) {
      const double shift = (em->next_mu[a] - em->mu[a]) * (em->next_mu[b] - em->mu[b]);
      em->next_sigma[a * k + b] = em->next_sigma[a * k + b] / n - shift;
    }
  }
  for (size_t a = 0; a < k; a++) {
    const double va = em->next_sigma[a * k + a];
    change = fmax(change, fabs(em->next_mu[a] - em->mu[a]) / sqrt(va));
    for (size_t b = 0; b < k; b++)
      change = fmax(change, fabs(em->next_sigma[a * k + b] - em->sigma[a * k + b]) /
                                sqrt(va * em->next_sigma[b * k + b]));
  }
  memcpy(em->mu, em->next_mu, k * sizeof *em->mu);
  memcpy(em->sigma, em->next_sigma, k * k * sizeof *em->sigma);
  return change;
}

/* Starts from means and variances of what is there, no covariances. */
static const char *
start(om_em *em)
{
  const size_t k = em->k;
  for (size_t a = 0; a < k; a++) {
    om_sum sum = {0}, ss = {0};
    double n = 0;
    for (size_t p = 0; p < em->patterns; p++) {
      if (!(em->pattern[p].known >> a & 1))
        continue;
      n += (double)em->pattern[p].n;
      om_add(&sum, (double)em->pattern[p].n * em->mean[p * k + a]);
    }
    em->mu[a] = sum.hi / n;
    for (size_t p = 0; p < em->patterns; p++) {
      if (!(em->pattern[p].known >> a & 1))
        continue;
      const double d = em->mean[p * k + a] - em->mu[a];
      om_add(&ss, em->cross[p * k * k + a * k + a] + (double)em->pattern[p].n * d * d);
    }
    if (!(n > 1) || om_is_rounding(ss.hi, (size_t)n, fabs(em->mu[a])))
      return "zero variance of an item";
    em->sigma[a * k + a] = ss.hi / n;
  }
  return NULL;
}

static om_stat
statistic(om_em *em)
{
  const size_t k = em->k;
  const double unbiased = (double)em->n / (double)(em->n - 1);
  om_sum d2 = {0};
  double df = -(double)k;
  for (size_t p = 0; p < em->patterns; p++) {
    size_t item[MOST_ITEMS];
    const size_t known = partition(em, p, item);
    if (!factor_known(em, known, item))
      return om_undefined("singular covariance", em->n);
    for (size_t a = 0; a < known; a++)
      em->filled[a] = em->mean[p * k + item[a]] - em->mu[item[a]];
    om_forward(known, em->part, em->filled);
    for (size_t a = 0; a < known; a++)
      om_add(&d2, (double)em->pattern[p].n * em->filled[a] * em->filled[a] / unbiased);
    df += (double)known;
  }
  om_stat s = om_stat_of(d2.hi, em->n);
  s.statistic = d2.hi;
  s.df = df;
  s.p = om_chisq_upper(d2.hi, df);
  return s;
}

static om_stat
test_patterns(om_em *em)
{
  const char *const why = start(em);
  if (why)
    return om_undefined(why, em->n);
  for (int step = 0; step < MOST_STEPS; step++) {
    const double change = em_step(em);
    if (isnan(change))
      return om_undefined("singular covariance", em->n);
    if (change < 1e-12)
      return statistic(em);
  }
  return om_undefined("the estimates did not settle", em->n);
}

static om_stat
test_rows(size_t n, size_t k, const double *x, om_masked *rows)
{
  size_t used = 0, patterns = 0;
  for (size_t i = 0; i < n; i++) {
    const uint64_t mask = mask_of(k, x + i * k);
    if (mask)
      rows[used++] = (om_masked){mask, i};
  }
  qsort(rows, used, sizeof *rows, by_mask);
  for (size_t i = 0; i < used; i++)
    patterns += i == 0 || rows[i].mask != rows[i - 1].mask;
  if (patterns < 2)
    return om_undefined("all rows have the same gaps, or none", used);

  om_em em = {.n = used, .k = k};
  em.pattern = calloc(patterns, sizeof *em.pattern);
  em.mean = calloc(patterns * k, sizeof *em.mean);
  em.cross = calloc(patterns * k * k, sizeof *em.cross);
  em.mu = calloc(3 * k + 5 * k * k, sizeof *em.mu);
  om_stat s = om_undefined(OM_NO_MEMORY, used);
  if (em.pattern && em.mean && em.cross && em.mu) {
    em.next_mu = em.mu + k;
    em.sigma = em.next_mu + k;
    em.next_sigma = em.sigma + k * k;
    em.part = em.next_sigma + k * k;
    em.solved = em.part + k * k;
    em.filled = em.solved + k * k; /* means k, residuals k x k */
    for (size_t i = 0; i < used; i++) {
      if (i == 0 || rows[i].mask != rows[i - 1].mask)
        em.pattern[em.patterns++] = (om_pattern){rows[i].mask, 0, i};
      em.pattern[em.patterns - 1].n++;
    }
    for (size_t p = 0; p < em.patterns; p++)
      summarize(&em, x, rows, p);
    s = test_patterns(&em);
  }
  free(em.pattern);
  free(em.mean);
  free(em.cross);
  free(em.mu);
  return s;
}

om_stat
om_little_mcar(size_t n, size_t k, const double *x)
{
  if (k < 2 || k > MOST_ITEMS)
    return om_undefined("fewer than 2 items, or more than 64", n);
  om_masked *const rows = calloc(n + 1, sizeof *rows);
  if (!rows)
    return om_undefined(OM_NO_MEMORY, n);
  const om_stat s = test_rows(n, k, x, rows);
  free(rows);
  return s;
}
