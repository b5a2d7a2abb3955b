/* Regression and its kin when memory runs out: each allocation of a function fails in turn, and
 * the result says so.  Linked with --wrap=calloc, the only allocator that the kit calls.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "suite.h"

static int until_failure = -1; /* negative: never */

void *__real_calloc(size_t n, size_t size);
void *__wrap_calloc(size_t n, size_t size);

void *
__wrap_calloc(size_t n, size_t size)
{
  if (until_failure == 0)
    return NULL;
  until_failure -= until_failure > 0;
  return __real_calloc(n, size);
}

static const double x[] = {1, 2, 4, 3, 7, 5, 8, 6.5, 2.5}, y[] = {2, 1, 3, 5, 6, 4, 9, 5.5, 3.5},
                    z[] = {3, 1, 4, 1, 5, 9, 2, 6, 5};
static const double *const columns[] = {x, z};
static const om_model model = {9, 2, y, columns, NULL, 0};

/* Each returns the reason in its result. */
static const char *
partial(void)
{
  return om_partial(9, x, y, 1, columns + 1, .95).undefined;
}

static const char *
semipartial_of_ranks(void)
{
  return om_semipartial_spearman(9, x, y, 1, columns + 1, .95).undefined;
}

static const char *
regress(void)
{
  om_regression fit;
  om_coefficient c[3];
  om_regress(&model, .95, &fit, c, NULL);
  assert_true(fit.undefined == c[2].hc3.undefined && !fit.undefined == !isnan(fit.ss_total));
  return fit.undefined;
}

static const char *
polynomial(void)
{
  om_regression fit;
  om_regress_polynomial(9, x, 2, y, .95, &fit, NULL, NULL);
  return fit.undefined;
}

static const char *
steps(void)
{
  om_step step;
  om_r_squared_change(&model, 1, .95, &step);
  /* The first step may have been fitted before memory ran out. */
  return step.first.undefined ? step.first.undefined : step.change.undefined;
}

static const char *
robust(void)
{
  om_robust out;
  om_stat b[3];
  om_regress_robust(&model, .95, &out, b, NULL);
  assert_ptr_equal(out.undefined, b[2].undefined);
  return out.undefined;
}

static const char *
surface(void)
{
  const om_surface_data data = {9, x, y, z, 4};
  om_surface s;
  om_response_surface(&data, .95, &s);
  assert_ptr_equal(s.a1.undefined, s.b[0].b.undefined);
  return s.a4.undefined;
}

static const char *
moderation(void)
{
  const om_moderation_data data = {9, x, z, y, 0, NULL, 4, 4};
  const double at[] = {2};
  om_moderation m;
  om_stat slope[1];
  om_moderate(&data, 1, at, .95, &m, slope);
  assert_ptr_equal(m.model.undefined, slope[0].undefined);
  return m.product.b.undefined;
}

static const char *
mediation(void)
{
  const om_mediation_data data = {9, x, z, y, 0, NULL};
  om_mediation m;
  om_mediate(&data, .95, &m);
  assert_ptr_equal(m.undefined, m.indirect.undefined);
  return m.undefined;
}

static const double sscp[] = {1, .2, .1, 1, .3, 1};

static const char *
lmg(void)
{
  om_importance out;
  om_stat part[2];
  om_lmg(2, 20, sscp, &out, part, NULL);
  assert_ptr_equal(out.undefined, part[1].undefined);
  return out.undefined;
}

static const char *
sampled(void)
{
  const om_rng place = {.key = 1};
  om_importance out;
  om_stat part[2], share[2];
  om_lmg_sampled(2, 20, sscp, 10, &place, &out, part, share);
  assert_ptr_equal(out.undefined, share[1].undefined);
  return out.undefined;
}

static const char *
relative_weights(void)
{
  om_importance out;
  om_stat part[2];
  om_relative_weights(2, 20, sscp, &out, part, NULL);
  return out.undefined;
}

static const char *
necessity(void)
{
  static const om_scope observed = {0, 0, 0, 0};
  om_necessity out;
  om_necessary(9, x, y, &observed, &out);
  return out.cr_fdh.effect.undefined;
}

static void
test_every_allocation_may_fail(void **state)
{
  (void)state;
  const char *(*const calls[])(void) = {
      partial,  semipartial_of_ranks, regress,   polynomial, steps,   robust,
      surface,  moderation,           mediation, lmg,        sampled, relative_weights,
      necessity};
  for (size_t c = 0; c < sizeof calls / sizeof *calls; c++) {
    int failures = 0;
    for (;; failures++) {
      until_failure = failures;
      const char *why = calls[c]();
      const bool ran_out = until_failure == 0;
      until_failure = -1;
      if (!ran_out || !why) {
        assert_null(why);
        break;
      }
      assert_string_equal(why, "out of memory");
    }
    assert_true(failures >= 1);
  }
}

/* Statistics are NaN then, and the resample counts as degenerate. */
static void
test_statistic_without_memory(void **state)
{
  (void)state;
  const om_necessity_data data = {9, x, y, {0, 0, 0, 0}};
  const uint32_t index[] = {0, 1, 2, 3, 4, 5, 6, 7, 8};
  double d[2];
  for (int failures = 0; failures < 2; failures++) {
    until_failure = failures;
    om_necessity_statistic(&data, 9, index, d);
    until_failure = -1;
    assert_true(isnan(d[0]) && isnan(d[1]));
  }
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_every_allocation_may_fail),
      cmocka_unit_test(test_statistic_without_memory),
  };
  return cmocka_run_group_tests_name("stats/regression_memory", tests, NULL, NULL);
}
