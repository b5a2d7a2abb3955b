/* Means and shares over the people of several units, with ranges that allow for people of one unit
 * being alike.  Must not know what was asked.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "internal_groups.h"

#include <stdlib.h>

static const char one_unit[] = "fewer than 2 units";

typedef struct over_units {
  om_stat s;      /* value and n; or undefined */
  uint64_t units; /* that have anybody */
  double error2;  /* squared standard error, CR2 */
  double df;      /* Satterthwaite's */
} over_units;

static double
value_over(size_t units, const uint64_t *n, const double *mean, uint64_t *people, uint64_t *there)
{
  om_sum sum = {0};
  *people = *there = 0;
  for (size_t u = 0; u < units; u++)
    if (n[u] > 0) {
      om_add(&sum, (double)n[u] * mean[u]);
      *people += n[u];
      ++*there;
    }
  return (sum.hi + sum.lo) / (double)*people;
}

/* Error of the mean of all from what the units are away from it, each weighted by its share w of
 * the people: sum a d^2 with a = w^2 / (1 - w).  If people were independent this would have
 * expectation V, the variance of the mean, and 2 V^2 / df for its own variance. */
static void
find_error(size_t units, const uint64_t *n, const double *mean, over_units *o)
{
  om_sum error = {0}, all = {0}, own = {0};
  double ss = 0, largest = 0;
  for (size_t u = 0; u < units; u++) {
    if (n[u] == 0)
      continue;
    const double w = (double)n[u] / (double)o->s.n, a = w * w / (1 - w), d = mean[u] - o->s.value;
    om_add(&error, a * d * d);
    om_add(&all, a);
    om_add(&own, w * w * ((1 / w - 1) * (1 / w - 1) - 1) * w * w / ((1 - w) * (1 - w)));
    ss += d * d;
    largest = fmax(largest, fabs(mean[u]));
  }
  o->error2 = om_is_rounding(ss, (size_t)o->units, largest) ? 0 : error.hi;
  o->df = 1 / (all.hi * all.hi + own.hi);
}

static over_units
over(size_t units, const uint64_t *n, const double *mean, double conf)
{
  over_units o = {.df = NAN};
  uint64_t people;
  const double value = value_over(units, n, mean, &people, &o.units);
  if (people == 0 || !om_conf_ok(conf)) {
    o.s = om_undefined(people == 0 ? "no cases" : OM_BAD_CONF, people);
    return o;
  }
  o.s = om_stat_of(value, people);
  if (!isfinite(value))
    o.s = om_undefined("a value is not finite", people);
  else if (o.units < 2)
    o.s.no_range = one_unit;
  else
    find_error(units, n, mean, &o);
  return o;
}

om_stat
om_mean_by_unit(size_t units, const uint64_t *n, const double *mean, double conf)
{
  over_units o = over(units, n, mean, conf);
  if (o.s.undefined || o.s.no_range)
    return o.s;
  if (o.error2 == 0) {
    o.s.no_range = "units do not differ";
    return o.s;
  }
  o.s.df = o.df;
  o.s.se = sqrt(o.error2);
  const double half = om_t_quantile(.5 + conf / 2, o.df) * o.s.se;
  o.s.lo = o.s.value - half;
  o.s.hi = o.s.value + half;
  return o.s;
}

/* The error that is not below that of as many independent people, of variance `alone` together. */
static void
allow_for_chance(over_units *o, double alone)
{
  o->error2 = fmax(o->error2, alone / (double)o->s.n);
  o->s.se = sqrt(o->error2);
  o->s.df = o->df;
}

/* Wilson's range with t in the place of z, and in the place of n the independent cases that would
 * be worth as much. */
static void
share_range(over_units *o, double conf)
{
  const double p = o->s.value, alone = p * (1 - p);
  allow_for_chance(o, alone);
  const double cases = alone > 0 ? alone / o->error2 : (double)o->s.n;
  om_wilson_at(p, cases, om_t_quantile(.5 + conf / 2, o->df), &o->s.lo, &o->s.hi);
}

om_stat
om_share_by_unit(size_t units, const uint64_t *hits, const uint64_t *n, double conf)
{
  double *const share = calloc(units + 1, sizeof *share);
  if (!share)
    return om_undefined(OM_NO_MEMORY, 0);
  bool too_many = false;
  for (size_t u = 0; u < units; u++) {
    too_many |= hits[u] > n[u];
    share[u] = n[u] ? (double)hits[u] / (double)n[u] : 0;
  }
  over_units o = over(units, n, share, conf);
  free(share);
  if (too_many)
    return om_undefined("more hits than cases", o.s.n);
  if (!o.s.undefined && !o.s.no_range)
    share_range(&o, conf);
  return o.s;
}

typedef struct promoters {
  uint64_t all, above, below;
} promoters;

static promoters
count_promoters(const uint64_t *counts)
{
  promoters p = {.above = counts[9] + counts[10]};
  for (size_t i = 0; i <= 10; i++) {
    p.all += counts[i];
    p.below += i <= 6 ? counts[i] : 0;
  }
  return p;
}

static void
nps_range(over_units *o, const promoters *p, double conf)
{
  const double n = (double)p->all, score = o->s.value / 100;
  const double alone = (double)(p->above + p->below) / n - score * score;
  if (p->above == p->all || p->below == p->all || p->above + p->below == 0) {
    o->s.no_range = "all answers are of one class";
    return;
  }
  allow_for_chance(o, 1e4 * alone);
  const double half = om_t_quantile(.5 + conf / 2, o->df) * o->s.se;
  o->s.lo = fmax(o->s.value - half, -100);
  o->s.hi = fmin(o->s.value + half, 100);
}

om_stat
om_nps_by_unit(int64_t lo, int64_t hi, size_t units, const uint64_t *counts, double conf)
{
  if (lo != 0 || hi != 10)
    return om_undefined("the scale is not declared as 0 to 10", 0);
  double *const score = calloc(units + 1, sizeof *score);
  uint64_t *const n = calloc(units + 1, sizeof *n);
  over_units o = {.s = om_undefined(OM_NO_MEMORY, 0)};
  promoters all = {0};
  for (size_t u = 0; score && n && u < units; u++) {
    const promoters p = count_promoters(counts + 11 * u);
    n[u] = p.all;
    score[u] = p.all ? 100 * ((double)p.above - (double)p.below) / (double)p.all : 0;
    all = (promoters){all.all + p.all, all.above + p.above, all.below + p.below};
  }
  if (score && n)
    o = over(units, n, score, conf);
  free(score);
  free(n);
  if (!o.s.undefined && !o.s.no_range)
    nps_range(&o, &all, conf);
  return o.s;
}
