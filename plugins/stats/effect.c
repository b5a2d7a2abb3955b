/* Standardized effects with ranges: Cohen's d, Hedges' g, eta squared and its kin.
 * Must not know which groups.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "internal_groups.h"

/* Up to here the noncentral t is summed in milliseconds. */
#define LARGEST_T 300

typedef struct om_seen_t {
  double t, df;
} om_seen_t;

/* P(T >= t) under noncentrality `shift` minus nothing: rises with it. */
typedef struct om_t_target {
  om_seen_t seen;
  double share;
} om_t_target;

static double
t_excess(const void *ctx, double shift)
{
  const om_t_target *const target = ctx;
  return om_noncentral_t_upper(target->seen.t, target->seen.df, shift) - target->share;
}

/* Noncentrality at which a t this large or larger has probability `share`. */
static double
shift_at(om_seen_t seen, double share)
{
  const om_t_target target = {seen, share};
  double reach = 4 + fabs(seen.t) / sqrt(seen.df);
  while (reach < 1e4 &&
         !(t_excess(&target, seen.t - reach) < 0 && t_excess(&target, seen.t + reach) > 0))
    reach *= 2;
  return om_root(t_excess, &target, seen.t - reach, seen.t + reach);
}

static void
d_range(om_stat *d, double t, double unit, double conf)
{
  const double tail = (1 - conf) / 2;
  if (fabs(t) <= LARGEST_T) {
    d->lo = unit * shift_at((om_seen_t){t, d->df}, tail);
    d->hi = unit * shift_at((om_seen_t){t, d->df}, 1 - tail);
  } else if (d->df >= 100) {
    const double half = om_z_critical(conf) * d->se;
    d->lo = d->value - half;
    d->hi = d->value + half;
  } else {
    d->no_range = "the difference is too large for its small groups";
  }
}

static om_stat
scaled(om_stat s, double factor)
{
  s.value *= factor;
  s.lo *= factor;
  s.hi *= factor;
  s.se *= factor;
  return s;
}

void
om_cohen(uint64_t n1, double mean1, double ss1, uint64_t n2, double mean2, double ss2, double conf,
         om_effect *out)
{
  const om_stat test = om_t_pooled(n1, mean1, ss1, n2, mean2, ss2, conf);
  if (test.undefined) {
    out->d = out->g = out->g_exact = test;
    return;
  }
  const double unit = sqrt(1 / (double)n1 + 1 / (double)n2); /* d = t * unit */
  om_stat d = om_stat_of(test.statistic * unit, n1 + n2);
  d.statistic = test.statistic;
  d.df = test.df;
  d.p = test.p;
  d.se = sqrt(unit * unit + d.value * d.value / (2 * (double)(n1 + n2)));
  d_range(&d, test.statistic, unit, conf);
  out->d = d;
  out->g = scaled(d, 1 - 3 / (4 * (double)(n1 + n2) - 9));

  /* Gamma(a) / (sqrt(a) Gamma(b)), without its overflow */
  const double a = test.df / 2, b = a - .5;
  if (!(b > 0)) {
    out->g_exact = om_undefined("fewer than 2 degrees of freedom", n1 + n2);
    return;
  }
  const double factor = om_gamma_star(a) / om_gamma_star(b) * exp((b - .5) * log1p(.5 / b) - .5);
  out->g_exact = scaled(d, factor);
}

om_stat
om_cohen_paired(size_t n, const double *x, const double *y, double conf)
{
  const om_stat test = om_t_paired(n, x, y, conf);
  if (test.undefined)
    return test;
  const double cases = (double)n, unit = 1 / sqrt(cases); /* d = t * unit */
  om_stat d = om_stat_of(test.statistic * unit, n);
  d.statistic = test.statistic;
  d.df = test.df;
  d.p = test.p;
  d.se = sqrt(1 / cases + d.value * d.value / (2 * cases));
  d_range(&d, test.statistic, unit, conf);
  return d;
}

typedef struct om_seen_f {
  double f, df1, df2;
} om_seen_f;

static double
f_upper(const void *ctx, double lambda)
{
  const om_seen_f *const seen = ctx;
  return om_noncentral_f_upper(seen->f, seen->df1, seen->df2, lambda);
}

void
om_anova_effects(const om_anova *a, double conf, om_anova_effect *out)
{
  const char *const why = a->undefined ? a->undefined : om_conf_ok(conf) ? NULL : OM_BAD_CONF;
  if (why) {
    out->eta_squared = out->epsilon_squared = out->omega_squared = om_undefined(why, a->n);
    return;
  }
  om_stat s = om_stat_of(0, a->n);
  s.statistic = a->f;
  s.df = a->df_between;
  s.df2 = a->df_within;
  s.p = a->p;
  out->eta_squared = out->epsilon_squared = out->omega_squared = s;

  const double total = a->ss_between + a->ss_within;
  const double beyond_chance = a->ss_between - a->df_between * a->ms_within;
  out->eta_squared.value = a->ss_between / total;
  out->epsilon_squared.value = beyond_chance / total;
  out->omega_squared.value = beyond_chance / (total + a->ms_within);
  if (a->f * a->df_between > 1e7) {
    out->eta_squared.no_range = "F is too large for the noncentral distribution";
    return;
  }
  const om_seen_f seen = {a->f, a->df_between, a->df_within};
  const double tail = (1 - conf) / 2, n = (double)a->n;
  const double lo = om_noncentrality(f_upper, &seen, tail);
  const double hi = om_noncentrality(f_upper, &seen, 1 - tail);
  out->eta_squared.lo = lo / (lo + n);
  out->eta_squared.hi = hi / (hi + n);
}
