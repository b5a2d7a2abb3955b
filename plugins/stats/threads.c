/* Tasks on POSIX threads.
 * Must not know what the tasks compute.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "internal_resample.h"
#include <pthread.h>

#define MOST_THREADS 64

typedef struct om_team {
  atomic_size_t next;
  size_t n_tasks;
  om_task_fn *task;
  void *task_ctx;
} om_team;

static void *
work(void *ctx)
{
  om_team *const team = ctx;
  for (;;) {
    const size_t i = atomic_fetch_add(&team->next, 1);
    if (i >= team->n_tasks)
      return NULL;
    team->task(team->task_ctx, i);
  }
}

/* `ctx` is the number of threads itself. */
static void
run(void *ctx, size_t n_tasks, om_task_fn *task, void *task_ctx)
{
  om_team team = {.n_tasks = n_tasks, .task = task, .task_ctx = task_ctx};
  pthread_t thread[MOST_THREADS];
  size_t want = (size_t)(uintptr_t)ctx, started = 0;
  want = want < n_tasks ? want : n_tasks;
  while (started + 1 < want && started < MOST_THREADS &&
         pthread_create(&thread[started], NULL, work, &team) == 0)
    started++;
  work(&team);
  for (size_t i = 0; i < started; i++)
    pthread_join(thread[i], NULL);
}

om_parallel
om_threads(unsigned n)
{
  return (om_parallel){.run = run, .ctx = (void *)(uintptr_t)n};
}

/* --- in a plugin ------------------------------------------------------------------------------ */

typedef struct om_host_tasks {
  om_task_fn *task;
  void *ctx;
} om_host_tasks;

static void
one_of_host(void *ctx, uint32_t i)
{
  const om_host_tasks *const t = ctx;
  t->task(t->ctx, i);
}

static void
run_by_host(void *ctx, size_t n_tasks, om_task_fn *task, void *task_ctx)
{
  om_host_tasks t = {task, task_ctx};
  om_run *const r = ctx;
  r->host->parallel(r, (uint32_t)n_tasks, one_of_host, &t);
}

om_parallel
om_threads_of(om_run *r)
{
  return OM_HAS(r, parallel) ? (om_parallel){.run = run_by_host, .ctx = r}
                             : (om_parallel){.run = NULL};
}
