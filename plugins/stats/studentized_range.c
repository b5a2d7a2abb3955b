/* The distribution of the studentized range, for Tukey's comparisons.
 * Must not know which means are compared.
 *
 * Upper tails are integrals of positive terms, so that a small p keeps its digits.  R's ptukey
 * gives 1 minus the lower tail, and its qtukey stops at four decimals.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "internal_groups.h"

/* Gauss-Legendre, 16 points on (-1, 1): Abramowitz & Stegun (1964), table 25.4. */
static const double node[8] = {.09501250983763744019, .28160355077925891323, .45801677765722738634,
                               .61787624440264374845, .75540440835500303390, .86563120238783174388,
                               .94457502307323257608, .98940093499164993260};
static const double weight[8] = {
    .18945061045506849629, .18260341504492358887, .16915651939500253819, .14959598881657673208,
    .12462897125553387205, .09515851168249278481, .06225352393864789286, .02715245941175409485};

static double
panel(om_function *f, const void *ctx, double lo, double hi)
{
  const double centre = (lo + hi) / 2, half = (hi - lo) / 2;
  double sum = 0;
  for (int i = 0; i < 8; i++)
    sum += weight[i] * (f(ctx, centre - half * node[i]) + f(ctx, centre + half * node[i]));
  return half * sum;
}

static double
integral(om_function *f, const void *ctx, double lo, double hi, double most_width)
{
  const int panels = (int)fmin(ceil((hi - lo) / most_width), 2000);
  om_sum sum = {0};
  for (int i = 0; i < panels; i++)
    om_add(&sum, panel(f, ctx, lo + (hi - lo) * i / panels, lo + (hi - lo) * (i + 1) / panels));
  return sum.hi;
}

typedef struct om_means {
  double range, count;
} om_means;

/* Density of "z is the largest, and the smallest is more than `range` below it". */
static double
largest_at(const void *ctx, double z)
{
  const om_means *const m = ctx;
  const double below = om_z_lower(z), far = om_z_lower(z - m->range), others = m->count - 1;
  if (!(below > 0))
    return 0;
  const double density = exp(-z * z / 2) / sqrt(2 * M_PI);
  const double inside = others * log1p(-fmin(far / below, 1)); /* log share of none that far */
  return m->count * density * exp(others * log(below)) * -expm1(inside);
}

/* Probability that the range of standard normal means exceeds `range`. */
static double
range_upper(double range, double count)
{
  return integral(largest_at, &(om_means){range, count}, -8.5, fmax(8.5, range / 2 + 9), 2);
}

typedef struct om_studentized {
  double q, count, df;
} om_studentized;

/* Density of s = chi / sqrt(df), times the probability that the range exceeds q s. */
static double
given_s(const void *ctx, double s)
{
  const om_studentized *const r = ctx;
  const double a = r->df / 2;
  if (!(s > 0))
    return 0;
  const double d = s * s - 1;
  const double exponent = fabs(d) < .5 ? log1p(d) - d : 2 * log(s) - d;
  const double density = 2 * sqrt(a / (2 * M_PI)) / om_gamma_star(a) * exp(a * exponent) / s;
  return density > 0 ? density * range_upper(r->q * s, r->count) : 0;
}

double
om_range_p(double q, double groups, double df)
{
  if (isnan(q) || !(groups >= 2) || !(df >= 1 && isfinite(df)))
    return NAN;
  if (q <= 0)
    return 1;
  if (isinf(q))
    return 0;
  const double sd = 1 / sqrt(2 * df);
  /* a range of 80 standard errors and more does not occur */
  const double lo = fmax(0, 1 - 12 * sd), hi = fmin(1 + 12 * sd, 80 / q);
  if (!(hi > lo))
    return 0;
  const om_studentized r = {q, groups, df};
  return fmin(integral(given_s, &r, lo, hi, fmin(2 * sd, 3 / q)), 1);
}

typedef struct om_range_target {
  double p, groups, df;
} om_range_target;

static double
too_likely(const void *ctx, double q)
{
  const om_range_target *const t = ctx;
  return log(om_range_p(q, t->groups, t->df) / t->p);
}

double
om_range_exceeded(double p, double groups, double df)
{
  if (!(p > 0 && p < 1) || !(groups >= 2) || !(df >= 1 && isfinite(df)))
    return NAN;
  const om_range_target target = {p, groups, df};
  double hi = 4;
  while (hi < 1e4 && too_likely(&target, hi) > 0)
    hi *= 2;
  return om_root(too_likely, &target, hi == 4 ? 1e-3 : hi / 2, hi);
}
