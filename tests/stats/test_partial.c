/* Partial and semi-partial correlations, and disattenuation, against R and by other formulas.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "suite.h"

#include "linkage.h"
#include "sets.h"

/* x, y, then the controls. */
static void
check_reference(const char *dataset, const char *args, const char *names)
{
  unit_frame *all = units_load(dataset);
  assert_non_null(all);
  table *t = units_reference(dataset);
  unit_frame *f = units_complete(all, names);
  const double *const *control = (const double *const *)f->x + 2;
  const size_t k = f->columns - 2;
  const om_stat r = om_partial(f->rows, f->x[0], f->x[1], k, control, .95);
  assert_null(r.undefined);
  assert_reference((double)r.n, reference(t, "partial_n", args), 0);
  assert_reference(r.value, reference(t, "partial_r", args), 1e-10);
  assert_reference(r.statistic, reference(t, "partial_t", args), 1e-10);
  assert_reference(r.df, reference(t, "partial_df", args), 0);
  assert_reference(r.p, reference(t, "partial_p", args), 1e-10);
  const double half = om_z_quantile(.975) / sqrt((double)f->rows - 3 - (double)k);
  assert_close(r.lo, tanh(atanh(r.value) - half), 1e-12, 0);
  assert_close(r.value / r.se, r.statistic, 1e-13, 0);
  const om_stat rho = om_partial_spearman(f->rows, f->x[0], f->x[1], k, control, .95);
  assert_reference(rho.value, reference(t, "partial_spearman_rho", args), 1e-10);
  units_free(f);
  units_free(all);
  table_free(t);
}

#define REFERENCE_TEST(name, dataset, args, names)                                                 \
  static void name(void **state)                                                                   \
  {                                                                                                \
    (void)state;                                                                                   \
    check_reference(dataset, args, names);                                                         \
  }

REFERENCE_TEST(test_companies, "multilevel_bh1996:groups", "HRS,WBEING|LEAD,COHES group means",
               "HRS,WBEING,LEAD,COHES")
REFERENCE_TEST(test_leadership, "multilevel_bhr2000:groups", "LEAD,HRS|RELIG group means",
               "LEAD,HRS,RELIG")
REFERENCE_TEST(test_ability, "psychTools_sat.act", "SATV,SATQ|ACT,age", "SATV,SATQ,ACT,age")
REFERENCE_TEST(test_schools, "nlme_MathAchieve", "DISCLIM,MathAch|SES,PRACAD",
               "DISCLIM,MathAch,SES,PRACAD")
REFERENCE_TEST(test_bdf, "nlme_bdf", "langPOST,aritPOST|IQ.verb school means",
               "langPOST,aritPOST,IQ.verb")
REFERENCE_TEST(test_classes, "gti_A_dev", "JOB,REL|n_students class means", "JOB,REL,n_students")
REFERENCE_TEST(test_classes_two, "gti_A_dev", "JOB,CLARITY|n_students,COLL class means",
               "JOB,CLARITY,n_students,COLL")
REFERENCE_TEST(test_nyc, "nyc2011_d75", "teacher mean,parent mean|rr_t,rr_p", "T,P,rr_t,rr_p")
REFERENCE_TEST(test_chicago, "chicago2012", "Leaders,Parent_Environment|attendance",
               "Leaders_Score,Parent_Environment_Score,att")

/* The reference files also hold two weighted correlations of linked units. */
static void
check_weighted(const char *dataset, const char *args, const char *names)
{
  unit_frame *all = units_load(dataset);
  assert_non_null(all);
  table *t = units_reference(dataset);
  unit_frame *f = units_complete(all, names);
  /* R's script leaves out units without people; a weight of 0 does the same. */
  assert_reference(om_pearson_weighted(f->rows, f->x[0], f->x[1], f->x[2], .95).value,
                   reference(t, "weighted_pearson_r", args), 1e-10);
  units_free(f);
  units_free(all);
  table_free(t);
}

static void
test_weighted(void **state)
{
  (void)state;
  check_weighted("gti_A_dev", "REL,JOB weighted by n_students", "REL,JOB,n_students");
  check_weighted("nyc2011_d75", "T,P weighted by N_p", "T,P,N_p");
}

static void
test_semipartial(void **state)
{
  (void)state;
  unit_frame *all = units_load("psychTools_sat.act");
  table *t = table_load("reference/regression_r.csv");
  unit_frame *f = units_complete(all, "SATV,ACT,age,education,gender,SATQ");
  const double *const *control = (const double *const *)f->x + 2;
  const char *args = "ACT,SATV|age,education,gender";
  const om_stat r = om_semipartial(f->rows, f->x[0], f->x[1], 3, control, .95);
  assert_reference(r.value, reference(t, "semipartial_r", args), 1e-10);
  assert_reference(r.p, reference(t, "semipartial_p", args), 1e-10);
  const om_stat rho = om_semipartial_spearman(f->rows, f->x[0], f->x[1], 3, control, .95);
  assert_reference(rho.value, reference(t, "semipartial_rho", args), 1e-10);
  const om_stat partial = om_partial(f->rows, f->x[0], f->x[1], 3, control, .95);
  assert_true(r.statistic == partial.statistic && r.df == partial.df && r.p == partial.p);
  assert_close(r.value / r.se, r.statistic, 1e-13, 0);
  assert_true(fabs(r.value) <= fabs(partial.value));
  assert_true(r.lo < r.value && r.value < r.hi);
  units_free(f);
  units_free(all);
  table_free(t);
}

/* Three variables have formulas of their own. */
static void
test_three_variables(void **state)
{
  (void)state;
  const double x[] = {1, 2, 4, 3, 7, 5, 8, 6.5, 2.5}, y[] = {2, 1, 3, 5, 6, 4, 9, 5.5, 3.5},
               z[] = {3, 1, 4, 1, 5, 9, 2, 6, 5};
  const double *const control[] = {z};
  const double xy = om_pearson(9, x, y, .95).value, xz = om_pearson(9, x, z, .95).value,
               yz = om_pearson(9, y, z, .95).value;
  const om_stat partial = om_partial(9, x, y, 1, control, .95),
                semi = om_semipartial(9, x, y, 1, control, .95);
  assert_close(partial.value, (xy - xz * yz) / sqrt((1 - xz * xz) * (1 - yz * yz)), 1e-14, 0);
  assert_close(semi.value, (xy - xz * yz) / sqrt(1 - xz * xz), 1e-14, 0);

  /* Order, scale and sign. */
  double turned[3][9], scaled[9];
  for (int i = 0; i < 9; i++) {
    turned[0][i] = x[8 - i];
    turned[1][i] = y[8 - i];
    turned[2][i] = z[8 - i];
    scaled[i] = 1e6 - 250 * x[i];
  }
  const double *const turned_control[] = {turned[2]};
  const om_stat other = om_partial(9, turned[0], turned[1], 1, turned_control, .95);
  assert_close(other.value, partial.value, 1e-15, 0);
  assert_close(other.lo, partial.lo, 1e-14, 0);
  assert_close(om_partial(9, scaled, y, 1, control, .95).value, -partial.value, 1e-13, 0);
  assert_close(om_partial(9, y, x, 1, control, .95).value, partial.value, 1e-14, 0);
  assert_true(om_partial(9, x, y, 1, control, .99).lo < partial.lo);
}

static void
test_without_controls(void **state)
{
  (void)state;
  const double x[] = {1, 2, 4, 3, 7, 5, 8, 6.5, 2.5}, y[] = {2, 1, 3, 5, 6, 4, 9, 5.5, 3.5};
  const om_stat plain[] = {om_pearson(9, x, y, .95), om_spearman(9, x, y, .95)};
  const om_stat partial[] = {om_partial(9, x, y, 0, NULL, .95),
                             om_partial_spearman(9, x, y, 0, NULL, .95)};
  const om_stat semi[] = {om_semipartial(9, x, y, 0, NULL, .95),
                          om_semipartial_spearman(9, x, y, 0, NULL, .95)};
  for (int i = 0; i < 2; i++) {
    assert_close(partial[i].value, plain[i].value, 1e-14, 0);
    assert_close(partial[i].p, plain[i].p, 1e-12, 0);
    assert_close(partial[i].lo, plain[i].lo, 1e-12, 0);
    assert_close(partial[i].hi, plain[i].hi, 1e-12, 0);
    assert_close(semi[i].value, plain[i].value, 1e-14, 0);
    assert_close(semi[i].se, plain[i].se, 1e-12, 0);
    assert_close(semi[i].lo, plain[i].lo, 1e-12, 0);
    assert_close(semi[i].hi, plain[i].hi, 1e-12, 0);
  }
}

static void
test_undefined(void **state)
{
  (void)state;
  const double x[] = {1, 2, 4, 3, 7, 5}, y[] = {2, 1, 3, 5, 6, 4}, z[] = {3, 1, 4, 1, 5, 9},
               flat[] = {3, 3, 3, 3, 3, 3}, hole[] = {1, 2, NAN, 3, 4, 5};
  double twice[6], shifted[6];
  for (int i = 0; i < 6; i++) {
    twice[i] = .1 + .2 * z[i];
    shifted[i] = 1e3 - 7 * z[i];
  }
  const double *const one[] = {z}, *const constant[] = {flat}, *const doubled[] = {z, twice},
                      *const broken[] = {hole};
  assert_undefined(om_partial(3, x, y, 1, one, .95), "fewer than 3 cases beyond");
  assert_undefined(om_partial(0, NULL, NULL, 0, NULL, .95), "fewer than 3 pairs");
  assert_undefined(om_partial(2, x, y, 0, NULL, .95), "fewer than 3 pairs");
  assert_undefined(om_partial(6, x, y, 1, constant, .95), "a control");
  assert_undefined(om_partial(6, x, y, 2, doubled, .95), "a control");
  assert_undefined(om_partial(6, twice, y, 1, one, .95), "x follows from the controls");
  assert_undefined(om_partial(6, x, twice, 1, one, .95), "y follows from the controls");
  assert_undefined(om_semipartial(6, x, shifted, 1, one, .95), "y follows from the controls");
  assert_undefined(om_partial(6, x, y, 1, broken, .95), "not finite");
  assert_undefined(om_partial_spearman(6, x, y, 1, broken, .95), "not finite");
  assert_undefined(om_partial(6, flat, y, 0, NULL, .95), "zero variance");
  assert_undefined(om_partial(6, x, flat, 0, NULL, .95), "zero variance");
  assert_undefined(om_partial(6, x, y, 1, one, 1), "confidence");
  assert_no_range(om_partial(4, x, y, 1, one, .95), "fewer than 4 cases beyond");
  const om_stat perfect = om_partial(6, x, x, 1, one, .95);
  assert_true(perfect.value == 1);
  assert_no_range(perfect, "1 or -1");
}

static void
test_golden(void **state)
{
  (void)state;
  golden_study *g = golden_load();
  /* headcount: everybody of the unit, with a score or without */
  double headcount[24] = {0};
  for (size_t i = 0; i < g->employees->rows; i++)
    headcount[g->employee_units.of[i]]++;
  const double *const control[] = {headcount};
  const om_stat r = om_partial(24, g->employee_mean, g->customer_mean, 1, control, .95);
  assert_golden(r.value, "partial r given unit headcount", 0);
  assert_golden(r.statistic, "t(df=21)", 0);

  om_anova anova[2];
  om_icc_result icc[2];
  om_anova1(24, g->employee_n, g->employee_mean, g->employee_ss, &anova[0]);
  om_anova1(24, g->customer_n, g->customer_mean, g->customer_ss, &anova[1]);
  om_icc(&anova[0], .95, &icc[0]);
  om_icc(&anova[1], .95, &icc[1]);
  const om_stat raw = om_pearson(24, g->employee_mean, g->customer_mean, .95);
  const om_stat clean = om_disattenuated(&raw, &icc[0].icc2, &icc[1].icc2);
  assert_golden(clean.value, "disattenuated r", 0);
  assert_true(clean.n == 24);
  assert_no_range(clean, "bootstrap");

  /* The chain, bootstrapped: its four numbers are those of the parts. */
  const om_two_sides sides = {{g->employee_n, g->employee_mean, g->employee_ss},
                              {g->customer_n, g->customer_mean, g->customer_ss}};
  uint32_t index[24];
  double out[4];
  for (uint32_t i = 0; i < 24; i++)
    index[i] = 23 - i;
  om_disattenuation_statistic(&sides, 24, index, out);
  assert_golden(out[0], "disattenuated r", 0);
  assert_golden(out[3], "customer ICC2", 0);
  assert_golden(out[2], "ICC2 = (MSB-MSW)/MSB", 0);
  assert_close(out[1], raw.value, 1e-14, 0);
  const om_rng place = {.key = 1};
  om_boot boot[4];
  om_bootstrap(24, 4, 4999, om_disattenuation_statistic, &sides, &place, .95, boot);
  assert_close(boot[0].bca.value, clean.value, 1e-14, 0);
  assert_true(boot[0].percentile.lo < clean.value && clean.value < boot[0].percentile.hi);
  /* Wider than that of r divided by a fixed number. */
  assert_true(boot[0].percentile.se > boot[1].percentile.se * clean.value / raw.value);
  golden_free(g);
}

static void
test_disattenuation_refused(void **state)
{
  (void)state;
  const om_stat r = {.value = .5, .n = 20}, high = {.value = .8}, none = {.value = 0},
                negative = {.value = -.2}, low = {.value = .1},
                missing = {.value = NAN, .undefined = "zero variance"};
  const om_stat clean = om_disattenuated(&r, &high, &high);
  assert_close(clean.value, .625, 1e-15, 0);
  assert_undefined(om_disattenuated(&r, &high, &none), "no reliable differences");
  assert_undefined(om_disattenuated(&r, &negative, &high), "no reliable differences");
  assert_undefined(om_disattenuated(&r, &negative, &negative), "no reliable differences");
  assert_undefined(om_disattenuated(&r, &low, &high), "too low");
  assert_undefined(om_disattenuated(&missing, &high, &high), "zero variance");
  assert_undefined(om_disattenuated(&r, &missing, &high), "zero variance");
  assert_int_equal(om_disattenuated(&r, &high, &none).n, 20);

  /* Units that do not differ reliably: NaN, so that they count as degenerate. */
  const uint64_t n[] = {5, 5, 5, 0};
  const double mean[] = {1, 1.1, .9, 0}, ss[] = {9, 9, 9, 0}, other[] = {1, 2, 4, 0};
  const double small[] = {.1, .1, .1, 0};
  const om_two_sides sides = {{n, mean, ss}, {n, other, small}};
  const uint32_t index[] = {0, 1, 2}, same[] = {1, 1, 1}, empty[] = {0, 1, 2, 3};
  double out[4], with_empty[4];
  om_disattenuation_statistic(&sides, 3, index, out);
  assert_true(isnan(out[0]) && out[2] < 0 && out[3] > .9 && fabs(out[1]) <= 1);
  om_disattenuation_statistic(&sides, 4, empty, with_empty);
  assert_close(with_empty[3], out[3], 1e-15, 0);
  assert_close(with_empty[1], out[1], 1e-15, 0);
  om_disattenuation_statistic(&sides, 3, same, out);
  assert_true(isnan(out[0]) && isnan(out[1]) && isnan(out[2]));
}

/* Leaving out a case in turn and computing anew: om_partial itself is held against R above. */
static void
test_left_out(void **state)
{
  (void)state;
  enum { N = 9 };
  const double x[N] = {3, 1, 4, 1, 5, 9, 2, 6, 5}, y[N] = {2, 7, 1, 8, 2, 8, 1, 8, 2};
  const double a[N] = {1, 4, 1, 4, 2, 1, 3, 5, 6}, b[N] = {0, 0, 1, 1, 0, 1, 0, 1, 1};
  const double *const control[] = {a, b};
  double lo = 2, hi = -2;
  size_t lo_at = 0, hi_at = 0;
  for (size_t out = 0; out < N; out++) {
    double left[4][N];
    size_t n = 0;
    for (size_t i = 0; i < N; i++) {
      if (i == out)
        continue;
      left[0][n] = x[i];
      left[1][n] = y[i];
      left[2][n] = a[i];
      left[3][n++] = b[i];
    }
    const double *const others[] = {left[2], left[3]};
    const double r = om_partial(n, left[0], left[1], 2, others, .95).value;
    lo_at = r < lo ? out : lo_at;
    hi_at = r > hi ? out : hi_at;
    lo = fmin(lo, r);
    hi = fmax(hi, r);
  }
  const om_span span = om_partial_leave_one_out(N, x, y, 2, control);
  assert_null(span.undefined);
  assert_close(span.lo, lo, 1e-12, 1e-14);
  assert_close(span.hi, hi, 1e-12, 1e-14);
  assert_int_equal(span.lo_index, lo_at);
  assert_int_equal(span.hi_index, hi_at);
  const om_span plain = om_partial_leave_one_out(N, x, y, 0, NULL);
  assert_close(plain.lo, om_pearson_leave_one_out(N, x, y).lo, 0, 0);
  assert_non_null(om_partial_leave_one_out(5, x, y, 2, control).undefined);
  /* Case 0 alone has the control. */
  const double lone[N] = {1, 0, 0, 0, 0, 0, 0, 0, 0};
  const double *const of_one[] = {lone};
  assert_non_null(om_partial_leave_one_out(N, x, y, 1, of_one).undefined);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_companies),
      cmocka_unit_test(test_leadership),
      cmocka_unit_test(test_ability),
      outside_test(test_schools),
      outside_test(test_bdf),
      outside_test(test_classes),
      outside_test(test_classes_two),
      outside_test(test_nyc),
      outside_test(test_chicago),
      outside_test(test_weighted),
      cmocka_unit_test(test_semipartial),
      cmocka_unit_test(test_three_variables),
      cmocka_unit_test(test_without_controls),
      cmocka_unit_test(test_left_out),
      cmocka_unit_test(test_undefined),
      cmocka_unit_test(test_golden),
      cmocka_unit_test(test_disattenuation_refused),
  };
  return cmocka_run_group_tests_name("stats/partial", tests, NULL, close_summary);
}
