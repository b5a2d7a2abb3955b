/* Agreement within a group: rwg, rwg(j), r*wg(j), average deviation.
 * Must not know who is in the group.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "internal.h"

static const char few_respondents[] = "fewer than 2 respondents";
static const char no_null[] = "the variance of a null distribution is missing or not positive";

/* LeBreton & Senter (2008), table of expected error variances; one row for 5 to 11 options,
 * columns from slight to heavy skew. */
static const double skewed_null[][3] = {
    {1.34, .90, .44},   {1.85, 1.26, .69},  {2.90, 2.14, 1.39}, {3.47, 2.79, 2.35},
    {5.66, 4.73, 3.16}, {6.30, 5.09, 3.46}, {7.31, 6.32, 4.02},
};
static const uint32_t skewed_first = 5, skewed_last = 11;

om_stat
om_null_variance(uint32_t shape, uint32_t options)
{
  if (options < 2)
    return om_undefined("fewer than 2 answer options", 0);
  if (shape == OM_NULL_UNIFORM)
    return om_stat_of(((double)options * (double)options - 1) / 12, 0);
  if (shape < OM_NULL_UNIFORM || shape > OM_NULL_HEAVY_SKEW)
    return om_undefined("no such null distribution", 0);
  if (options < skewed_first || options > skewed_last)
    return om_undefined("no skewed null distribution is published for this number of options", 0);
  return om_stat_of(skewed_null[options - skewed_first][shape - OM_NULL_SLIGHT_SKEW], 0);
}

/* Mean over items of observed over null variance; the reason in the result when there is none. */
static om_stat
variance_ratio(uint64_t n, size_t k, const double *variance, const double *null_variance)
{
  if (k == 0)
    return om_undefined("no items", n);
  if (n < 2)
    return om_undefined(few_respondents, n);
  om_sum sum = {0};
  for (size_t i = 0; i < k; i++) {
    if (!(variance[i] >= 0))
      return om_undefined("the variance of an item is missing", n);
    if (!(null_variance[i] > 0))
      return om_undefined(no_null, n);
    om_add(&sum, variance[i] / null_variance[i]);
  }
  return om_stat_of(sum.hi / (double)k, n);
}

om_stat
om_rwg(uint64_t n, double variance, double null_variance)
{
  return om_rwgj(n, 1, &variance, &null_variance);
}

om_stat
om_rwgj(uint64_t n, size_t k, const double *variance, const double *null_variance)
{
  const om_stat ratio = variance_ratio(n, k, variance, null_variance);
  if (ratio.undefined)
    return ratio;
  const double q = fmin(ratio.value, 1);
  const double common = (double)k * (1 - q);
  return om_stat_of(common / (common + q), n);
}

om_stat
om_rwgj_lindell(uint64_t n, size_t k, const double *variance, const double *null_variance)
{
  om_stat s = variance_ratio(n, k, variance, null_variance);
  if (!s.undefined)
    s.value = 1 - s.value;
  return s;
}

om_stat
om_ad_mean(size_t n_codes, const uint64_t *counts)
{
  uint64_t n = 0;
  unsigned __int128 sum = 0;
  for (size_t i = 0; i < n_codes; i++) {
    n += counts[i];
    sum += (unsigned __int128)counts[i] * i;
  }
  if (n < 2)
    return om_undefined(few_respondents, n);

  /* n times every deviation is an integer */
  unsigned __int128 deviations = 0;
  for (size_t i = 0; i < n_codes; i++) {
    const unsigned __int128 code = (unsigned __int128)n * i;
    deviations += counts[i] * (code > sum ? code - sum : sum - code);
  }
  return om_stat_of((double)deviations / ((double)n * (double)n), n);
}

/* The code of the answer that has `before` answers in front of it. */
static size_t
code_after(size_t n_codes, const uint64_t *counts, uint64_t before)
{
  uint64_t passed = 0;
  for (size_t i = 0; i < n_codes; i++) {
    passed += counts[i];
    if (passed > before)
      return i;
  }
  return 0;
}

om_stat
om_ad_median(size_t n_codes, const uint64_t *counts)
{
  uint64_t n = 0;
  for (size_t i = 0; i < n_codes; i++)
    n += counts[i];
  if (n < 2)
    return om_undefined(few_respondents, n);

  /* Any point between the two middle answers has the same sum of deviations: take the lower. */
  const size_t median = code_after(n_codes, counts, (n - 1) / 2);
  uint64_t deviations = 0;
  for (size_t i = 0; i < n_codes; i++)
    deviations += counts[i] * (i > median ? i - median : median - i);
  return om_stat_of((double)deviations / (double)n, n);
}

om_stat
om_adj(size_t k, const double *ad)
{
  if (k == 0)
    return om_undefined("no items", 0);
  om_sum sum = {0};
  for (size_t i = 0; i < k; i++) {
    if (isnan(ad[i]))
      return om_undefined("the average deviation of an item is missing", 0);
    om_add(&sum, ad[i]);
  }
  return om_stat_of(sum.hi / (double)k, 0);
}

double
om_ad_cutoff(uint32_t options)
{
  return options / 6.0;
}
