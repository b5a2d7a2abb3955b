/* Permutation of a linkage family against the test of each pair by itself, against every order
 * written out in plain loops, and against golden.txt and oracle.py.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "suite.h"

enum { MOST = 40, INSIDE = 3, OUTSIDE = 2, PAIRS = INSIDE * OUTSIDE };

static const om_rng place = {.key = UINT64_C(0x0123456789ABCDEF), .stream = 3, .counter = 0};

typedef struct sample {
  double value[INSIDE + OUTSIDE][MOST];
  const double *column[INSIDE + OUTSIDE];
  om_family family;
} sample;

static void
make_sample(sample *s, size_t n, uint64_t seed)
{
  om_rng rng = om_rng_at(&place, seed);
  for (int u = 0; u < MOST; u++) {
    const double common = om_rng_normal(&rng);
    for (int c = 0; c < INSIDE + OUTSIDE; c++) {
      const double x = 3 + .7 * common + om_rng_normal(&rng);
      s->value[c][u] = c == 1 || c == INSIDE ? round(x) : x;
    }
  }
  for (int c = 0; c < INSIDE + OUTSIDE; c++)
    s->column[c] = s->value[c];
  s->family = (om_family){.n_units = n,
                          .n_inside = INSIDE,
                          .n_outside = OUTSIDE,
                          .inside = s->column,
                          .outside = s->column + INSIDE};
}

/* --- against one pair at a time --------------------------------------------------------------- */

static void
correlations(const void *ctx, size_t n, const uint32_t *index, double *out)
{
  const sample *s = ctx;
  double y[MOST];
  for (size_t p = 0; p < PAIRS; p++) {
    for (size_t i = 0; i < n; i++)
      y[i] = s->value[INSIDE + p % OUTSIDE][index[i]];
    out[p] = om_pearson(n, s->value[p / OUTSIDE], y, .95).value;
    out[PAIRS + p] = om_spearman(n, s->value[p / OUTSIDE], y, .95).value;
  }
}

static void
test_equals_permutation(void **state)
{
  (void)state;
  const size_t sizes[] = {2, 3, 6, 8, 9, 24, 40};
  for (int i = 0; i < 7; i++) {
    sample s;
    make_sample(&s, sizes[i], 11);
    om_test r[PAIRS], rho[PAIRS];
    om_perm alone[2 * PAIRS];
    const om_family_permutation how = {.permutations = 999, .rng = place};
    assert_null(om_permute_family(&s.family, &how, r, rho, NULL));
    om_permutation(sizes[i], 2 * PAIRS, 999, correlations, &s, &place, alone);
    for (size_t p = 0; p < 2 * PAIRS; p++) {
      const om_test *const t = p < PAIRS ? &r[p] : &rho[p - PAIRS];
      assert_true(!t->undefined == !alone[p].undefined);
      if (t->undefined)
        continue;
      assert_close(t->statistic, alone[p].statistic, 1e-13, 1e-15);
      assert_true(t->p == alone[p].p);
      assert_true(t->p_greater == alone[p].p_greater);
      assert_true(t->mc_error == alone[p].mc_error);
      assert_true(t->permutations == alone[p].permutations && t->exact == alone[p].exact);
      assert_true(t->n == sizes[i]);
      assert_true(t->p <= t->p_step && t->p_step <= t->p_max);
      assert_close(t->p_greater + t->p_less, 1, 0, 1.01); /* both count what equals the given one */
    }
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
  om_family_permutation how = {.permutations = 999, .rng = place};
  om_test r, rho;
  table *t = table_load("reference/oracle.csv");
  assert_null(om_permute_family(&family, &how, &r, NULL, NULL));
  assert_reference(r.statistic, reference(t, "golden_r", ""), 1e-14);
  assert_reference(r.p, reference(t, "golden_perm_p", "999"), 1e-14);
  assert_reference(r.p_greater, reference(t, "golden_perm_p_greater", "999"), 1e-14);
  assert_true(r.p_max == r.p && r.p_step == r.p);

  /* R's p from 200,000 orders, within both Monte Carlo errors. */
  double half;
  how.permutations = 199999;
  assert_null(om_permute_family(&family, &how, &r, NULL, NULL));
  const double r_p = golden("permutation p (B=200000, two-sided |r|)", 0, &half);
  const double r_error = golden("MC s.e.", 0, &half);
  assert_close(r.p, r_p, 0, 3 * sqrt(r.mc_error * r.mc_error + r_error * r_error));

  /* R's partial correlation, given the headcount of the unit. */
  double heads[24] = {0};
  for (size_t i = 0; i < g->employees->rows; i++)
    heads[g->employee_units.of[i]]++;
  const double *const controls[] = {heads};
  how.n_controls = 1;
  how.controls = controls;
  assert_null(om_permute_family(&family, &how, &r, &rho, NULL));
  assert_golden(r.statistic, "partial r given unit headcount", 0);
  /* Freedman & Lane's p is close to that of the partial t with 21 df. */
  assert_close(r.p, om_t_p(golden("t(df=21)", 0, &half), 21), .15, 0);
  table_free(t);
  golden_free(g);
}

/* --- every order, in plain loops -------------------------------------------------------------- */

enum { FEW = 7, ORDERS = 5040 };

typedef struct every {
  size_t n, count;
  const uint32_t *block;
  uint32_t order[ORDERS][FEW];
} every;

static void
write_orders(every *e, size_t at, uint32_t *order)
{
  if (at == e->n) {
    memcpy(e->order[e->count++], order, e->n * sizeof *order);
    return;
  }
  for (uint32_t u = 0; u < e->n; u++) {
    bool taken = e->block && e->block[u] != e->block[at];
    for (size_t i = 0; i < at; i++)
      taken |= order[i] == u;
    if (taken)
      continue;
    order[at] = u;
    write_orders(e, at + 1, order);
  }
}

/* r by the schoolbook formula. */
static double
plain_r(size_t n, const double *x, const double *y)
{
  double mx = 0, my = 0, xx = 0, yy = 0, xy = 0;
  for (size_t i = 0; i < n; i++) {
    mx += x[i] / (double)n;
    my += y[i] / (double)n;
  }
  for (size_t i = 0; i < n; i++) {
    xx += (x[i] - mx) * (x[i] - mx);
    yy += (y[i] - my) * (y[i] - my);
    xy += (x[i] - mx) * (y[i] - my);
  }
  return xy / sqrt(xx * yy);
}

/* Residuals of y on one control z, and the fit. */
static void
plain_residuals(size_t n, const double *z, const double *y, double *fit, double *residual)
{
  double mz = 0, my = 0, zz = 0, zy = 0;
  for (size_t i = 0; i < n; i++) {
    mz += z[i] / (double)n;
    my += y[i] / (double)n;
  }
  for (size_t i = 0; i < n; i++) {
    zz += (z[i] - mz) * (z[i] - mz);
    zy += (z[i] - mz) * (y[i] - my);
  }
  for (size_t i = 0; i < n; i++) {
    fit[i] = my + zy / zz * (z[i] - mz);
    residual[i] = y[i] - fit[i];
  }
}

/* The statistic of a pair in an order; with a control, the partial r of x and the fit of y plus
 * the residuals in that order (Freedman & Lane). */
static double
plain_statistic(size_t n, const double *x, const double *y, const double *z, const uint32_t *order)
{
  double moved[FEW], fit[FEW], residual[FEW];
  if (!z) {
    for (size_t i = 0; i < n; i++)
      moved[i] = y[order[i]];
    return plain_r(n, x, moved);
  }
  plain_residuals(n, z, y, fit, residual);
  for (size_t i = 0; i < n; i++)
    moved[i] = fit[i] + residual[order[i]];
  const double xy = plain_r(n, x, moved), xz = plain_r(n, x, z), yz = plain_r(n, moved, z);
  return (xy - xz * yz) / sqrt((1 - xz * xz) * (1 - yz * yz));
}

/* p values of all pairs from their statistics in every order, of which `given` is the identity. */
static void
check_against_all(const every *e, double (*statistic)[ORDERS], const double *given,
                  const om_test *out)
{
  const double all = (double)e->count;
  double p_step_before[PAIRS];
  for (size_t p = 0; p < PAIRS; p++) {
    double two = 0, greater = 0, less = 0, max = 0, step = 0;
    for (size_t o = 0; o < e->count; o++) {
      const double t = statistic[p][o];
      two += fabs(t) >= fabs(given[p]) - 1e-10;
      greater += t >= given[p] - 1e-10;
      less += t <= given[p] + 1e-10;
      double of_all = 0, of_smaller = 0;
      for (size_t q = 0; q < PAIRS; q++) {
        of_all = fmax(of_all, fabs(statistic[q][o]));
        if (fabs(given[q]) <= fabs(given[p]))
          of_smaller = fmax(of_smaller, fabs(statistic[q][o]));
      }
      max += of_all >= fabs(given[p]) - 1e-10;
      step += of_smaller >= fabs(given[p]) - 1e-10;
    }
    assert_close(out[p].statistic, given[p], 1e-12, 1e-13);
    assert_close(out[p].p, two / all, 1e-14, 0);
    assert_close(out[p].p_greater, greater / all, 1e-14, 0);
    assert_close(out[p].p_less, less / all, 1e-14, 0);
    assert_close(out[p].p_max, max / all, 1e-14, 0);
    p_step_before[p] = step / all;
    assert_true(out[p].exact == 1 && out[p].mc_error == 0);
    assert_int_equal(out[p].permutations, e->count);
  }
  /* Step down: never smaller than that of a larger |T|. */
  for (size_t p = 0; p < PAIRS; p++) {
    double expected = 0;
    for (size_t q = 0; q < PAIRS; q++)
      if (fabs(given[q]) >= fabs(given[p]))
        expected = fmax(expected, p_step_before[q]);
    assert_close(out[p].p_step, expected, 1e-14, 0);
  }
}

static void
check_every_order(const uint32_t *block, const double *control, bool ranks)
{
  static every e;
  static double statistic[PAIRS][ORDERS];
  sample s;
  make_sample(&s, FEW, 23);
  e = (every){.n = FEW, .block = block};
  uint32_t order[FEW];
  write_orders(&e, 0, order);
  const uint32_t identity[FEW] = {0, 1, 2, 3, 4, 5, 6};
  double rank[INSIDE + OUTSIDE + 1][FEW], given[PAIRS];
  size_t scratch[FEW];
  for (int c = 0; c < INSIDE + OUTSIDE; c++)
    om_rank(FEW, s.value[c], rank[c], scratch);
  if (control)
    om_rank(FEW, control, rank[INSIDE + OUTSIDE], scratch);
  for (size_t p = 0; p < PAIRS; p++) {
    const double *const x = ranks ? rank[p / OUTSIDE] : s.value[p / OUTSIDE],
                        *const y =
                            ranks ? rank[INSIDE + p % OUTSIDE] : s.value[INSIDE + p % OUTSIDE],
                        *const z = ranks && control ? rank[INSIDE + OUTSIDE] : control;
    given[p] = plain_statistic(FEW, x, y, z, identity);
    for (size_t o = 0; o < e.count; o++)
      statistic[p][o] = plain_statistic(FEW, x, y, z, e.order[o]);
  }
  om_test out[PAIRS];
  const om_family_permutation how = {
      .rng = place, .block = block, .n_controls = control != NULL, .controls = &control};
  assert_null(om_permute_family(&s.family, &how, ranks ? NULL : out, ranks ? out : NULL, NULL));
  check_against_all(&e, statistic, given, out);
}

static void
test_every_order(void **state)
{
  (void)state;
  const uint32_t block[FEW] = {9, 2, 9, 2, 2, 9, 4};
  const double control[FEW] = {1, 3, 2, 2, 5, 4, 7};
  for (int ranks = 0; ranks < 2; ranks++) {
    check_every_order(NULL, NULL, ranks);
    check_every_order(block, NULL, ranks);
    check_every_order(NULL, control, ranks);
    check_every_order(block, control, ranks);
  }
}

/* --- blocks ----------------------------------------------------------------------------------- */

/* Scores that are the number of the block: as long as no unit leaves its block, r stays 1. */
static void
test_blocks_are_not_crossed(void **state)
{
  (void)state;
  double score[MOST], mixed[MOST];
  uint32_t block[MOST];
  om_rng rng = om_rng_at(&place, 31);
  for (int u = 0; u < MOST; u++) {
    block[u] = (uint32_t)om_rng_below(&rng, 4) * 1000000007u;
    score[u] = block[u];
    mixed[u] = om_rng_normal(&rng);
  }
  const double *const x[] = {score, mixed}, *const y[] = {score, mixed};
  const om_family family = {
      .n_units = MOST, .n_inside = 2, .n_outside = 2, .inside = x, .outside = y};
  om_family_permutation how = {.permutations = 9999, .rng = place, .block = block};
  om_test r[4], rho[4];
  assert_null(om_permute_family(&family, &how, r, rho, NULL));
  assert_true(r[0].statistic == 1 && r[0].p == 1 && r[0].p_less == 1 && rho[0].p_greater == 1);
  assert_true(r[3].p == 1e-4); /* within blocks they do change places */
  assert_true(r[0].permutations == 10000 && !r[0].exact);
  how.block = NULL;
  assert_null(om_permute_family(&family, &how, r, rho, NULL));
  assert_true(r[0].p == 1e-4);
  /* Units without others in their block cannot move: one order, and p is 1. */
  for (uint32_t u = 0; u < MOST; u++)
    block[u] = u;
  how.block = block;
  assert_null(om_permute_family(&family, &how, r, rho, NULL));
  assert_true(r[3].p == 1 && r[3].exact && r[3].permutations == 1);
}

/* --- controls --------------------------------------------------------------------------------- */

static void
test_controls(void **state)
{
  (void)state;
  sample s;
  make_sample(&s, 24, 41);
  double one[MOST], two[MOST], same[MOST], constant[MOST];
  om_rng rng = om_rng_at(&place, 43);
  for (int u = 0; u < MOST; u++) {
    one[u] = om_rng_normal(&rng) + s.value[0][u];
    two[u] = om_rng_normal(&rng);
    same[u] = 3 * one[u] - two[u] + 7;
    constant[u] = 5;
  }
  om_test plain[2][PAIRS], with[2][PAIRS], more[2][PAIRS];
  om_family_permutation how = {.permutations = 1999, .rng = place};
  assert_null(om_permute_family(&s.family, &how, plain[0], plain[1], NULL));
  /* A control that does not vary says nothing. */
  const double *const nothing[] = {constant};
  how.n_controls = 1;
  how.controls = nothing;
  assert_null(om_permute_family(&s.family, &how, with[0], with[1], NULL));
  assert_memory_equal(plain, with, sizeof plain);
  /* Nor does one that the others say already. */
  const double *const controls[] = {one, two, same};
  how.n_controls = 2;
  how.controls = controls;
  assert_null(om_permute_family(&s.family, &how, with[0], NULL, NULL));
  how.n_controls = 3;
  assert_null(om_permute_family(&s.family, &how, more[0], NULL, NULL));
  assert_memory_equal(with[0], more[0], sizeof with[0]);
  assert_true(fabs(with[0][0].statistic - plain[0][0].statistic) > .01);
  /* A score that is a control has nothing left, and a study that is too small no test. */
  const double *const itself[] = {s.value[0]};
  how.n_controls = 1;
  how.controls = itself;
  assert_null(om_permute_family(&s.family, &how, with[0], NULL, NULL));
  assert_undefined(with[0][0], "controls leave no variance");
  assert_null(with[0][2].undefined);
  s.family.n_units = 3;
  assert_null(om_permute_family(&s.family, &how, with[0], NULL, NULL));
  assert_undefined(with[0][2], "beyond the controls");
  /* A unit without a control is left out. */
  s.family.n_units = 24;
  one[3] = NAN;
  how.controls = controls;
  assert_null(om_permute_family(&s.family, &how, with[0], NULL, NULL));
  assert_true(with[0][0].n == 23);
}

/* --- missing scores --------------------------------------------------------------------------- */

/* Each pair's test is the one that its own units give, and the others' is not touched. */
static void
test_missing(void **state)
{
  (void)state;
  sample s, without;
  make_sample(&s, 8, 51);
  om_test all[PAIRS], rho[PAIRS], own[PAIRS];
  const om_family_permutation how = {.permutations = 9999, .rng = place};
  assert_null(om_permute_family(&s.family, &how, all, NULL, NULL));
  without = s;
  for (int c = 0; c < INSIDE + OUTSIDE; c++) {
    without.column[c] = without.value[c];
    for (int u = 2, at = 2; u < MOST; u++)
      if (u != 5 && u != 2)
        without.value[c][at++] = s.value[c][u];
  }
  without.family.inside = without.column;
  without.family.outside = without.column + INSIDE;
  without.family.n_units = 6;
  assert_null(om_permute_family(&without.family, &how, own, NULL, NULL));
  om_test with[PAIRS];
  s.value[0][2] = NAN;
  s.value[INSIDE][5] = NAN;
  s.value[0][5] = NAN;
  assert_null(om_permute_family(&s.family, &how, with, rho, NULL));
  assert_true(with[0].n == 6 && with[1].n == 6 && with[2].n == 7 && with[3].n == 8);
  assert_close(with[0].statistic, own[0].statistic, 1e-13, 0);
  assert_close(with[0].p, own[0].p, 1e-14, 0); /* all 40,320 orders: each of 720 as often */
  assert_close(with[0].p_greater, own[0].p_greater, 1e-14, 0);
  assert_close(with[1].p_less, own[1].p_less, 1e-14, 0);
  assert_true(with[3].p == all[3].p && with[5].p == all[5].p);
  assert_true(rho[0].exact && rho[0].permutations == 40320);
}

/* --- level, family and threads ---------------------------------------------------------------- */

/* Under no association p is uniform, and the smallest adjusted p of a family is below .05 in 5 %
 * of studies. */
static void
test_level(void **state)
{
  (void)state;
  enum { STUDIES = 400 };
  double below = 0, sum = 0, any = 0, blocked = 0;
  uint32_t block[12];
  for (uint64_t i = 0; i < STUDIES; i++) {
    om_rng rng = om_rng_at(&place, 1000 + i);
    double column[INSIDE + OUTSIDE][12], control[12];
    const double *at[INSIDE + OUTSIDE], *const controls[] = {control};
    for (int u = 0; u < 12; u++) {
      const double shared = om_rng_normal(&rng);
      block[u] = u % 3;
      control[u] = om_rng_normal(&rng);
      for (int c = 0; c < INSIDE + OUTSIDE; c++) {
        at[c] = column[c];
        column[c][u] = om_rng_normal(&rng) + (c < INSIDE ? shared : control[u]);
      }
    }
    const om_family family = {.n_units = 12,
                              .n_inside = INSIDE,
                              .n_outside = OUTSIDE,
                              .inside = at,
                              .outside = at + INSIDE};
    om_family_permutation how = {.permutations = 199, .rng = rng};
    om_test r[PAIRS], with[PAIRS];
    assert_null(om_permute_family(&family, &how, r, NULL, NULL));
    how.block = block;
    how.n_controls = 1;
    how.controls = controls;
    assert_null(om_permute_family(&family, &how, with, NULL, NULL));
    below += r[0].p <= .05;
    sum += r[0].p;
    blocked += with[0].p <= .05;
    double least = 1;
    for (size_t p = 0; p < PAIRS; p++)
      least = fmin(least, r[p].p_step);
    any += least <= .05;
  }
  assert_close(below / STUDIES, .05, 0, .035);
  assert_close(sum / STUDIES, .5, 0, .05);
  assert_close(any / STUDIES, .05, 0, .035);
  assert_close(blocked / STUDIES, .05, 0, .035);
}

static void
largest(const void *ctx, const double *r, double *out)
{
  (void)ctx;
  out[0] = 0;
  for (size_t p = 0; p < PAIRS; p++)
    out[0] = fmax(out[0], fabs(r[p]));
  out[1] = r[0] > .99 ? NAN : r[0];
}

static void
test_threads_and_derived(void **state)
{
  (void)state;
  sample s;
  make_sample(&s, 30, 61);
  om_family_permutation how = {
      .permutations = 2003, .rng = place, .n_derived = 2, .derive = largest};
  om_test alone[3][PAIRS] = {0}, together[3][PAIRS] = {0};
  assert_null(om_permute_family(&s.family, &how, alone[0], alone[1], alone[2]));
  const unsigned counts[] = {1, 2, 3, 8};
  for (int i = 0; i < 4; i++) {
    const om_parallel threads = om_threads(counts[i]);
    how.parallel = &threads;
    assert_null(om_permute_family(&s.family, &how, together[0], together[1], together[2]));
    assert_memory_equal(alone, together, sizeof alone);
  }
  /* The largest |r|: its p is the single-step p of the pair that has it. */
  double most = 0, p_max = 1;
  for (size_t p = 0; p < PAIRS; p++)
    if (fabs(alone[0][p].statistic) > most) {
      most = fabs(alone[0][p].statistic);
      p_max = alone[0][p].p_max;
    }
  assert_true(alone[2][0].statistic == most && alone[2][0].p == p_max);
  assert_true(alone[2][1].p == alone[0][0].p);
}

/* A pair more makes no smaller adjusted p, and leaves the plain p as it is. */
static void
test_family_size(void **state)
{
  (void)state;
  sample s;
  make_sample(&s, 20, 71);
  const om_cell cells[] = {{0, 0}, {2, 1}};
  om_family two = s.family;
  two.n_pairs = 2;
  two.pair = cells;
  om_test all[PAIRS], some[2];
  const om_family_permutation how = {.permutations = 999, .rng = place};
  assert_null(om_permute_family(&s.family, &how, all, NULL, NULL));
  assert_null(om_permute_family(&two, &how, some, NULL, NULL));
  assert_true(some[0].p == all[0].p && some[1].p == all[5].p);
  assert_true(some[0].p_max <= all[0].p_max && some[1].p_step <= all[5].p_step);
}

static void
test_undefined(void **state)
{
  (void)state;
  sample s;
  make_sample(&s, 20, 81);
  for (int u = 0; u < MOST; u++) {
    s.value[0][u] = 4;
    s.value[2][u] = u < 2 ? 1. + u : (double)NAN;
  }
  om_test r[PAIRS], rho[PAIRS];
  om_family_permutation how = {.permutations = 99, .rng = place};
  assert_null(om_permute_family(&s.family, &how, r, rho, NULL));
  assert_undefined(r[0], "zero variance");
  assert_undefined(rho[1], "zero variance");
  assert_undefined(r[4], "fewer than 3 pairs");
  assert_true(isnan(r[0].p) && isnan(r[4].p_step) && isnan(r[0].mc_error));
  assert_true(isfinite(r[2].p) && r[4].n == 2);
  how.permutations = 0;
  assert_non_null(om_permute_family(&s.family, &how, r, rho, NULL));
  assert_undefined(rho[3], "no permutations");
  how.permutations = UINT32_MAX;
  assert_non_null(om_permute_family(&s.family, &how, r, rho, NULL));
  assert_undefined(rho[3], "too many");
  how.permutations = 99;
  for (size_t n = 0; n < 2; n++) {
    s.family.n_units = n;
    assert_non_null(om_permute_family(&s.family, &how, r, rho, NULL));
    assert_undefined(r[3], "fewer than 2 units");
  }
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_equals_permutation),
      cmocka_unit_test(test_golden),
      cmocka_unit_test(test_every_order),
      cmocka_unit_test(test_blocks_are_not_crossed),
      cmocka_unit_test(test_controls),
      cmocka_unit_test(test_missing),
      cmocka_unit_test(test_level),
      cmocka_unit_test(test_threads_and_derived),
      cmocka_unit_test(test_family_size),
      cmocka_unit_test(test_undefined),
  };
  return cmocka_run_group_tests_name("stats/family_perm", tests, NULL, close_summary);
}
