/* The bootstrap of a linkage family against the bootstrap of each pair by itself, which gathers the
 * units that were drawn; against R and oracle.py; and its inner loops against one another.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "suite.h"

#include "internal_resample.h"

enum { UNITS = 30, INSIDE = 3, OUTSIDE = 2, PAIRS = INSIDE * OUTSIDE, RESAMPLES = 4999 };

static const om_rng place = {.key = UINT64_C(0x0123456789ABCDEF), .stream = 3, .counter = 0};

/* Columns that share a factor; the second inside and the first outside have many ties. */
typedef struct sample {
  double value[INSIDE + OUTSIDE][UNITS];
  const double *column[INSIDE + OUTSIDE];
  om_family family;
} sample;

static void
make_sample(sample *s)
{
  om_rng rng = om_rng_at(&place, 77);
  for (int u = 0; u < UNITS; u++) {
    const double common = om_rng_normal(&rng);
    for (int c = 0; c < INSIDE + OUTSIDE; c++) {
      const double x = 3 + .5 * common + om_rng_normal(&rng);
      s->value[c][u] = c == 1 || c == INSIDE ? round(x * 2) / 2 : x;
    }
  }
  for (int c = 0; c < INSIDE + OUTSIDE; c++)
    s->column[c] = s->value[c];
  s->family = (om_family){.n_units = UNITS,
                          .n_inside = INSIDE,
                          .n_outside = OUTSIDE,
                          .inside = s->column,
                          .outside = s->column + INSIDE};
}

static om_family_bootstrap
how_often(uint32_t resamples)
{
  return (om_family_bootstrap){.resamples = resamples, .conf = .95, .rng = place};
}

/* --- each pair by itself ---------------------------------------------------------------------- */

typedef struct pair {
  const double *x, *y;
} pair;

/* r and rho of the units at index that have both scores. */
static void
gathered(const void *ctx, size_t n, const uint32_t *index, double *out)
{
  const pair *p = ctx;
  double x[128], y[128];
  size_t both = 0;
  for (size_t i = 0; i < n; i++) {
    if (!isfinite(p->x[index[i]]) || !isfinite(p->y[index[i]]))
      continue;
    x[both] = p->x[index[i]];
    y[both++] = p->y[index[i]];
  }
  out[0] = om_pearson(both, x, y, .95).value;
  out[1] = om_spearman(both, x, y, .95).value;
}

static void
assert_same_boot(const om_boot *a, const om_boot *b, double rel)
{
  assert_int_equal(a->resamples, b->resamples);
  assert_int_equal(a->degenerate, b->degenerate);
  assert_true(a->bca.n == b->bca.n);
  assert_close(a->bca.value, b->bca.value, rel, 0);
  assert_close(a->bca.se, b->bca.se, rel, 0);
  assert_close(a->percentile.lo, b->percentile.lo, rel, rel);
  assert_close(a->percentile.hi, b->percentile.hi, rel, rel);
  assert_close(a->z0, b->z0, rel, rel);
  assert_close(a->acceleration, b->acceleration, rel, rel);
  assert_close(a->jackknife_se, b->jackknife_se, rel, 0);
  assert_close(a->bca.lo, b->bca.lo, rel, rel);
  assert_close(a->bca.hi, b->bca.hi, rel, rel);
}

static void
test_equals_gathered(void **state)
{
  (void)state;
  sample s;
  make_sample(&s);
  om_boot_pair r[PAIRS], rho[PAIRS];
  const om_family_bootstrap how = how_often(RESAMPLES);
  assert_null(om_bootstrap_family(&s.family, &how, r, rho, NULL));
  for (size_t p = 0; p < PAIRS; p++) {
    const pair own = {s.value[p / OUTSIDE], s.value[INSIDE + p % OUTSIDE]};
    om_boot alone[2];
    om_bootstrap(UNITS, 2, RESAMPLES, gathered, &own, &place, .95, alone);
    assert_null(alone[0].bca.no_range);
    assert_same_boot(&r[p].boot, &alone[0], 1e-11);
    assert_same_boot(&rho[p].boot, &alone[1], 1e-11);
    const om_span span = om_pearson_leave_one_out(UNITS, own.x, own.y);
    assert_close(r[p].left_out.lo, span.lo, 1e-13, 0);
    assert_close(r[p].left_out.hi, span.hi, 1e-13, 0);
    assert_true(r[p].left_out.lo_index == span.lo_index);
    assert_true(r[p].left_out.hi_index == span.hi_index);
    assert_true(rho[p].left_out.lo < rho[p].boot.bca.value);
  }
}

static void
test_golden(void **state)
{
  (void)state;
  golden_study *g = golden_load();
  const double *const x[] = {g->employee_mean}, *const y[] = {g->customer_mean};
  const om_family family = {
      .n_units = 24, .n_inside = 1, .n_outside = 1, .inside = x, .outside = y};
  const om_family_bootstrap how = how_often(RESAMPLES);
  om_boot_pair r, rho;
  assert_null(om_bootstrap_family(&family, &how, &r, &rho, NULL));
  assert_golden(r.boot.bca.value, "unit Pearson sat r", 0);
  assert_golden(rho.boot.bca.value, "Spearman", 0);
  assert_golden(r.boot.acceleration, "BCa acceleration (leave-one-unit-out)", 0);
  assert_golden(r.boot.jackknife_se, "jackknife s.e.", 0);
  table *t = table_load("reference/oracle.csv");
  assert_reference(r.boot.bca.se, reference(t, "golden_boot_se", "4999"), 1e-12);
  assert_reference(r.boot.z0, reference(t, "golden_boot_z0", "4999"), 1e-12);
  assert_reference(r.boot.percentile.lo, reference(t, "golden_boot_percentile_lo", "4999"), 1e-11);
  assert_reference(r.boot.percentile.hi, reference(t, "golden_boot_percentile_hi", "4999"), 1e-11);
  assert_reference(r.boot.acceleration, reference(t, "golden_boot_acceleration", "4999"), 1e-11);
  assert_reference(r.boot.bca.lo, reference(t, "golden_boot_bca_lo", "4999"), 1e-10);
  assert_reference(r.boot.bca.hi, reference(t, "golden_boot_bca_hi", "4999"), 1e-10);
  assert_reference(r.left_out.lo, reference(t, "golden_leave_one_out_lo", ""), 1e-13);
  assert_reference(r.left_out.hi, reference(t, "golden_leave_one_out_hi", ""), 1e-13);
  assert_reference((double)r.left_out.lo_index, reference(t, "golden_leave_one_out_lo_index", ""),
                   0);
  table_free(t);
  golden_free(g);
}

/* A unit whose values dwarf all others: sums about the common mean lose every digit of a resample
 * without it; and a column that is far from 0. */
static void
test_cancellation(void **state)
{
  (void)state;
  sample s;
  make_sample(&s);
  s.value[0][7] = 1e9;
  s.value[INSIDE][7] = -3e7;
  for (int u = 0; u < UNITS; u++)
    s.value[2][u] += 1e7;
  om_boot_pair r[PAIRS];
  const om_family_bootstrap how = how_often(RESAMPLES);
  assert_null(om_bootstrap_family(&s.family, &how, r, NULL, NULL));
  for (size_t p = 0; p < PAIRS; p++) {
    const pair own = {s.value[p / OUTSIDE], s.value[INSIDE + p % OUTSIDE]};
    om_boot alone[2];
    om_bootstrap(UNITS, 2, RESAMPLES, gathered, &own, &place, .95, alone);
    assert_int_equal(r[p].boot.degenerate, alone[0].degenerate);
    assert_close(r[p].boot.percentile.lo, alone[0].percentile.lo, 1e-8, 0);
    assert_close(r[p].boot.percentile.hi, alone[0].percentile.hi, 1e-8, 0);
    assert_close(r[p].boot.z0, alone[0].z0, 1e-12, 1e-12);
    assert_close(r[p].boot.acceleration, alone[0].acceleration, 1e-8, 0);
  }
}

/* --- missing scores --------------------------------------------------------------------------- */

static void
test_missing(void **state)
{
  (void)state;
  sample s;
  make_sample(&s);
  s.value[0][3] = s.value[0][11] = NAN;
  s.value[INSIDE + 1][5] = INFINITY;
  om_boot_pair r[PAIRS], rho[PAIRS];
  const om_family_bootstrap how = how_often(RESAMPLES);
  assert_null(om_bootstrap_family(&s.family, &how, r, rho, NULL));
  static double drawn[2][RESAMPLES];
  for (size_t p = 0; p < PAIRS; p++) {
    const pair own = {s.value[p / OUTSIDE], s.value[INSIDE + p % OUTSIDE]};
    uint32_t index[UNITS];
    double out[2], left_out[2][UNITS], whole[2];
    for (uint32_t b = 0; b < RESAMPLES; b++) {
      om_boot_index(&place, b, UNITS, index);
      gathered(&own, UNITS, index, out);
      drawn[0][b] = out[0];
      drawn[1][b] = out[1];
    }
    size_t n = 0;
    for (uint32_t left = 0; left < UNITS; left++) {
      if (!isfinite(own.x[left]) || !isfinite(own.y[left]))
        continue;
      for (uint32_t i = 0, k = 0; i < UNITS; i++)
        if (i != left)
          index[k++] = i;
      gathered(&own, UNITS - 1, index, out);
      left_out[0][n] = out[0];
      left_out[1][n++] = out[1];
    }
    for (uint32_t i = 0; i < UNITS; i++)
      index[i] = i;
    gathered(&own, UNITS, index, whole);
    om_boot expected[2];
    for (int m = 0; m < 2; m++)
      om_boot_summary(whole[m], n, RESAMPLES, drawn[m], left_out[m], .95, &expected[m]);
    assert_same_boot(&r[p].boot, &expected[0], 1e-11);
    assert_same_boot(&rho[p].boot, &expected[1], 1e-11);
  }
  assert_true(r[0].boot.bca.n == 28 && r[1].boot.bca.n == 27 && r[2].boot.bca.n == 30);
}

/* --- what is derived, and which pairs --------------------------------------------------------- */

typedef struct many {
  size_t n_pairs;
  pair pair[PAIRS];
} many;

static void
mean_z(const void *ctx, const double *r, double *out)
{
  const many *m = ctx;
  double sum = 0;
  for (size_t p = 0; p < m->n_pairs; p++)
    sum += atanh(r[p]);
  out[0] = sum / (double)m->n_pairs;
  out[1] = atanh(r[0]) - out[0];
}

static void
gathered_z(const void *ctx, size_t n, const uint32_t *index, double *out)
{
  const many *m = ctx;
  double r[PAIRS], both[2];
  for (size_t p = 0; p < m->n_pairs; p++) {
    gathered(&m->pair[p], n, index, both);
    r[p] = both[0];
  }
  mean_z(ctx, r, out);
}

static void
test_derived(void **state)
{
  (void)state;
  sample s;
  make_sample(&s);
  many all = {.n_pairs = PAIRS};
  for (size_t p = 0; p < PAIRS; p++)
    all.pair[p] = (pair){s.value[p / OUTSIDE], s.value[INSIDE + p % OUTSIDE]};
  om_family_bootstrap how = how_often(RESAMPLES);
  how.n_derived = 2;
  how.derive = mean_z;
  how.derive_ctx = &all;
  om_boot derived[2], alone[2];
  assert_null(om_bootstrap_family(&s.family, &how, NULL, NULL, derived));
  om_bootstrap(UNITS, 2, RESAMPLES, gathered_z, &all, &place, .95, alone);
  assert_same_boot(&derived[0], &alone[0], 1e-11);
  assert_same_boot(&derived[1], &alone[1], 1e-11);
}

static void
test_chosen_pairs(void **state)
{
  (void)state;
  sample s;
  make_sample(&s);
  om_boot_pair all[2][PAIRS], some[2][3];
  const om_family_bootstrap how = how_often(RESAMPLES);
  assert_null(om_bootstrap_family(&s.family, &how, all[0], all[1], NULL));
  const om_cell cells[] = {{2, 1}, {0, 0}, {2, 0}};
  om_family chosen = s.family;
  chosen.n_pairs = 3;
  chosen.pair = cells;
  assert_int_equal(om_family_pairs(&chosen), 3);
  assert_null(om_bootstrap_family(&chosen, &how, some[0], some[1], NULL));
  for (int m = 0; m < 2; m++)
    for (int p = 0; p < 3; p++)
      assert_memory_equal(&some[m][p], &all[m][cells[p].inside * OUTSIDE + cells[p].outside],
                          sizeof some[m][p]);
}

/* --- the same bits ---------------------------------------------------------------------------- */

static void
test_threads(void **state)
{
  (void)state;
  sample s;
  make_sample(&s);
  s.value[1][4] = NAN;
  om_boot_pair alone[2][PAIRS], together[2][PAIRS];
  om_family_bootstrap how = how_often(4999);
  assert_null(om_bootstrap_family(&s.family, &how, alone[0], alone[1], NULL));
  const unsigned counts[] = {1, 2, 3, 8, 100};
  for (int i = 0; i < 5; i++) {
    const om_parallel threads = om_threads(counts[i]);
    how.parallel = &threads;
    assert_null(om_bootstrap_family(&s.family, &how, together[0], together[1], NULL));
    assert_memory_equal(alone, together, sizeof alone);
  }
}

/* Eight resamples of 60,000 units: the draws of om_boot_index, words that are passed over included;
 * orders of 60,000 in two blocks; and sums, ranks and products: the same for every instruction
 * set. */
enum { MANY = 60000, FEW = 1003 };

static void
check_weights(const om_kernels *k, om_arena *arena)
{
  om_weigh weigh = {place, (UINT64_C(1) << 32) - 3, MANY, om_take(arena, MANY, sizeof(om_v8))};
  uint32_t *const index = om_take(arena, MANY, sizeof *index), *const count = om_take(
                                                                   arena, MANY, sizeof *count);
  assert_false(arena->failed);
  k->weigh(&weigh);
  for (unsigned l = 0; l < OM_LANES; l++) {
    memset(count, 0, MANY * sizeof *count);
    om_boot_index(&place, weigh.first + l, MANY, index);
    for (uint32_t i = 0; i < MANY; i++)
      count[index[i]]++;
    for (uint32_t u = 0; u < MANY; u++)
      if (weigh.weight[u][l] != count[u])
        fail_msg("lane %u unit %u", l, u);
  }
}

static void
check_orders(const om_kernels *k, om_arena *arena)
{
  om_steps steps = {.n = MANY,
                    .bound = om_take(arena, MANY, sizeof *steps.bound),
                    .base = om_take(arena, MANY, sizeof *steps.base),
                    .refuse = om_take(arena, MANY, sizeof *steps.refuse)};
  om_orders orders = {place, 8, &steps, om_take(arena, (size_t)MANY * OM_LANES, 4)};
  uint32_t *const index = om_take(arena, MANY, sizeof *index);
  assert_false(arena->failed);
  for (uint32_t i = MANY; i > 1; i--) {
    steps.bound[steps.n_steps] = i;
    steps.refuse[steps.n_steps++] = -i % i;
  }
  k->orders(&orders);
  for (unsigned l = 0; l < OM_LANES; l++) {
    om_perm_order(&place, orders.first + l, MANY, index);
    for (uint32_t u = 0; u < MANY; u++)
      if (orders.place[u * OM_LANES + l] != index[u])
        fail_msg("lane %u place %u", l, u);
  }
}

/* Everything that the loops with doubles give, one after the other. */
static size_t
numbers(const om_kernels *k, om_arena *arena, om_v8 *out)
{
  om_weigh weigh = {place, 40, FEW, om_take(arena, FEW, sizeof(om_v8))};
  om_v8 *const total = om_take(arena, 1, sizeof *total), *const rank = om_take(arena, 7 * FEW, 64),
               *const left = om_take(arena, 4 * FEW, 64), *const right = om_take(arena, FEW, 64);
  double *const column = om_take(arena, (size_t)16 * FEW, sizeof *column);
  uint32_t *const order = om_take(arena, FEW, sizeof *order), *const at =
                                                                  om_take(arena, FEW * OM_LANES,
                                                                          sizeof *at);
  uint8_t *const tied = om_take(arena, FEW, 1);
  assert_false(arena->failed);
  om_rng rng = om_rng_at(&place, 5);
  for (uint32_t u = 0; u < FEW; u++) {
    order[u] = u;
    tied[u] = u > 0 && om_rng_below(&rng, 3) == 0;
    for (int c = 0; c < 16; c++)
      column[u * 16 + c] = om_rng_normal(&rng);
    for (unsigned l = 0; l < OM_LANES; l++) {
      total[0][l] = FEW;
      at[u * OM_LANES + l] = (uint32_t)om_rng_below(&rng, FEW);
      right[u][l] = om_rng_normal(&rng);
      for (int s = 0; s < 4; s++)
        left[4 * u + s][l] = om_rng_normal(&rng);
    }
  }
  om_rng_shuffle(&rng, order, FEW);
  k->weigh(&weigh);
  const om_sums sums = {FEW, 2, weigh.weight, column, out};
  k->sums(&sums);
  out += 16;
  /* Three inside and four outside columns, with and without ties; tiles of every shape. */
  const uint32_t *const orders[] = {order, order, order, order, order, order, order};
  const uint8_t *const ties[] = {NULL, tied, NULL, NULL, tied, NULL, tied};
  const om_tile tile[] = {{2, 4, {0, 2}, {0, 1, 2, 3}, {{0, 1, 2, 3}, {4, 5, 6, 7}}},
                          {1, 1, {1, 0}, {3}, {{8}}},
                          {1, 2, {1, 0}, {0, 1}, {{9, 10}}},
                          {2, 3, {0, 1}, {0, 1, 2}, {{11, 12, 13}, {14, 15, 16}}},
                          {2, 1, {1, 2}, {2}, {{17}, {18}}},
                          {1, 3, {2, 0}, {0, 1, 3}, {{19, 20, 21}}},
                          {1, 4, {2, 0}, {0, 1, 2, 3}, {{22, 23, 24, 25}}},
                          {2, 2, {0, 2}, {1, 2}, {{26, 27}, {28, 29}}}};
  const om_ranks ranks = {FEW,    3,    4,    8,    weigh.weight, total,
                          orders, ties, tile, rank, out,          out + 7};
  k->ranks(&ranks);
  out += 7 + 30;
  size_t n = 16 + 7 + 30;
  for (size_t slots = 1; slots <= 4; slots++) {
    const om_cross cross = {FEW, slots, at, left, right, out};
    k->cross(&cross);
    out += OM_LANES * slots;
    n += OM_LANES * slots;
  }
  return n;
}

static void
test_instruction_sets(void **state)
{
  (void)state;
  om_v8 *plain = NULL;
  om_arena kept = {0};
  for (unsigned level = 0; level < 3; level++) {
    const om_kernels *const k = om_kernels_level(level);
    if (!k) {
      print_message("# this machine lacks instruction set %u\n", level);
      continue;
    }
    om_arena arena = {0};
    check_weights(k, &arena);
    check_orders(k, &arena);
    om_v8 *const out = om_take(&kept, 256, sizeof *out);
    const size_t n = numbers(k, &arena, out);
    plain = plain ? plain : out;
    assert_memory_equal(out, plain, n * sizeof *out);
    om_arena_free(&arena);
  }
  om_arena_free(&kept);
}

static void
test_draws(void **state)
{
  (void)state;
  table *t = table_load("reference/oracle.csv");
  const uint32_t below[] = {7, 1000003, 3221225473};
  char args[32], name[64];
  for (int i = 0; i < 3; i++) {
    om_words words = om_words_at(&place, 10);
    snprintf(name, sizeof name, "boot_index_%u", below[i]);
    for (int k = 0; k < 12; k++) {
      snprintf(args, sizeof args, "%d", k);
      assert_reference(om_words_below(&words, below[i]), reference(t, name, args), 0);
    }
  }
  uint32_t index[13];
  om_boot_index(&place, 10, 7, index);
  assert_true(index[6] == (uint32_t)reference(t, "boot_index_7", "6"));
  om_perm_order(&place, (UINT64_C(5) << 32) + 11, 13, index);
  for (int k = 0; k < 13; k++) {
    snprintf(args, sizeof args, "%d", k);
    assert_reference(index[k], reference(t, "perm_order_13", args), 0);
  }
  table_free(t);
}

/* --- little, or nothing ----------------------------------------------------------------------- */

static void
test_undefined(void **state)
{
  (void)state;
  sample s;
  make_sample(&s);
  for (int u = 0; u < UNITS; u++) {
    s.value[0][u] = 2.5;
    s.value[2][u] = u < 6 ? s.value[2][u] : NAN;
  }
  om_boot_pair r[PAIRS], rho[PAIRS];
  om_family_bootstrap how = how_often(RESAMPLES);
  assert_null(om_bootstrap_family(&s.family, &how, r, rho, NULL));
  assert_undefined(r[0].boot.bca, "zero variance");
  assert_undefined(rho[0].boot.percentile, "zero variance");
  assert_undefined(r[0].left_out, "all the variance");
  assert_true(isnan(r[0].boot.bca.value) && isnan(rho[0].boot.bca.lo));
  assert_no_range(r[4].boot.bca, "fewer than 8 units");
  assert_true(r[4].boot.bca.n == 6 && !isnan(r[4].boot.bca.value));
  assert_null(r[2].boot.bca.no_range);

  for (size_t n = 0; n < 8; n++) {
    om_family few = s.family;
    few.n_units = n;
    assert_null(om_bootstrap_family(&few, &how, r, rho, NULL));
    for (size_t p = 2; p < 4; p++)
      if (n < 3) {
        assert_undefined(r[p].boot.bca, "fewer than");
        assert_undefined(rho[p].boot.bca, "fewer than");
      } else {
        assert_no_range(r[p].boot.bca, "fewer than 8 units");
        assert_true(isfinite(rho[p].boot.bca.value));
        assert_true((n < 4) == (r[p].left_out.undefined != NULL));
      }
  }
  how.conf = 1;
  assert_null(om_bootstrap_family(&s.family, &how, r, NULL, NULL));
  assert_undefined(r[2].boot.bca, "confidence");
  const om_cell wrong[] = {{0, 2}};
  om_family bad = s.family;
  bad.n_pairs = 1;
  bad.pair = wrong;
  assert_non_null(om_bootstrap_family(&bad, &how, r, rho, NULL));
  assert_undefined(rho[0].boot.bca, "not there");
}

/* A perfect pair stays perfect in every resample: 1, not nearly 1. */
static void
test_perfect(void **state)
{
  (void)state;
  sample s;
  make_sample(&s);
  for (int u = 0; u < UNITS; u++)
    s.value[INSIDE][u] = 7 - 3 * s.value[0][u];
  om_boot_pair r[PAIRS], rho[PAIRS];
  const om_family_bootstrap how = how_often(99);
  assert_null(om_bootstrap_family(&s.family, &how, r, rho, NULL));
  assert_true(r[0].boot.bca.value == -1 && rho[0].boot.bca.value == -1);
  assert_no_range(r[0].boot.percentile, "zero variance between resamples");
  assert_no_range(rho[0].boot.percentile, "zero variance between resamples");
  assert_true(rho[0].boot.bca.se == 0);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_equals_gathered), cmocka_unit_test(test_golden),
      cmocka_unit_test(test_cancellation),    cmocka_unit_test(test_missing),
      cmocka_unit_test(test_derived),         cmocka_unit_test(test_chosen_pairs),
      cmocka_unit_test(test_threads),         cmocka_unit_test(test_instruction_sets),
      cmocka_unit_test(test_draws),           cmocka_unit_test(test_undefined),
      cmocka_unit_test(test_perfect),
  };
  return cmocka_run_group_tests_name("stats/family", tests, NULL, close_summary);
}
