/* Horn's parallel analysis, with normal answers or with permuted ones.
 * Must not know what the dimensions mean.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "internal_factor.h"
#include "internal_regression.h"
#include <gsl/gsl_sort.h>
#include <stdlib.h>
#include <string.h>

typedef struct om_horn {
  size_t k, n;
  int reduced;
  const double *column; /* permuted: k columns of n, each sorted and of length 1; else NULL */
  double *moved;        /* k columns of n */
  uint32_t *order;      /* n */
  double *full, *packed, *work, *factor; /* k k, k (k+1) / 2, 2 k k + 2 k, k k */
} om_horn;

static double
chi_square_draw(om_rng *rng, double df)
{
  if (df < 2)
    return om_square(om_rng_normal(rng));
  /* Marsaglia & Tsang (2000), "A simple method for generating gamma variables". */
  const double d = df / 2 - 1. / 3, c = 1 / sqrt(9 * d);
  for (;;) {
    const double x = om_rng_normal(rng), t = 1 + c * x, v = t * t * t;
    const double u = om_rng_uniform(rng);
    if (v > 0 && log(u) < x * x / 2 + d * (1 - v + log(v)))
      return 2 * d * v;
  }
}

/* Sums of squares and products of n normal answers are those of a triangle of k rows: root
 * chi-squares with falling df in its diagonal, normals below (Bartlett 1933). */
static void
draw_normal(const om_horn *h, om_rng *rng)
{
  const size_t k = h->k;
  double *const a = h->factor;
  for (size_t i = 0; i < k; i++) {
    for (size_t j = 0; j < i; j++)
      a[i * k + j] = om_rng_normal(rng);
    a[i * k + i] = sqrt(chi_square_draw(rng, (double)(h->n - 1 - i)));
  }
  for (size_t i = 0; i < k; i++) {
    for (size_t j = i; j < k; j++) {
      double s = 0;
      for (size_t t = 0; t <= i; t++)
        s += a[i * k + t] * a[j * k + t];
      h->packed[om_packed(k, i, j)] = s;
    }
  }
}

static void
draw_permuted(const om_horn *h, om_rng *rng)
{
  const size_t k = h->k, n = h->n;
  memcpy(h->moved, h->column, n * sizeof *h->moved);
  for (size_t j = 1; j < k; j++) {
    for (size_t i = 0; i < n; i++)
      h->order[i] = (uint32_t)i;
    om_rng_shuffle(rng, h->order, n);
    for (size_t i = 0; i < n; i++)
      h->moved[j * n + i] = h->column[j * n + h->order[i]];
  }
  for (size_t a = 0; a < k; a++) {
    for (size_t b = a; b < k; b++) {
      double s = 0;
      for (size_t i = 0; i < n; i++)
        s += h->moved[a * n + i] * h->moved[b * n + i];
      h->packed[om_packed(k, a, b)] = s;
    }
  }
}

/* Eigenvalues of the matrix in h->packed. */
static bool
eigenvalues(const om_horn *h, double *values)
{
  const size_t k = h->k;
  if (om_correlations(k, h->packed, h->packed))
    return false;
  om_unpack(k, h->packed, h->full);
  if (h->reduced && om_reduce(k, h->full, h->work))
    return false;
  om_eigen(k, h->full, values, NULL, h->work + 2 * k * k);
  return true;
}

static uint32_t
above(size_t k, const double *observed, const double *reference)
{
  size_t count = 0;
  while (count < k && observed[count] > reference[count])
    count++;
  return (uint32_t)count;
}

/* Draws, and what they say.  eigen: k columns of `draws`; summary: observed, mean, q95. */
static const char *
compare(const om_horn *h, uint32_t draws, const om_rng *rng, om_parallel_analysis *out,
        double *eigen, double *summary)
{
  const size_t k = h->k;
  double *const mean = summary + k, *const q95 = summary + 2 * k, *const values = summary + 3 * k;
  for (uint32_t b = 0; b < draws; b++) {
    om_rng place = om_rng_at(rng, b);
    if (h->column)
      draw_permuted(h, &place);
    else
      draw_normal(h, &place);
    if (!eigenvalues(h, values))
      continue;
    for (size_t j = 0; j < k; j++)
      eigen[j * draws + out->draws] = values[j];
    out->draws++;
  }
  if (out->draws < 2)
    return "fewer than 2 draws";
  for (size_t j = 0; j < k; j++) {
    double ss;
    gsl_sort(eigen + j * draws, 1, out->draws);
    om_mean_ss(out->draws, eigen + j * draws, &mean[j], &ss);
    q95[j] = om_quantile7(out->draws, eigen + j * draws, .95).value;
  }
  out->factors = above(k, summary, q95);
  out->factors_mean = above(k, summary, mean);
  return NULL;
}

/* Copies of the columns: sorted, so that the order of respondents does not reach the draws, about
 * their mean and of length 1. */
static void
prepare_columns(size_t k, size_t n, const double *const *x, double *column)
{
  for (size_t j = 0; j < k; j++) {
    double *const to = column + j * n;
    memcpy(to, x[j], n * sizeof *to);
    gsl_sort(to, 1, n);
    double mean, ss;
    om_mean_ss(n, to, &mean, &ss);
    for (size_t i = 0; i < n; i++)
      to[i] = (to[i] - mean) / sqrt(ss);
  }
}

static const char *
refusal(size_t k, uint64_t n, uint32_t draws)
{
  return k < 2 ? OM_FEW_ITEMS : n <= k ? OM_FEW_CASES : draws < 2 ? "fewer than 2 draws" : NULL;
}

/* Without `x` normal answers are drawn; without `cov` the matrix is that of `x`. */
static void
analyse(size_t k, size_t n, const double *cov, const double *const *x, int reduced, uint32_t draws,
        const om_rng *rng, om_parallel_analysis *out, double *const summaries[3])
{
  *out = (om_parallel_analysis){.undefined = refusal(k, n, draws)};
  const size_t eigen = k * draws, columns = x ? n * k : 0;
  const size_t small = 4 * k + k * k + k * (k + 1) / 2 + 2 * k * k + 2 * k + k * k;
  double *const room = out->undefined ? NULL : calloc(small + eigen + 2 * columns, sizeof *room);
  uint32_t *const order = x && room ? calloc(n, sizeof *order) : NULL;
  if (!out->undefined && (!room || (x && !order)))
    out->undefined = OM_NO_MEMORY;
  if (!out->undefined) {
    om_horn h = {.k = k, .n = n, .reduced = reduced, .order = order};
    h.full = room + 4 * k;
    h.packed = h.full + k * k;
    h.work = h.packed + k * (k + 1) / 2;
    h.factor = h.work + 2 * k * k + 2 * k;
    double *const eigenvalue = h.factor + k * k;
    if (cov)
      memcpy(h.packed, cov, k * (k + 1) / 2 * sizeof *cov);
    else
      out->undefined = om_covariances_pairwise(k, n, x, h.packed, NULL);
    if (!out->undefined)
      out->undefined = om_correlations(k, h.packed, h.packed);
    if (!out->undefined) {
      om_unpack(k, h.packed, h.full);
      out->undefined = om_pd_factor(k, h.full, h.factor) ? NULL : OM_NOT_PD;
    }
    if (!out->undefined) {
      eigenvalues(&h, room);
      if (x) {
        h.moved = eigenvalue + eigen;
        prepare_columns(k, n, x, h.moved + columns);
        h.column = h.moved + columns;
      }
      out->undefined = compare(&h, draws, rng, out, eigenvalue, room);
    }
  }
  for (size_t s = 0; s < 3; s++)
    for (size_t i = 0; summaries[s] && i < k; i++)
      summaries[s][i] = out->undefined ? NAN : room[s * k + i];
  free(order);
  free(room);
}

void
om_parallel_normal(size_t k, uint64_t n, const double *cov, int reduced, uint32_t draws,
                   const om_rng *rng, om_parallel_analysis *out, double *observed, double *mean,
                   double *q95)
{
  analyse(k, n, cov, NULL, reduced, draws, rng, out, (double *const[]){observed, mean, q95});
}

void
om_parallel_permuted(size_t k, size_t n, const double *const *x, int reduced, uint32_t draws,
                     const om_rng *rng, om_parallel_analysis *out, double *observed, double *mean,
                     double *q95)
{
  om_parallel_permuted_of(k, n, NULL, x, reduced, draws, rng, out, observed, mean, q95);
}

void
om_parallel_permuted_of(size_t k, size_t n, const double *cov, const double *const *x, int reduced,
                        uint32_t draws, const om_rng *rng, om_parallel_analysis *out,
                        double *observed, double *mean, double *q95)
{
  double *const summaries[] = {observed, mean, q95};
  for (size_t j = 0; j < k; j++) {
    if (om_all_finite(n, x[j]))
      continue;
    *out = (om_parallel_analysis){.undefined = "a respondent without an answer to every item"};
    for (size_t s = 0; s < 3; s++)
      for (size_t i = 0; summaries[s] && i < k; i++)
        summaries[s][i] = NAN;
    return;
  }
  analyse(k, n, cov, x, reduced, draws, rng, out, summaries);
}
