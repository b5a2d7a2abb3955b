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

/* 9 units; one lacks a score, so that there are two parts. */
static const double y_but_one[] = {2, 1, 3, 5, 6, 4, 9, 5.5, NAN};
static const double *const columns[] = {x, y, y_but_one};
static const om_family family = {
    .n_units = 9, .n_inside = 1, .n_outside = 2, .inside = columns, .outside = columns + 1};

static void
twice(const void *ctx, const double *r, double *out)
{
  (void)ctx;
  *out = 2 * r[0];
}

static const char *
bootstrap_family(void)
{
  const om_family_bootstrap how = {
      .resamples = 99, .conf = .95, .n_derived = 1, .derive = twice, .rng = place};
  om_boot_pair r[2], rho[2];
  om_boot derived;
  const char *const why = om_bootstrap_family(&family, &how, r, rho, &derived);
  /* The rest may be there when a summary alone ran out. */
  const char *const parts[] = {r[0].boot.bca.undefined, rho[1].boot.percentile.undefined,
                               derived.bca.undefined};
  for (int i = 0; i < 3; i++)
    if (parts[i])
      return parts[i];
  return why;
}

static const char *
permute_family(void)
{
  const om_family_permutation how = {.permutations = 99,
                                     .rng = place,
                                     .n_controls = 1,
                                     .controls = columns,
                                     .n_derived = 1,
                                     .derive = twice};
  const om_family other = {
      .n_units = 9, .n_inside = 1, .n_outside = 1, .inside = columns + 1, .outside = columns + 2};
  om_test r, rho, derived;
  const char *const why = om_permute_family(&other, &how, &r, &rho, &derived);
  assert_ptr_equal(why, derived.undefined);
  return why;
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

static const uint32_t group[] = {0, 0, 0, 1, 1, 1, 2, 2, 2};

static const char *
mad(void)
{
  return om_mad(9, x).undefined;
}

static const char *
shapiro(void)
{
  return om_shapiro_wilk(9, x).undefined;
}

static const char *
paired(void)
{
  return om_t_paired(9, x, y, .95).undefined;
}

static const char *
share_by_unit(void)
{
  const uint64_t n[] = {5, 6, 7}, hits[] = {1, 2, 6};
  return om_share_by_unit(3, hits, n, .95).undefined;
}

static const char *
nps_by_unit(void)
{
  const uint64_t counts[22] = {[3] = 2, [10] = 4, [11 + 5] = 1, [11 + 9] = 2};
  return om_nps_by_unit(0, 10, 2, counts, .95).undefined;
}

static const char *
mann_whitney(void)
{
  const double apart[] = {2.2, 1.1, 3.3, 5.5};
  om_rank_test r;
  om_mann_whitney(5, x, 4, apart, .95, &r);
  assert_ptr_equal(r.test.undefined, r.effect.undefined);
  assert_true(!r.test.undefined == !isnan(r.p_exact));
  return r.test.undefined;
}

static const char *
wilcoxon(void)
{
  const double near[] = {1.1, 2.3, 4.6, 3.7, 8.2, 6.4, 9.9, 9.1, 4.7};
  om_rank_test r;
  om_wilcoxon(9, x, near, &r);
  assert_true(!r.test.undefined == !isnan(r.p_exact));
  return r.test.undefined;
}

static const char *
kruskal(void)
{
  return om_kruskal(9, x, 3, group).undefined;
}

static const char *
spread(void)
{
  om_spread s;
  om_equal_spread(9, x, 3, group, &s);
  return s.levene.undefined ? s.levene.undefined : s.brown_forsythe.undefined;
}

static const char *
crosstab(void)
{
  om_crosstab c;
  om_crosstab_test(2, 2, (const uint64_t[]){4, 5, 7, 3}, .95, &c);
  return c.v_corrected.undefined;
}

static const char *
mahalanobis(void)
{
  om_stat d[9];
  return om_mahalanobis(9, 1, x, d);
}

static const char *
even_odd(void)
{
  const uint32_t scale[] = {0, 0, 1, 1, 2, 2, 3, 3, 3};
  return om_even_odd(9, x, 4, scale).undefined;
}

static const char *
duplicates(void)
{
  size_t repeated;
  return om_duplicates(3, 3, x, 1, NULL, &repeated);
}

static const char *
little(void)
{
  const double gaps[] = {1, 2, 2, 4, 3, NAN, 5, 1, 4, NAN, 6, 3};
  return om_little_mcar(6, 2, gaps).undefined;
}

static const char *
rake(void)
{
  const double target[] = {1, 2, 3};
  double weight[] = {1, 1, 1, 1, 1, 1, 1, 1, 1};
  om_rake_report r;
  om_rake(9, 1, &(om_margin){3, group, target}, 0, INFINITY, 0, 0, weight, &r);
  return r.undefined;
}

static void
test_every_allocation_may_fail(void **state)
{
  (void)state;
  const char *(*const calls[])(void) = {
      spearman, kendall, bootstrap,        permutation,   holm,         mad,
      shapiro,  paired,  share_by_unit,    nps_by_unit,   mann_whitney, wilcoxon,
      kruskal,  spread,  crosstab,         mahalanobis,   even_odd,     duplicates,
      little,   rake,    bootstrap_family, permute_family};
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

int
main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_every_allocation_may_fail),
  };
  return cmocka_run_group_tests_name("stats/memory", tests, NULL, NULL);
}
