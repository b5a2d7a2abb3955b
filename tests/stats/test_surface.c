/* Response surface and moderation.
 * R's lm gave the values; beside them the same surface by other columns, whose coefficients are
 * a1 .. a4 themselves.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "suite.h"

#include "linkage.h"

static void
check(const table *t, const char *statistic, const char *args, const char *which, double value)
{
  char text[128];
  snprintf(text, sizeof text, "%s;%s", args, which);
  assert_reference(value, reference(t, statistic, text), 1e-10);
}

static const char surface_args[] = "ACT by SATV/100,SATQ/100 about 5";

static void
test_surface(void **state)
{
  (void)state;
  ability a = ability_load("SATV,SATQ,ACT");
  const size_t n = a.f->rows;
  double *x = a.f->x[0], *y = a.f->x[1], *z = a.f->x[2];
  for (size_t i = 0; i < n; i++) {
    x[i] /= 100;
    y[i] /= 100;
  }
  const om_surface_data data = {n, x, y, z, 5};
  om_surface s;
  om_response_surface(&data, .95, &s);
  assert_null(s.model.undefined);
  for (int i = 0; i < 6; i++) {
    char which[8];
    snprintf(which, sizeof which, "b%d", i);
    check(a.t, "surface_b", surface_args, which, s.b[i].b.value);
    check(a.t, "surface_se", surface_args, which, s.b[i].b.se);
  }
  assert_reference(s.model.r_squared.value, reference(a.t, "surface_R2", surface_args), 1e-10);
  const om_stat *const values[] = {&s.a1, &s.a2, &s.a3, &s.a4};
  static const char *const names[] = {"a1", "a2", "a3", "a4"};
  for (int i = 0; i < 4; i++) {
    check(a.t, "surface", surface_args, names[i], values[i]->value);
    check(a.t, "surface_se", surface_args, names[i], values[i]->se);
    check(a.t, "surface_t", surface_args, names[i], values[i]->statistic);
    check(a.t, "surface_p", surface_args, names[i], values[i]->p);
    check(a.t, "surface_lo", surface_args, names[i], values[i]->lo);
    check(a.t, "surface_hi", surface_args, names[i], values[i]->hi);
  }

  /* s = (x + y) / 2 and d = (x - y) / 2: z = a1 s + a3 d + a2 s^2 + 2 (b3 - b5) s d + a4 d^2. */
  double *other[5];
  for (int j = 0; j < 5; j++)
    other[j] = calloc(n, sizeof *other[j]);
  for (size_t i = 0; i < n; i++) {
    const double along = (x[i] - 5 + (y[i] - 5)) / 2, across = (x[i] - y[i]) / 2;
    other[0][i] = along;
    other[1][i] = along * along;
    other[2][i] = across;
    other[3][i] = across * across;
    other[4][i] = along * across;
  }
  const om_model m = {n, 5, z, (const double *const *)other, NULL, 0};
  om_regression fit;
  om_coefficient c[6];
  om_regress(&m, .95, &fit, c, NULL);
  for (int i = 0; i < 4; i++) {
    assert_close(values[i]->value, c[i + 1].b.value, 1e-11, 0);
    assert_close(values[i]->se, c[i + 1].b.se, 1e-11, 0);
    assert_close(values[i]->p, c[i + 1].b.p, 1e-9, 0);
  }

  /* The statistic of the bootstrap. */
  uint32_t *index = calloc(n, sizeof *index);
  for (size_t i = 0; i < n; i++)
    index[i] = (uint32_t)(n - 1 - i);
  double out[4];
  om_surface_statistic(&data, n, index, out);
  for (int i = 0; i < 4; i++)
    assert_close(out[i], values[i]->value, 1e-10, 0);
  memset(index, 0, n * sizeof *index);
  om_surface_statistic(&data, n, index, out);
  assert_true(isnan(out[0]) && isnan(out[3]));
  om_surface_statistic(&data, 6, index, out);
  assert_true(isnan(out[0]));
  for (int j = 0; j < 5; j++)
    free(other[j]);
  free(index);
  ability_free(&a);
}

static void
test_surface_undefined(void **state)
{
  (void)state;
  const double x[] = {1, 2, 3, 4, 5, 1, 2, 3}, y[] = {2, 1, 4, 3, 5, 5, 4, 1},
               z[] = {1, 2, 2, 3, 4, 1, 5, 2}, yes_no[] = {0, 1, 0, 1, 1, 0, 0, 1};
  om_surface_data data = {6, x, y, z, 3};
  om_surface s;
  om_response_surface(&data, .95, &s);
  assert_undefined(s.model, "degrees of freedom");
  assert_undefined(s.a1, "degrees of freedom");
  data.n = 8;
  data.x = yes_no;
  om_response_surface(&data, .95, &s); /* the square of two values is a line */
  assert_undefined(s.a4, "follows");
  assert_int_equal(s.model.dependent, 2);
  data.x = x;
  data.midpoint = NAN;
  om_response_surface(&data, .95, &s);
  assert_undefined(s.a2, "not finite");
  assert_undefined(s.b[5].b, "not finite");
}

static const char moderation_args[] = "ACT by SATV-600 x age-20, education";

static void
test_moderation(void **state)
{
  (void)state;
  ability a = ability_load("SATV,age,ACT,education");
  const double *const control[] = {a.f->x[3]};
  const om_moderation_data data = {a.f->rows, a.f->x[0], a.f->x[1], a.f->x[2], 1, control, 600, 20};
  static const double at[] = {15, 20, 25.5, 40};
  static const char *const names[] = {"age=15", "age=20", "age=25.5", "age=40"};
  om_moderation m;
  om_stat slope[4];
  om_moderate(&data, 4, at, .95, &m, slope);
  assert_null(m.model.undefined);
  const om_coefficient *const coefs[] = {&m.intercept, &m.x, &m.w, &m.product};
  for (int i = 0; i < 4; i++) {
    char which[8];
    snprintf(which, sizeof which, "b%d", i);
    check(a.t, "moderation_b", moderation_args, which, coefs[i]->b.value);
    check(a.t, "moderation_se", moderation_args, which, coefs[i]->b.se);
    check(a.t, "slope", moderation_args, names[i], slope[i].value);
    check(a.t, "slope_se", moderation_args, names[i], slope[i].se);
    check(a.t, "slope_t", moderation_args, names[i], slope[i].statistic);
    check(a.t, "slope_p", moderation_args, names[i], slope[i].p);
  }
  assert_true(reference(a.t, "jn_count", moderation_args) == 2);
  char which[96];
  snprintf(which, sizeof which, "%s;1", moderation_args);
  assert_reference(m.jn_lo, reference(a.t, "jn", which), 1e-9);
  snprintf(which, sizeof which, "%s;2", moderation_args);
  assert_reference(m.jn_hi, reference(a.t, "jn", which), 1e-9);
  assert_int_equal(m.jn, OM_JN_OUTSIDE);

  /* At a bound the range of the slope ends at 0. */
  const double bounds[] = {m.jn_lo, m.jn_hi};
  om_moderate(&data, 2, bounds, .95, &m, slope);
  assert_close(slope[0].p, .05, 1e-9, 0);
  assert_close(slope[1].p, .05, 1e-9, 0);

  /* Centring moves the coefficients and no slope. */
  om_moderation_data raw = data;
  raw.centre_x = raw.centre_w = 0;
  om_moderation other;
  om_stat same[4];
  om_moderate(&raw, 4, at, .95, &other, same);
  om_moderate(&data, 4, at, .95, &m, slope);
  assert_close(other.product.b.value, m.product.b.value, 1e-14, 0);
  assert_close(other.jn_lo, m.jn_lo, 1e-9, 0);
  for (int i = 0; i < 4; i++) {
    assert_close(same[i].value, slope[i].value, 1e-12, 0);
    assert_close(same[i].se, slope[i].se, 1e-9, 0);
  }
  ability_free(&a);
}

/* Few cases with a slope that is nowhere, everywhere, or only between. */
static void
test_johnson_neyman(void **state)
{
  (void)state;
  enum { N = 60 };
  double x[N], w[N], y[N];
  om_rng rng = {.key = 5};
  static const struct {
    double level, slope;
    uint32_t jn;
  } cases[] = {{0, 0, OM_JN_NOWHERE}, {1, 0, OM_JN_BETWEEN}, {0, 1, OM_JN_OUTSIDE}};
  for (int c = 0; c < 3; c++) {
    for (int i = 0; i < N; i++) {
      x[i] = i % 2 ? 1 : -1;
      w[i] = i / 2 % 5 - 2;
      /* Errors that have nothing to do with x, w or x w: they repeat over blocks of 20. */
      y[i] = cases[c].level * x[i] + cases[c].slope * x[i] * w[i] + (i / 20 - 1);
    }
    const om_moderation_data data = {N, x, w, y, 0, NULL, 0, 0};
    om_moderation m;
    const double at[] = {0};
    om_stat slope[1];
    om_moderate(&data, 1, at, .95, &m, slope);
    assert_int_equal(m.jn, cases[c].jn);
    assert_true(isnan(m.jn_lo) == (m.jn == OM_JN_NOWHERE));
    if (m.jn == OM_JN_BETWEEN)
      assert_true(m.jn_lo < 0 && m.jn_hi > 0 && slope[0].p < .05);
    if (m.jn == OM_JN_OUTSIDE)
      assert_true(m.jn_lo < 0 && m.jn_hi > 0 && slope[0].p > .05);
  }
  (void)rng;

  const double flat[N] = {0};
  const om_moderation_data wrong = {N, x, flat, y, 0, NULL, 0, 0};
  om_moderation m;
  om_stat slope[1];
  const double at[] = {1};
  om_moderate(&wrong, 1, at, .95, &m, slope);
  assert_undefined(m.model, "does not vary");
  assert_undefined(m.product.b, "does not vary");
  assert_undefined(slope[0], "does not vary");
  assert_true(m.jn == OM_JN_NOWHERE && isnan(m.jn_lo));
  const om_moderation_data right = {N, x, w, y, 0, NULL, 0, 0};
  const double endless[] = {INFINITY};
  om_moderate(&right, 1, endless, .95, &m, slope);
  assert_undefined(slope[0], "not finite");
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_surface),
      cmocka_unit_test(test_surface_undefined),
      cmocka_unit_test(test_moderation),
      cmocka_unit_test(test_johnson_neyman),
  };
  return cmocka_run_group_tests_name("stats/surface", tests, NULL, close_summary);
}
