/* Memory and tasks of one call of the resampling engine.
 * Must not know what the tasks compute.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "internal_resample.h"
#include <stdlib.h>

#define ALIGNMENT 64

/* Stands before each piece. */
typedef struct om_piece {
  void *before;
} om_piece;

void *
om_take(om_arena *arena, size_t n, size_t size)
{
  const size_t most = SIZE_MAX - 2 * ALIGNMENT - sizeof(om_piece);
  om_piece *piece = NULL;
  if (!arena->failed && (n == 0 || size <= most / n))
    piece = calloc(1, sizeof *piece + 2 * ALIGNMENT + n * size);
  if (!piece) {
    arena->failed = true;
    return NULL;
  }
  piece->before = arena->last;
  arena->last = piece;
  char *const start = (char *)(piece + 1);
  return start + (ALIGNMENT - (uintptr_t)start % ALIGNMENT) % ALIGNMENT;
}

void
om_arena_free(om_arena *arena)
{
  while (arena->last) {
    om_piece *const piece = arena->last;
    arena->last = piece->before;
    free(piece);
  }
}

void
om_run_tasks(const om_parallel *parallel, size_t n_tasks, om_task_fn *task, void *ctx)
{
  if (parallel && parallel->run && n_tasks > 1) {
    parallel->run(parallel->ctx, n_tasks, task, ctx);
    return;
  }
  for (size_t i = 0; i < n_tasks; i++)
    task(ctx, i);
}

bool
om_pool_init(om_pool *pool, size_t size)
{
  pool->size = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  pool->pieces = om_take(&pool->memory, OM_MOST_TASKS, pool->size);
  for (size_t i = 0; i < OM_MOST_TASKS; i++)
    atomic_flag_clear(&pool->busy[i]);
  return pool->pieces != NULL;
}

void
om_pool_done(om_pool *pool)
{
  for (size_t i = 0; pool->pieces && i < OM_MOST_TASKS; i++)
    om_arena_free((om_arena *)(void *)(pool->pieces + i * pool->size));
  om_arena_free(&pool->memory);
  pool->pieces = NULL;
}

/* There are as many pieces as tasks: one is always free. */
void *
om_pool_hold(om_pool *pool)
{
  for (size_t i = 0;; i = (i + 1) % OM_MOST_TASKS)
    if (!atomic_flag_test_and_set(&pool->busy[i]))
      return pool->pieces + i * pool->size;
}

void
om_pool_give(om_pool *pool, void *piece)
{
  atomic_flag_clear(&pool->busy[(size_t)((char *)piece - pool->pieces) / pool->size]);
}
