/* What is asked in one question: net promoter score, top share, effort.
 * Must not know who answered.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "internal_groups.h"

static const char not_0_to_10[] = "the scale is not declared as 0 to 10";
static const char nobody[] = "no answers";
static const char one_class[] = "all answers are of one class";

/* From the shares of promoters and detractors among `n` cases, which need not be whole. */
static om_stat
promoter_score(double promoters, double detractors, double n, uint64_t cases, double conf)
{
  const double score = promoters - detractors;
  const double variance = promoters + detractors - score * score;
  om_stat s = om_stat_of(100 * score, cases);
  const bool alike = promoters == 1 || detractors == 1 || promoters + detractors == 0;
  if (alike) {
    s.no_range = one_class;
    return s;
  }
  s.se = 100 * sqrt(variance / n);
  const double half = om_z_critical(conf) * s.se;
  s.lo = fmax(s.value - half, -100);
  s.hi = fmin(s.value + half, 100);
  return s;
}

om_stat
om_nps(int64_t lo, int64_t hi, const uint64_t *counts, double conf)
{
  if (lo != 0 || hi != 10)
    return om_undefined(not_0_to_10, 0);
  uint64_t n = 0, detractors = 0;
  for (size_t i = 0; i <= 10; i++) {
    n += counts[i];
    detractors += i <= 6 ? counts[i] : 0;
  }
  if (n == 0)
    return om_undefined(nobody, n);
  if (!om_conf_ok(conf))
    return om_undefined(OM_BAD_CONF, n);
  const double cases = (double)n;
  return promoter_score((double)(counts[9] + counts[10]) / cases, (double)detractors / cases, cases,
                        n, conf);
}

om_stat
om_nps_weighted(int64_t lo, int64_t hi, size_t n, const double *answer, const double *weight,
                double conf)
{
  if (lo != 0 || hi != 10)
    return om_undefined(not_0_to_10, n);
  const om_stat effective = om_effective_n(n, weight);
  if (effective.undefined)
    return effective;
  if (!om_conf_ok(conf))
    return om_undefined(OM_BAD_CONF, n);
  om_sum all = {0}, promoters = {0}, detractors = {0};
  for (size_t i = 0; i < n; i++) {
    if (!(answer[i] >= 0 && answer[i] <= 10))
      return om_undefined("an answer is outside 0 to 10", n);
    om_add(&all, weight[i]);
    if (answer[i] >= 9)
      om_add(&promoters, weight[i]);
    else if (answer[i] <= 6)
      om_add(&detractors, weight[i]);
  }
  return promoter_score(promoters.hi / all.hi, detractors.hi / all.hi, effective.value,
                        (uint64_t)(effective.value + 1e-9), conf);
}

om_stat
om_top_share(size_t n_codes, const uint64_t *counts, size_t top, double conf)
{
  if (top < 1 || top >= n_codes)
    return om_undefined("the top answers are none or all of the scale", 0);
  uint64_t n = 0, hits = 0;
  for (size_t i = 0; i < n_codes; i++) {
    n += counts[i];
    hits += i >= n_codes - top ? counts[i] : 0;
  }
  return n == 0 ? om_undefined(nobody, n) : om_share(hits, n, conf);
}

/* Mean of codes with a t range, exact in integers until the end. */
static om_stat
mean_of_counts(int64_t lo, size_t n_codes, const uint64_t *counts, double conf)
{
  uint64_t n = 0;
  unsigned __int128 sum = 0;
  for (size_t i = 0; i < n_codes; i++) {
    n += counts[i];
    sum += (unsigned __int128)counts[i] * i;
  }
  om_stat s = om_stat_of((double)lo + (double)sum / (double)n, n);
  const om_stat variance = om_variance_from_counts(n_codes, counts);
  if (variance.undefined) {
    s.no_range = variance.undefined;
    return s;
  }
  s.df = (double)(n - 1);
  s.se = sqrt(variance.value / (double)n);
  const double half = om_t_quantile(.5 + conf / 2, s.df) * s.se;
  s.lo = s.value - half;
  s.hi = s.value + half;
  return s;
}

void
om_effort(int64_t lo, int64_t hi, uint32_t ease, const uint64_t *counts, size_t top, double conf,
          om_ces *out)
{
  const bool declared = ease == OM_EASE_HIGH || ease == OM_EASE_LOW;
  const size_t n_codes = hi > lo ? (size_t)(hi - lo) + 1 : 0;
  uint64_t n = 0, easy = 0;
  for (size_t i = 0; i < n_codes; i++) {
    const size_t from_best = ease == OM_EASE_LOW ? i : n_codes - 1 - i;
    n += counts[i];
    easy += from_best < top ? counts[i] : 0;
  }
  const char *const why = !declared ? "it is not declared which end of the scale is least effort"
                          : n_codes == 0              ? "the scale has fewer than 2 answers"
                          : top < 1 || top >= n_codes ? "the top answers are none or all"
                          : n == 0                    ? nobody
                          : !om_conf_ok(conf)         ? OM_BAD_CONF
                                                      : NULL;
  if (why) {
    out->mean = out->easy = om_undefined(why, n);
    return;
  }
  out->easy = om_share(easy, n, conf);
  out->mean = mean_of_counts(lo, n_codes, counts, conf);
  if (ease == OM_EASE_LOW) {
    const om_stat given = out->mean;
    const double turn = (double)lo + (double)hi;
    out->mean.value = turn - given.value;
    out->mean.lo = turn - given.hi;
    out->mean.hi = turn - given.lo;
  }
}
