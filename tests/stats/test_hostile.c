/* Columns that nobody should have: constant, of one value too many, missing, infinite, too large,
 * too small, two of them the same.  Every number is finite, or says why it is not there.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "suite.h"

#include <orgmirror/stats_factor.h>

enum { COLUMNS = 14, LONGEST = 12, RESULTS = 64 };

static double column[COLUMNS][LONGEST];

static int
make_columns(void **state)
{
  (void)state;
  for (size_t i = 0; i < LONGEST; i++) {
    const double x = (double)i, z = sin(1.7 * x) + .1 * x;
    const double values[COLUMNS] = {z,
                                    3,
                                    1e8 + .1,
                                    0,
                                    1e300 * z,
                                    1.7e308 * sin(2.3 * x),
                                    5e-324 * x,
                                    1e-160 * z,
                                    NAN,
                                    i == 4 ? NAN : z,
                                    i == 3 ? INFINITY : z,
                                    i % 2 ? 1 : 0,
                                    i == 0 ? 1e15 : 1e-3 * z,
                                    -2 * x};
    for (size_t c = 0; c < COLUMNS; c++)
      column[c][i] = values[c];
  }
  return 0;
}

/* A value, or a reason and no value; a range is two ends in order, or none. */
static void
check(const om_stat *s, const char *what, size_t a, size_t b, size_t n)
{
  const bool fine = s->undefined ? isnan(s->value) : isfinite(s->value);
  const bool range = s->undefined || isnan(s->lo) == isnan(s->hi);
  const bool order = s->undefined || !(s->lo > s->hi) || s->no_range;
  const bool ends = s->undefined || !(isinf(s->lo) || isinf(s->hi) || isinf(s->se));
  if (!fine || !range || !order || !ends || s->p < 0 || s->p > 1)
    fail_msg("%s of columns %zu and %zu, n %zu: %g (%g to %g), p %g, %s", what, a, b, n, s->value,
             s->lo, s->hi, s->p, s->undefined ? s->undefined : "defined");
}

static size_t
of_one(size_t n, const double *x, om_stat *out)
{
  om_shape_result shape;
  om_shape(n, x, &shape);
  const om_stat results[] = {om_mean(n, x, .95), om_variance(n, x),     om_autocorrelation(n, x),
                             om_mad(n, x),       om_shapiro_wilk(n, x), shape.skew_g1,
                             shape.skew_G1,      shape.kurtosis_g2,     shape.kurtosis_G2};
  memcpy(out, results, sizeof results);
  return sizeof results / sizeof *results;
}

static size_t
of_two(size_t n, const double *x, const double *y, om_stat *out)
{
  const double *const third[] = {column[0]}, *const both[] = {x, column[0]};
  const om_model model = {.n = n, .p = 2, .y = y, .x = both};
  om_regression fit;
  om_coefficient b[3];
  om_regress(&model, .95, &fit, b, NULL);
  om_necessity needed;
  om_necessary(n, x, y, &(om_scope){0, 0, 0, 0}, &needed);
  const om_stat results[] = {om_pearson(n, x, y, .95),
                             om_spearman(n, x, y, .95),
                             om_kendall(n, x, y, .95),
                             om_partial(n, x, y, 1, third, .95),
                             om_semipartial(n, x, y, 1, third, .95),
                             om_t_paired(n, x, y, .95),
                             needed.ce_fdh.effect,
                             needed.cr_fdh.effect,
                             fit.r_squared,
                             fit.adjusted,
                             fit.sigma,
                             b[1].b,
                             b[1].hc3,
                             b[1].standardized,
                             b[2].vif};
  memcpy(out, results, sizeof results);
  return sizeof results / sizeof *results;
}

/* The two columns as two groups. */
static size_t
of_groups(size_t n, const double *x, const double *y, om_stat *out)
{
  const uint64_t sizes[] = {n, n};
  double mean[2], ss[2];
  om_mean_ss(n, x, &mean[0], &ss[0]);
  om_mean_ss(n, y, &mean[1], &ss[1]);
  om_anova a;
  om_anova1(2, sizes, mean, ss, &a);
  assert_true(a.undefined || (isfinite(a.f) && a.p >= 0 && a.p <= 1));
  om_icc_result icc;
  om_icc(&a, .95, &icc);
  om_anova_effect effect;
  om_anova_effects(&a, .95, &effect);
  om_random_intercept model;
  om_unit_effect unit[2];
  om_random_intercept_mean(OM_REML, 2, sizes, mean, ss, .95, &model, NULL, unit);
  const om_stat results[] = {icc.icc1,
                             icc.icc2,
                             effect.eta_squared,
                             effect.omega_squared,
                             model.icc,
                             om_welch_anova(2, sizes, mean, ss),
                             om_mean_by_unit(2, sizes, mean, .95),
                             om_t_welch(n, mean[0], ss[0], n, mean[1], ss[1], .95),
                             om_t_pooled(n, mean[0], ss[0], n, mean[1], ss[1], .95)};
  memcpy(out, results, sizeof results);
  return sizeof results / sizeof *results;
}

static void
test_columns(void **state)
{
  (void)state;
  static const size_t lengths[] = {0, 1, 2, 3, 4, 8, LONGEST};
  om_stat results[RESULTS];
  for (size_t a = 0; a < COLUMNS; a++)
    for (size_t b = 0; b < COLUMNS; b++)
      for (size_t l = 0; l < sizeof lengths / sizeof *lengths; l++) {
        const size_t n = lengths[l];
        size_t k = of_one(n, column[a], results);
        for (size_t i = 0; i < k; i++)
          check(&results[i], "a statistic of one", a, b, n);
        k = of_two(n, column[a], column[b], results);
        for (size_t i = 0; i < k; i++)
          check(&results[i], "a statistic of two", a, b, n);
        k = of_groups(n, column[a], column[b], results);
        for (size_t i = 0; i < k; i++)
          check(&results[i], "a statistic of groups", a, b, n);
      }
}

/* Covariances of three items, with any number of people: fewer than items too. */
static void
test_matrices(void **state)
{
  (void)state;
  static const double cov[][6] = {{0, 0, 0, 0, 0, 0},
                                  {1, 1, 1, 1, 1, 1},
                                  {1e300, 5e299, 5e299, 1e300, 5e299, 1e300},
                                  {1e-310, 5e-311, 5e-311, 1e-310, 5e-311, 1e-310},
                                  {NAN, NAN, NAN, NAN, NAN, NAN},
                                  {INFINITY, 1, 1, 1, 1, 1},
                                  {1, -.49, -.49, 1, -.49, 1},
                                  {1, 0, 0, 1, 0, 1},
                                  {1, .5, 0, 1, 0, 0}};
  static const uint64_t people[] = {0, 1, 2, 3, 4, 50, 1000000000};
  static const uint32_t one[3] = {0};
  for (size_t c = 0; c < sizeof cov / sizeof *cov; c++)
    for (size_t i = 0; i < sizeof people / sizeof *people; i++) {
      const uint64_t n = people[i];
      om_alpha_result alpha;
      om_stat rest[3], deleted[3], msa[3], loading[3];
      om_omega_result omega;
      om_cfa_result fit;
      om_alpha(3, n, cov[c], .95, &alpha, rest, deleted);
      om_omega(3, n, cov[c], .95, &omega, NULL, NULL);
      const om_stat kmo = om_kmo(3, n, cov[c], msa);
      om_cfa(3, n, cov[c], 1, one, .95, &fit, loading, NULL, NULL, NULL);
      const om_stat results[] = {alpha.raw,
                                 alpha.standardized,
                                 alpha.mean_r,
                                 rest[0],
                                 deleted[2],
                                 omega.omega,
                                 omega.observed,
                                 kmo,
                                 msa[1],
                                 fit.cfi,
                                 fit.rmsea,
                                 fit.srmr,
                                 loading[2],
                                 om_lambda6(3, n, cov[c]),
                                 om_bartlett_sphericity(3, n, cov[c])};
      for (size_t s = 0; s < sizeof results / sizeof *results; s++)
        check(&results[s], "a statistic of a matrix", c, s, n);
    }
}

int
main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_columns),
                                     cmocka_unit_test(test_matrices)};
  return cmocka_run_group_tests_name("stats/hostile", tests, make_columns, NULL);
}
