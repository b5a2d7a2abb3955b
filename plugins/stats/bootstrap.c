/* Bootstrap by unit: percentile and BCa ranges.
 * Must not know the statistic, nor what a unit is.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "internal.h"
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sort.h>
#include <stdlib.h>

/* Puts the element that belongs at place k in ascending order there, none larger before it and none
 * smaller after it.  Hoare's selection; where that does not get ahead, a sort. */
static void
select_place(size_t n, double *x, size_t k)
{
  size_t from = 0, to = n; /* place k is in from .. to-1 */
  for (int turn = 0; to - from > 1; turn++) {
    if (turn == 64) {
      gsl_sort(x + from, 1, to - from);
      return;
    }
    const double a = x[from], b = x[from + (to - from - 1) / 2], c = x[to - 1];
    const double pivot = fmax(fmin(a, b), fmin(fmax(a, b), c));
    size_t i = from, j = to - 1;
    for (;; i++, j--) {
      while (x[i] < pivot)
        i++;
      while (x[j] > pivot)
        j--;
      if (i >= j)
        break;
      const double swap = x[i];
      x[i] = x[j];
      x[j] = swap;
    }
    if (k <= j)
      to = j + 1;
    else
      from = j + 1;
  }
}

/* Value at share p of m resamples, p (m+1) from 1 to m: the order statistic there, interpolated. */
static double
order_statistic(size_t m, double *resampled, double p)
{
  const double place = p * (double)(m + 1);
  const size_t below = (size_t)place;
  select_place(m, resampled, below - 1);
  const double value = resampled[below - 1];
  if (below >= m)
    return value;
  double next = resampled[below];
  for (size_t b = below + 1; b < m; b++)
    next = fmin(next, resampled[b]);
  return value + (place - (double)below) * (next - value);
}

/* True when both shares fall between the smallest and the largest of m resamples. */
static bool
inside(size_t m, double lo, double hi)
{
  const double places = (double)(m + 1);
  return lo * places >= 1 && hi * places <= (double)m;
}

static void
range_at(om_stat *s, size_t m, double *resampled, double lo, double hi)
{
  if (!inside(m, lo, hi)) {
    s->no_range = "the range would end at the most extreme resample";
    return;
  }
  s->lo = order_statistic(m, resampled, lo);
  s->hi = order_statistic(m, resampled, hi);
}

/* Normal quantile of the share of resamples below the value; a resample of the same units in
 * another order differs in the last bits and counts as a tie. */
static double
bias_correction(double value, size_t m, const double *resampled)
{
  const double tie = 1e-12 * fmax(1, fabs(value));
  double below = 0;
  for (size_t b = 0; b < m; b++)
    below += resampled[b] < value - tie ? 1 : resampled[b] <= value + tie ? .5 : 0;
  return gsl_cdf_ugaussian_Pinv(below / (double)m);
}

/* Acceleration and standard error from values with one unit left out; false when one of those is
 * undefined. */
static bool
jackknife(size_t n, const double *left_out, om_boot *out)
{
  for (size_t i = 0; i < n; i++)
    if (!isfinite(left_out[i]))
      return false;
  double mean, ss;
  om_mean_ss(n, left_out, &mean, &ss);
  om_sum cubes = {0};
  for (size_t i = 0; i < n; i++) {
    const double d = mean - left_out[i];
    om_add(&cubes, d * d * d);
  }
  out->acceleration = ss > 0 ? cubes.hi / (6 * pow(ss, 1.5)) : 0;
  out->jackknife_se = sqrt((double)(n - 1) / (double)n * ss);
  return true;
}

/* Efron (1987): the share that stands for p once bias and acceleration are taken into account. */
static double
bca_share(double z0, double acceleration, double p)
{
  const double z = z0 + gsl_cdf_ugaussian_Pinv(p);
  const double room = 1 - acceleration * z;
  return room > 0 ? gsl_cdf_ugaussian_P(z0 + z / room) : NAN;
}

static void
bca_range(om_boot *out, size_t m, double *resampled, double conf)
{
  om_stat *s = &out->bca;
  if (!isfinite(out->z0)) {
    s->no_range = "every resample falls on one side of the value";
    return;
  }
  const double tail = (1 - conf) / 2;
  const double lo = bca_share(out->z0, out->acceleration, tail);
  const double hi = bca_share(out->z0, out->acceleration, 1 - tail);
  if (isnan(lo) || isnan(hi))
    s->no_range = "the acceleration is too large";
  else
    range_at(s, m, resampled, lo, hi);
}

static void
no_range(om_boot *out, const char *why)
{
  out->bca.no_range = out->percentile.no_range = why;
}

void
om_boot_summary(double value, size_t n_units, uint32_t resamples, double *resampled,
                const double *left_out, double conf, om_boot *out)
{
  const char *why = n_units < 2         ? "fewer than 2 units"
                    : !isfinite(value)  ? "the statistic is undefined for these units"
                    : !om_conf_ok(conf) ? OM_BAD_CONF
                                        : NULL;
  *out = (om_boot){.z0 = NAN, .acceleration = NAN, .jackknife_se = NAN};
  out->bca = out->percentile = why ? om_undefined(why, n_units) : om_stat_of(value, n_units);
  if (why)
    return;
  if (n_units < OM_BOOT_MIN_UNITS) {
    no_range(out, "fewer than 8 units");
    return;
  }

  size_t m = 0;
  for (uint32_t b = 0; b < resamples; b++)
    if (isfinite(resampled[b]))
      resampled[m++] = resampled[b];
  out->resamples = (uint32_t)m;
  out->degenerate = resamples - (uint32_t)m;
  if (m < 2 || out->degenerate > OM_BOOT_MAX_DEGENERATE * resamples) {
    no_range(out, resamples < 2 ? "fewer than 2 resamples"
                                : "the statistic is undefined for too many resamples");
    return;
  }

  double mean, ss;
  om_mean_ss(m, resampled, &mean, &ss);
  out->bca.se = out->percentile.se = sqrt(ss / (double)(m - 1));
  if (om_is_rounding(ss, m, om_largest(m, resampled))) {
    no_range(out, "zero variance between resamples");
    return;
  }
  const double tail = (1 - conf) / 2;
  range_at(&out->percentile, m, resampled, tail, 1 - tail);
  out->z0 = bias_correction(value, m, resampled);
  if (!jackknife(n_units, left_out, out))
    out->bca.no_range = "the statistic is undefined with one unit left out";
  else if (resamples < OM_BOOT_MIN_BCA)
    out->bca.no_range = "fewer than 4999 resamples";
  else
    bca_range(out, m, resampled, conf);
}

/* Values of all statistics, those of one statistic side by side; scratch for one selection. */
typedef struct om_draws {
  double *resampled, *left_out, *row;
  uint32_t *index;
} om_draws;

static void
draw_all(size_t n, size_t n_stats, uint32_t resamples, om_statistic_fn *statistic, const void *ctx,
         const om_rng *rng, const om_draws *to)
{
  for (uint32_t b = 0; b < resamples; b++) {
    om_boot_index(rng, b, n, to->index);
    statistic(ctx, n, to->index, to->row);
    for (size_t s = 0; s < n_stats; s++)
      to->resampled[s * resamples + b] = to->row[s];
  }
  for (size_t out = 0; out < n; out++) {
    for (size_t i = 0, at = 0; i < n; i++)
      if (i != out)
        to->index[at++] = (uint32_t)i;
    statistic(ctx, n - 1, to->index, to->row);
    for (size_t s = 0; s < n_stats; s++)
      to->left_out[s * n + out] = to->row[s];
  }
}

void
om_bootstrap(size_t n_units, size_t n_stats, uint32_t resamples, om_statistic_fn *statistic,
             const void *ctx, const om_rng *rng, double conf, om_boot *out)
{
  const bool enough = n_units >= OM_BOOT_MIN_UNITS;
  const uint32_t run = enough ? resamples : 0;
  om_draws to = {
      .resampled = calloc(n_stats * run + 1, sizeof *to.resampled),
      .left_out = calloc(n_stats * n_units + 1, sizeof *to.left_out),
      .row = calloc(2 * n_stats + 1, sizeof *to.row),
      .index = calloc(n_units + 1, sizeof *to.index),
  };
  if (!to.resampled || !to.left_out || !to.row || !to.index) {
    for (size_t s = 0; s < n_stats; s++) {
      om_boot_summary(NAN, n_units, 0, NULL, NULL, conf, &out[s]);
      out[s].bca = out[s].percentile = om_undefined(OM_NO_MEMORY, n_units);
    }
    goto done;
  }

  double *value = to.row + n_stats;
  for (size_t i = 0; i < n_units; i++)
    to.index[i] = (uint32_t)i;
  if (n_units >= 2)
    statistic(ctx, n_units, to.index, value);
  if (enough)
    draw_all(n_units, n_stats, run, statistic, ctx, rng, &to);
  for (size_t s = 0; s < n_stats; s++)
    om_boot_summary(value[s], n_units, run, to.resampled + s * run, to.left_out + s * n_units, conf,
                    &out[s]);

done:
  free(to.resampled);
  free(to.left_out);
  free(to.row);
  free(to.index);
}
