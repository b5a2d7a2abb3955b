/* The public doors to least squares: a model of columns, powers of one column, a second step, and
 * combinations of coefficients.
 * Must not know how a fit is made.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "internal_regression.h"
#include <stdlib.h>

/* Fits p columns, of which x gives the values, or fails for want of memory. */
static void
fit_columns(const om_model *m, size_t p, double conf, om_regression *out, om_coefficient *coef,
            const om_regression_parts *parts)
{
  const size_t k = p + !m->no_intercept;
  om_wide *const x = calloc(m->n * p + 1, sizeof *x);
  if (!x) {
    om_fit_undefined(out, OM_NO_MEMORY, m->n);
    om_coefficients_undefined(k, coef, OM_NO_MEMORY, m->n);
    return;
  }
  for (size_t j = 0; j < p; j++)
    om_wide_decimals(m->n, m->x[j], x + j * m->n);
  const om_columns columns = {m->n, p, x, m->y, m->weight, !m->no_intercept};
  om_fit(&columns, conf, out, coef, parts);
  free(x);
}

void
om_regress(const om_model *model, double conf, om_regression *out, om_coefficient *coef,
           const om_regression_parts *parts)
{
  fit_columns(model, model->p, conf, out, coef, parts);
}

void
om_regress_polynomial(size_t n, const double *x, size_t degree, const double *y, double conf,
                      om_regression *out, om_coefficient *coef, const om_regression_parts *parts)
{
  om_wide *const powers = calloc(n * (degree + 1) + 1, sizeof *powers);
  if (!powers) {
    om_fit_undefined(out, OM_NO_MEMORY, n);
    om_coefficients_undefined(degree + 1, coef, OM_NO_MEMORY, n);
    return;
  }
  om_wide *const first = powers + n * degree;
  om_wide_decimals(n, x, first);
  for (size_t i = 0; i < n; i++) {
    om_wide power = om_wide_of(1);
    for (size_t j = 0; j < degree; j++) {
      power = om_wide_multiply(power, first[i]);
      powers[j * n + i] = power;
    }
  }
  const om_columns columns = {n, degree, powers, y, NULL, true};
  om_fit(&columns, conf, out, coef, parts);
  free(powers);
}

om_stat
om_combination(size_t k, const double *weight, const om_coefficient *coef, const double *covariance,
               double conf)
{
  if (k < 1)
    return om_undefined("no coefficients", 0);
  const uint64_t n = coef[0].b.n;
  if (!om_conf_ok(conf))
    return om_undefined(OM_BAD_CONF, n);
  om_sum value = {0}, variance = {0};
  for (size_t i = 0; i < k; i++) {
    if (coef[i].b.undefined)
      return om_undefined(coef[i].b.undefined, n);
    om_add(&value, weight[i] * coef[i].b.value);
    for (size_t j = 0; j < k; j++)
      om_add(&variance, weight[i] * weight[j] * covariance[i * k + j]);
  }
  if (!isfinite(variance.hi))
    return om_undefined("the covariance is undefined", n);
  om_stat s = om_stat_of(value.hi, n);
  s.df = coef[0].b.df;
  s.se = sqrt(fmax(variance.hi, 0));
  om_t_test(&s, conf);
  return s;
}

void
om_r_squared_change(const om_model *model, size_t first, double conf, om_step *out)
{
  const bool in_range = first >= 1 && first < model->p;
  double *const sequential = calloc(model->p + 1, sizeof *sequential);
  const char *const why = !in_range     ? "no column in one of the steps"
                          : !sequential ? OM_NO_MEMORY
                                        : NULL;
  if (why) {
    om_fit_undefined(&out->first, why, model->n);
    om_fit_undefined(&out->both, why, model->n);
    out->change = om_undefined(why, model->n);
    free(sequential);
    return;
  }

  const om_regression_parts parts = {.sequential = sequential};
  fit_columns(model, first, conf, &out->first, NULL, NULL);
  fit_columns(model, model->p, conf, &out->both, NULL, &parts);
  const om_regression *const both = &out->both;
  out->change = both->undefined ? om_undefined(both->undefined, both->n) : om_stat_of(0, both->n);
  if (!both->undefined) {
    om_sum added = {0};
    for (size_t j = first; j < model->p; j++)
      om_add(&added, sequential[j]);
    const double df = (double)(model->p - first);
    out->change.value = added.hi / both->ss_total;
    if (both->ss_residual > 0)
      om_f_test(&out->change, added.hi / df / (both->ss_residual / both->df_residual), df,
                both->df_residual);
  }
  free(sequential);
}
