/* NIST's linear regression sets: how many certified digits a fit has.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "suite.h"

#include "nist.h"

const nist_linear nist_linear_sets[NIST_LINEAR_SETS] = {
    {"Norris", 0, 0},   {"Pontius", 2, 0},  {"NoInt1", 0, 1},   {"NoInt2", 0, 1},
    {"Filip", 10, 0},   {"Longley", 0, 0},  {"Wampler1", 5, 0}, {"Wampler2", 5, 0},
    {"Wampler3", 5, 0}, {"Wampler4", 5, 0}, {"Wampler5", 5, 0},
};

double
certified_digits(double value, double certified)
{
  char ours[32], theirs[32]; /* NIST prints 15 digits: what rounds to them has them all */
  snprintf(ours, sizeof ours, "%.15g", value);
  snprintf(theirs, sizeof theirs, "%.15g", certified);
  if (strcmp(ours, theirs) == 0)
    return 15;
  const double error = certified == 0 ? fabs(value) : fabs(value - certified) / fabs(certified);
  if (isnan(error))
    return 0;
  return error == 0 ? 15 : fmin(fmax(-log10(error), 0), 15);
}

enum { MOST = 16 };

/* Fits a set; returns the number of coefficients. */
static size_t
fit_set(const nist_linear *set, om_regression *fit, om_coefficient *coef)
{
  char name[64];
  snprintf(name, sizeof name, "data/nist/%s.csv", set->name);
  table *t = table_load(name);
  double *y = table_numbers(t, "y"), *x[MOST];
  size_t k = set->degree + 1;
  if (set->degree) {
    x[0] = table_numbers(t, "x");
    om_regress_polynomial(t->rows, x[0], set->degree, y, .95, fit, coef, NULL);
  } else {
    for (size_t j = 1; j < t->columns; j++)
      x[j - 1] = table_numbers(t, table_text(t, SIZE_MAX, j));
    const om_model m = {.n = t->rows,
                        .p = t->columns - 1,
                        .y = y,
                        .x = (const double *const *)x,
                        .no_intercept = set->no_intercept};
    k = m.p + !set->no_intercept;
    om_regress(&m, .95, fit, coef, NULL);
  }
  for (size_t j = 0; j < (set->degree ? 1 : t->columns - 1); j++)
    free(x[j]);
  free(y);
  table_free(t);
  return k;
}

nist_digits
nist_linear_digits(const nist_linear *set)
{
  om_regression fit;
  om_coefficient coef[MOST];
  const size_t k = fit_set(set, &fit, coef);
  table *t = table_load("reference/nist_linear.csv");
  char dataset[64], which[16];
  snprintf(dataset, sizeof dataset, "nist_%s", set->name);

  nist_digits out = {15, 15, 0, 0, 0, 0};
  for (size_t i = 0; i < k; i++) {
    snprintf(which, sizeof which, "B%zu", i + set->no_intercept);
    out.coefficient =
        fmin(out.coefficient,
             certified_digits(coef[i].b.value, reference_in(t, dataset, "coef", which)));
    out.se = fmin(out.se, certified_digits(coef[i].b.se, reference_in(t, dataset, "se", which)));
  }
  out.sigma = certified_digits(fit.sigma.value, reference_in(t, dataset, "residual_sd", ""));
  out.r_squared = certified_digits(fit.r_squared.value, reference_in(t, dataset, "R2", ""));
  const double f = reference_in(t, dataset, "F", "");
  out.f =
      isinf(f) ? 15 * isnan(fit.r_squared.statistic) : certified_digits(fit.r_squared.statistic, f);
  out.table = 15;
  const struct {
    const char *statistic;
    double value;
  } rest[] = {{"df_reg", fit.df_model},
              {"df_res", fit.df_residual},
              {"SS_reg", fit.ss_model},
              {"SS_res", fit.ss_residual},
              {"MS_reg", fit.ss_model / fit.df_model},
              {"MS_res", fit.ss_residual / fit.df_residual}};
  for (size_t i = 0; i < sizeof rest / sizeof *rest; i++)
    out.table = fmin(out.table, certified_digits(rest[i].value,
                                                 reference_in(t, dataset, rest[i].statistic, "")));
  table_free(t);
  return out;
}

nist_digits
nist_linear_digits_of_r(const nist_linear *set)
{
  table *t = table_load("reference/nist_linear_r.csv");
  char dataset[64];
  snprintf(dataset, sizeof dataset, "nist_%s", set->name);
  const nist_digits out = {
      reference_in(t, dataset, "coef", "digits"),        reference_in(t, dataset, "se", "digits"),
      reference_in(t, dataset, "residual_sd", "digits"), reference_in(t, dataset, "R2", "digits"),
      reference_in(t, dataset, "F", "digits"),           NAN};
  table_free(t);
  return out;
}

void
nist_linear_check_exact(const nist_linear *set)
{
  om_regression fit;
  om_coefficient coef[MOST];
  const size_t k = fit_set(set, &fit, coef);
  table *t = table_load("reference/oracle_regression.csv");
  char dataset[64], which[16];
  snprintf(dataset, sizeof dataset, "nist_%s", set->name);
  const bool perfect = !(fit.ss_residual > 0);
  for (size_t i = 0; i < k; i++) {
    snprintf(which, sizeof which, "B%zu", i + set->no_intercept);
    assert_reference(coef[i].b.value, reference_in(t, dataset, "coef", which), 2e-15);
    if (!perfect)
      assert_reference(coef[i].b.se, reference_in(t, dataset, "se", which), 2e-15);
  }
  if (!perfect) {
    assert_reference(fit.sigma.value, reference_in(t, dataset, "residual_sd", ""), 2e-15);
    assert_reference(fit.r_squared.value, reference_in(t, dataset, "R2", ""), 2e-15);
    assert_reference(fit.r_squared.statistic, reference_in(t, dataset, "F", ""), 2e-15);
  }
  table_free(t);
}
