/* Least squares, its sandwiches, steps and the robust fit, against R and GSL.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "suite.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_multifit.h>

#include "linkage.h"
#include "sets.h"

enum { MOST = 8 };

typedef struct expected {
  const char *dataset; /* of units_load */
  const char *args;    /* of the reference */
  const char *names;   /* outcome, then predictors */
  const char *shown;   /* predictors as the reference has them, separated by commas */
  const char *weight;
} expected;

static double
value_of(const table *t, const expected *e, const char *statistic, const char *which)
{
  char args[256];
  snprintf(args, sizeof args, "%s;%s", e->args, which);
  return reference(t, statistic, args);
}

static void
check_coefficient(const table *t, const expected *e, const om_coefficient *c, const char *which)
{
  assert_reference(c->b.value, value_of(t, e, "coef", which), 1e-10);
  assert_reference(c->b.se, value_of(t, e, "se", which), 1e-10);
  assert_reference(c->b.statistic, value_of(t, e, "t", which), 1e-10);
  assert_reference(c->b.p, value_of(t, e, "p", which), 1e-10);
  if (e->weight)
    return;
  assert_reference(c->hc0.se, value_of(t, e, "se_HC0", which), 1e-10);
  assert_reference(c->hc1.se, value_of(t, e, "se_HC1", which), 1e-10);
  assert_reference(c->hc3.se, value_of(t, e, "se_HC3", which), 1e-10);
  if (strcmp(which, "(Intercept)") == 0)
    return;
  assert_reference(c->vif.value, value_of(t, e, "VIF", which), 1e-10);
  assert_reference(c->standardized.value, value_of(t, e, "beta_std", which), 1e-10);
}

static void
check_fit(const table *t, const expected *e, const om_regression *fit)
{
  assert_reference(fit->r_squared.value, reference(t, "R2", e->args), 1e-10);
  assert_reference(fit->adjusted.value, reference(t, "adjR2", e->args), 1e-10);
  assert_reference(fit->sigma.value, reference(t, "sigma", e->args), 1e-10);
  assert_reference(fit->r_squared.statistic, reference(t, "F", e->args), 1e-10);
  assert_reference(fit->r_squared.df, reference(t, "df1", e->args), 0);
  assert_reference(fit->r_squared.df2, reference(t, "df2", e->args), 0);
  assert_reference(fit->r_squared.p, reference(t, "F_p", e->args), 1e-10);
  assert_reference(fit->aic, reference(t, "AIC", e->args), 1e-10);
  assert_reference(fit->bic, reference(t, "BIC", e->args), 1e-10);
  assert_reference(fit->log_likelihood, reference(t, "logLik", e->args), 1e-10);
}

static void
check(const expected *e)
{
  unit_frame *all = units_load(e->dataset);
  assert_non_null(all);
  table *t = units_reference(e->dataset);
  char names[256];
  snprintf(names, sizeof names, "%s%s%s", e->names, e->weight ? "," : "",
           e->weight ? e->weight : "");
  unit_frame *f = units_complete(all, names);
  const size_t p = f->columns - 1 - (e->weight != NULL);
  const om_model m = {.n = f->rows,
                      .p = p,
                      .y = f->x[0],
                      .x = (const double *const *)f->x + 1,
                      .weight = e->weight ? f->x[p + 1] : NULL};
  om_regression fit;
  om_coefficient coef[MOST];
  om_regress(&m, .95, &fit, coef, NULL);
  assert_null(fit.undefined);
  assert_true(fit.dependent == OM_NO_COLUMN);
  check_fit(t, e, &fit);
  check_coefficient(t, e, &coef[0], "(Intercept)");
  snprintf(names, sizeof names, "%s", e->shown);
  size_t j = 1;
  for (char *name = strtok(names, ","); name; name = strtok(NULL, ","))
    check_coefficient(t, e, &coef[j++], name);
  assert_int_equal(j, p + 1);
  units_free(f);
  units_free(all);
  table_free(t);
}

static const expected models[] = {
    {"multilevel_bh1996:groups", "WBEING~HRS+LEAD+COHES group means", "WBEING,HRS,LEAD,COHES",
     "HRS,LEAD,COHES", NULL},
    {"multilevel_bh1996", "WBEING~HRS+LEAD+COHES individuals", "WBEING,HRS,LEAD,COHES",
     "HRS,LEAD,COHES", NULL},
    {"psychTools_sat.act", "ACT~SATV+SATQ+age+gender", "ACT,SATV,SATQ,age,gender",
     "SATV,SATQ,age,gender", NULL},
    {"nlme_MathAchieve", "MathAch~DISCLIM+SES+PRACAD+HIMINTY schools",
     "MathAch,DISCLIM,SES,PRACAD,HIMINTY", "DISCLIM,SES,PRACAD,HIMINTY", NULL},
    {"gti_A_dev", "REL~JOB+COLL+TA_AUTONOMY class means", "REL,JOB,COLL,TA_AUTONOMY",
     "JOB,COLL,TA_AUTONOMY", NULL},
    {"gti_A_dev", "CLARITY~JOB+TA_ENJOY+TA_ANGER+TA_ANXIETY class means",
     "CLARITY,JOB,TA_ENJOY,TA_ANGER,TA_ANXIETY", "JOB,TA_ENJOY,TA_ANGER,TA_ANXIETY", NULL},
    {"gti_A_dev", "REL~JOB weighted by n_students", "REL,JOB", "JOB", "n_students"},
    {"nyc2011_d75", "parent mean~4 teacher domains", "P,saf_t_11,com_t_11,eng_t_11,aca_t_11",
     "saf_t_11,com_t_11,eng_t_11,aca_t_11", NULL},
    {"chicago2012", "Parent_Environment~Leaders+Teachers+Safety",
     "Parent_Environment_Score,Leaders_Score,Teachers_Score,SAFETY_SCORE",
     "Leaders_Score,Teachers_Score,SAFETY_SCORE", NULL},
    {"chicago2012", "Safety~Leaders+Teachers+Environment+Instruction",
     "SAFETY_SCORE,Leaders_Score,Teachers_Score,Environment_Score,Instruction_Score",
     "Leaders_Score,Teachers_Score,Environment_Score,Instruction_Score", NULL},
    {"nhs_2017_detailed", "SHMI~Engagement+Burnout",
     "SHMI.index,Engagement.index,Burnout.proportion.index",
     "Engagement.index,Burnout.proportion.index", NULL},
};

static void
test_in_the_tree(void **state)
{
  (void)state;
  for (size_t i = 0; i < 3; i++)
    check(&models[i]);
}

static void
test_linked_data(void **state)
{
  (void)state;
  for (size_t i = 3; i < sizeof models / sizeof *models; i++)
    check(&models[i]);
}

static void
test_weighted(void **state)
{
  (void)state;
  ability a = ability_load("ACT,SATV,SATQ,education");
  const size_t n = a.f->rows;
  double *w = a.f->x[3], *leverage = calloc(2 * n, sizeof *leverage), *residual = leverage + n;
  for (size_t i = 0; i < n; i++)
    w[i] += 1;
  om_model m = {n, 2, a.f->x[0], (const double *const *)a.f->x + 1, w, 0};
  double covariance[9], hc3[9];
  const om_regression_parts parts = {
      .covariance = covariance, .covariance_hc3 = hc3, .leverage = leverage, .residual = residual};
  om_regression fit;
  om_coefficient c[3];
  om_regress(&m, .95, &fit, c, &parts);
  static const char args[] = "ACT~SATV+SATQ weighted by education+1";
  for (int i = 0; i < 3; i++) {
    char which[64];
    snprintf(which, sizeof which, "%s;b%d", args, i);
    assert_reference(c[i].b.value, reference(a.t, "coef", which), 1e-10);
    assert_reference(c[i].b.se, reference(a.t, "se", which), 1e-10);
    assert_reference(c[i].hc0.se, reference(a.t, "se_HC0", which), 1e-10);
    assert_reference(c[i].hc1.se, reference(a.t, "se_HC1", which), 1e-10);
    assert_reference(c[i].hc3.se, reference(a.t, "se_HC3", which), 1e-10);
    assert_close(covariance[4 * i], c[i].b.se * c[i].b.se, 1e-13, 0);
    assert_close(hc3[4 * i], c[i].hc3.se * c[i].hc3.se, 1e-13, 0);
  }
  assert_reference(fit.r_squared.value, reference(a.t, "R2", args), 1e-10);
  assert_reference(fit.log_likelihood, reference(a.t, "logLik", args), 1e-10);
  char row[64];
  snprintf(row, sizeof row, "%s;row 3", args);
  assert_reference(leverage[2], reference(a.t, "hat", row), 1e-10);
  double hat = 0, along = 0;
  for (size_t i = 0; i < n; i++) {
    hat += leverage[i];
    along += w[i] * residual[i];
  }
  assert_close(hat, 3, 1e-12, 0);
  assert_close(along, 0, 0, 1e-9);

  /* Weights 0 and 1 choose cases; twice the weight changes no coefficient and no error. */
  for (size_t i = 0; i < n; i++)
    w[i] = i < 50;
  om_regression some, first;
  om_coefficient c_some[3], c_first[3];
  om_regress(&m, .95, &some, c_some, NULL);
  om_model fifty = m;
  fifty.n = 50;
  fifty.weight = NULL;
  om_regress(&fifty, .95, &first, c_first, NULL);
  assert_int_equal(some.n, 50);
  assert_close(c_some[1].b.value, c_first[1].b.value, 1e-15, 0);
  assert_close(c_some[1].hc3.p, c_first[1].hc3.p, 1e-12, 0);
  for (size_t i = 0; i < n; i++)
    w[i] *= 2;
  om_regress(&m, .95, &some, c_some, NULL);
  assert_close(c_some[2].b.value, c_first[2].b.value, 1e-15, 0);
  assert_close(c_some[2].b.se, c_first[2].b.se, 1e-15, 0);
  assert_close(some.sigma.value, first.sigma.value * sqrt(2), 1e-15, 0);
  free(leverage);
  ability_free(&a);
}

static void
test_ranges(void **state)
{
  (void)state;
  ability a = ability_load("ACT,SATV,SATQ");
  const om_model m = {a.f->rows, 2, a.f->x[0], (const double *const *)a.f->x + 1, NULL, 0};
  om_regression fit;
  om_coefficient c[3], wide[3];
  om_regress(&m, .95, &fit, c, NULL);
  om_regress(&m, .99, &fit, wide, NULL);
  for (int i = 0; i < 3; i++) {
    char which[32];
    snprintf(which, sizeof which, "ACT~SATV+SATQ;b%d", i);
    assert_reference(c[i].b.lo, reference(a.t, "ci_lo", which), 1e-10);
    assert_reference(c[i].b.hi, reference(a.t, "ci_hi", which), 1e-10);
    assert_true(wide[i].b.lo < c[i].b.lo && c[i].b.hi < wide[i].b.hi);
    assert_close(c[i].hc0.p, om_t_p(c[i].b.value / c[i].hc0.se, fit.df_residual), 1e-14, 0);
  }
  assert_undefined(c[0].vif, "intercept");
  assert_undefined(c[0].standardized, "intercept");
  ability_free(&a);
}

static void
test_steps(void **state)
{
  (void)state;
  ability a = ability_load("ACT,age,education,gender,SATV,SATQ");
  const om_model m = {a.f->rows, 5, a.f->x[0], (const double *const *)a.f->x + 1, NULL, 0};
  om_step step;
  om_r_squared_change(&m, 3, .95, &step);
  static const char args[] = "ACT: age,education,gender + SATV,SATQ";
  assert_reference(step.first.r_squared.value, reference(a.t, "R2_first", args), 1e-10);
  assert_reference(step.both.r_squared.value, reference(a.t, "R2_both", args), 1e-10);
  assert_reference(step.change.value, reference(a.t, "R2_change", args), 1e-10);
  assert_reference(step.change.statistic, reference(a.t, "change_F", args), 1e-10);
  assert_reference(step.change.df, reference(a.t, "change_df", args), 0);
  assert_reference(step.change.df2, reference(a.t, "change_df2", args), 0);
  assert_reference(step.change.p, reference(a.t, "change_p", args), 1e-10);
  om_r_squared_change(&m, 5, .95, &step);
  assert_undefined(step.change, "no column");
  om_r_squared_change(&m, 0, .95, &step);
  assert_undefined(step.first, "no column");
  ability_free(&a);
}

/* gsl_multifit_robust on the same numbers. */
static void
check_against_gsl(size_t n, const om_model *m, const om_robust *out, const om_stat *b,
                  const double *weight)
{
  const size_t k = m->p + 1;
  gsl_error_handler_t *before = gsl_set_error_handler_off();
  gsl_matrix *x = gsl_matrix_alloc(n, k), *covariance = gsl_matrix_alloc(k, k);
  gsl_vector *y = gsl_vector_alloc(n), *c = gsl_vector_alloc(k);
  gsl_multifit_robust_workspace *work =
      gsl_multifit_robust_alloc(gsl_multifit_robust_bisquare, n, k);
  for (size_t i = 0; i < n; i++) {
    gsl_vector_set(y, i, m->y[i]);
    gsl_matrix_set(x, i, 0, 1);
    for (size_t j = 0; j < m->p; j++)
      gsl_matrix_set(x, i, j + 1, m->x[j][i]);
  }
  gsl_multifit_robust_maxiter(1000, work);
  assert_int_equal(gsl_multifit_robust(x, y, c, covariance, work), GSL_SUCCESS);
  const gsl_multifit_robust_stats stats = gsl_multifit_robust_statistics(work);
  for (size_t j = 0; j < k; j++) {
    assert_reference(b[j].value, gsl_vector_get(c, j), 1e-5);
    assert_reference(b[j].se, sqrt(gsl_matrix_get(covariance, j, j)), 1e-5);
  }
  assert_reference(out->scale.value, stats.sigma, 1e-5);
  for (size_t i = 0; i < n; i++)
    assert_close(weight[i], gsl_vector_get(stats.weights, i), 1e-5, 1e-5);
  gsl_multifit_robust_free(work);
  gsl_matrix_free(x);
  gsl_matrix_free(covariance);
  gsl_vector_free(y);
  gsl_vector_free(c);
  gsl_set_error_handler(before);
}

static void
test_robust(void **state)
{
  (void)state;
  ability a = ability_load("ACT,SATV,SATQ");
  double *y = a.f->x[0], weight[80];
  y[4] += 30;
  y[16] -= 25;
  y[39] += 40;
  const om_model m = {80, 2, y, (const double *const *)a.f->x + 1, NULL, 0};
  om_robust out;
  om_stat b[3];
  om_regress_robust(&m, .95, &out, b, weight);
  assert_null(out.undefined);
  static const char args[] = "ACT~SATV+SATQ first 80, rows 5 17 40 moved";
  char which[96];
  for (int i = 0; i < 3; i++) {
    snprintf(which, sizeof which, "%s;b%d", args, i);
    assert_reference(b[i].value, reference(a.t, "robust_b", which), 1e-5);
    assert_reference(b[i].se, reference(a.t, "robust_se", which), 1e-5);
    assert_true(b[i].lo < b[i].value && b[i].value < b[i].hi && b[i].df == 77);
  }
  snprintf(which, sizeof which, "%s;row 1", args);
  assert_reference(weight[0], reference(a.t, "robust_w", which), 1e-5);
  assert_reference(out.scale.value, reference(a.t, "robust_sigma", args), 1e-5);
  assert_true(weight[4] == 0 && weight[16] == 0 && weight[39] == 0);
  check_against_gsl(80, &m, &out, b, weight);

  om_model wrong = m;
  wrong.weight = weight;
  om_regress_robust(&wrong, .95, &out, b, NULL);
  assert_undefined(out, "weights");
  assert_undefined(b[2], "weights");
  wrong = m;
  wrong.no_intercept = 1;
  om_regress_robust(&wrong, .95, &out, b, NULL);
  assert_undefined(out, "origin");
  wrong = m;
  wrong.n = 3;
  om_regress_robust(&wrong, .95, &out, b, weight);
  assert_undefined(out, "degrees of freedom");
  wrong = m;
  wrong.y = m.x[0];
  om_regress_robust(&wrong, .95, &out, b, weight);
  assert_undefined(out, "perfect");
  assert_true(isnan(weight[0]));
  ability_free(&a);
}

/* A case far out is left aside, and nothing else changes: the line of the others. */
static void
test_robust_line(void **state)
{
  (void)state;
  double x[30], y[30];
  om_rng rng = {.key = 3};
  for (int i = 0; i < 30; i++) {
    x[i] = i;
    y[i] = 2 + .5 * i + .1 * om_rng_normal(&rng);
  }
  const double *const columns[] = {x};
  const om_model m = {30, 1, y, columns, NULL, 0};
  om_robust out;
  om_stat clean[2], b[2];
  om_regress_robust(&m, .95, &out, clean, NULL);
  double weight[30];
  y[20] = 1000;
  om_regress_robust(&m, .95, &out, b, weight);
  assert_null(out.undefined);
  assert_true(weight[20] == 0);
  assert_close(b[1].value, clean[1].value, 0, .01);
  check_against_gsl(30, &m, &out, b, weight);
}

static void
test_undefined(void **state)
{
  (void)state;
  const double x[] = {1, 2, 4, 3, 7, 5}, y[] = {2, 1, 3, 5, 6, 4}, z[] = {3, 1, 4, 1, 5, 9},
               flat[] = {3, 3, 3, 3, 3, 3}, far[] = {1, 2, INFINITY, 3, 4, 5};
  double both[6];
  for (int i = 0; i < 6; i++)
    both[i] = .1 * x[i] - .3 * z[i] + 1e4;
  om_regression fit;
  om_coefficient c[4];
#define FIT(rows, outcome, weights, conf, ...)                                                     \
  do {                                                                                             \
    const double *const columns[] = {__VA_ARGS__};                                                 \
    const om_model m = {rows, sizeof columns / sizeof *columns, outcome, columns, weights, 0};     \
    om_regress(&m, conf, &fit, c, NULL);                                                           \
  } while (0)
  FIT(6, y, NULL, .95, x, z, both);
  assert_undefined(fit, "follows from those before it");
  assert_int_equal(fit.dependent, 2);
  assert_undefined(c[3].hc1, "follows");
  assert_true(isnan(fit.ss_total) && isnan(fit.r_squared.value) && fit.n == 6);
  FIT(6, y, NULL, .95, x, flat, z);
  assert_int_equal(fit.dependent, 1);
  FIT(6, y, NULL, .95, x, x);
  assert_int_equal(fit.dependent, 1);
  FIT(3, y, NULL, .95, x, z);
  assert_undefined(fit, "no degrees of freedom");
  FIT(0, y, NULL, .95, x);
  assert_undefined(fit, "no degrees of freedom");
  FIT(6, flat, NULL, .95, x);
  assert_undefined(fit, "zero variance of the outcome");
  FIT(6, far, NULL, .95, x);
  assert_undefined(fit, "not finite");
  FIT(6, y, NULL, .95, far);
  assert_undefined(fit, "not finite");
  FIT(6, y, NULL, 0, x);
  assert_undefined(fit, "confidence");
  const double negative[] = {1, 1, -1, 1, 1, 1}, none[6] = {0};
  FIT(6, y, negative, .95, x);
  assert_undefined(fit, "weight");
  FIT(6, y, none, .95, x);
  assert_undefined(fit, "no degrees of freedom");

  /* A perfect fit has coefficients, and nothing that divides by its error. */
  FIT(6, both, NULL, .95, x, z);
  assert_null(fit.undefined);
  assert_close(c[1].b.value, .1, 1e-10, 0);
  assert_close(c[2].b.value, -.3, 1e-10, 0);
  assert_true(fit.r_squared.value == 1 && fit.sigma.value == 0 && isnan(fit.r_squared.statistic));
  assert_true(c[1].b.se == 0 && isnan(c[1].b.p) && isnan(c[1].b.lo));
  assert_no_range(c[1].b, "perfect");

  /* One case alone decides on its column. */
  const double lonely[] = {0, 0, 0, 0, 0, 1};
  FIT(6, y, NULL, .95, x, lonely);
  assert_null(fit.undefined);
  assert_undefined(c[1].hc3, "leverage 1");
  assert_true(c[1].hc1.se > 0 && !isnan(c[1].hc1.p));
}

static void
test_properties(void **state)
{
  (void)state;
  enum { N = 40 };
  double x[3][N], y[N], turned[3][N], turned_y[N];
  om_rng rng = {.key = 9};
  for (int i = 0; i < N; i++) {
    x[0][i] = om_rng_normal(&rng);
    x[1][i] = x[0][i] + om_rng_normal(&rng);
    x[2][i] = 1e6 + om_rng_normal(&rng);
    y[i] = x[0][i] - x[1][i] + .5 * x[2][i] + om_rng_normal(&rng);
  }
  for (int i = 0; i < N; i++) {
    turned_y[i] = y[N - 1 - i];
    for (int j = 0; j < 3; j++)
      turned[j][i] = x[j][N - 1 - i];
  }
  const double *const columns[] = {x[0], x[1], x[2]}, *const other[] = {turned[0], turned[1],
                                                                        turned[2]};
  const om_model m = {N, 3, y, columns, NULL, 0}, t = {N, 3, turned_y, other, NULL, 0};
  om_regression fit, again;
  om_coefficient c[4], d[4];
  double sequential[3];
  const om_regression_parts parts = {.sequential = sequential};
  om_regress(&m, .95, &fit, c, &parts);
  om_regress(&t, .95, &again, d, NULL);
  for (int i = 0; i < 4; i++) {
    assert_close(d[i].b.value, c[i].b.value, 4e-16, 0);
    assert_close(d[i].b.se, c[i].b.se, 4e-16, 0);
    assert_close(d[i].hc3.se, c[i].hc3.se, 1e-14, 0);
  }
  assert_close(sequential[0] + sequential[1] + sequential[2], fit.ss_model, 1e-14, 0);
  assert_close(fit.ss_model + fit.ss_residual, fit.ss_total, 1e-14, 0);
  /* t of the last column and F of adding it. */
  om_step step;
  om_r_squared_change(&m, 2, .95, &step);
  assert_close(step.change.statistic, c[3].b.statistic * c[3].b.statistic, 1e-13, 0);
  assert_close(step.change.p, c[3].b.p, 1e-11, 0);
  /* A column in other units, exactly. */
  for (int i = 0; i < N; i++)
    x[1][i] *= 0x1p-70;
  om_regress(&m, .95, &again, d, NULL);
  assert_close(d[2].b.value, c[2].b.value * 0x1p70, 1e-15, 0);
  assert_close(d[2].vif.value, c[2].vif.value, 1e-15, 0);
  assert_close(d[2].standardized.value, c[2].standardized.value, 1e-15, 0);
  assert_close(d[1].b.value, c[1].b.value, 1e-15, 0);

  /* Combinations: one coefficient alone, and a sum. */
  double covariance[16];
  const om_regression_parts all = {.covariance = covariance};
  om_regress(&m, .95, &again, d, &all);
  const double one[] = {0, 1, 0, 0};
  const om_stat same = om_combination(4, one, d, covariance, .95);
  assert_close(same.p, d[1].b.p, 1e-12, 0);
  assert_close(same.lo, d[1].b.lo, 1e-12, 0);
  assert_undefined(om_combination(0, one, d, covariance, .95), "no coefficients");
}

static void
test_through_the_origin(void **state)
{
  (void)state;
  const double x[] = {4, 5, 6}, y[] = {3, 4, 4};
  const double *const columns[] = {x};
  const om_model m = {3, 1, y, columns, NULL, 1};
  om_regression fit;
  om_coefficient c[1];
  om_regress(&m, .95, &fit, c, NULL);
  assert_close(c[0].b.value, 56. / 77, 1e-15, 0);
  assert_close(fit.ss_total, 41, 1e-15, 0);
  assert_true(fit.df_residual == 2 && fit.df_model == 1);
  assert_close(fit.adjusted.value, 1 - (1 - fit.r_squared.value) * 3 / 2, 1e-14, 0);
  assert_undefined(c[0].vif, "no intercept");
  assert_undefined(c[0].standardized, "no intercept");
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_in_the_tree), outside_test(test_linked_data),
      cmocka_unit_test(test_weighted),    cmocka_unit_test(test_ranges),
      cmocka_unit_test(test_steps),       cmocka_unit_test(test_robust),
      cmocka_unit_test(test_robust_line), cmocka_unit_test(test_undefined),
      cmocka_unit_test(test_properties),  cmocka_unit_test(test_through_the_origin),
  };
  return cmocka_run_group_tests_name("stats/regression", tests, NULL, close_summary);
}
