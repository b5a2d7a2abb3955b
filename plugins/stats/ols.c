/* Ordinary and weighted least squares.
 * Must not know what the columns stand for.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "internal_design.h"
#include <stdlib.h>
#include <string.h>

/* Everything of a fit that its results are made from. */
typedef struct om_solution {
  const om_columns *m;
  const om_design *d;
  size_t c, k;
  double df, conf;
  om_wide *b;               /* k */
  om_wide *unscaled;        /* k x k: covariance of the coefficients over sigma^2 */
  om_wide *reach;           /* k x n, see om_sandwich */
  double *error, *leverage; /* n: weighted residual, diagonal of the hat matrix */
  double *hc[3];            /* k x k each */
  const char *no_hc3;
} om_solution;

void
om_t_test(om_stat *s, double conf)
{
  if (!(s->se > 0)) {
    s->no_range = "the fit is perfect";
    return;
  }
  s->statistic = s->value / s->se;
  s->p = om_t_p(s->statistic, s->df);
  const double half = om_t_quantile(.5 + conf / 2, s->df) * s->se;
  s->lo = s->value - half;
  s->hi = s->value + half;
}

void
om_f_test(om_stat *s, double f, double df, double df2)
{
  s->statistic = f;
  s->df = df;
  s->df2 = df2;
  s->p = om_f_p(f, df, df2);
}

void
om_coefficients_undefined(size_t k, om_coefficient *coef, const char *why, uint64_t n)
{
  const om_stat none = om_undefined(why, n);
  for (size_t i = 0; coef && i < k; i++)
    coef[i] = (om_coefficient){none, none, none, none, none, none};
}

void
om_fit_undefined(om_regression *out, const char *why, uint64_t n)
{
  *out = (om_regression){.n = n,
                         .df_model = NAN,
                         .df_residual = NAN,
                         .ss_model = NAN,
                         .ss_residual = NAN,
                         .ss_total = NAN,
                         .r_squared = om_undefined(why, n),
                         .adjusted = om_undefined(why, n),
                         .sigma = om_undefined(why, n),
                         .log_likelihood = NAN,
                         .aic = NAN,
                         .bic = NAN,
                         .dependent = OM_NO_COLUMN,
                         .undefined = why};
}

/* Slopes and their covariance over sigma^2; with an intercept it comes first. */
static void
solve(om_solution *s)
{
  const om_design *const d = s->d;
  const size_t c = s->c, k = s->k, first = k - c;
  for (size_t i = 0; i < c; i++) {
    om_wide slope = {0};
    for (size_t l = i; l < c; l++)
      om_wide_accumulate(&slope, d->inverse[i * c + l], d->effect[l]);
    s->b[first + i] = slope;
    for (size_t j = 0; j < c; j++) {
      om_wide sum = {0};
      for (size_t l = i > j ? i : j; l < c; l++)
        om_wide_accumulate(&sum, d->inverse[i * c + l], d->inverse[j * c + l]);
      s->unscaled[(first + i) * k + first + j] = sum;
    }
  }
  if (first == 0)
    return;

  om_wide centre = d->mean_y, variance = om_wide_divide(om_wide_of(1), d->total);
  for (size_t i = 1; i < k; i++) {
    om_wide cross = {0};
    for (size_t j = 1; j < k; j++)
      om_wide_accumulate(&cross, d->mean[j - 1], s->unscaled[i * k + j]);
    s->unscaled[i] = s->unscaled[i * k] = om_wide_negative(cross);
    om_wide_accumulate(&variance, d->mean[i - 1], cross);
    centre = om_wide_subtract(centre, om_wide_multiply(d->mean[i - 1], s->b[i]));
  }
  s->b[0] = centre;
  s->unscaled[0] = variance;
}

/* y - fitted of any case of the data. */
static double
residual_of(const om_solution *s, size_t row)
{
  const om_columns *const m = s->m;
  om_wide left = s->d->outcome[row];
  if (m->intercept)
    left = om_wide_subtract(left, s->b[0]);
  for (size_t j = 0; j < s->c; j++)
    left = om_wide_subtract(left, om_wide_multiply(s->b[s->k - s->c + j], m->x[j * m->n + row]));
  return left.hi;
}

/* Rows of Q into the slopes' part of `reach`, column by column. */
static void
thin_q(const om_solution *s)
{
  for (size_t j = 0; j < s->c; j++) {
    om_wide *const q = s->reach + (s->k - s->c + j) * s->d->n;
    q[j] = om_wide_of(1);
    om_qr_rotate_back(&s->d->qr, q);
  }
}

/* What each case's weighted error adds to the coefficients; leverages and errors. */
static void
reach_of_cases(om_solution *s)
{
  const om_design *const d = s->d;
  const size_t n = d->n, first = s->k - s->c;
  thin_q(s);
  for (size_t i = 0; i < n; i++) {
    om_wide hat = {0}, mean = {0};
    if (first) {
      mean = om_wide_divide(d->root[i], d->total);
      hat = om_wide_multiply(mean, d->root[i]);
    }
    /* R^-1 is upper triangular: row j needs the q of j and later only, so they can be replaced. */
    for (size_t j = 0; j < s->c; j++) {
      om_wide *const q = &s->reach[(first + j) * n + i];
      om_wide_accumulate(&hat, *q, *q);
      om_wide sum = {0};
      for (size_t l = j; l < s->c; l++)
        om_wide_accumulate(&sum, d->inverse[j * s->c + l], s->reach[(first + l) * n + i]);
      *q = sum;
      if (first)
        mean = om_wide_subtract(mean, om_wide_multiply(d->mean[j], sum));
    }
    if (first)
      s->reach[i] = mean;
    s->leverage[i] = hat.hi;
    s->error[i] = d->root[i].hi * residual_of(s, d->row[i]);
  }
}

static double
log_likelihood(const om_design *d)
{
  om_sum log_weights = {0};
  for (size_t i = 0; i < d->n; i++)
    om_add(&log_weights, 2 * log(d->root[i].hi));
  const double n = (double)d->n;
  return (log_weights.hi - n * (log(2 * M_PI) + 1 - log(n) + log(d->rss.hi))) / 2;
}

/* Of the errors. */
static om_wide
variance_left(const om_solution *s)
{
  return om_wide_divide(s->d->perfect ? om_wide_of(0) : s->d->rss, om_wide_of(s->df));
}

static void
summarize(const om_solution *s, om_regression *out)
{
  const om_design *const d = s->d;
  const double rss = d->perfect ? 0 : d->rss.hi, model = (double)s->c;
  *out = (om_regression){.n = d->n,
                         .df_model = model,
                         .df_residual = s->df,
                         .ss_model = d->mss.hi,
                         .ss_residual = rss,
                         .ss_total = d->tss.hi,
                         .dependent = OM_NO_COLUMN};
  const double left = d->perfect ? 0 : om_wide_divide(d->rss, d->tss).hi;
  out->r_squared = om_stat_of(d->perfect ? 1 : om_wide_divide(d->mss, d->tss).hi, d->n);
  out->adjusted = om_stat_of(1 - left * (model + s->df) / s->df, d->n);
  out->sigma = om_stat_of(om_wide_root(variance_left(s)).hi, d->n);
  out->sigma.df = s->df;
  if (!d->perfect)
    om_f_test(&out->r_squared, d->mss.hi / model / (rss / s->df), model, s->df);
  /* A perfect fit is infinitely likely. */
  const double parameters = (double)s->k + 1;
  out->log_likelihood = d->perfect ? INFINITY : log_likelihood(d);
  out->aic = 2 * parameters - 2 * out->log_likelihood;
  out->bic = log((double)d->n) * parameters - 2 * out->log_likelihood;
}

static om_stat
tested(double value, double se, const om_solution *s)
{
  om_stat stat = om_stat_of(value, s->d->n);
  stat.se = se;
  stat.df = s->df;
  om_t_test(&stat, s->conf);
  return stat;
}

static void
describe(const om_solution *s, om_coefficient *coef)
{
  const om_design *const d = s->d;
  const size_t k = s->k, first = k - s->c;
  const om_wide variance = variance_left(s);
  for (size_t i = 0; i < k; i++) {
    om_coefficient *const to = &coef[i];
    const double b = s->b[i].hi;
    to->b = tested(b, om_wide_root(om_wide_multiply(s->unscaled[i * k + i], variance)).hi, s);
    to->hc0 = tested(b, sqrt(s->hc[0][i * k + i]), s);
    to->hc1 = tested(b, sqrt(s->hc[1][i * k + i]), s);
    to->hc3 = s->no_hc3 ? om_undefined(s->no_hc3, d->n) : tested(b, sqrt(s->hc[2][i * k + i]), s);
    if (!first || i == 0) {
      to->standardized = to->vif =
          om_undefined(first ? "the intercept has none" : "the model has no intercept", d->n);
      continue;
    }
    const double per_sd = sqrt(d->ss[i - 1].hi / d->tss.hi);
    to->standardized = tested(b * per_sd, to->b.se * per_sd, s);
    to->vif = om_stat_of(om_wide_multiply(s->unscaled[i * k + i], d->ss[i - 1]).hi, d->n);
  }
}

static void
write_parts(const om_solution *s, const om_regression *out, const om_regression_parts *parts)
{
  const size_t kk = s->k * s->k;
  const double variance = out->sigma.value * out->sigma.value;
  for (size_t i = 0; parts->covariance && i < kk; i++)
    parts->covariance[i] = s->unscaled[i].hi * variance;
  double *const to[] = {parts->covariance_hc0, parts->covariance_hc1, parts->covariance_hc3};
  for (size_t v = 0; v < 3; v++)
    if (to[v])
      memcpy(to[v], s->hc[v], kk * sizeof *to[v]);
  for (size_t i = 0; parts->residual && i < s->m->n; i++)
    parts->residual[i] = residual_of(s, i);
  for (size_t i = 0; parts->leverage && i < s->m->n; i++)
    parts->leverage[i] = 0;
  for (size_t i = 0; parts->leverage && i < s->d->n; i++)
    parts->leverage[s->d->row[i]] = s->leverage[i];
  for (size_t j = 0; parts->sequential && j < s->c; j++)
    parts->sequential[j] = om_wide_multiply(s->d->effect[j], s->d->effect[j]).hi;
}

/* The results of a design that could be factored; false when memory runs out. */
static bool
report(om_solution *s, om_regression *out, om_coefficient *coef, const om_regression_parts *parts)
{
  const size_t k = s->k, n = s->d->n;
  om_wide *const wide = calloc(k + k * k + k * n, sizeof *wide);
  double *const narrow = calloc(2 * n + 3 * k * k, sizeof *narrow);
  const bool enough = wide && narrow;
  if (enough) {
    s->b = wide;
    s->unscaled = wide + k;
    s->reach = s->unscaled + k * k;
    s->error = narrow;
    s->leverage = narrow + n;
    for (size_t v = 0; v < 3; v++)
      s->hc[v] = narrow + 2 * n + v * k * k;
    solve(s);
    reach_of_cases(s);
    const om_sandwich sandwich = {n, k, s->reach, s->error, s->leverage};
    s->no_hc3 = om_sandwich_fill(&sandwich, s->hc[0], s->hc[1], s->hc[2]);
    summarize(s, out);
    if (coef)
      describe(s, coef);
    if (parts)
      write_parts(s, out, parts);
  }
  free(wide);
  free(narrow);
  return enough;
}

void
om_fit(const om_columns *m, double conf, om_regression *out, om_coefficient *coef,
       const om_regression_parts *parts)
{
  const size_t k = m->c + m->intercept;
  om_design d;
  size_t dependent;
  const char *why = om_design_make(m, &d, &dependent);
  if (!why && !om_conf_ok(conf))
    why = OM_BAD_CONF;
  if (!why) {
    om_solution s = {.m = m, .d = &d, .c = m->c, .k = k, .df = (double)(d.n - k), .conf = conf};
    if (!report(&s, out, coef, parts))
      why = OM_NO_MEMORY;
  }
  if (why) {
    const uint64_t n = d.row ? d.n : m->n;
    om_fit_undefined(out, why, n);
    out->dependent = dependent;
    om_coefficients_undefined(k, coef, why, n);
  }
  om_design_done(&d);
}
