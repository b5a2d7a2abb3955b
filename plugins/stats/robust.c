/* Robust regression: Tukey's bisquare by iteratively reweighted least squares.
 * Must not know what the columns stand for.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "internal_regression.h"
#include <gsl/gsl_sort.h>
#include <stdlib.h>
#include <string.h>

/* 95 % efficiency for normal errors. */
#define TUNING 4.685
#define MOST_ITERATIONS 500

typedef struct om_bisquare {
  size_t n, k;
  om_coefficient *coef, *before;                         /* k each */
  double *residual, *leverage, *weight, *stretch, *size; /* n each */
  double ols_sigma, smallest_scale;
} om_bisquare;

/* Median absolute residual over .6745; as many of the smallest are left out as the fit has made
 * zero, all but one. */
static double
spread_of(const om_bisquare *s, bool stretched)
{
  for (size_t i = 0; i < s->n; i++)
    s->size[i] = fabs(s->residual[i]) * (stretched ? s->stretch[i] : 1);
  gsl_sort(s->size, 1, s->n);
  const size_t from = s->k - 1, m = s->n - from;
  const double *const kept = s->size + from;
  const double median = m % 2 ? kept[m / 2] : (kept[m / 2 - 1] + kept[m / 2]) / 2;
  return median / .6745;
}

static void
set_weights(const om_bisquare *s, double scale)
{
  for (size_t i = 0; i < s->n; i++) {
    const double u = s->residual[i] * s->stretch[i] / (TUNING * scale);
    s->weight[i] = fabs(u) < 1 ? (1 - u * u) * (1 - u * u) : 0;
  }
}

static bool
settled(const om_bisquare *s)
{
  for (size_t i = 0; i < s->k; i++) {
    const double now = s->coef[i].b.value, before = s->before[i].b.value;
    if (!(fabs(now - before) <= 1e-10 * fmax(fabs(now), fabs(before))))
      return false;
  }
  return true;
}

/* Scale of the residuals for standard errors, DuMouchel & O'Brien (1989). */
static double
robust_sigma(const om_bisquare *s, double scale)
{
  const double st = TUNING * scale, n = (double)s->n, p = (double)s->k;
  om_sum slopes = {0}, squares = {0};
  for (size_t i = 0; i < s->n; i++) {
    const double u = s->residual[i] * s->stretch[i] / st, v = 1 - u * u;
    if (!(v > 0))
      continue;
    const double psi = u * v * v;
    om_add(&slopes, v * (1 - 5 * u * u));
    om_add(&squares, (1 - s->leverage[i]) * psi * psi);
  }
  const double mean_slope = slopes.hi / n;
  if (!(mean_slope > 0))
    return NAN;
  const double correction = 1 + p / n * (1 - mean_slope) / mean_slope;
  const double sigma = correction * sqrt(squares.hi / (n - p)) * st / mean_slope;
  /* Not below a mean with the scale of least squares that fades out as n grows. */
  const double ols = s->ols_sigma;
  return fmax(sigma, sqrt((ols * ols * p * p + sigma * sigma * n) / (p * p + n)));
}

/* Returns why there is no result, or NULL. */
static const char *
iterate(om_bisquare *s, const om_model *model, double conf, om_robust *out, double *scale)
{
  om_model weighted = *model;
  weighted.weight = s->weight;
  const om_regression_parts parts = {.residual = s->residual};
  om_regression fit;
  *scale = fmax(spread_of(s, true), s->smallest_scale);
  for (out->iterations = 1; out->iterations <= MOST_ITERATIONS; out->iterations++) {
    set_weights(s, *scale);
    for (size_t i = 0; i < s->k; i++)
      s->before[i] = s->coef[i];
    om_regress(&weighted, conf, &fit, s->coef, &parts);
    if (fit.undefined) {
      out->dependent = fit.dependent;
      return strcmp(fit.undefined, OM_NO_DF) == 0 ? "too few cases keep a weight" : fit.undefined;
    }
    if (settled(s)) {
      /* The scale for the errors is that of the plain residuals, as GSL has it. */
      *scale = fmax(spread_of(s, false), s->smallest_scale);
      return NULL;
    }
    *scale = fmax(spread_of(s, true), s->smallest_scale);
  }
  return "no convergence";
}

static const char *
begin(om_bisquare *s, const om_model *model, double conf, om_robust *out, om_stat *b)
{
  const om_regression_parts parts = {.residual = s->residual, .leverage = s->leverage};
  om_regression fit;
  om_regress(model, conf, &fit, s->coef, &parts);
  out->n = fit.n;
  out->dependent = fit.dependent;
  if (fit.undefined)
    return fit.undefined;
  if (!(fit.ss_residual > 0))
    return "the fit is perfect";
  out->df_residual = fit.df_residual;
  s->ols_sigma = fit.sigma.value;
  s->smallest_scale = 1e-6 * sqrt(fit.ss_total / (double)(s->n - 1));
  for (size_t i = 0; i < s->n; i++)
    s->stretch[i] = 1 / sqrt(1 - fmin(s->leverage[i], .9999));
  /* Standard errors are those of least squares with another sigma. */
  for (size_t i = 0; i < s->k; i++)
    b[i] = om_stat_of(s->coef[i].b.se / s->ols_sigma, s->n);
  return NULL;
}

void
om_regress_robust(const om_model *model, double conf, om_robust *out, om_stat *b, double *weight)
{
  const size_t n = model->n, k = model->p + 1;
  om_bisquare s = {.n = n, .k = k};
  double *const memory = calloc(5 * n + 1, sizeof *memory);
  s.coef = calloc(2 * k, sizeof *s.coef);
  *out = (om_robust){.n = n, .df_residual = NAN, .dependent = OM_NO_COLUMN};
  const char *why = model->weight         ? "a model with weights has no robust fit"
                    : model->no_intercept ? "a model through the origin has no robust fit"
                    : !memory || !s.coef  ? OM_NO_MEMORY
                                          : NULL;
  double scale = NAN, sigma = NAN;
  if (!why) {
    s.before = s.coef + k;
    double **const parts[] = {&s.residual, &s.leverage, &s.weight, &s.stretch, &s.size};
    for (size_t i = 0; i < 5; i++)
      *parts[i] = memory + i * n;
    why = begin(&s, model, conf, out, b);
  }
  if (!why)
    why = iterate(&s, model, conf, out, &scale);
  if (!why) {
    sigma = robust_sigma(&s, scale);
    why = isfinite(sigma) ? NULL : "the residuals have no robust scale";
  }

  out->undefined = why;
  out->scale = why ? om_undefined(why, n) : om_stat_of(sigma, n);
  for (size_t i = 0; i < k; i++) {
    if (why) {
      b[i] = om_undefined(why, n);
      continue;
    }
    b[i].se = b[i].value * sigma;
    b[i].value = s.coef[i].b.value;
    b[i].df = out->df_residual;
    om_t_test(&b[i], conf);
  }
  for (size_t i = 0; weight && i < n; i++)
    weight[i] = why ? NAN : s.weight[i];
  free(memory);
  free(s.coef);
}
