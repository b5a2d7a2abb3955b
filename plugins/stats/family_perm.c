/* Permutation tests of a linkage family: all pairs in the same orders, eight orders at a time.
 * Must not know what a unit is, nor who runs the tasks.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "family_plan.h"
#include <stdlib.h>
#include <string.h>

enum { R, RHO, OWN, CONTESTS };

/* One coefficient of one part. */
typedef struct om_measure {
  om_basis basis;
  const char *undefined; /* of all pairs, or NULL */
  double **vector;       /* [column][n] */
  const char **why;      /* [column] */
  uint32_t *product;     /* [pair of the part] */
  uint32_t *control;     /* [outside column][axis] */
} om_measure;

typedef struct om_perm_part {
  const om_part *part;
  om_measure measure[2];
  om_plan plan;
  uint32_t *place_of; /* [place in the family]: place in the part; UINT32_MAX: not there */
  uint32_t *place;    /* [place in the part]: place in the family */
  struct om_perm_part *next;
} om_perm_part;

typedef struct om_perm_job {
  const om_family *family;
  const om_family_permutation *how;
  size_t n_pairs, n_tasks, n_batches;
  om_arena arena;
  om_steps steps;
  uint32_t *unit_at; /* [place]: units block by block */
  om_perm_part *parts;
  bool wanted[CONTESTS]; /* R also for what is derived */
  om_contest contest[CONTESTS];
  size_t most_n, most_products, most_outside;
  bool exact;
  om_pool pool;
  atomic_bool failed;
  atomic_uint orders;
} om_perm_job;

/* What a task computes in, and its counts: they are sums, so that it does not matter who made
 * which. */
typedef struct om_perm_scratch {
  om_arena arena;
  bool ready;
  uint32_t *place, *part_place;
  om_v8 *sum;
  double *product, *value[2], *own, *root;
  om_tally tally[CONTESTS];
} om_perm_scratch;

static om_perm_scratch *
hold(om_perm_job *job)
{
  om_perm_scratch *const s = om_pool_hold(&job->pool);
  if (!s->ready) {
    om_arena *const arena = &s->arena;
    s->place = om_take(arena, job->family->n_units * OM_LANES, sizeof *s->place);
    s->part_place = om_take(arena, job->most_n * OM_LANES, sizeof *s->part_place);
    s->sum = om_take(arena, (size_t)4 * OM_LANES, sizeof *s->sum);
    s->product = om_take(arena, job->most_products * OM_LANES, sizeof *s->product);
    for (int m = 0; m < 2; m++)
      s->value[m] = om_take(arena, job->n_pairs * OM_LANES, sizeof *s->value[m]);
    s->own = om_take(arena, job->how->n_derived, sizeof *s->own);
    s->root = om_take(arena, job->most_outside, sizeof *s->root);
    for (int c = 0; c < CONTESTS; c++)
      om_tally_init(&s->tally[c], job->contest[c].n, arena);
    s->ready = !arena->failed;
  }
  if (!s->ready)
    atomic_store(&job->failed, true);
  return s;
}

/* --- blocks ----------------------------------------------------------------------------------- */

static int
compare_keys(const void *a, const void *b)
{
  const uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
  return (x > y) - (x < y);
}

static void
make_steps(om_perm_job *job)
{
  const size_t n = job->family->n_units;
  const uint32_t *const block = job->how->block;
  om_arena *const arena = &job->arena;
  om_steps *const s = &job->steps;
  *s = (om_steps){.n = n,
                  .bound = om_take(arena, n + 8, sizeof *s->bound),
                  .base = om_take(arena, n, sizeof *s->base),
                  .refuse = om_take(arena, n + 8, sizeof *s->refuse)};
  job->unit_at = om_take(arena, n, sizeof *job->unit_at);
  uint64_t *const key = om_take(arena, n, sizeof *key);
  if (arena->failed)
    return;
  for (size_t u = 0; u < n; u++)
    key[u] = (uint64_t)(block ? block[u] : 0) << 32 | u;
  qsort(key, n, sizeof *key, compare_keys);
  for (size_t k = 0; k < n; k++)
    job->unit_at[k] = (uint32_t)key[k];
  for (size_t from = 0, to; from < n; from = to) {
    to = from + 1;
    while (to < n && key[to] >> 32 == key[from] >> 32)
      to++;
    for (size_t i = to - from; i > 1; i--) {
      s->base[s->n_steps] = (uint32_t)from;
      s->bound[s->n_steps] = (uint32_t)i;
      s->refuse[s->n_steps++] = -(uint32_t)i % (uint32_t)i;
    }
  }
}

/* How many orders there are; infinity where that is more than a double holds. */
static double
count_orders(const om_steps *s)
{
  double orders = 1;
  for (size_t t = 0; t < s->n_steps; t++)
    orders *= s->bound[t];
  return orders;
}

/* --- parts ------------------------------------------------------------------------------------ */

/* The scores of a column, or their ranks. */
static const double *
values_of(const om_part *part, const double *x, bool ranks, om_arena *arena)
{
  if (!ranks)
    return x;
  double *const rank = om_take(arena, part->n, sizeof *rank);
  size_t *const order = om_take(arena, part->n, sizeof *order);
  if (!arena->failed)
    om_rank(part->n, x, rank, order);
  return rank;
}

static void
make_basis(const om_perm_job *job, const om_part *part, bool ranks, om_basis *out, om_arena *arena)
{
  const size_t count = job->how->n_controls;
  const double **const column = om_take(arena, count, sizeof *column);
  for (size_t c = 0; c < count; c++) {
    double *const x = om_take(arena, part->n, sizeof *x);
    if (arena->failed)
      return;
    for (size_t i = 0; i < part->n; i++)
      x[i] = job->how->controls[c][part->unit[i]];
    column[c] = values_of(part, x, ranks, arena);
  }
  if (!arena->failed)
    om_basis_make(part->n, count, column, out, arena);
}

/* Vectors and their products for one coefficient. */
static void
make_measure(om_perm_job *job, om_perm_part *p, bool ranks)
{
  om_arena *const arena = &job->arena;
  const om_part *const part = p->part;
  om_measure *const m = &p->measure[ranks];
  const size_t columns = part->n_inside + part->n_outside;
  make_basis(job, part, ranks, &m->basis, arena);
  m->vector = om_take(arena, columns, sizeof *m->vector);
  m->why = om_take(arena, columns, sizeof *m->why);
  m->product = om_take(arena, part->n_pairs, sizeof *m->product);
  m->control = om_take(arena, part->n_outside * (m->basis.count + 1), sizeof *m->control);
  if (arena->failed)
    return;
  m->undefined = part->n < 3                    ? "fewer than 3 pairs"
                 : part->n < 3 + m->basis.count ? "fewer than 3 pairs beyond the controls"
                                                : NULL;
  for (size_t c = 0; c < columns; c++) {
    m->vector[c] = om_take(arena, part->n, sizeof *m->vector[c]);
    const double *const x = values_of(part, part->column[c], ranks, arena);
    if (arena->failed)
      return;
    m->why[c] = m->undefined ? m->undefined : om_unit_vector(&m->basis, x, m->vector[c]);
  }
  for (size_t k = 0; k < part->n_pairs; k++)
    m->product[k] =
        om_plan_add(&p->plan, m->vector[part->left[k]], m->vector[part->n_inside + part->right[k]]);
  for (size_t j = 0; j < part->n_outside; j++)
    for (size_t a = 0; a < m->basis.count; a++)
      m->control[j * m->basis.count + a] =
          om_plan_add(&p->plan, m->basis.axis[a], m->vector[part->n_inside + j]);
}

/* Where the units of the part stand, block by block as in the family. */
static const uint32_t *
make_places(om_perm_job *job, om_perm_part *p)
{
  const size_t n = job->family->n_units;
  om_arena *const arena = &job->arena;
  uint32_t *const row_of = om_take(arena, n, sizeof *row_of), *const row = om_take(
                                                                  arena, p->part->n, sizeof *row);
  p->place_of = om_take(arena, n, sizeof *p->place_of);
  p->place = om_take(arena, p->part->n, sizeof *p->place);
  if (arena->failed)
    return NULL;
  memset(row_of, 0xFF, n * sizeof *row_of);
  memset(p->place_of, 0xFF, n * sizeof *p->place_of);
  for (size_t i = 0; i < p->part->n; i++)
    row_of[p->part->unit[i]] = (uint32_t)i;
  size_t count = 0;
  for (size_t k = 0; k < n; k++)
    if (row_of[job->unit_at[k]] != UINT32_MAX) {
      row[count] = row_of[job->unit_at[k]];
      p->place[count] = (uint32_t)k;
      p->place_of[k] = (uint32_t)count++;
    }
  return row;
}

static om_perm_part *
make_part(om_perm_job *job, const om_part *part)
{
  om_arena *const arena = &job->arena;
  om_perm_part *const p = om_take(arena, 1, sizeof *p);
  if (!p)
    return NULL;
  p->part = part;
  om_plan_init(&p->plan, part->n, 2 * (part->n_pairs + part->n_outside * job->how->n_controls),
               arena);
  for (int m = 0; m < 2 && !arena->failed; m++)
    if (job->wanted[m])
      make_measure(job, p, m == RHO);
  const uint32_t *const row = arena->failed ? NULL : make_places(job, p);
  if (!arena->failed)
    om_plan_pack(&p->plan, row, arena);
  job->most_n = part->n > job->most_n ? part->n : job->most_n;
  job->most_products =
      p->plan.n_products > job->most_products ? p->plan.n_products : job->most_products;
  job->most_outside = part->n_outside > job->most_outside ? part->n_outside : job->most_outside;
  return p;
}

/* The statistics in the given order. */
static void
make_contest(om_perm_job *job, int m)
{
  om_contest *const c = &job->contest[m];
  om_contest_init(c, job->n_pairs, &job->arena);
  if (job->arena.failed)
    return;
  double most = 1;
  for (const om_perm_part *p = job->parts; p; p = p->next)
    most = fmax(most, (double)p->part->n - 1 - (double)p->measure[m].basis.count);
  for (const om_perm_part *p = job->parts; p; p = p->next) {
    const om_part *const part = p->part;
    const om_measure *const x = &p->measure[m];
    const double df = (double)part->n - 1 - (double)x->basis.count;
    for (size_t k = 0; k < part->n_pairs; k++) {
      const size_t left = part->left[k], right = part->n_inside + part->right[k];
      const char *const why = x->why[left] ? x->why[left] : x->why[right];
      om_sum sum = {0};
      for (size_t u = 0; !why && u < part->n; u++)
        om_add(&sum, x->vector[left][u] * x->vector[right][u]);
      c->given[part->pair[k]] = why ? NAN : om_correlation(sum.hi);
      c->why[part->pair[k]] = why;
      c->units[part->pair[k]] = part->n;
      c->scale[part->pair[k]] = sqrt(fmax(df, 0) / most);
    }
  }
  om_contest_rank(c);
}

static void
make_derived_contest(om_perm_job *job)
{
  om_contest *const c = &job->contest[OWN];
  om_contest_init(c, job->how->n_derived, &job->arena);
  if (job->arena.failed)
    return;
  job->how->derive(job->how->derive_ctx, job->contest[R].given, c->given);
  for (size_t d = 0; d < c->n; d++) {
    c->scale[d] = 1;
    c->units[d] = job->family->n_units;
    c->why[d] = isnan(c->given[d]) ? "the statistic is undefined for these units" : NULL;
  }
  om_contest_rank(c);
}

/* --- eight orders ----------------------------------------------------------------------------- */

/* The order of the part's own units: those that are not in it are taken out of their cycles. */
static const uint32_t *
order_within(const om_perm_job *job, const om_perm_part *p, om_perm_scratch *s)
{
  if (p->part->n == job->family->n_units)
    return s->place;
  for (size_t k = 0; k < p->part->n; k++)
    for (unsigned l = 0; l < OM_LANES; l++) {
      uint32_t at = s->place[(size_t)p->place[k] * OM_LANES + l];
      while (p->place_of[at] == UINT32_MAX)
        at = s->place[(size_t)at * OM_LANES + l];
      s->part_place[k * OM_LANES + l] = p->place_of[at];
    }
  return s->part_place;
}

/* What the controls leave of each outside column in this order: its length. */
static void
lengths(const om_measure *m, size_t n_outside, const double *product, double *root)
{
  for (size_t j = 0; j < n_outside; j++) {
    double left = 1;
    for (size_t a = 0; a < m->basis.count; a++) {
      const double share = product[m->control[j * m->basis.count + a]];
      left -= share * share;
    }
    root[j] = left > 1e-14 ? sqrt(left) : NAN;
  }
}

static void
take_values(const om_perm_job *job, const om_perm_part *p, om_perm_scratch *s, int measure)
{
  const om_part *const part = p->part;
  const om_measure *const m = &p->measure[measure];
  for (unsigned l = 0; l < OM_LANES; l++) {
    const double *const product = s->product + l * p->plan.n_products;
    double *const value = s->value[measure] + l * job->n_pairs;
    lengths(m, part->n_outside, product, s->root);
    for (size_t k = 0; k < part->n_pairs; k++)
      value[part->pair[k]] = isnan(job->contest[measure].given[part->pair[k]])
                                 ? NAN
                                 : om_correlation(product[m->product[k]] / s->root[part->right[k]]);
  }
}

/* Counts the first `lanes` of the orders in s->place. */
static void
count_orders_at_hand(const om_perm_job *job, om_perm_scratch *s, unsigned lanes)
{
  for (const om_perm_part *p = job->parts; p; p = p->next) {
    om_plan_run(&p->plan, order_within(job, p, s), s->sum, s->product);
    for (int m = 0; m < 2; m++)
      if (job->wanted[m])
        take_values(job, p, s, m);
  }
  for (unsigned l = 0; l < lanes; l++) {
    const double *const r = s->value[R] + l * job->n_pairs;
    if (job->wanted[R])
      om_tally_count(&job->contest[R], r, &s->tally[R]);
    if (job->wanted[RHO])
      om_tally_count(&job->contest[RHO], s->value[RHO] + l * job->n_pairs, &s->tally[RHO]);
    if (job->wanted[OWN]) {
      job->how->derive(job->how->derive_ctx, r, s->own);
      om_tally_count(&job->contest[OWN], s->own, &s->tally[OWN]);
    }
  }
}

static void
run_random(void *ctx, size_t task)
{
  om_perm_job *const job = ctx;
  om_perm_scratch *const s = hold(job);
  const size_t all = job->n_batches;
  for (size_t b = all * task / job->n_tasks; s->ready && b < all * (task + 1) / job->n_tasks; b++) {
    const size_t first = b * OM_LANES, left = job->how->permutations - first;
    const om_orders orders = {job->how->rng, first, &job->steps, s->place};
    om_kernels_best()->orders(&orders);
    count_orders_at_hand(job, s, left < OM_LANES ? (unsigned)left : OM_LANES);
  }
  om_pool_give(&job->pool, s);
}

/* --- all orders ------------------------------------------------------------------------------- */

/* Next order of `lane` in the sequence of the dictionary, from .. to-1; false after the last,
 * which leaves the first. */
static bool
next_within(uint32_t *order, size_t from, size_t to)
{
  size_t i = to - 1;
  while (i > from && order[i - 1] > order[i])
    i--;
  for (size_t a = i, b = to - 1; a < b; a++, b--) {
    const uint32_t turn = order[a];
    order[a] = order[b];
    order[b] = turn;
  }
  if (i == from)
    return false;
  size_t j = i;
  while (order[j] < order[i - 1])
    j++;
  const uint32_t swap = order[i - 1];
  order[i - 1] = order[j];
  order[j] = swap;
  return true;
}

/* The blocks as the digits of a number.  A block starts where its first step says. */
static bool
next_order(const om_steps *s, uint32_t *order)
{
  for (size_t t = 0; t < s->n_steps; t += s->bound[t] - 1)
    if (next_within(order, s->base[t], (size_t)s->base[t] + s->bound[t]))
      return true;
  return false;
}

static void
run_all(void *ctx, size_t task)
{
  (void)task;
  om_perm_job *const job = ctx;
  om_perm_scratch *const s = hold(job);
  uint32_t *const order = s->ready ? om_take(&s->arena, job->steps.n, sizeof *order) : NULL;
  if (!order)
    atomic_store(&job->failed, true);
  for (size_t k = 0; order && k < job->steps.n; k++)
    order[k] = (uint32_t)k;
  for (bool more = order != NULL; more;) {
    unsigned lanes = 0;
    for (unsigned l = 0; l < OM_LANES; l++) {
      for (size_t k = 0; k < job->steps.n; k++)
        s->place[k * OM_LANES + l] = order[k];
      lanes += more;
      more = more && next_order(&job->steps, order);
    }
    count_orders_at_hand(job, s, lanes);
    atomic_fetch_add(&job->orders, lanes);
  }
  om_pool_give(&job->pool, s);
}

/* --- the call --------------------------------------------------------------------------------- */

static void
prepare(om_perm_job *job)
{
  make_steps(job);
  const om_part *const parts =
      job->arena.failed
          ? NULL
          : om_family_parts(job->family, job->how->n_controls, job->how->controls, &job->arena);
  om_perm_part **end = &job->parts;
  for (const om_part *p = parts; p && !job->arena.failed; p = p->next) {
    *end = make_part(job, p);
    end = job->arena.failed ? end : &(*end)->next;
  }
  for (int m = 0; m < 2 && !job->arena.failed; m++)
    if (job->wanted[m])
      make_contest(job, m);
  if (job->wanted[OWN] && !job->arena.failed)
    make_derived_contest(job);
}

static void
collect(om_perm_job *job, om_test *const *out)
{
  om_tally whole[CONTESTS];
  for (int c = 0; c < CONTESTS; c++)
    om_tally_init(&whole[c], job->contest[c].n, &job->arena);
  if (job->arena.failed)
    return;
  uint32_t orders = atomic_load(&job->orders);
  for (int c = 0; c < CONTESTS; c++) {
    for (size_t i = 0; i < OM_MOST_TASKS; i++) {
      const om_perm_scratch *const s =
          (const om_perm_scratch *)(const void *)(job->pool.pieces + i * job->pool.size);
      if (s->ready)
        om_tally_merge(job->contest[c].n, &s->tally[c], &whole[c]);
    }
    if (!job->exact && job->wanted[c])
      om_tally_count(&job->contest[c], job->contest[c].given, &whole[c]);
  }
  orders = job->exact ? orders : job->how->permutations + 1;
  for (int c = 0; c < CONTESTS; c++)
    if (out[c])
      om_tally_results(&job->contest[c], &whole[c], orders, job->exact, out[c]);
}

static const char *
run(om_perm_job *job, om_test *const *out)
{
  if (!om_pool_init(&job->pool, sizeof(om_perm_scratch)))
    return OM_NO_MEMORY;
  prepare(job);
  if (job->arena.failed)
    return OM_NO_MEMORY;
  job->exact = count_orders(&job->steps) <= OM_PERM_MAX_ORDERS;
  if (!job->exact && (job->how->permutations < 1 || job->how->permutations == UINT32_MAX))
    return job->how->permutations ? "too many permutations" : "no permutations";
  job->n_batches = ((size_t)job->how->permutations + OM_LANES - 1) / OM_LANES;
  job->n_tasks = job->n_batches < OM_MOST_TASKS ? job->n_batches : OM_MOST_TASKS;
  if (job->exact)
    run_all(job, 0);
  else
    om_run_tasks(job->how->parallel, job->n_tasks, run_random, job);
  if (!atomic_load(&job->failed))
    collect(job, out);
  return job->arena.failed || atomic_load(&job->failed) ? OM_NO_MEMORY : NULL;
}

const char *
om_permute_family(const om_family *family, const om_family_permutation *how, om_test *pearson,
                  om_test *spearman, om_test *derived)
{
  om_test *const out[CONTESTS] = {pearson, spearman, how->derive ? derived : NULL};
  om_perm_job job = {.family = family,
                     .how = how,
                     .n_pairs = om_family_pairs(family),
                     .wanted = {pearson || out[OWN], spearman != NULL, out[OWN] != NULL}};
  atomic_init(&job.failed, false);
  atomic_init(&job.orders, 0);
  const char *why = om_family_wrong(family);
  if (!why && family->n_units < 2)
    why = "fewer than 2 units";
  if (!why && job.n_pairs > 0)
    why = run(&job, out);
  for (int c = 0; why && c < CONTESTS; c++) {
    const size_t n = c == OWN ? how->n_derived : job.n_pairs;
    for (size_t s = 0; out[c] && s < n; s++)
      out[c][s] = (om_test){.statistic = NAN,
                            .p = NAN,
                            .p_greater = NAN,
                            .p_less = NAN,
                            .p_max = NAN,
                            .p_step = NAN,
                            .mc_error = NAN,
                            .n = family->n_units,
                            .undefined = why};
  }
  om_pool_done(&job.pool);
  om_arena_free(&job.arena);
  return why;
}
