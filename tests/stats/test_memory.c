/* The kit when memory runs out: each allocation of a function fails in turn, and the result says
 * so.  Linked with --wrap=calloc, the only allocator that the kit calls.
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

static const double x[] = {1, 2, 4, 3, 7, 5, 8, 6.5, 2.5}, y[] = {2, 1, 3, 5, 6, 4, 9, 5.5, 3.5};
static const om_rng place = {.key = 1};

static void
first_and_sum(const void *ctx, size_t n, const uint32_t *index, double *out)
{
  (void)ctx;
  out[0] = x[index[0]];
  out[1] = 0;
  for (size_t i = 0; i < n; i++)
    out[1] += (double)(i + 1) * x[index[i]];
}

/* Each returns the reason in its result. */
static const char *
spearman(void)
{
  return om_spearman(9, x, y, .95).undefined;
}

static const char *
kendall(void)
{
  return om_kendall(9, x, y, .95).undefined;
}

static const char *
bootstrap(void)
{
  om_boot out[2];
  om_bootstrap(9, 2, 99, first_and_sum, NULL, &place, .95, out);
  assert_ptr_equal(out[0].bca.undefined, out[1].percentile.undefined);
  return out[0].percentile.undefined;
}

static const char *
permutation(void)
{
  om_perm out[2];
  om_permutation(9, 2, 99, first_and_sum, NULL, &place, out);
  assert_ptr_equal(out[0].undefined, out[1].undefined);
  return out[0].undefined;
}

static const char *
holm(void)
{
  const double p[] = {.1, .2};
  double adjusted[2];
  const char *why = om_adjust_holm(2, p, 0, adjusted);
  assert_true(!why == !isnan(adjusted[1]));
  return why;
}

static void
test_every_allocation_may_fail(void **state)
{
  (void)state;
  const char *(*const calls[])(void) = {spearman, kendall, bootstrap, permutation, holm};
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
    assert_true(failures >= 2);
  }
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_every_allocation_may_fail),
  };
  return cmocka_run_group_tests_name("stats/memory", tests, NULL, NULL);
}
