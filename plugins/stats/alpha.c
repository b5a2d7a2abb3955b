/* Cronbach's alpha and what goes with it, from sums of squares and products.
 * Must not know respondents, nor how the sums were made.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "internal.h"

static const char few_items[] = "fewer than 2 items";
static const char few_respondents[] = "fewer than 2 respondents";
static const char flat_total[] = "zero variance of the sum of the items";
static const char flat_item[] = "zero variance of an item";

/* What alpha needs of a set of items. */
typedef struct om_totals {
  double diagonal, all; /* sum of the squares, and of all entries of the full square */
  double size;          /* sum of absolute entries: what rounding is measured against */
} om_totals;

static double
entry(size_t k, const double *sscp, size_t i, size_t j)
{
  return i <= j ? sscp[om_packed(k, i, j)] : sscp[om_packed(k, j, i)];
}

/* Totals over the items other than `left_out` (k: none). */
static om_totals
totals(size_t k, const double *sscp, size_t left_out)
{
  om_sum diagonal = {0}, off = {0};
  double size = 0;
  for (size_t i = 0; i < k; i++) {
    for (size_t j = i; j < k; j++) {
      if (i == left_out || j == left_out)
        continue;
      const double v = sscp[om_packed(k, i, j)];
      om_add(i == j ? &diagonal : &off, v);
      size += i == j ? fabs(v) : 2 * fabs(v);
    }
  }
  return (om_totals){diagonal.hi, diagonal.hi + 2 * off.hi, size};
}

/* Items that cancel out leave rounding errors of the entries, not zero. */
static bool
no_variance(om_totals t)
{
  return !(t.all > 8 * DBL_EPSILON * t.size);
}

static om_stat
alpha_of(size_t k, uint64_t n, om_totals t)
{
  if (no_variance(t))
    return om_undefined(flat_total, n);
  const double items = (double)k;
  return om_stat_of(items / (items - 1) * (1 - t.diagonal / t.all), n);
}

/* Feldt (1965): (1 - alpha) / (1 - estimate) is distributed as F. */
static void
feldt_range(om_stat *alpha, size_t k, uint64_t n, double conf)
{
  const double df1 = (double)(n - 1), df2 = df1 * (double)(k - 1);
  const double tail = (1 - conf) / 2;
  alpha->lo = 1 - (1 - alpha->value) * om_f_exceeded(tail, df1, df2);
  alpha->hi = 1 - (1 - alpha->value) * om_f_exceeded(1 - tail, df1, df2);
  alpha->df = df1;
  alpha->df2 = df2;
}

static om_stat
mean_correlation(size_t k, uint64_t n, const double *sscp)
{
  for (size_t i = 0; i < k; i++)
    if (!(entry(k, sscp, i, i) > 0))
      return om_undefined(flat_item, n);

  om_sum sum = {0};
  for (size_t i = 0; i < k; i++)
    for (size_t j = i + 1; j < k; j++)
      om_add(&sum, entry(k, sscp, i, j) / sqrt(entry(k, sscp, i, i)) / sqrt(entry(k, sscp, j, j)));
  return om_stat_of(sum.hi / ((double)k * (double)(k - 1) / 2), n);
}

static om_stat
standardized_alpha(size_t k, om_stat mean_r)
{
  if (mean_r.undefined)
    return mean_r;
  const double items = (double)k;
  const double total = 1 + (items - 1) * mean_r.value;
  if (!(total > 8 * DBL_EPSILON * items))
    return om_undefined(flat_total, mean_r.n);
  return om_stat_of(items * mean_r.value / total, mean_r.n);
}

/* Correlation of one item with the sum of the others. */
static om_stat
rest_correlation(size_t k, uint64_t n, const double *sscp, size_t item)
{
  const double own = entry(k, sscp, item, item);
  if (!(own > 0))
    return om_undefined("zero variance of the item", n);
  const om_totals rest = totals(k, sscp, item);
  if (no_variance(rest))
    return om_undefined("zero variance of the sum of the other items", n);

  om_sum shared = {0};
  for (size_t j = 0; j < k; j++)
    if (j != item)
      om_add(&shared, entry(k, sscp, item, j));
  return om_stat_of(om_correlation(shared.hi / sqrt(own) / sqrt(rest.all)), n);
}

void
om_alpha(size_t k, uint64_t n, const double *sscp, double conf, om_alpha_result *out,
         om_stat *item_rest, om_stat *alpha_if_deleted)
{
  const char *why = k < 2               ? few_items
                    : n < 2             ? few_respondents
                    : !om_conf_ok(conf) ? OM_BAD_CONF
                                        : NULL;
  if (why) {
    out->raw = out->standardized = out->mean_r = om_undefined(why, n);
  } else {
    out->raw = alpha_of(k, n, totals(k, sscp, k));
    if (!out->raw.undefined)
      feldt_range(&out->raw, k, n, conf);
    out->mean_r = mean_correlation(k, n, sscp);
    out->standardized = standardized_alpha(k, out->mean_r);
  }

  for (size_t i = 0; i < k; i++) {
    if (item_rest)
      item_rest[i] = why ? om_undefined(why, n) : rest_correlation(k, n, sscp, i);
    if (alpha_if_deleted)
      alpha_if_deleted[i] = why     ? om_undefined(why, n)
                            : k < 3 ? om_undefined("fewer than 3 items", n)
                                    : alpha_of(k - 1, n, totals(k, sscp, i));
  }
}
