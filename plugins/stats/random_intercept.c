/* The random-intercept model by restricted or full maximum likelihood, from unit sizes, unit means
 * and pooled sums of squares and products.
 * Must not know persons.
 *
 * With lambda = tau2 / sigma2, V = sigma2 (I + lambda J) in each unit, and everything that the
 * likelihood needs is M = W + sum over units of n/(1 + n lambda) m m', where W are the squares
 * and products within units and m = (1, means).  Its Cholesky factor holds |X'V^-1X| and, in the
 * last corner, the residual sum of squares.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "internal_groups.h"

enum { MOST_PREDICTORS = 15, SIDE = MOST_PREDICTORS + 2 };

typedef struct random_model {
  size_t groups;
  const uint64_t *n;
  size_t q;            /* predictors */
  const double *means; /* groups x (q+1), outcome last */
  const double *within;
  double centre[SIDE]; /* grand means: of the predictors and the outcome */
  uint64_t used, cases;
  double dof; /* cases - q - 1 under REML, cases under ML */
  bool restricted;
} random_model;

/* The model at one lambda. */
typedef struct om_fit {
  double factor[SIDE * SIDE]; /* Cholesky, (q+2) x (q+2): intercept, predictors, outcome */
  double b[SIDE];             /* of centred columns */
  double deviance;            /* -2 log likelihood, sigma2 at its best */
  double slope;               /* d deviance / d lambda */
  double sigma2;
  bool ok;
} om_fit;

static double
shrunken_size(const random_model *m, size_t j, double lambda)
{
  const double n = (double)m->n[j];
  return n / (1 + n * lambda);
}

/* (1, centred means of unit j). */
static void
unit_row(const random_model *m, size_t j, double *row)
{
  row[0] = 1;
  for (size_t i = 0; i <= m->q; i++)
    row[i + 1] = m->means[j * (m->q + 1) + i] - m->centre[i];
}

static bool
factorize(const random_model *m, double lambda, double *factor)
{
  const size_t side = m->q + 2;
  om_sum sum[SIDE * (SIDE + 1) / 2] = {{0}};
  for (size_t a = 1; a < side; a++)
    for (size_t b = a; b < side; b++)
      sum[om_packed(side, a, b)].hi = m->within[om_packed(m->q + 1, a - 1, b - 1)];
  for (size_t j = 0; j < m->groups; j++) {
    if (m->n[j] == 0)
      continue;
    double row[SIDE];
    unit_row(m, j, row);
    const double w = shrunken_size(m, j, lambda);
    for (size_t a = 0; a < side; a++)
      for (size_t b = a; b < side; b++)
        om_add(&sum[om_packed(side, a, b)], w * row[a] * row[b]);
  }
  for (size_t a = 0; a < side; a++)
    for (size_t b = a; b < side; b++)
      factor[b * side + a] = factor[a * side + b] = sum[om_packed(side, a, b)].hi;
  return om_cholesky(side, factor, factor, OM_SINGULAR);
}

/* Residual of the unit's mean, and (leverage) m' (X'V^-1X)^-1 m over sigma2. */
static double
unit_residual(const random_model *m, const om_fit *f, size_t j, double *leverage)
{
  const size_t side = m->q + 2;
  double row[SIDE];
  unit_row(m, j, row);
  double residual = row[side - 1];
  for (size_t i = 0; i + 1 < side; i++)
    residual -= row[i] * f->b[i];
  *leverage = 0;
  for (size_t i = 0; i + 1 < side; i++) { /* forward substitution within the larger factor */
    for (size_t k = 0; k < i; k++)
      row[i] -= f->factor[i * side + k] * row[k];
    row[i] /= f->factor[i * side + i];
    *leverage += row[i] * row[i];
  }
  return residual;
}

static void
fit_at(const random_model *m, double lambda, om_fit *f)
{
  const size_t side = m->q + 2, last = side - 1;
  f->ok = factorize(m, lambda, f->factor);
  if (!f->ok)
    return;
  for (size_t i = last; i-- > 0;) {
    f->b[i] = f->factor[last * side + i];
    for (size_t k = i + 1; k < last; k++)
      f->b[i] -= f->factor[k * side + i] * f->b[k];
    f->b[i] /= f->factor[i * side + i];
  }
  const double corner = f->factor[last * side + last], rss = corner * corner;
  f->sigma2 = rss / m->dof;

  om_sum logs = {0}, slope = {0};
  if (m->restricted)
    for (size_t i = 0; i < last; i++)
      om_add(&logs, 2 * log(f->factor[i * side + i]));
  for (size_t j = 0; j < m->groups; j++) {
    if (m->n[j] == 0)
      continue;
    double leverage;
    const double r = unit_residual(m, f, j, &leverage), w = shrunken_size(m, j, lambda);
    om_add(&logs, log1p((double)m->n[j] * lambda));
    om_add(&slope, w - w * w * (r * r / f->sigma2 + (m->restricted ? leverage : 0)));
  }
  f->deviance = m->dof * (log(2 * M_PI * f->sigma2) + 1) + logs.hi;
  f->slope = slope.hi;
}

static double
slope_at(const void *ctx, double lambda)
{
  om_fit f;
  fit_at(ctx, lambda, &f);
  return f.slope;
}

/* Lambda of the smallest deviance: the best of a grid, refined where the slope turns. */
static double
best_lambda(const random_model *m)
{
  enum { POINTS = 57 }; /* 1e-8 .. 1e6 */
  double best = 0, before = 0, after = 0, last = 0;
  om_fit f;
  fit_at(m, 0, &f);
  double least = f.deviance;
  for (int i = 0; i < POINTS; i++) {
    const double lambda = pow(10, -8 + i / 4.);
    fit_at(m, lambda, &f);
    if (f.deviance < least) {
      least = f.deviance;
      best = lambda;
      before = last;
      after = lambda;
    } else if (last == best) {
      after = lambda;
    }
    last = lambda;
  }
  if (best == 0 && slope_at(m, 0) >= 0)
    return 0;
  return om_root(slope_at, m, before, after);
}

typedef struct om_level {
  const random_model *model;
  double deviance;
} om_level;

static double
above_level(const void *ctx, double lambda)
{
  const om_level *const level = ctx;
  om_fit f;
  fit_at(level->model, lambda, &f);
  return f.deviance - level->deviance;
}

/* The values of lambda that the likelihood ratio does not reject, as ICC. */
static void
profile_range(const random_model *m, double lambda, double deviance, double conf, om_stat *icc)
{
  const double z = om_z_critical(conf);
  const om_level level = {m, deviance + z * z};
  const double lo = above_level(&level, 0) <= 0 ? 0 : om_root(above_level, &level, 0, lambda);
  double reach = fmax(2 * lambda, 1e-3);
  while (reach < 1e12 && above_level(&level, reach) < 0)
    reach *= 2;
  const double hi = om_root(above_level, &level, lambda, reach);
  icc->lo = lo / (1 + lo);
  icc->hi = hi / (1 + hi);
}

static void
fixed_part(const random_model *m, const om_fit *f, double conf, om_stat *fixed)
{
  const size_t side = m->q + 2, p = m->q + 1;
  const double df = (double)m->used - (double)p;
  for (size_t i = 0; i < p; i++) {
    /* the coefficient as a contrast of those of centred columns */
    double row[SIDE] = {0}, value = f->b[i], variance = 0;
    row[i] = 1;
    if (i == 0) {
      value += m->centre[m->q];
      for (size_t k = 1; k < p; k++) {
        row[k] = -m->centre[k - 1];
        value -= m->centre[k - 1] * f->b[k];
      }
    }
    for (size_t a = 0; a < p; a++) {
      for (size_t k = 0; k < a; k++)
        row[a] -= f->factor[a * side + k] * row[k];
      row[a] /= f->factor[a * side + a];
      variance += row[a] * row[a];
    }
    om_stat s = om_stat_of(value, m->cases);
    s.se = sqrt(variance * f->sigma2);
    s.statistic = value / s.se;
    if (df > 0) {
      s.df = df;
      s.p = om_t_p(s.statistic, df);
      const double half = om_t_quantile(.5 + conf / 2, df) * s.se;
      s.lo = value - half;
      s.hi = value + half;
    } else {
      s.no_range = "no more units than coefficients";
    }
    fixed[i] = s;
  }
}

static void
unit_part(const random_model *m, const om_fit *f, double lambda, om_unit_effect *unit)
{
  for (size_t j = 0; j < m->groups; j++) {
    const uint64_t n = m->n[j];
    if (n == 0) {
      unit[j].effect = unit[j].mean = om_undefined("nobody in the unit", n);
      unit[j].reliability = NAN;
      continue;
    }
    double leverage;
    const double residual = unit_residual(m, f, j, &leverage);
    const double kept = lambda * shrunken_size(m, j, lambda), lost = 1 / (1 + (double)n * lambda);
    const double own = lambda * lost; /* variance of the effect given the fixed part, over sigma2 */
    unit[j].reliability = kept;
    unit[j].effect = om_stat_of(kept * residual, n);
    unit[j].effect.se = sqrt(f->sigma2 * (own + kept * kept * leverage));
    unit[j].mean = om_stat_of(m->means[j * (m->q + 1) + m->q] - lost * residual, n);
    unit[j].mean.se = sqrt(f->sigma2 * (own + lost * lost * leverage));
  }
}

static const char *
prepare(random_model *m, double conf)
{
  uint64_t largest = 0;
  double far = 0;
  om_sum sum[SIDE] = {{0}};
  for (size_t j = 0; j < m->groups; j++) {
    if (m->n[j] == 0)
      continue;
    m->used++;
    m->cases += m->n[j];
    largest = m->n[j] > largest ? m->n[j] : largest;
    far = fmax(far, fabs(m->means[j * (m->q + 1) + m->q]));
    for (size_t i = 0; i <= m->q; i++)
      om_add(&sum[i], (double)m->n[j] * m->means[j * (m->q + 1) + i]);
  }
  for (size_t i = 0; i <= m->q; i++)
    m->centre[i] = sum[i].hi / (double)m->cases;
  m->dof = (double)m->cases - (m->restricted ? (double)m->q + 1 : 0);
  const double outcome = m->within[om_packed(m->q + 1, m->q, m->q)];
  return m->used < 2                                      ? "fewer than 2 units"
         : largest < 2                                    ? "no unit has more than 1 member"
         : m->cases <= m->q + 1                           ? "no more cases than coefficients"
         : !om_conf_ok(conf)                              ? OM_BAD_CONF
         : om_is_rounding(outcome, (size_t)m->cases, far) ? "zero variance within units"
                                                          : NULL;
}

static void
undefined(const random_model *m, const char *why, om_random_intercept *out, om_stat *fixed,
          om_unit_effect *unit, size_t q)
{
  const om_stat none = om_undefined(why, m->cases);
  out->sigma2 = out->tau2 = out->icc = none;
  out->log_likelihood = NAN;
  out->undefined = why;
  for (size_t i = 0; fixed && i <= q; i++)
    fixed[i] = none;
  for (size_t j = 0; unit && j < m->groups; j++)
    unit[j] = (om_unit_effect){om_undefined(why, m->n[j]), om_undefined(why, m->n[j]), NAN};
}

void
om_random_intercept_fit(uint32_t method, size_t groups, const uint64_t *n, size_t q,
                        const double *means, const double *within, double conf,
                        om_random_intercept *out, om_stat *fixed, om_unit_effect *unit)
{
  random_model m = {groups, n, q, means, within, {0}, 0, 0, 0, method == OM_REML};
  const char *why = q > MOST_PREDICTORS                    ? "too many predictors"
                    : method != OM_REML && method != OM_ML ? "no such method"
                                                           : prepare(&m, conf);
  *out = (om_random_intercept){.groups = m.used, .n = m.cases};
  om_fit none = {.ok = false}, best;
  if (!why) {
    fit_at(&m, 0, &none);
    why = none.ok ? NULL : "collinear predictors, or nothing is left unexplained";
  }
  if (why) {
    undefined(&m, why, out, fixed, unit, q);
    return;
  }

  const double lambda = best_lambda(&m);
  fit_at(&m, lambda, &best);
  out->boundary = lambda == 0;
  out->log_likelihood = -best.deviance / 2;
  out->sigma2 = om_stat_of(best.sigma2, m.cases);
  out->tau2 = om_stat_of(lambda * best.sigma2, m.used);
  out->icc = om_stat_of(lambda / (1 + lambda), m.cases);
  out->icc.statistic = fmax(none.deviance - best.deviance, 0);
  out->icc.df = 1;
  out->icc.p = lambda == 0 ? 1 : om_chisq_upper(out->icc.statistic, 1) / 2;
  profile_range(&m, lambda, best.deviance, conf, &out->icc);
  if (fixed)
    fixed_part(&m, &best, conf, fixed);
  if (unit)
    unit_part(&m, &best, lambda, unit);
}

void
om_random_intercept_mean(uint32_t method, size_t groups, const uint64_t *n, const double *mean,
                         const double *ss, double conf, om_random_intercept *out, om_stat *fixed,
                         om_unit_effect *unit)
{
  om_sum within = {0};
  for (size_t j = 0; j < groups; j++)
    if (n[j] > 0)
      om_add(&within, ss[j]);
  om_random_intercept_fit(method, groups, n, 0, mean, &within.hi, conf, out, fixed, unit);
}
