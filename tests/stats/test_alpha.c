/* Cronbach's alpha and its company against R, and against its definition.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "suite.h"

enum { MOST_ITEMS = 11 };

/* Compares with what R says of one scale: k columns, from `reversed` of them lo+hi is taken. */
static void
check_scale(const char *file, const char *scale, const char *const *items, const char *reversed,
            double lo_plus_hi)
{
  char name[256];
  snprintf(name, sizeof name, "data/%s.csv", file);
  table *data = table_load(name);
  snprintf(name, sizeof name, "reference/%s.csv", file);
  table *t = table_load(name);
  double *x[MOST_ITEMS], sscp[MOST_ITEMS * (MOST_ITEMS + 1) / 2];
  size_t k = 0;
  for (; items[k]; k++) {
    x[k] = table_numbers(data, items[k]);
    for (size_t i = 0; strstr(reversed, items[k]) && i < data->rows; i++)
      x[k][i] = lo_plus_hi - x[k][i];
  }
  const uint64_t n = sscp_of(k, (const double *const *)x, data->rows, sscp);

  om_alpha_result a;
  om_stat rest[MOST_ITEMS], deleted[MOST_ITEMS];
  om_alpha(k, n, sscp, .95, &a, rest, deleted);
  assert_reference((double)a.raw.n, reference(t, "n_listwise", scale), 0);
  assert_reference(a.raw.value, reference(t, "alpha_raw_listwise", scale), 1e-10);
  assert_reference(a.standardized.value, reference(t, "alpha_std_listwise", scale), 1e-10);
  assert_reference(a.mean_r.value, reference(t, "mean_interitem_r", scale), 1e-10);
  assert_reference(a.raw.lo, reference(t, "alpha_feldt_ci95_lo", scale), 1e-10);
  assert_reference(a.raw.hi, reference(t, "alpha_feldt_ci95_hi", scale), 1e-10);
  for (size_t i = 0; i < k; i++) {
    snprintf(name, sizeof name, "%s;%s", scale, items[i]);
    assert_reference(rest[i].value, reference(t, "item_rest_r", name), 1e-10);
    assert_reference(deleted[i].value, reference(t, "alpha_if_deleted", name), 1e-10);
  }
  for (size_t i = 0; i < k; i++)
    free(x[i]);
  table_free(t);
  table_free(data);
}

#define ITEMS(...)                                                                                 \
  (const char *const[])                                                                            \
  {                                                                                                \
    __VA_ARGS__, NULL                                                                              \
  }

static void
test_against_r(void **state)
{
  (void)state;
  check_scale("multilevel_cohesion", "COH01-05", ITEMS("COH01", "COH02", "COH03", "COH04", "COH05"),
              "", 0);
  check_scale(
      "multilevel_bhr2000", "11 leadership items",
      ITEMS("AF06", "AF07", "AP12", "AP17", "AP33", "AP34", "AS14", "AS15", "AS16", "AS17", "AS28"),
      "", 0);
  const char *bfi = "psychTools_bfi";
  check_scale(bfi, "A1-A5, A1 reversed (1..6)", ITEMS("A1", "A2", "A3", "A4", "A5"), "A1", 7);
  check_scale(bfi, "A1-A5 not reversed", ITEMS("A1", "A2", "A3", "A4", "A5"), "", 0);
  check_scale(bfi, "C1-C5, C4 C5 reversed (1..6)", ITEMS("C1", "C2", "C3", "C4", "C5"), "C4C5", 7);
  check_scale(bfi, "E1-E5, E1 E2 reversed (1..6)", ITEMS("E1", "E2", "E3", "E4", "E5"), "E1E2", 7);
  check_scale(bfi, "N1-N5", ITEMS("N1", "N2", "N3", "N4", "N5"), "", 0);
  check_scale(bfi, "O1-O5, O2 O5 reversed (1..6)", ITEMS("O1", "O2", "O3", "O4", "O5"), "O2O5", 7);
  /* Not whole numbers: sums of squares and products from doubles. */
  const char *hs = "lavaan_HolzingerSwineford1939";
  check_scale(hs, "x1-x3", ITEMS("x1", "x2", "x3"), "", 0);
  check_scale(hs, "x4-x6", ITEMS("x4", "x5", "x6"), "", 0);
  check_scale(hs, "x7-x9", ITEMS("x7", "x8", "x9"), "", 0);
}

static void
test_golden(void **state)
{
  (void)state;
  golden_study *g = golden_load();
  double sscp[15];
  uint64_t n = sscp_of(5, (const double *const *)g->item, g->employees->rows, sscp);
  om_alpha_result a;
  om_stat rest[5], deleted[5];
  om_alpha(5, n, sscp, .95, &a, rest, deleted);
  assert_golden((double)n, "complete", 0);
  assert_golden(a.raw.value, "alpha raw listwise", 0);
  assert_golden(a.standardized.value, "standardized", 0);
  assert_golden(a.mean_r.value, "mean r", 0);
  assert_golden(a.raw.lo, "Feldt 95% CI", 0);
  assert_golden(a.raw.hi, "Feldt 95% CI", 1);
  for (int i = 0; i < 5; i++) {
    assert_golden(rest[i].value, "corrected item-total", i);
    assert_golden(deleted[i].value, "alpha if deleted", i);
  }

  /* The trap: one item left unreversed. */
  for (size_t i = 0; i < g->employees->rows; i++)
    g->item[2][i] = 6 - g->item[2][i];
  n = sscp_of(5, (const double *const *)g->item, g->employees->rows, sscp);
  om_alpha(5, n, sscp, .95, &a, NULL, NULL);
  assert_golden(a.raw.value, "alpha unreversed col3 (trap)", 0);
  golden_free(g);
}

static void
test_definition(void **state)
{
  (void)state;
  /* Two parallel items: alpha is the Spearman-Brown of their correlation. */
  const double parallel[] = {10, 6, 10};
  om_alpha_result a;
  om_stat rest[2], deleted[2];
  om_alpha(2, 20, parallel, .95, &a, rest, deleted);
  assert_close(a.raw.value, 2 * .6 / 1.6, 1e-15, 0);
  assert_close(a.standardized.value, 2 * .6 / 1.6, 1e-15, 0);
  assert_close(rest[0].value, .6, 1e-15, 0);
  assert_undefined(deleted[0], "fewer than 3 items");
  assert_true(a.raw.lo < a.raw.value && a.raw.value < a.raw.hi);

  /* Opposite items: a negative value, not an error. */
  const double opposite[] = {10, -6, 10};
  om_alpha(2, 20, opposite, .95, &a, NULL, NULL);
  assert_close(a.raw.value, 2 * -.6 / .4, 1e-14, 0);

  /* A wider level gives a wider range. */
  om_alpha_result wide;
  om_alpha(2, 20, parallel, .99, &wide, NULL, NULL);
  om_alpha(2, 20, parallel, .95, &a, NULL, NULL);
  assert_true(wide.raw.lo < a.raw.lo && wide.raw.hi > a.raw.hi);
}

static void
test_undefined(void **state)
{
  (void)state;
  const double one[] = {3}, fine[] = {10, 6, 10}, flat_item[] = {10, 0, 0},
               cancelling[] = {10, -10, 10}, nothing[] = {0, 0, 0};
  om_alpha_result a;
  om_stat rest[2], deleted[2];
  om_alpha(1, 20, one, .95, &a, rest, deleted);
  assert_undefined(a.raw, "fewer than 2 items");
  assert_undefined(rest[0], "fewer than 2 items");
  om_alpha(2, 1, fine, .95, &a, rest, deleted);
  assert_undefined(a.raw, "fewer than 2 respondents");
  assert_undefined(a.mean_r, "fewer than 2 respondents");
  om_alpha(2, 20, fine, 0, &a, rest, deleted);
  assert_undefined(a.raw, "confidence");

  om_alpha(2, 20, flat_item, .95, &a, rest, deleted);
  assert_close(a.raw.value, 0, 0, 0);
  assert_undefined(a.standardized, "zero variance of an item");
  assert_undefined(rest[1], "zero variance of the item");
  assert_undefined(rest[0], "other items");

  om_alpha(2, 20, cancelling, .95, &a, rest, deleted);
  assert_undefined(a.raw, "zero variance of the sum");
  assert_undefined(a.standardized, "zero variance of the sum");
  om_alpha(2, 20, nothing, .95, &a, NULL, NULL);
  assert_undefined(a.raw, "zero variance of the sum");

  /* Three items that cancel out up to rounding: x, y, and what is missing to 6. */
  const double x[] = {1.1, 2.3, 4.7, 5, 3.1, 1, 2.9}, y[] = {2.1, 5.7, 1.3, 1.7, 4.1, 4, 3.3};
  double z[7], sscp[6];
  for (int i = 0; i < 7; i++)
    z[i] = 6 - x[i] - y[i];
  const uint64_t n = sscp_of(3, (const double *const[]){x, y, z}, 7, sscp);
  om_alpha(3, n, sscp, .95, &a, NULL, NULL);
  assert_undefined(a.raw, "zero variance of the sum");
}

enum { UNITS = 24, ITEMS = 5, PACKED = 15 };

/* The people of each unit of the golden study who answered every item. */
typedef struct people {
  uint64_t n[UNITS];
  double mean[UNITS * ITEMS], sscp[UNITS * PACKED];
} people;

static void
take_unit(const golden_study *g, uint32_t unit, people *p)
{
  double x[ITEMS][64];
  const double *const columns[] = {x[0], x[1], x[2], x[3], x[4]};
  size_t n = 0;
  for (size_t row = 0; row < g->employees->rows; row++) {
    bool is_known = g->employee_units.of[row] == unit;
    for (size_t i = 0; i < ITEMS; i++)
      is_known = is_known && !isnan(g->item[i][row]);
    for (size_t i = 0; is_known && i < ITEMS; i++)
      x[i][n] = g->item[i][row];
    n += is_known;
  }
  p->n[unit] = n;
  for (size_t i = 0; i < ITEMS; i++) {
    double ss;
    om_mean_ss(n, x[i], &p->mean[unit * ITEMS + i], &ss);
  }
  sscp_of(ITEMS, columns, n, p->sscp + unit * PACKED);
}

/* R: boot of whole units, 9,999 draws, BCa (tests/studies/measures.R); .005 is its chance error. */
static void
test_by_unit(void **state)
{
  (void)state;
  golden_study *const g = golden_load();
  const om_rng rng = {.key = 1};
  people p;
  om_boot all, without;
  for (uint32_t u = 0; u < UNITS; u++)
    take_unit(g, u, &p);
  om_alpha_by_unit(ITEMS, UNITS, p.n, p.mean, p.sscp, OM_BOOT_MIN_BCA, &rng, .95, &all);
  assert_golden(all.bca.value, "alpha raw listwise", 0);
  assert_int_equal(all.bca.n, UNITS);
  close_reference(all.bca.lo, 0.776858995132579, .005, "lo", __FILE__, __LINE__);
  close_reference(all.bca.hi, 0.850959954109174, .005, "hi", __FILE__, __LINE__);

  /* Each unit left out in turn: alpha of the others from their sums alone. */
  double left_out[UNITS], mean = 0, ss = 0;
  for (size_t u = 0; u < UNITS; u++) {
    const uint64_t n = p.n[u];
    p.n[u] = 0;
    om_alpha_by_unit(ITEMS, UNITS, p.n, p.mean, p.sscp, OM_BOOT_MIN_BCA, &rng, .95, &without);
    p.n[u] = n;
    left_out[u] = without.bca.value;
    mean += left_out[u] / UNITS;
    assert_int_equal(without.bca.n, UNITS - 1);
  }
  for (size_t u = 0; u < UNITS; u++)
    ss += (left_out[u] - mean) * (left_out[u] - mean);
  assert_close(all.jackknife_se, sqrt(ss * (UNITS - 1) / UNITS), 1e-9, 0);
  golden_free(g);
}

static void
test_by_unit_undefined(void **state)
{
  (void)state;
  const om_rng rng = {.key = 1};
  const uint64_t n[] = {3, 4, 5, 6, 7, 8, 9, 10};
  const double mean[16] = {0}, sscp[24] = {0};
  om_boot boot;
  om_alpha_by_unit(1, 8, n, mean, sscp, OM_BOOT_MIN_BCA, &rng, .95, &boot);
  assert_undefined(boot.bca, "fewer than 2 items");
  om_alpha_by_unit(2, 8, n, mean, sscp, OM_BOOT_MIN_BCA, &rng, .95, &boot);
  assert_non_null(boot.bca.undefined); /* nothing varies */
  om_alpha_by_unit(2, 0, n, mean, sscp, OM_BOOT_MIN_BCA, &rng, .95, &boot);
  assert_non_null(boot.bca.undefined);
  const double some[24] = {4, 1, 4, 5, 2, 5, 6, 3, 6, 7, 1, 7, 4, 1, 4, 5, 2, 5, 6, 3, 6, 7, 1, 7};
  om_alpha_by_unit(2, 7, n, mean, some, OM_BOOT_MIN_BCA, &rng, .95, &boot);
  assert_null(boot.bca.undefined);
  assert_true(isnan(boot.bca.lo) && boot.bca.no_range);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_by_unit),    cmocka_unit_test(test_by_unit_undefined),
      cmocka_unit_test(test_against_r),  cmocka_unit_test(test_golden),
      cmocka_unit_test(test_definition), cmocka_unit_test(test_undefined),
  };
  return cmocka_run_group_tests_name("stats/alpha", tests, NULL, close_summary);
}
