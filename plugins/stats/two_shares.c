/* The difference of two shares: Newcombe's range, chi-square, Fisher's exact test.
 * Must not know what was counted.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "internal_groups.h"

/* Cases above which Fisher's sums would take long. */
#define MOST_EXACT 1000000

/* Hits in the first sample given all margins: noncentral hypergeometric. */
typedef struct om_margins {
  double first, second, hits; /* sizes of both samples, hits in all */
  double lo, hi;              /* what the first sample may have */
  double seen;
} om_margins;

/* Probability of i+1 over that of i, odds 1. */
static double
next_ratio(const om_margins *m, double i)
{
  return (m->first - i) * (m->hits - i) / ((i + 1) * (m->second - m->hits + i + 1));
}

/* The likeliest number of hits. */
static double
likeliest(const om_margins *m, double odds)
{
  double lo = m->lo, hi = m->hi < m->first ? m->hi : m->first;
  while (lo < hi) {
    const double mid = floor((lo + hi) / 2);
    if (odds * next_ratio(m, mid) > 1)
      lo = mid + 1;
    else
      hi = mid;
  }
  return lo;
}

typedef struct om_tails {
  double below, same, above, mean; /* P(X < seen), P(X = seen), P(X > seen), E(X) */
} om_tails;

static om_tails
tails(const om_margins *m, double odds)
{
  const double negligible = 1e-25, top = likeliest(m, odds);
  om_sum part[3] = {{0}}, first = {0};
  double p = 1;
  for (double i = top; i <= m->hi && p > negligible; i++) {
    om_add(&part[i < m->seen ? 0 : i > m->seen ? 2 : 1], p);
    om_add(&first, p * i);
    p *= odds * next_ratio(m, i);
  }
  p = 1;
  for (double i = top - 1; i >= m->lo; i--) {
    p /= odds * next_ratio(m, i);
    if (!(p > negligible))
      break;
    om_add(&part[i < m->seen ? 0 : i > m->seen ? 2 : 1], p);
    om_add(&first, p * i);
  }
  const double all = part[0].hi + part[1].hi + part[2].hi;
  return (om_tails){part[0].hi / all, part[1].hi / all, part[2].hi / all, first.hi / all};
}

/* Sum of all outcomes no more probable than the one seen, odds 1. */
static double
two_sided(const om_margins *m)
{
  const double top = likeliest(m, 1);
  double seen = 1; /* relative to the likeliest */
  for (double i = top; i < m->seen; i++)
    seen *= next_ratio(m, i);
  for (double i = top - 1; i >= m->seen; i--)
    seen /= next_ratio(m, i);

  om_sum as_rare = {0}, all = {0};
  double p = 1;
  for (double i = top; i <= m->hi && p > 0; i++, p *= next_ratio(m, i - 1)) {
    om_add(&all, p);
    om_add(&as_rare, p <= seen * (1 + 1e-7) ? p : 0);
  }
  p = 1;
  for (double i = top - 1; i >= m->lo && p > 0; i--) {
    p /= next_ratio(m, i);
    om_add(&all, p);
    om_add(&as_rare, p <= seen * (1 + 1e-7) ? p : 0);
  }
  return fmin(as_rare.hi / all.hi, 1);
}

typedef struct om_odds_target {
  const om_margins *margins;
  double share;
} om_odds_target;

static double
mean_excess(const void *ctx, double log_odds)
{
  const om_odds_target *const t = ctx;
  return tails(t->margins, exp(log_odds)).mean - t->margins->seen;
}

static double
above_excess(const void *ctx, double log_odds)
{
  const om_odds_target *const t = ctx;
  const om_tails p = tails(t->margins, exp(log_odds));
  return p.same + p.above - t->share;
}

static double
below_excess(const void *ctx, double log_odds)
{
  const om_odds_target *const t = ctx;
  const om_tails p = tails(t->margins, exp(log_odds));
  return p.same + p.below - t->share;
}

static double
solve_odds(om_function *f, const om_odds_target *t)
{
  double reach = 2;
  while (reach < 512 && (f(t, -reach) > 0) == (f(t, reach) > 0))
    reach *= 2;
  return exp(om_root(f, t, -reach, reach));
}

static om_stat
fisher(uint64_t hits1, uint64_t n1, uint64_t hits2, uint64_t n2, double conf)
{
  if (n1 + n2 > MOST_EXACT)
    return om_undefined("too many cases for the exact test", n1 + n2);
  om_margins m = {(double)n1, (double)n2, (double)(hits1 + hits2), 0, 0, (double)hits1};
  m.lo = fmax(0, m.hits - m.second);
  m.hi = fmin(m.hits, m.first);
  if (m.lo == m.hi)
    return om_undefined("all cases are hits, or none", n1 + n2);

  const om_odds_target t = {&m, (1 - conf) / 2};
  const bool least = m.seen == m.lo, most = m.seen == m.hi;
  om_stat s = om_stat_of(least || most ? 0 : solve_odds(mean_excess, &t), n1 + n2);
  s.value = most ? INFINITY : s.value;
  s.lo = least ? 0 : solve_odds(above_excess, &t);
  s.hi = most ? INFINITY : solve_odds(below_excess, &t);
  s.p = two_sided(&m);
  return s;
}

static void
compare(uint64_t hits1, uint64_t n1, uint64_t hits2, uint64_t n2, double conf, om_two_shares *out)
{
  const om_stat one = om_share(hits1, n1, conf), two = om_share(hits2, n2, conf);
  const double p1 = one.value, p2 = two.value, size1 = (double)n1, size2 = (double)n2;
  om_stat s = om_stat_of(p1 - p2, n1 + n2);
  s.se = sqrt(p1 * (1 - p1) / size1 + p2 * (1 - p2) / size2);

  const double pooled = (double)(hits1 + hits2) / (size1 + size2);
  const double null_variance = pooled * (1 - pooled) * (1 / size1 + 1 / size2);
  s.df = 1;
  s.statistic = null_variance > 0 ? s.value * s.value / null_variance : 0;
  s.p = om_chisq_upper(s.statistic, 1);

  out->wald = out->newcombe = s;
  const double half = om_z_critical(conf) * s.se;
  out->wald.lo = fmax(s.value - half, -1);
  out->wald.hi = fmin(s.value + half, 1);
  out->newcombe.lo = s.value - hypot(p1 - one.lo, two.hi - p2);
  out->newcombe.hi = s.value + hypot(one.hi - p1, p2 - two.lo);
}

void
om_share_difference(uint64_t hits1, uint64_t n1, uint64_t hits2, uint64_t n2, double conf,
                    om_two_shares *out)
{
  const char *const why = n1 == 0 || n2 == 0         ? "no cases in a group"
                          : hits1 > n1 || hits2 > n2 ? "more hits than cases"
                          : !om_conf_ok(conf)        ? OM_BAD_CONF
                                                     : NULL;
  if (why) {
    out->newcombe = out->wald = out->fisher = om_undefined(why, n1 + n2);
    return;
  }
  compare(hits1, n1, hits2, n2, conf, out);
  out->fisher = fisher(hits1, n1, hits2, n2, conf);
}
