/* Reliability and dimensions when memory runs out: each allocation of a function fails in turn, and
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

static const double r[] = {1, .4, .3, .2, 1, .5, .3, 1, .4, 1};
static const double heywood[] = {1, .9, .7, .2, 1, .5, .1, 1, .3, 1};
static const double a[] = {1, 2, 4, 3, 5, 2}, b[] = {2, 1, 3, 5, 4, 4}, c[] = {5, 5, 2, 1, 2, 1};
static const double *const x[] = {a, b, c};
static const om_rng place = {.key = 1};

/* Each returns the reason in its result. */
static const char *
alpha_pairwise(void)
{
  om_alpha_result out;
  om_alpha_pairwise(3, 6, x, &out);
  return out.raw.undefined;
}

static const char *
alpha_by_unit(void)
{
  const uint64_t n[] = {3, 4, 5, 6, 7, 8, 9, 10};
  const double mean[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3, 4, 5, 6, 7};
  const double sscp[] = {4, 1, 4, 5, 2, 5, 6, 3, 6, 7, 1, 7, 4, 1, 4, 5, 2, 5, 6, 3, 6, 7, 1, 7};
  om_boot out;
  om_alpha_by_unit(2, 8, n, mean, sscp, 99, &place, .95, &out);
  return out.bca.undefined;
}

static const char *
lambda4(void)
{
  return om_lambda4(4, 50, r, NULL).undefined;
}

static const char *
lambda6(void)
{
  return om_lambda6(4, 50, r).undefined;
}

static const char *
omega(void)
{
  om_omega_result out;
  double loading[4];
  om_omega(4, 50, r, .95, &out, loading, NULL);
  assert_true(!out.omega.undefined == !isnan(loading[0]));
  return out.omega.undefined;
}

static const char *
omega_at_the_bound(void)
{
  om_omega_result out;
  om_omega(4, 50, heywood, .95, &out, NULL, NULL);
  return out.omega.undefined;
}

static const char *
kmo(void)
{
  om_stat msa[4];
  const om_stat s = om_kmo(4, 50, r, msa);
  assert_ptr_equal(s.undefined, msa[3].undefined);
  return s.undefined;
}

static const char *
bartlett(void)
{
  return om_bartlett_sphericity(4, 50, r).undefined;
}

static const char *
eigenvalues(void)
{
  double values[4];
  const char *const why = om_eigenvalues(4, r, 1, values);
  assert_true(!why == !isnan(values[0]));
  return why;
}

static const char *
components(void)
{
  double loading[8];
  return om_principal_components(4, r, 2, loading);
}

static const char *
parallel_normal(void)
{
  om_parallel_analysis out;
  double mean[4];
  om_parallel_normal(4, 50, r, 0, 10, &place, &out, NULL, mean, NULL);
  assert_true(!out.undefined == !isnan(mean[0]));
  return out.undefined;
}

static const char *
parallel_permuted(void)
{
  om_parallel_analysis out;
  om_parallel_permuted(3, 6, x, 0, 10, &place, &out, NULL, NULL, NULL);
  return out.undefined;
}

static const char *
efa(void)
{
  om_efa_result out;
  double loading[4], uniqueness[4];
  om_efa(4, 50, r, 1, OM_EFA_MINRES, &out, loading, uniqueness);
  assert_ptr_equal(out.undefined, out.rmsr.undefined);
  return out.undefined;
}

static const char *
varimax(void)
{
  double rotated[8];
  return om_varimax(4, 2, r, 1e-5, rotated, NULL);
}

static const char *
promax(void)
{
  double rotated[8];
  return om_promax(4, 2, r, 4, 1e-5, rotated, NULL, NULL);
}

static const char *
cfa(void)
{
  om_cfa_result out;
  om_stat loading[4];
  om_cfa(4, 50, r, 2, (const uint32_t[]){0, 0, 1, 1}, .95, &out, loading, NULL, NULL, NULL);
  assert_ptr_equal(out.undefined, loading[0].undefined);
  return out.undefined;
}

static void
test_every_allocation_may_fail(void **state)
{
  (void)state;
  const char *(*const calls[])(void) = {alpha_pairwise,
                                        alpha_by_unit,
                                        lambda4,
                                        lambda6,
                                        omega,
                                        omega_at_the_bound,
                                        kmo,
                                        bartlett,
                                        eigenvalues,
                                        components,
                                        parallel_normal,
                                        parallel_permuted,
                                        efa,
                                        varimax,
                                        promax,
                                        cfa};
  for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
    int failures = 0;
    for (;; failures++) {
      until_failure = failures;
      const char *const why = calls[i]();
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

int
main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_every_allocation_may_fail),
  };
  return cmocka_run_group_tests_name("stats/factor_memory", tests, NULL, NULL);
}
