/* Bootstrap of a linkage family: all pairs on the same resamples, eight resamples at a time, by how
 * often each unit was drawn.
 * Must not know what a unit is, nor who runs the tasks.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "family_boot.h"
#include "left_out.h"
#include <stdlib.h>

/* --- the whole -------------------------------------------------------------------------------- */

typedef struct om_job {
  const om_family *family;
  const om_family_bootstrap *how;
  size_t n_pairs;
  uint32_t resamples; /* 0 for few units */
  om_arena arena;
  om_boot_part *parts;
  bool r_wanted, rho_wanted;
  om_boot_pair *pearson, *spearman;
  om_boot *derived;
  /* [pair or derived][resamples], [..][n_units] */
  double *r, *rho, *own, *left_r, *left_rho, *left_own;
  size_t most_n, most_columns, most_sums, most_pairs; /* over the parts */
  om_pool pool;
  size_t n_batches, n_tasks;
  atomic_bool failed;
} om_job;

/* What a task computes in. */
typedef struct om_scratch {
  om_arena arena;
  bool ready;
  om_boot_room room;
  om_v8 *weight;
  double *matrix; /* [8][n_pairs]: r, for what is derived */
  double *own;
} om_scratch;

static om_scratch *
hold(om_job *job)
{
  om_scratch *const s = om_pool_hold(&job->pool);
  if (!s->ready) {
    om_arena *const arena = &s->arena;
    s->weight = om_take(arena, job->family->n_units, sizeof *s->weight);
    s->room.weight = om_take(arena, job->most_n, sizeof *s->room.weight);
    s->room.sum = om_take(arena, job->most_sums, sizeof *s->room.sum);
    s->room.rank =
        om_take(arena, job->rho_wanted ? job->most_n * job->most_columns : 0, sizeof *s->room.rank);
    s->room.square = om_take(arena, job->most_columns, sizeof *s->room.square);
    s->room.product = om_take(arena, job->most_pairs, sizeof *s->room.product);
    s->room.value = om_take(arena, job->most_pairs, sizeof *s->room.value);
    s->room.gathered = om_take(arena, job->most_n, sizeof *s->room.gathered);
    s->matrix = om_take(arena, job->n_pairs * OM_LANES, sizeof *s->matrix);
    s->own = om_take(arena, job->how->n_derived, sizeof *s->own);
    s->ready = !arena->failed;
  }
  if (!s->ready)
    atomic_store(&job->failed, true);
  return s;
}

/* --- eight resamples -------------------------------------------------------------------------- */

/* Where the results of eight lanes go: of pair p and lane l, to [p * stride + at[l]]. */
typedef struct om_target {
  double *r, *rho, *own;
  size_t stride;
  uint32_t lanes;
} om_target;

static void
store(double *to, size_t stride, uint32_t lanes, const om_part *part, const om_v8 *value,
      const uint32_t *at)
{
  for (size_t k = 0; to && k < part->n_pairs; k++)
    for (uint32_t l = 0; l < lanes; l++)
      if (at[l] != UINT32_MAX)
        to[part->pair[k] * stride + at[l]] = value[k][l];
}

static void
derive(const om_job *job, om_scratch *s, const om_target *to, size_t first)
{
  for (uint32_t l = 0; l < to->lanes; l++) {
    job->how->derive(job->how->derive_ctx, s->matrix + l * job->n_pairs, s->own);
    for (size_t d = 0; d < job->how->n_derived; d++)
      to->own[d * to->stride + first + l] = s->own[d];
  }
}

static void
run_part(const om_job *job, om_scratch *s, const om_boot_part *part, const om_target *to,
         const uint32_t *at)
{
  om_boot_weigh(part, s->weight, &s->room);
  if (job->r_wanted) {
    om_boot_pearson(part, &s->room);
    store(to->r, to->stride, to->lanes, part->part, s->room.value, at);
    for (size_t k = 0; job->derived && k < part->part->n_pairs; k++)
      for (unsigned l = 0; l < OM_LANES; l++)
        s->matrix[l * job->n_pairs + part->part->pair[k]] = s->room.value[k][l];
  }
  if (job->rho_wanted) {
    om_boot_spearman(part, &s->room);
    store(to->rho, to->stride, to->lanes, part->part, s->room.value, at);
  }
}

static void
resample(const om_job *job, om_scratch *s, size_t batch)
{
  const size_t first = batch * OM_LANES, left = job->resamples - first;
  const om_target to = {job->r, job->rho, job->own, job->resamples,
                        (uint32_t)(left < OM_LANES ? left : OM_LANES)};
  const om_weigh weigh = {job->how->rng, first, (uint32_t)job->family->n_units, s->weight};
  om_kernels_best()->weigh(&weigh);
  uint32_t at[OM_LANES];
  for (unsigned l = 0; l < OM_LANES; l++)
    at[l] = (uint32_t)(first + l);
  for (const om_boot_part *p = job->parts; p; p = p->next)
    run_part(job, s, p, &to, at);
  if (job->derived)
    derive(job, s, &to, first);
}

static void
run_batches(void *ctx, size_t task)
{
  om_job *const job = ctx;
  om_scratch *const s = hold(job);
  for (size_t b = job->n_batches * task / job->n_tasks;
       s->ready && b < job->n_batches * (task + 1) / job->n_tasks; b++)
    resample(job, s, b);
  om_pool_give(&job->pool, s);
}

/* --- one unit left out ------------------------------------------------------------------------ */

static void
leave_out_r(const om_job *job, const om_part *part, size_t k)
{
  const double *const x = part->column[part->left[k]],
                      *const y = part->column[part->n_inside + part->right[k]];
  double *const to = job->left_r + part->pair[k] * job->family->n_units;
  const om_left_out l = om_left_out_new(part->n, x, y);
  for (size_t u = 0; u < part->n; u++)
    to[u] = part->n < 4 ? NAN : om_left_out_r(&l, u);
}

static void
leave_out_rho(om_job *job, const om_boot_part *p, size_t k)
{
  const om_part *const part = p->part;
  const size_t i = part->left[k], j = part->n_inside + part->right[k];
  const om_left_ranks x = {p->rank[i], p->order[i]}, y = {p->rank[j], p->order[j]};
  om_arena arena = {0};
  double *const scratch = om_take(&arena, 5 * part->n + 1, sizeof *scratch);
  if (scratch)
    om_left_out_rho(part->n, &x, &y, job->left_rho + part->pair[k] * job->family->n_units, scratch);
  else
    atomic_store(&job->failed, true);
  om_arena_free(&arena);
}

/* Each task takes every n_tasks-th pair. */
static void
run_left_out(void *ctx, size_t task)
{
  om_job *const job = ctx;
  size_t turn = 0;
  for (const om_boot_part *p = job->parts; p; p = p->next)
    for (size_t k = 0; k < p->part->n_pairs; k++) {
      if (job->r_wanted && turn++ % job->n_tasks == task)
        leave_out_r(job, p->part, k);
      if (job->rho_wanted && turn++ % job->n_tasks == task)
        leave_out_rho(job, p, k);
    }
}

/* Place of a unit among those of a part; UINT32_MAX when it is not there. */
static uint32_t
place_of(const om_part *part, size_t unit)
{
  size_t low = 0, high = part->n;
  while (low < high) {
    const size_t middle = (low + high) / 2;
    if (part->unit[middle] < unit)
      low = middle + 1;
    else
      high = middle;
  }
  return low < part->n && part->unit[low] == unit ? (uint32_t)low : UINT32_MAX;
}

/* What is derived from the matrix without one unit; pairs that it is not in stay as they are. */
static void
derive_left_out(const om_job *job, size_t unit, const double *whole, double *matrix, double *own)
{
  const size_t n = job->family->n_units;
  for (const om_boot_part *p = job->parts; p; p = p->next) {
    const uint32_t at = place_of(p->part, unit);
    for (size_t k = 0; k < p->part->n_pairs; k++) {
      const size_t pair = p->part->pair[k];
      matrix[pair] = at == UINT32_MAX ? whole[pair] : job->left_r[pair * n + at];
    }
  }
  job->how->derive(job->how->derive_ctx, matrix, own);
  for (size_t d = 0; d < job->how->n_derived; d++)
    job->left_own[d * n + unit] = own[d];
}

/* Pearson's r of every pair over all of its units. */
static void
whole_matrix(const om_job *job, double *r)
{
  for (const om_boot_part *p = job->parts; p; p = p->next)
    for (size_t k = 0; k < p->part->n_pairs; k++)
      r[p->part->pair[k]] = om_pearson(p->part->n, p->part->column[p->part->left[k]],
                                       p->part->column[p->part->n_inside + p->part->right[k]], .95)
                                .value;
}

static void
run_derived_left_out(void *ctx, size_t task)
{
  om_job *const job = ctx;
  const size_t n = job->family->n_units;
  om_arena arena = {0};
  double *const whole = om_take(&arena, job->n_pairs, sizeof *whole);
  double *const matrix = om_take(&arena, job->n_pairs, sizeof *matrix);
  double *const own = om_take(&arena, job->how->n_derived, sizeof *own);
  if (arena.failed)
    atomic_store(&job->failed, true);
  else
    whole_matrix(job, whole);
  for (size_t u = n * task / job->n_tasks; !arena.failed && u < n * (task + 1) / job->n_tasks; u++)
    derive_left_out(job, u, whole, matrix, own);
  om_arena_free(&arena);
}

/* --- summaries -------------------------------------------------------------------------------- */

static om_span
span_of(const om_part *part, const double *left_out)
{
  om_span span = {.lo = NAN, .hi = NAN};
  if (part->n < 4) {
    span.undefined = "fewer than 4 pairs";
    return span;
  }
  for (size_t i = 0; i < part->n; i++)
    if (isnan(left_out[i])) {
      span.undefined = "one pair carries all the variance";
      return span;
    }
  size_t lo = 0, hi = 0;
  for (size_t i = 1; i < part->n; i++) {
    lo = left_out[i] < left_out[lo] ? i : lo;
    hi = left_out[i] > left_out[hi] ? i : hi;
  }
  return (om_span){left_out[lo], left_out[hi], part->unit[lo], part->unit[hi], NULL};
}

static void
summarise(const om_job *job, const om_boot_part *p, size_t k, bool ranks)
{
  const om_part *const part = p->part;
  const size_t i = part->left[k], j = part->n_inside + part->right[k];
  const size_t pair = part->pair[k], n = job->family->n_units;
  om_boot_pair *const out = (ranks ? job->spearman : job->pearson) + pair;
  double *const values = (ranks ? job->rho : job->r) + pair * job->resamples,
                *const left_out = (ranks ? job->left_rho : job->left_r) + pair * n;
  const om_stat given = ranks ? om_pearson(part->n, p->rank[i], p->rank[j], .95)
                              : om_pearson(part->n, part->column[i], part->column[j], .95);
  om_boot_summary(given.value, part->n, job->resamples, values, left_out, job->how->conf,
                  &out->boot);
  out->left_out = span_of(part, left_out);
  if (given.undefined && part->n >= 2)
    out->boot.bca.undefined = out->boot.percentile.undefined = given.undefined;
}

static void
summarise_derived(const om_job *job)
{
  const om_family_bootstrap *const how = job->how;
  om_arena arena = {0};
  double *const r = om_take(&arena, job->n_pairs, sizeof *r), *const value =
                                                                  om_take(&arena, how->n_derived,
                                                                          sizeof *value);
  if (!arena.failed) {
    whole_matrix(job, r);
    how->derive(how->derive_ctx, r, value);
  }
  const size_t n = job->family->n_units;
  for (size_t d = 0; d < how->n_derived; d++) {
    om_boot_summary(arena.failed ? NAN : value[d], n, job->resamples, job->own + d * job->resamples,
                    job->left_own + d * n, how->conf, &job->derived[d]);
    if (arena.failed)
      job->derived[d].bca = job->derived[d].percentile = om_undefined(OM_NO_MEMORY, n);
  }
  om_arena_free(&arena);
}

/* Each task takes every n_tasks-th pair. */
static void
run_summaries(void *ctx, size_t task)
{
  const om_job *const job = ctx;
  size_t turn = 0;
  for (const om_boot_part *p = job->parts; p; p = p->next)
    for (size_t k = 0; k < p->part->n_pairs; k++) {
      if (job->pearson && turn++ % job->n_tasks == task)
        summarise(job, p, k, false);
      if (job->spearman && turn++ % job->n_tasks == task)
        summarise(job, p, k, true);
    }
  if (job->derived && task == job->n_tasks - 1)
    summarise_derived(job);
}

/* --- the call --------------------------------------------------------------------------------- */

static void
nothing(const om_job *job, const char *why)
{
  for (int ranks = 0; ranks < 2; ranks++) {
    om_boot_pair *const out = ranks ? job->spearman : job->pearson;
    for (size_t p = 0; out && p < job->n_pairs; p++) {
      om_boot_summary(NAN, 0, 0, NULL, NULL, .95, &out[p].boot);
      out[p].boot.bca = out[p].boot.percentile = om_undefined(why, job->family->n_units);
      out[p].left_out = (om_span){.lo = NAN, .hi = NAN, .undefined = why};
    }
  }
  for (size_t d = 0; job->derived && d < job->how->n_derived; d++) {
    om_boot_summary(NAN, 0, 0, NULL, NULL, .95, &job->derived[d]);
    job->derived[d].bca = job->derived[d].percentile = om_undefined(why, job->family->n_units);
  }
}

static void
prepare(om_job *job)
{
  om_arena *const arena = &job->arena;
  const size_t n = job->family->n_units, b = job->resamples, pairs = job->n_pairs;
  const om_part *const parts = om_family_parts(job->family, 0, NULL, arena);
  om_boot_part **end = &job->parts;
  for (const om_part *p = parts; p && !arena->failed; p = p->next) {
    om_boot_part *const part = om_boot_part_new(p, n, job->rho_wanted, arena);
    if (arena->failed)
      break;
    *end = part;
    end = &part->next;
    const size_t columns = p->n_inside + p->n_outside;
    job->most_n = p->n > job->most_n ? p->n : job->most_n;
    job->most_columns = columns > job->most_columns ? columns : job->most_columns;
    job->most_sums = part->n_tiles * 8 > job->most_sums ? part->n_tiles * 8 : job->most_sums;
    job->most_pairs = p->n_pairs > job->most_pairs ? p->n_pairs : job->most_pairs;
  }
  if (job->pearson)
    job->r = om_take(arena, pairs * b, sizeof *job->r);
  if (job->r_wanted)
    job->left_r = om_take(arena, pairs * n, sizeof *job->left_r);
  if (job->spearman) {
    job->rho = om_take(arena, pairs * b, sizeof *job->rho);
    job->left_rho = om_take(arena, pairs * n, sizeof *job->left_rho);
  }
  if (job->derived) {
    job->own = om_take(arena, job->how->n_derived * b, sizeof *job->own);
    job->left_own = om_take(arena, job->how->n_derived * n, sizeof *job->left_own);
  }
}

/* So many pieces of work, in as many tasks as is sensible. */
static void
run(om_job *job, size_t pieces, om_task_fn *task)
{
  job->n_tasks = pieces < OM_MOST_TASKS ? pieces : OM_MOST_TASKS;
  om_run_tasks(job->how->parallel, job->n_tasks, task, job);
}

const char *
om_bootstrap_family(const om_family *family, const om_family_bootstrap *how, om_boot_pair *pearson,
                    om_boot_pair *spearman, om_boot *derived)
{
  om_job job = {
      .family = family,
      .how = how,
      .n_pairs = om_family_pairs(family),
      .resamples = family->n_units >= OM_BOOT_MIN_UNITS ? how->resamples : 0,
      .pearson = pearson,
      .spearman = spearman,
      .derived = how->derive ? derived : NULL,
      .r_wanted = pearson || (how->derive && derived),
      .rho_wanted = spearman != NULL,
  };
  atomic_init(&job.failed, false);
  const char *why = om_family_wrong(family);
  if (!why && job.n_pairs > 0) {
    if (om_pool_init(&job.pool, sizeof(om_scratch)))
      prepare(&job);
    else
      job.arena.failed = true;
    if (!job.arena.failed) {
      job.n_batches = ((size_t)job.resamples + OM_LANES - 1) / OM_LANES;
      run(&job, job.n_batches, run_batches);
      run(&job, 2 * job.n_pairs, run_left_out);
      if (job.derived)
        run(&job, family->n_units, run_derived_left_out);
    }
    why = job.arena.failed || atomic_load(&job.failed) ? OM_NO_MEMORY : NULL;
    if (!why)
      run(&job, 2 * job.n_pairs, run_summaries);
    om_pool_done(&job.pool);
  }
  if (why)
    nothing(&job, why);
  om_arena_free(&job.arena);
  return why;
}
