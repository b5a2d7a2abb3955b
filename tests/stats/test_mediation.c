/* Mediation against R, and its bootstrap.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "suite.h"

#include "linkage.h"
#include "sets.h"

static void
check_reference(const char *dataset, const char *args, const char *names)
{
  unit_frame *all = units_load(dataset);
  assert_non_null(all);
  table *t = units_reference(dataset);
  unit_frame *f = units_complete(all, names);
  const om_mediation_data data = {f->rows, f->x[0], f->x[1], f->x[2], 0, NULL};
  om_mediation m;
  om_mediate(&data, .95, &m);
  assert_null(m.undefined);
  assert_reference(m.a.value, reference(t, "med_a", args), 1e-10);
  assert_reference(m.b.value, reference(t, "med_b", args), 1e-10);
  assert_reference(m.total.value, reference(t, "med_c_total", args), 1e-10);
  assert_reference(m.direct.value, reference(t, "med_c_direct", args), 1e-10);
  assert_reference(m.indirect.value, reference(t, "med_ab", args), 1e-10);
  assert_reference(m.indirect.se, reference(t, "sobel_se", args), 1e-10);
  assert_reference(m.indirect.statistic, reference(t, "sobel_z", args), 1e-10);
  assert_reference(m.indirect.p, reference(t, "sobel_p", args), 1e-10);
  assert_close(m.indirect.value, m.total.value - m.direct.value, 1e-12, 1e-14);

  uint32_t *index = calloc(f->rows, sizeof *index);
  for (size_t i = 0; i < f->rows; i++)
    index[i] = (uint32_t)(f->rows - 1 - i);
  double out[3];
  om_mediation_statistic(&data, f->rows, index, out);
  assert_close(out[0], m.indirect.value, 1e-11, 0);
  assert_close(out[1], m.direct.value, 1e-11, 0);
  assert_close(out[2], m.total.value, 1e-11, 0);
  free(index);
  units_free(f);
  units_free(all);
  table_free(t);
}

static void
test_in_the_tree(void **state)
{
  (void)state;
  check_reference("multilevel_bh1996:groups", "HRS->LEAD->WBEING group means", "HRS,LEAD,WBEING");
  check_reference("psychTools_sat.act", "age->SATV->ACT", "age,SATV,ACT");
}

static void
test_linked_data(void **state)
{
  (void)state;
  check_reference("gti_A_dev", "JOB->TA_ENJOY->REL class means", "JOB,TA_ENJOY,REL");
  check_reference("chicago2012", "Leaders->Teachers->Safety",
                  "Leaders_Score,Teachers_Score,SAFETY_SCORE");
}

static void
test_with_a_control(void **state)
{
  (void)state;
  unit_frame *all = units_load("psychTools_sat.act");
  unit_frame *f = units_complete(all, "age,SATV,ACT,education,SATQ,gender");
  table *t = table_load("reference/regression_r.csv");
  static const char args[] = "age->SATV->ACT|education";
  const double *const control[] = {f->x[3]};
  const om_mediation_data data = {f->rows, f->x[0], f->x[1], f->x[2], 1, control};
  om_mediation m;
  om_mediate(&data, .95, &m);
  assert_reference(m.indirect.value, reference(t, "med_ab", args), 1e-10);
  assert_reference(m.direct.value, reference(t, "med_c_direct", args), 1e-10);
  assert_reference(m.total.value, reference(t, "med_c_total", args), 1e-10);
  uint32_t index[1024];
  for (uint32_t i = 0; i < f->rows; i++)
    index[i] = i;
  double out[3];
  om_mediation_statistic(&data, f->rows, index, out);
  assert_close(out[0], m.indirect.value, 1e-10, 0);
  assert_close(out[2], m.total.value, 1e-10, 0);
  units_free(f);
  units_free(all);
  table_free(t);
}

static void
test_bootstrap(void **state)
{
  (void)state;
  unit_frame *f = units_load("multilevel_bh1996:groups");
  const om_mediation_data data = {
      f->rows, units_column(f, "HRS"), units_column(f, "LEAD"), units_column(f, "WBEING"), 0, NULL};
  om_mediation m;
  om_mediate(&data, .95, &m);
  const om_rng place = {.key = 2};
  om_boot boot[3];
  om_bootstrap(f->rows, 3, 4999, om_mediation_statistic, &data, &place, .95, boot);
  for (int i = 0; i < 3; i++) {
    assert_null(boot[i].bca.no_range);
    assert_true(boot[i].percentile.lo < boot[i].bca.value &&
                boot[i].bca.value < boot[i].percentile.hi);
    assert_int_equal(boot[i].degenerate, 0);
  }
  assert_close(boot[0].bca.value, m.indirect.value, 1e-10, 0);
  /* Ninety-nine companies: the first-order error is about right. */
  assert_close(boot[0].bca.se, m.indirect.se, .35, 0);
  units_free(f);
}

static void
test_undefined(void **state)
{
  (void)state;
  const double x[] = {1, 2, 4, 3, 7, 5}, m[] = {2, 1, 3, 5, 6, 4}, y[] = {3, 1, 4, 1, 5, 9},
               flat[] = {2, 2, 2, 2, 2, 2};
  om_mediation_data data = {6, x, m, y, 0, NULL};
  om_mediation out;
  data.m = flat;
  om_mediate(&data, .95, &out);
  assert_undefined(out, "zero variance of the outcome");
  assert_undefined(out.indirect, "zero variance");
  data.m = x;
  om_mediate(&data, .95, &out);
  assert_undefined(out.b, "follows");
  data.m = m;
  data.n = 3;
  om_mediate(&data, .95, &out);
  assert_undefined(out.direct, "degrees of freedom");
  data.n = 0;
  om_mediate(&data, .95, &out);
  assert_undefined(out, "degrees of freedom");

  double triple[3];
  const uint32_t same[] = {0, 0, 0, 0, 1, 1}, few[] = {0, 1, 2};
  data.n = 6;
  om_mediation_statistic(&data, 6, same, triple);
  assert_true(isnan(triple[0]) && isnan(triple[1]) && isnan(triple[2]));
  om_mediation_statistic(&data, 3, few, triple);
  assert_true(isnan(triple[0]));
  data.controls = OM_STATISTIC_MAX;
  om_mediation_statistic(&data, 6, few, triple);
  assert_true(isnan(triple[0]));
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_in_the_tree),    outside_test(test_linked_data),
      cmocka_unit_test(test_with_a_control), cmocka_unit_test(test_bootstrap),
      cmocka_unit_test(test_undefined),
  };
  return cmocka_run_group_tests_name("stats/mediation", tests, NULL, close_summary);
}
