/* Importance of predictors against R: LMG over subsets and over orders, relative weights; sampled
 * orders, bootstrap, and the comparison with a random predictor.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "suite.h"

#include "linkage.h"
#include "sets.h"

enum { MOST = 13 };

/* Sums of squares and products of the columns of a unit_frame, the first one (outcome) put last. */
static double *
outcome_last(const unit_frame *f)
{
  const size_t k = f->columns;
  const double *x[16];
  for (size_t j = 0; j < k; j++)
    x[j] = f->x[(j + 1) % k];
  double *sscp = calloc(k * (k + 1) / 2, sizeof *sscp);
  assert_non_null(sscp);
  assert_int_equal(sscp_of(k, x, f->rows, sscp), f->rows);
  return sscp;
}

static void
check_reference(const char *dataset, const char *args, const char *names)
{
  unit_frame *all = units_load(dataset);
  assert_non_null(all);
  table *t = units_reference(dataset);
  unit_frame *f = units_complete(all, names);
  const size_t p = f->columns - 1;
  double *sscp = outcome_last(f);
  om_importance lmg, weights;
  om_stat part[MOST], share[MOST], relative[MOST];
  om_lmg(p, f->rows, sscp, &lmg, part, share);
  om_relative_weights(p, f->rows, sscp, &weights, relative, NULL);
  assert_null(lmg.undefined);
  assert_null(weights.undefined);
  double sum = 0, sum_relative = 0, shares = 0;
  for (size_t j = 0; j < p; j++) {
    char which[256];
    snprintf(which, sizeof which, "%s;%s", args, f->name[j + 1]);
    assert_reference(part[j].value, reference(t, "lmg_shapley_R2", which), 1e-10);
    assert_reference(relative[j].value, reference(t, "johnson_relative_weight", which), 1e-10);
    sum += part[j].value;
    sum_relative += relative[j].value;
    shares += share[j].value;
  }
  assert_reference(lmg.r_squared.value, reference(t, "R2", args), 1e-10);
  assert_reference(lmg.adjusted.value, reference(t, "adjR2", args), 1e-10);
  assert_reference(lmg.r_squared.p, reference(t, "F_p", args), 1e-9);
  assert_close(sum, lmg.r_squared.value, 1e-12, 0);
  assert_close(sum_relative, lmg.r_squared.value, 1e-12, 0);
  assert_close(shares, 1, 1e-12, 0);
  free(sscp);
  units_free(f);
  units_free(all);
  table_free(t);
}

static void
test_in_the_tree(void **state)
{
  (void)state;
  check_reference("multilevel_bh1996:groups", "WBEING~HRS+LEAD+COHES group means",
                  "WBEING,HRS,LEAD,COHES");
  check_reference("multilevel_bh1996", "WBEING~HRS+LEAD+COHES individuals",
                  "WBEING,HRS,LEAD,COHES");
  check_reference("psychTools_sat.act", "ACT~SATV+SATQ+age+gender", "ACT,SATV,SATQ,age,gender");
}

static void
test_linked_data(void **state)
{
  (void)state;
  check_reference("nlme_MathAchieve", "MathAch~DISCLIM+SES+PRACAD+HIMINTY schools",
                  "MathAch,DISCLIM,SES,PRACAD,HIMINTY");
  check_reference("gti_A_dev", "REL~JOB+COLL+TA_AUTONOMY class means", "REL,JOB,COLL,TA_AUTONOMY");
  check_reference("gti_A_dev", "CLARITY~JOB+TA_ENJOY+TA_ANGER+TA_ANXIETY class means",
                  "CLARITY,JOB,TA_ENJOY,TA_ANGER,TA_ANXIETY");
  check_reference("nyc2011_d75", "parent mean~4 teacher domains",
                  "P,saf_t_11,com_t_11,eng_t_11,aca_t_11");
  check_reference("chicago2012", "Parent_Environment~Leaders+Teachers+Safety",
                  "Parent_Environment_Score,Leaders_Score,Teachers_Score,SAFETY_SCORE");
  check_reference("chicago2012", "Safety~Leaders+Teachers+Environment+Instruction",
                  "SAFETY_SCORE,Leaders_Score,Teachers_Score,Environment_Score,Instruction_Score");
  check_reference("nhs_2017_detailed", "SHMI~Engagement+Burnout",
                  "SHMI.index,Engagement.index,Burnout.proportion.index");
}

/* R: the mean over all 120 orders of what lm adds. */
static void
test_over_orders(void **state)
{
  (void)state;
  unit_frame *all = units_load("psychTools_sat.act");
  table *t = table_load("reference/regression_r.csv");
  unit_frame *f = units_complete(all, "ACT,SATV,SATQ,age,education,gender");
  double *sscp = outcome_last(f);
  om_importance out;
  om_stat part[5], sampled[5], share[5];
  om_lmg(5, f->rows, sscp, &out, part, NULL);
  const om_rng place = {.key = 8};
  om_lmg_sampled(5, f->rows, sscp, 2000, &place, &out, sampled, share);
  double sum = 0;
  for (size_t j = 0; j < 5; j++) {
    char which[96];
    snprintf(which, sizeof which, "ACT~SATV+SATQ+age+education+gender;%s", f->name[j + 1]);
    assert_reference(part[j].value, reference(t, "lmg_orders", which), 1e-10);
    assert_true(sampled[j].se > 0);
    assert_close(sampled[j].value, part[j].value, 0, 4 * sampled[j].se);
    assert_close(share[j].se, sampled[j].se / out.r_squared.value, 1e-12, 0);
    sum += sampled[j].value;
  }
  assert_close(sum, out.r_squared.value, 1e-12, 0);
  free(sscp);
  units_free(f);
  units_free(all);
  table_free(t);
}

/* Unit means of four items, and satisfaction. */
static void
golden_columns(const golden_study *g, double item[4][24])
{
  for (size_t k = 0; k < 4; k++) {
    uint64_t n[24];
    double ss[24];
    group_moments(&g->employee_units, g->employees->rows, g->item[k], n, item[k], ss);
  }
}

static void
test_golden(void **state)
{
  (void)state;
  golden_study *g = golden_load();
  double item[4][24], sscp[15];
  golden_columns(g, item);
  const double *const x[] = {item[0], item[1], item[2], item[3], g->customer_mean};
  sscp_of(5, x, 24, sscp);
  om_importance out;
  om_stat part[4], share[4];
  om_relative_weights(4, 24, sscp, &out, part, share);
  for (int i = 0; i < 4; i++)
    assert_golden(part[i].value, "relative weights (Johnson)", i);
  assert_golden(out.r_squared.value, "sum=R2", 0);
  om_lmg(4, 24, sscp, &out, part, share);
  for (int i = 0; i < 4; i++)
    assert_golden(part[i].value, "general dominance", i);

  /* The bootstrap's statistic, for both methods. */
  double random[24];
  om_rng rng = {.key = 4};
  for (int i = 0; i < 24; i++)
    random[i] = om_rng_normal(&rng);
  om_importance_data data = {4, x, g->customer_mean, random, OM_IMPORTANCE_LMG};
  uint32_t index[24];
  for (uint32_t i = 0; i < 24; i++)
    index[i] = 23 - i;
  double values[18];
  assert_int_equal(om_importance_outputs(&data), 18);
  om_importance_statistic(&data, 24, index, values);
  for (int i = 0; i < 4; i++) {
    assert_close(values[i], part[i].value, 1e-12, 0);
    assert_close(values[4 + i], share[i].value, 1e-12, 0);
    assert_close(values[8 + i], 4 - i, 0, 0); /* here the parts rise from first to last */
  }
  assert_close(values[12], out.r_squared.value, 1e-12, 0);
  assert_close(values[13], out.adjusted.value, 1e-12, 0);
  /* With the random column beside them: by the direct road. */
  const double *const six[] = {item[0], item[1], item[2], item[3], random, g->customer_mean};
  double sscp_six[21];
  sscp_of(6, six, 24, sscp_six);
  om_stat beside[5];
  om_lmg(5, 24, sscp_six, &out, beside, NULL);
  for (int i = 0; i < 4; i++)
    assert_close(values[14 + i], beside[i].value - beside[4].value, 1e-11, 1e-13);

  om_boot boot[18];
  const om_rng place = {.key = 6};
  om_bootstrap(24, 18, 999, om_importance_statistic, &data, &place, .95, boot);
  for (int i = 0; i < 4; i++) {
    assert_null(boot[i].percentile.no_range);
    assert_true(boot[8 + i].percentile.lo >= 1 && boot[8 + i].percentile.hi <= 4);
    assert_true(boot[i].percentile.lo > 0); /* never includes 0: hence the random predictor */
  }
  data.method = OM_IMPORTANCE_RELATIVE_WEIGHTS;
  data.random = NULL;
  om_relative_weights(4, 24, sscp, &out, part, share);
  om_importance_statistic(&data, 24, index, values);
  for (int i = 0; i < 4; i++)
    assert_close(values[i], part[i].value, 1e-11, 0);
  golden_free(g);
}

static void
random_sscp(size_t p, size_t n, uint64_t key, double *sscp)
{
  double *x[MOST + 1];
  om_rng rng = {.key = key};
  for (size_t j = 0; j <= p; j++)
    x[j] = calloc(n, sizeof *x[j]);
  for (size_t i = 0; i < n; i++) {
    const double common = om_rng_normal(&rng);
    for (size_t j = 0; j < p; j++) {
      x[j][i] = common + om_rng_normal(&rng);
      x[p][i] += (double)(j + 1) * x[j][i];
    }
    x[p][i] += 5 * om_rng_normal(&rng);
  }
  sscp_of(p + 1, (const double *const *)x, n, sscp);
  for (size_t j = 0; j <= p; j++)
    free(x[j]);
}

static void
test_two_predictors_agree(void **state)
{
  (void)state;
  for (uint64_t key = 1; key < 20; key++) {
    double sscp[6];
    random_sscp(2, 15, key, sscp);
    om_importance out;
    om_stat lmg[2], relative[2];
    om_lmg(2, 15, sscp, &out, lmg, NULL);
    om_relative_weights(2, 15, sscp, &out, relative, NULL);
    for (int i = 0; i < 2; i++)
      assert_close(relative[i].value, lmg[i].value, 1e-12, 0);
  }
}

static void
test_twelve(void **state)
{
  (void)state;
  double sscp[(MOST + 1) * (MOST + 2) / 2], turned[(MOST + 1) * (MOST + 2) / 2];
  random_sscp(12, 200, 1, sscp);
  om_importance out;
  om_stat part[MOST], other[MOST], sampled[MOST];
  om_lmg(12, 200, sscp, &out, part, NULL);
  double sum = 0;
  for (int i = 0; i < 12; i++)
    sum += part[i].value;
  assert_close(sum, out.r_squared.value, 1e-12, 0);

  /* Predictors in the opposite order. */
  for (size_t i = 0; i < 13; i++)
    for (size_t j = i; j < 13; j++) {
      const size_t a = i < 12 ? 11 - i : 12, b = j < 12 ? 11 - j : 12;
      turned[om_packed(13, a < b ? a : b, a < b ? b : a)] = sscp[om_packed(13, i, j)];
    }
  om_lmg(12, 200, turned, &out, other, NULL);
  for (int i = 0; i < 12; i++)
    assert_close(other[11 - i].value, part[i].value, 1e-11, 0);

  const om_rng place = {.key = 12};
  om_lmg_sampled(12, 200, sscp, 3000, &place, &out, sampled, NULL);
  for (int i = 0; i < 12; i++)
    assert_close(sampled[i].value, part[i].value, 0, 4.5 * sampled[i].se);

  random_sscp(13, 200, 1, sscp);
  om_lmg(13, 200, sscp, &out, part, NULL);
  assert_undefined(out, "more than 12 predictors");
  assert_undefined(part[12], "more than 12 predictors");
  om_lmg_sampled(13, 200, sscp, 100, &place, &out, part, NULL);
  assert_null(out.undefined);
  om_relative_weights(13, 200, sscp, &out, part, NULL);
  assert_null(out.undefined);
}

/* A predictor of coefficient 0 that correlates with one that counts gets a part; one that
 * correlates with nothing gets none. */
static void
test_known_parts(void **state)
{
  (void)state;
  /* correlations: x1 x2 .5, y = x1; x3 apart */
  const double sscp[] = {1, .5, 0, .8, 1, 0, .4, 1, 0, 1};
  om_importance out;
  om_stat part[3], share[3];
  om_lmg(3, 50, sscp, &out, part, share);
  assert_close(out.r_squared.value, .64, 1e-15, 0);
  assert_close(part[0].value, (.64 + .64 - .16) / 2, 1e-14, 0);
  assert_close(part[1].value, .16 / 2, 1e-14, 0);
  assert_close(part[2].value, 0, 0, 1e-15);
  assert_close(share[1].value, .125, 1e-14, 0);
  const double nothing[] = {1, .5, 0, 1, 0, 1};
  om_lmg(2, 50, nothing, &out, part, share);
  assert_null(out.undefined);
  assert_undefined(share[0], "R-squared is 0");
  assert_true(part[0].value == 0);
  om_relative_weights(2, 50, nothing, &out, part, share);
  assert_undefined(share[1], "R-squared is 0");
}

static void
test_undefined(void **state)
{
  (void)state;
  const double twice[] = {1, 1, .3, 1, .3, 1}, flat[] = {1, 0, .3, 0, 0, 1},
               flat_outcome[] = {1, .2, 0, 1, 0, 0}, broken[] = {1, .2, .1, 1, NAN, NAN},
               fine[] = {1, .2, .1, 1, .3, 1};
  om_importance out;
  om_stat part[2], share[2];
  void (*const methods[])(size_t, uint64_t, const double *, om_importance *, om_stat *,
                          om_stat *) = {om_lmg, om_relative_weights};
  for (int m = 0; m < 2; m++) {
    methods[m](2, 20, twice, &out, part, share);
    assert_undefined(out, "follow from each other");
    assert_int_equal(out.dependent, 1);
    assert_undefined(part[0], "follow");
    assert_undefined(share[1], "follow");
    methods[m](2, 20, flat, &out, part, share);
    assert_undefined(out, "zero variance of a predictor");
    assert_int_equal(out.dependent, 1);
    methods[m](2, 20, flat_outcome, &out, part, share);
    assert_undefined(out, "zero variance of the outcome");
    methods[m](2, 20, broken, &out, part, share);
    assert_undefined(out, "not finite");
    methods[m](2, 3, fine, &out, part, share);
    assert_undefined(out, "degrees of freedom");
    methods[m](0, 20, fine, &out, part, share);
    assert_undefined(out, "no predictors");
    methods[m](2, 4, fine, &out, part, share);
    assert_null(out.undefined);
  }
  const om_rng place = {.key = 1};
  om_lmg_sampled(2, 20, fine, 1, &place, &out, part, share);
  assert_undefined(out, "fewer than 2 orders");
  om_lmg_sampled(2, 20, twice, 10, &place, &out, part, share);
  assert_undefined(part[1], "follow");
  om_stat many[OM_IMPORTANCE_MAX + 1];
  om_lmg_sampled(OM_IMPORTANCE_MAX + 1, 200, fine, 10, &place, &out, many, NULL);
  assert_undefined(out, "more than 64");
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_in_the_tree),          outside_test(test_linked_data),
      cmocka_unit_test(test_over_orders),          cmocka_unit_test(test_golden),
      cmocka_unit_test(test_two_predictors_agree), cmocka_unit_test(test_twelve),
      cmocka_unit_test(test_known_parts),          cmocka_unit_test(test_undefined),
  };
  return cmocka_run_group_tests_name("stats/importance", tests, NULL, close_summary);
}
